#include "server-stub/web/posting.h"

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
        const Refusal refusal = gongyi::refusal(RefusalCode::sign_in_needed);
        exchange->answer(
            render_for(services, exchange->request(),
                       ReturnedForm{.status = 401,
                                    .path = pages::routes::signin().text(),
                                    .faults = {{"", refusal}},
                                    .filled = {{std::string{pages::field::back.view()}, posted.form_path}}}));
        return std::nullopt;
    }
    if (!has_csrf(posted.form, *session)) {
        exchange->answer(send_back(services, exchange->request(), posted, 403, "", FormProblem::csrf_expired));
        return std::nullopt;
    }
    return session;
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

Submission submission_of(const SignedIn& session, portal::Command command) {
    Submission submission;
    submission.command = std::move(command);
    submission.actor = session.person.id;
    submission.role = session.person.role;
    submission.person = session.person.facts;
    submission.is_repeatable = false;
    return submission;
}

void submit(Services& services, const ExchangePtr& exchange, Submission submission, Posted posted) {
    const bool is_queued = services.host.submit(
        std::move(submission), [&services, exchange, posted = std::move(posted)](CommandResult result) {
            if (std::holds_alternative<Accepted>(result)) return exchange->answer(see_other(posted.done_path));
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
