// The forms of accounts: claim, sign in, sign out.
#include "server-stub/accounts/sign_in.h"
#include "server-stub/web/form.h"
#include "server-stub/web/handlers.h"
#include "server-stub/web/respond.h"
#include "shared/base/match.h"
#include "shared/base/text.h"
#include "shared/pages/routes.h"

namespace gongyi::server::web {
namespace {

namespace field = pages::field;

// The form comes back with everything that was in it but the passphrases.
ReturnedForm returned(const char* path, const Form& form, pages::FormFault fault) {
    ReturnedForm back{.status = 422, .path = path, .faults = {}, .filled = {}};
    const auto* const problem = std::get_if<pages::FormProblem>(&fault.cause);
    if (problem != nullptr && *problem == pages::FormProblem::too_many_attempts) back.status = 429;
    for (const auto name : {field::code, field::name, field::back, field::shared_device}) {
        if (const auto value = find_field(form, name.view())) {
            back.filled.push_back({std::string{name.view()}, to_well_formed(*value)});
        }
    }
    for (const FormField& one : form) {
        if (pages::is_held_field(one.name))
            back.filled.push_back({to_well_formed(one.name), to_well_formed(one.value)});
    }
    back.faults.push_back(std::move(fault));
    return back;
}

Device device_of(const Form& form) {
    return field_of(form, field::shared_device.view()).empty() ? Device::own : Device::shared;
}

// Where somebody goes who has signed in: to where they came from. Whoever had sent a form too late is shown it again
// with what stood in it, to look at and to send: it does nothing by itself, and somebody else never sees it.
Response welcome(const Services& services, const Request& request, const Form& form, const NewSession& session) {
    const std::string back = safe_path(field_of(form, field::back.view()), "/");
    const auto signed_in = find_session_of(services, session.token, session.device);
    const std::string held_for = field_of(form, field::held_for.view());
    if (!signed_in || held_for.empty() || held_for != account_of_csrf(signed_in->csrf)) return see_other(back);
    ReturnedForm again{
        .status = 200, .path = back, .faults = {{"", pages::FormProblem::signed_in_again}}, .filled = {}};
    const std::string_view held = field::held.view();
    for (const FormField& one : form) {
        if (one.name.compare(0, held.size(), held) == 0) {
            again.filled.push_back({to_well_formed(one.name.substr(held.size())), to_well_formed(one.value)});
        }
    }
    return render_for(services, request, std::move(again), *signed_in);
}

void answer_sign_in(const Services& services, const ExchangePtr& exchange, const char* path, const Form& form,
                    const SignInResult& result) {
    const Request& request = exchange->request();
    exchange->answer(std::visit(
        Match{
            [&](const NewSession& session) {
                Response response = welcome(services, request, form, session);
                response.headers.push_back(set_session_cookie(services, session.token, session.device));
                if (session.device == Device::own) {
                    response.headers.push_back(set_device_cookie(services, request, session.person));
                }
                return response;
            },
            [&](const pages::FormFault& fault) { return render_for(services, request, returned(path, form, fault)); },
            [&](const TryAgainLater&) { return error_page(request, 503); },
            [&](const Broken&) { return error_page(request, 500); },
        },
        result));
}

}  // namespace

void post_claim(Services& services, const ExchangePtr& exchange) {
    const auto form = require_form(exchange);
    if (!form) return;
    ClaimRequest claim{.code = field_of(*form, field::code.view()),
                       .name = field_of(*form, field::name.view()),
                       .passphrase = field_of(*form, field::passphrase.view()),
                       .passphrase_again = field_of(*form, field::passphrase_again.view()),
                       .address = exchange->request().address,
                       .device = device_of(*form)};
    claim_account(services, std::move(claim), [&services, exchange, form = *form](const SignInResult& result) {
        exchange->later([=, &services] { answer_sign_in(services, exchange, "/claim", form, result); });
    });
}

void post_sign_in(Services& services, const ExchangePtr& exchange) {
    const auto form = require_form(exchange);
    if (!form) return;
    const Request& request = exchange->request();
    const SignInRequest signing_in{
        .name = field_of(*form, field::name.view()),
        .passphrase = field_of(*form, field::passphrase.view()),
        .address = request.address,
        .device = device_of(*form),
        .knows_device = [&](ResidentId person) { return knows_device(services, request, person); }};
    sign_in(services, signing_in, [&services, exchange, form = *form](const SignInResult& result) {
        exchange->later([=, &services] { answer_sign_in(services, exchange, "/signin", form, result); });
    });
}

void post_sign_out(Services& services, const ExchangePtr& exchange) {
    const auto form = require_form(exchange);
    if (!form) return;
    const auto session = find_session(services, exchange->request());
    if (!session) return exchange->answer(see_other("/"));  // It has ended already.
    if (!has_csrf(*form, *session)) return exchange->answer(error_page(exchange->request(), 403));
    sign_out(services, session->token_hash, [&services, exchange](bool is_stored) {
        if (!is_stored) return exchange->answer(error_page(exchange->request(), 503));
        Response response = see_other("/");
        response.headers.push_back(clear_session_cookie(services));
        exchange->answer(std::move(response));
    });
}

}  // namespace gongyi::server::web
