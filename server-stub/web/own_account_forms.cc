// The forms about one's own account, and the question who it is before an act that weighs.
#include <optional>
#include <utility>

#include "server-stub/accounts/own_account.h"
#include "server-stub/accounts/totp.h"
#include "server-stub/web/account_facts.h"
#include "server-stub/web/account_handlers.h"
#include "server-stub/web/handlers.h"
#include "server-stub/web/posting.h"
#include "shared/base/match.h"
#include "shared/base/text.h"
#include "shared/pages/routes.h"

namespace gongyi::server::web {
namespace {

namespace field = pages::field;
namespace routes = pages::routes;

// A form about the own account, and who sends it.
struct Own {
    Form form;      // All of it.
    Posted posted;  // Without passphrases and codes: what a page may show again.
    SignedIn who;
    Proof proof;
};

bool is_secret(std::string_view name) {
    return name == field::passphrase.view() || name == field::passphrase_again.view() ||
           name == field::passphrase_now.view() || name == field::otp.view();
}

// `page` shows the form, `done` is where it leads. Otherwise answers.
std::optional<Own> read_own(const Services& services, const ExchangePtr& exchange, std::string page, std::string done) {
    auto form = require_form(exchange);
    if (!form) return std::nullopt;
    Posted posted{.form = *form, .form_path = std::move(page), .done_path = std::move(done), .fault_field = ""};
    std::erase_if(posted.form, [](const FormField& one) { return is_secret(one.name); });
    auto who = require_poster(services, exchange, posted);
    if (!who) return std::nullopt;
    Proof proof{.passphrase = field_of(*form, field::passphrase_now.view()),
                .code = field_of(*form, field::otp.view()),
                .address = exchange->request().address};
    return Own{*std::move(form), std::move(posted), *std::move(who), std::move(proof)};
}

std::string done_at(const pages::Url& page, const char* what = "1") {
    return page.with(field::done, what).text();
}

// The form again, with its fault.
Response again(const Services& services, const Request& request, const Own& own, pages::FormFault fault) {
    const auto* const problem = std::get_if<pages::FormProblem>(&fault.cause);
    const bool is_limit = problem != nullptr && *problem == pages::FormProblem::too_many_attempts;
    ReturnedForm back{.status = is_limit ? 429 : 422, .path = own.posted.form_path, .faults = {}, .filled = {}};
    for (const pages::FilledField& one : filled_of(own.posted.form)) {
        back.filled.push_back({to_well_formed(one.name), to_well_formed(one.value)});
    }
    back.faults.push_back(std::move(fault));
    return render_for(services, request, std::move(back));
}

// What answers a change: `answer` when it was stored, else the form, or the page of an error.
template <class Answer>
ChangeDone answering(Services& services, const ExchangePtr& exchange, const Own& own, Answer answer) {
    return [&services, exchange, own, answer](ChangeResult result) {
        exchange->later([&services, exchange, own, answer, result = std::move(result)] {
            const Request& request = exchange->request();
            exchange->answer(
                std::visit(Match{
                               [&](const Changed& changed) { return answer(changed); },
                               [&](const pages::FormFault& fault) { return again(services, request, own, fault); },
                               [&](const TryAgainLater&) { return error_page(request, 503); },
                               [&](const Broken&) { return error_page(request, 500); },
                           },
                           result));
        });
    };
}

ChangeDone leading_on(Services& services, const ExchangePtr& exchange, const Own& own) {
    return answering(services, exchange, own,
                     [path = own.posted.done_path](const Changed&) { return see_other(path); });
}

// The page with new recovery codes: in this one answer, and kept nowhere.
ChangeDone showing_codes(Services& services, const ExchangePtr& exchange, const Own& own) {
    return answering(services, exchange, own, [&services, exchange](const Changed& changed) {
        pages::AccountFacts facts;
        facts.has_factor = true;
        facts.recovery_codes = changed.recovery_codes;
        ReturnedForm page{
            .status = 200, .path = routes::me_factor().text(), .faults = {}, .filled = {}, .account = &facts};
        return render_for(services, exchange->request(), std::move(page));
    });
}

}  // namespace

void post_passphrase(Services& services, const ExchangePtr& exchange) {
    const auto own = read_own(services, exchange, routes::me_passphrase().text(), done_at(routes::me_passphrase()));
    if (!own) return;
    change_passphrase(services, own->who, own->proof, field_of(own->form, field::passphrase.view()),
                      field_of(own->form, field::passphrase_again.view()), leading_on(services, exchange, *own));
}

void post_name(Services& services, const ExchangePtr& exchange) {
    const auto own = read_own(services, exchange, routes::me_name().text(), done_at(routes::me_name()));
    if (!own) return;
    rename_account(services, own->who, own->proof, field_of(own->form, field::name.view()),
                   leading_on(services, exchange, *own));
}

void post_devices(Services& services, const ExchangePtr& exchange) {
    const auto own = read_own(services, exchange, routes::me_devices().text(), done_at(routes::me_devices()));
    if (!own) return;
    const std::string which = field_of(own->form, field::session.view());
    std::optional<Hash> one;
    if (which != pages::all_others.view()) {
        one = find_session_by_handle(services, own->who.person.id, which);
        if (!one) return exchange->answer(see_other(own->posted.done_path));  // It has ended already.
    }
    end_other_sessions(services, own->who, one, leading_on(services, exchange, *own));
}

void post_delete(Services& services, const ExchangePtr& exchange) {
    const auto own = read_own(services, exchange, routes::me_delete().text(), done_at(routes::signin(), "deleted"));
    if (!own) return;
    delete_account(services, own->who, own->proof,
                   answering(services, exchange, *own, [&services, path = own->posted.done_path](const Changed&) {
                       Response response = see_other(path);
                       response.headers.push_back(clear_session_cookie(services));
                       return response;
                   }));
}

void post_second_step(Services& services, const ExchangePtr& exchange) {
    const auto own = read_own(services, exchange, routes::me_factor().text(), routes::me_factor().text());
    if (!own) return;
    // One that is on already is not replaced: it is turned off first, which asks for its code.
    if (services.host.directory().find_factor(own->who.person.id)) {
        return exchange->answer(see_other(own->posted.done_path));
    }
    const auto secret = read_totp_secret(field_of(own->form, field::secret.view()));
    if (!secret) return exchange->answer(see_other(own->posted.done_path));
    turn_second_step_on(services, own->who, own->proof, *secret, showing_codes(services, exchange, *own));
}

void post_second_step_off(Services& services, const ExchangePtr& exchange) {
    const auto own = read_own(services, exchange, routes::me_factor().text(), done_at(routes::me_factor(), "off"));
    if (own) turn_second_step_off(services, own->who, own->proof, leading_on(services, exchange, *own));
}

void post_second_step_codes(Services& services, const ExchangePtr& exchange) {
    const auto own = read_own(services, exchange, routes::me_factor().text(), routes::me_factor().text());
    if (own) renew_recovery_codes(services, own->who, own->proof, showing_codes(services, exchange, *own));
}

void post_confirm(Services& services, const ExchangePtr& exchange) {
    const auto own = read_own(services, exchange, routes::confirm().text(), "");
    if (!own) return;
    const std::string back = safe_path(field_of(own->form, field::back.view()), routes::me().text());
    confirm_session(services, own->who, own->proof,
                    answering(services, exchange, *own, [&services, exchange, own = *own, back](const Changed&) {
                        return back_to_form(services, exchange->request(), own.posted.form, back, own.who,
                                            pages::FormProblem::confirmed);
                    }));
}

}  // namespace gongyi::server::web
