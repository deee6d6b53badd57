#include "server-stub/web/posting.h"

#include "server-stub/accounts/weight.h"
#include "server-stub/web/handlers.h"
#include "shared/base/number.h"
#include "shared/base/text.h"
#include "shared/community/refuse.h"
#include "shared/pages/command_reader.h"
#include "shared/pages/routes.h"

namespace gongyi::server::web {

using pages::FormProblem;

namespace {

// What was sent may be any bytes, and becomes part of a page.
std::vector<pages::FilledField> shown_again(const Form& form) {
    std::vector<pages::FilledField> filled = filled_of(form);
    for (pages::FilledField& one : filled) one = {to_well_formed(one.name), to_well_formed(one.value)};
    return filled;
}

// What signing in adds to the form that is carried through it: name, passphrase, and where to go.
constexpr std::size_t signin_bytes_max = 8 * 1'024;
constexpr std::size_t signin_fields_max = 8;

// How many bytes a field takes in a body of application/x-www-form-urlencoded.
std::size_t encoded_size(std::string_view text) {
    std::size_t size = 0;
    for (const char c : text) {
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' ||
                              c == '-' || c == '.' || c == '_' || c == '*';
        size += is_plain ? 1U : 3U;
    }
    return size;
}

// What stood in the form, for a page in between that carries it: for the same person, and back into the form
// (back_to_form). It is neither kept here nor signed: another site can post neither form (http/site.h), and all that it
// does is to be shown to whoever had written it.
std::vector<pages::FilledField> held_of(const Posted& posted, const std::string& account) {
    namespace field = pages::field;
    std::vector<pages::FilledField> held{{std::string{field::held_for.view()}, account}};
    std::size_t size = signin_bytes_max;
    for (pages::FilledField& one : shown_again(posted.form)) {
        std::string name{field::held.view()};
        name += one.name;
        size += encoded_size(name) + encoded_size(one.value) + 2;
        held.push_back({std::move(name), std::move(one.value)});
    }
    if (size <= body_bytes_max && held.size() + signin_fields_max <= form_fields_max) return held;
    return {{std::string{field::held_not.view()}, "1"}};
}

// The page to sign in, which leads back to the form.
Response ask_to_sign_in(const Services& services, const Request& request, const Posted& posted) {
    namespace field = pages::field;
    const Refusal refusal = gongyi::refusal(RefusalCode::sign_in_needed);
    ReturnedForm form{.status = 401,
                      .path = pages::routes::signin().text(),
                      .faults = {{"", refusal}},
                      .filled = {{std::string{field::back.view()}, posted.form_path}}};
    const std::string csrf = field_of(posted.form, field::csrf.view());
    const std::string account{account_of_csrf(csrf)};
    if (account.empty()) return render_for(services, request, std::move(form));
    const auto held = held_of(posted, account);
    form.filled.insert(form.filled.end(), held.begin(), held.end());
    return render_for(services, request, std::move(form));
}

}  // namespace

Response send_back(const Services& services, const Request& request, const Posted& posted, int status,
                   std::string fault_field, std::variant<Refusal, FormProblem> cause) {
    return render_for(services, request,
                      ReturnedForm{.status = status,
                                   .path = posted.form_path,
                                   .faults = {{std::move(fault_field), std::move(cause)}},
                                   .filled = shown_again(posted.form)});
}

Response refused(const Services& services, const Request& request, const Posted& posted, const CommandResult& result) {
    const auto* const refusal = std::get_if<Refusal>(&result);
    if (refusal == nullptr) return error_page(request, std::holds_alternative<Broken>(result) ? 500 : 503);
    std::string field;
    if (!refusal->field.empty())
        field = posted.fault_field.empty() ? pages::field_name(refusal->field) : posted.fault_field;
    return send_back(services, request, posted, 422, std::move(field), *refusal);
}

std::optional<RoundId> require_round(const Services& services, const ExchangePtr& exchange) {
    const auto number = whole_number(exchange->parameters().front());
    if (number && portal::find_round(*services.host.snapshot()->state, RoundId{*number})) return RoundId{*number};
    exchange->answer(render_for(services, exchange->request(), exchange->request().path()));
    return std::nullopt;
}

std::optional<SignedIn> require_poster(const Services& services, const ExchangePtr& exchange, const Posted& posted) {
    auto session = find_session(services, exchange->request());
    if (!session) {
        exchange->answer(ask_to_sign_in(services, exchange->request(), posted));
        return std::nullopt;
    }
    if (has_csrf(posted.form, *session)) return session;
    const std::string csrf = field_of(posted.form, pages::field::csrf.view());
    const std::string_view author = account_of_csrf(csrf);
    if (author.empty() || author == account_of_csrf(session->csrf)) {
        exchange->answer(send_back(services, exchange->request(), posted, 403, "", FormProblem::csrf_expired));
    } else {
        Posted without_words = posted;
        without_words.form.clear();
        exchange->answer(send_back(services, exchange->request(), without_words, 403, "", FormProblem::other_person));
    }
    return std::nullopt;
}

bool require_weight(const Services& services, const ExchangePtr& exchange, const SignedIn& session,
                    const Posted& posted) {
    switch (weigh(services, session)) {
        case WeightFault::none:
            return true;
        case WeightFault::no_second_step:
            exchange->answer(send_back(services, exchange->request(), posted, 403, "", FormProblem::factor_needed));
            return false;
        case WeightFault::not_confirmed:
            break;
    }
    ReturnedForm ask{.status = 403,
                     .path = pages::routes::confirm().text(),
                     .faults = {},
                     .filled = held_of(posted, std::string{account_of_csrf(session.csrf)})};
    ask.filled.push_back({std::string{pages::field::back.view()}, posted.form_path});
    exchange->answer(render_for(services, exchange->request(), std::move(ask)));
    return false;
}

Response back_to_form(const Services& services, const Request& request, const Form& form, const std::string& back,
                      const SignedIn& session, FormProblem why) {
    const std::string held_for = field_of(form, pages::field::held_for.view());
    if (held_for.empty() || held_for != account_of_csrf(session.csrf)) return see_other(back);
    ReturnedForm again{.status = 200, .path = back, .faults = {{"", why}}, .filled = {}};
    const std::string_view held = pages::field::held.view();
    for (const FormField& one : form) {
        if (one.name.compare(0, held.size(), held) == 0) {
            again.filled.push_back({to_well_formed(one.name.substr(held.size())), to_well_formed(one.value)});
        }
    }
    return render_for(services, request, std::move(again), session);
}

bool admit(Services& services, const ExchangePtr& exchange, const SignedIn& session, const Posted& posted) {
    const auto verdict = services.commands_by_account.admit(session.person.id.raw(), services.host.now());
    if (verdict) return true;
    exchange->answer(render_for(services, exchange->request(),
                                ReturnedForm{.status = 429,
                                             .path = posted.form_path,
                                             .faults = {{"", FormProblem::too_many_attempts, verdict.wait_seconds}},
                                             .filled = shown_again(posted.form)}));
    return false;
}

void make_repeatable(const Services& services, std::string_view what, const Form& form, Submission& submission) {
    if (field_of(form, pages::field::seen.view()).empty()) return;
    std::string all{what};
    all += '\n';
    for (const FormField& one : form) {
        if (one.name != pages::field::csrf.view()) all += one.name + '=' + one.value + '\n';
    }
    submission.key = services.key.answer_key(submission.actor, all);
    submission.request = services.key.fingerprint("request", all);
    submission.is_repeatable = true;
}

Submission submission_of(const SignedIn& session, portal::Command command) {
    Submission submission;
    submission.command = std::move(command);
    submission.actor = session.person.id;
    submission.role = session.person.role;
    submission.person = session.person.facts;
    submission.is_repeatable = false;
    return submission;
}

void submit(Services& services, const ExchangePtr& exchange, const Submission& submission, Posted posted) {
    const bool is_queued =
        services.host.submit(submission, [&services, exchange, command = submission.command, actor = submission.actor,
                                          posted = std::move(posted)](CommandResult result) {
            if (std::holds_alternative<Accepted>(result)) return exchange->answer(see_other(posted.done_path));
            if (needs_second(result)) return hold_for_second(services, exchange, actor, command, posted);
            exchange->later([&services, exchange, posted, result = std::move(result)] {
                exchange->answer(refused(services, exchange->request(), posted, result));
            });
        });
    if (!is_queued) exchange->answer(error_page(exchange->request(), 503));
}

std::vector<pages::FilledField> filled_of(const Form& form) {
    std::vector<pages::FilledField> filled;
    for (const FormField& one : form) {
        if (one.name != pages::field::csrf.view()) filled.push_back({one.name, one.value});
    }
    return filled;
}

}  // namespace gongyi::server::web
