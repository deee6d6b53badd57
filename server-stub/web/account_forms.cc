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
    for (const auto name : {field::code, field::name, field::back}) {
        if (const auto value = find_field(form, name.view())) {
            back.filled.push_back({std::string{name.view()}, to_well_formed(*value)});
        }
    }
    back.faults.push_back(std::move(fault));
    return back;
}

void answer_sign_in(const Services& services, const ExchangePtr& exchange, const char* path, const Form& form,
                    const SignInResult& result) {
    const Request& request = exchange->request();
    exchange->answer(std::visit(
        Match{
            [&](const NewSession& session) {
                Response response = see_other(safe_path(field_of(form, field::back.view()), "/"));
                response.headers.push_back(set_session_cookie(services, session.token));
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
                       .address = exchange->request().address};
    claim_account(services, std::move(claim), [&services, exchange, form = *form](const SignInResult& result) {
        exchange->later([=, &services] { answer_sign_in(services, exchange, "/claim", form, result); });
    });
}

void post_sign_in(Services& services, const ExchangePtr& exchange) {
    const auto form = require_form(exchange);
    if (!form) return;
    const SignInRequest request{.name = field_of(*form, field::name.view()),
                                .passphrase = field_of(*form, field::passphrase.view()),
                                .address = exchange->request().address};
    sign_in(services, request, [&services, exchange, form = *form](const SignInResult& result) {
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
