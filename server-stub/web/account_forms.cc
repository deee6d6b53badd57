// The forms of accounts: claim, sign in, sign out.
#include "server-stub/accounts/sign_in.h"
#include "server-stub/web/account_facts.h"
#include "server-stub/web/account_handlers.h"
#include "server-stub/web/form.h"
#include "server-stub/web/handlers.h"
#include "server-stub/web/posting.h"
#include "server-stub/web/respond.h"
#include "shared/base/match.h"
#include "shared/base/text.h"
#include "shared/pages/routes.h"

namespace gongyi::server::web {
namespace {

namespace field = pages::field;

// What goes from step to step: everything that was in the form but passphrases and codes.
std::vector<pages::FilledField> carried(const Form& form) {
    std::vector<pages::FilledField> filled;
    for (const auto name : {field::code, field::name, field::back, field::shared_device, field::ticket}) {
        if (const auto value = find_field(form, name.view())) {
            filled.push_back({std::string{name.view()}, to_well_formed(*value)});
        }
    }
    for (const FormField& one : form) {
        if (pages::is_held_field(one.name)) filled.push_back({to_well_formed(one.name), to_well_formed(one.value)});
    }
    return filled;
}

// The form comes back.
ReturnedForm returned(const char* path, const Form& form, pages::FormFault fault) {
    ReturnedForm back{.status = 422, .path = path, .faults = {}, .filled = carried(form)};
    const auto* const problem = std::get_if<pages::FormProblem>(&fault.cause);
    if (problem != nullptr && *problem == pages::FormProblem::too_many_attempts) back.status = 429;
    back.faults.push_back(std::move(fault));
    return back;
}

Device device_of(const Form& form) {
    return field_of(form, field::shared_device.view()).empty() ? Device::own : Device::shared;
}

// Where somebody goes who has signed in: to where they came from. Whoever had sent a form too late is shown it again.
Response welcome(const Services& services, const Request& request, const Form& form, const NewSession& session) {
    const std::string back = safe_path(field_of(form, field::back.view()), "/");
    const auto signed_in = find_session_of(services, session.token, session.device);
    if (!signed_in) return see_other(back);
    return back_to_form(services, request, form, back, *signed_in, pages::FormProblem::signed_in_again);
}

// The page of the second step, which carries what the first was sent with: where to go, and a form that is held.
Response ask_for_code(const Services& services, const Request& request, const Form& form, std::string ticket) {
    pages::AccountFacts facts;
    facts.ticket = std::move(ticket);
    ReturnedForm step{.status = 401,
                      .path = pages::routes::signin_step().text(),
                      .faults = {},
                      .filled = carried(form),
                      .account = &facts};
    return render_for(services, request, std::move(step));
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
            [&](const CodeNeeded& needed) { return ask_for_code(services, request, form, needed.ticket); },
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

void post_sign_in_code(Services& services, const ExchangePtr& exchange) {
    const auto form = require_form(exchange);
    if (!form) return;
    const std::string ticket = field_of(*form, field::ticket.view());
    sign_in_with_code(services, ticket, field_of(*form, field::otp.view()),
                      [&services, exchange, form = *form, ticket](SignInResult result) {
                          const auto* const fault = std::get_if<pages::FormFault>(&result);
                          const bool is_over =
                              fault != nullptr && fault->cause == std::variant<Refusal, pages::FormProblem>{
                                                                      pages::FormProblem::signin_over};
                          exchange->later([=, &services, result = std::move(result)] {
                              answer_sign_in(services, exchange, is_over ? "/signin" : "/signin/code", form, result);
                          });
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
