// The forms of rounds: vote, open, close. Each becomes a command; each sends the browser on to where its result is.
#include <algorithm>
#include <charconv>

#include "server-stub/ballots/casting.h"
#include "server-stub/web/form.h"
#include "server-stub/web/handlers.h"
#include "server-stub/web/respond.h"
#include "shared/base/text.h"
#include "shared/microproject/rules.h"
#include "shared/pages/routes.h"

namespace gongyi::server::web {
namespace {

namespace field = pages::field;
namespace routes = pages::routes;
using pages::FormProblem;

// A decimal number from 1, without leading zeros.
std::optional<std::uint64_t> read_number(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc{} || end != text.data() + text.size() || text.front() == '0') return std::nullopt;
    return number;
}

// One of these forms, sent by somebody who is signed in.
struct Posted {
    Form form;
    RoundId round;
    std::string form_path;    // The page that holds the form, and shows it again.
    std::string done_path;    // Where to go when it is done.
    std::string fault_field;  // The field that a refusal concerns.
};

// What stood in the form, so that it need not be filled in again.
std::vector<pages::FilledField> filled_of(const Form& form) {
    std::vector<pages::FilledField> filled;
    for (const FormField& one : form) {
        if (one.name != field::csrf.view()) filled.push_back({one.name, one.value});
    }
    return filled;
}

Response send_back(const Services& services, const Request& request, const Posted& posted, int status,
                   std::string fault_field, std::variant<Refusal, FormProblem> cause) {
    return render_for(services, request,
                      ReturnedForm{.status = status,
                                   .path = posted.form_path,
                                   .faults = {{std::move(fault_field), std::move(cause)}},
                                   .filled = filled_of(posted.form)});
}

// The response to everything but Accepted.
Response refused(const Services& services, const Request& request, const Posted& posted, const CommandResult& result) {
    const auto* const refusal = std::get_if<Refusal>(&result);
    if (refusal == nullptr) return error_page(request, 503);
    return send_back(services, request, posted, 422, refusal->field.empty() ? "" : posted.fault_field, *refusal);
}

// The session of whoever posts, with a good token. Otherwise answers: a visitor gets the page to sign in, which leads
// back to the form.
std::optional<SignedIn> require_poster(const Services& services, const ExchangePtr& exchange, const Posted& posted) {
    auto session = find_session(services, exchange->request());
    if (!session) {
        const Refusal refusal{.code = RefusalCode::sign_in_needed, .field = "", .figures = {}};
        exchange->answer(render_for(services, exchange->request(),
                                    ReturnedForm{.status = 401,
                                                 .path = routes::signin().text(),
                                                 .faults = {{"", refusal}},
                                                 .filled = {{std::string{field::back.view()}, posted.form_path}}}));
        return std::nullopt;
    }
    if (!has_csrf(posted.form, *session)) {
        exchange->answer(send_back(services, exchange->request(), posted, 403, "", FormProblem::csrf_expired));
        return std::nullopt;
    }
    return session;
}

void submit(Services& services, const ExchangePtr& exchange, const SignedIn& session, portal::Command command,
            Posted posted) {
    if (!services.commands_by_account.admit(session.person.id.raw(), services.host.now())) {
        return exchange->answer(
            send_back(services, exchange->request(), posted, 429, "", FormProblem::too_many_attempts));
    }
    Submission submission;
    submission.command = std::move(command);
    submission.actor = session.person.id;
    submission.role = session.person.role;
    submission.person = session.person.facts;
    submission.is_repeatable = false;  // What a form asks for is not done twice when it is there already; see below.
    const bool is_queued = services.host.submit(
        std::move(submission), [&services, exchange, posted = std::move(posted)](CommandResult result) {
            if (std::holds_alternative<Accepted>(result)) return exchange->answer(see_other(posted.done_path));
            exchange->later([&services, exchange, posted, result = std::move(result)] {
                exchange->answer(refused(services, exchange->request(), posted, result));
            });
        });
    if (!is_queued) exchange->answer(error_page(exchange->request(), 503));
}

// The route's round. Otherwise answers with the page that says that there is none.
std::optional<RoundId> require_round(const Services& services, const ExchangePtr& exchange) {
    const auto number = read_number(exchange->parameters().front());
    if (number && portal::find_round(*services.host.snapshot()->state, RoundId{*number})) return RoundId{*number};
    exchange->answer(render_for(services, exchange->request(), exchange->request().path()));
    return std::nullopt;
}

// What the rules say of the choices, before anything is issued for them: a form that cannot count must not use up the
// voter's credential.
std::optional<Refusal> refusal_of_choices(const Services& services, const SignedIn& session, RoundId id,
                                          const std::vector<ProjectId>& choices) {
    if (!may(session.person.role, Act::issue_credential)) return Refusal{RefusalCode::role_not_allowed, "", {}};
    const auto snapshot = services.host.snapshot();
    const Round& round = *portal::find_round(*snapshot->state, id);
    if (auto open = check_voting_open(round, services.host.now()); !open) return std::move(open.error());
    if (auto valid = check_choices(round, choices); !valid) return std::move(valid.error());
    return std::nullopt;
}

Stage stage_of(const Services& services, RoundId round) {
    return portal::find_round(*services.host.snapshot()->state, round)->stage;
}

// Whether the round is where a form of staff's would bring it: then the form was sent twice.
bool is_done_already(const Services& services, const SignedIn& session, RoundId round, Stage stage) {
    return session.person.role == Role::staff && stage_of(services, round) == stage;
}

}  // namespace

void post_vote(Services& services, const ExchangePtr& exchange) {
    auto form = require_form(exchange);
    if (!form) return;
    const auto round = require_round(services, exchange);
    if (!round) return;
    Posted posted{.form = std::move(*form),
                  .round = *round,
                  .form_path = routes::vote(*round).text(),
                  .done_path = routes::receipt(*round).text(),
                  .fault_field = std::string{field::choice.view()}};
    const auto session = require_poster(services, exchange, posted);
    if (!session) return;
    std::vector<ProjectId> choices;
    for (const FormField& one : posted.form) {
        if (one.name != field::choice.view()) continue;
        const auto project = read_number(one.value);
        if (!project) {
            return exchange->answer(
                send_back(services, exchange->request(), posted, 422, posted.fault_field, FormProblem::malformed));
        }
        choices.emplace_back(*project);
    }
    std::sort(choices.begin(), choices.end());  // A form's order is that of its boxes on the page.
    if (auto refusal = refusal_of_choices(services, *session, *round, choices)) {
        return exchange->answer(refused(services, exchange->request(), posted, std::move(*refusal)));
    }
    if (!services.commands_by_account.admit(session->person.id.raw(), services.host.now())) {
        return exchange->answer(
            send_back(services, exchange->request(), posted, 429, "", FormProblem::too_many_attempts));
    }
    const bool is_queued =
        vote_on_behalf(services, session->person, *round, choices, [&services, exchange, posted](CommandResult result) {
            if (const auto* accepted = std::get_if<Accepted>(&result)) {
                return exchange->answer(
                    see_other(routes::receipt(posted.round)
                                  .with(field::commitment, to_hex(accepted->ballot.value().commitment))
                                  .text()));
            }
            exchange->later([&services, exchange, posted, result = std::move(result)] {
                exchange->answer(refused(services, exchange->request(), posted, result));
            });
        });
    if (!is_queued) exchange->answer(error_page(exchange->request(), 503));
}

void post_open(Services& services, const ExchangePtr& exchange) {
    auto form = require_form(exchange);
    if (!form) return;
    const auto round = require_round(services, exchange);
    if (!round) return;
    Posted posted{.form = std::move(*form),
                  .round = *round,
                  .form_path = routes::open(*round).text(),
                  .done_path = routes::staff().text(),
                  .fault_field = ""};
    const auto session = require_poster(services, exchange, posted);
    if (!session) return;
    if (is_done_already(services, *session, *round, Stage::voting))
        return exchange->answer(see_other(posted.done_path));
    submit(services, exchange, *session, OpenVoting{*round}, std::move(posted));
}

void post_close(Services& services, const ExchangePtr& exchange) {
    auto form = require_form(exchange);
    if (!form) return;
    const auto round = require_round(services, exchange);
    if (!round) return;
    Posted posted{.form = std::move(*form),
                  .round = *round,
                  .form_path = routes::close(*round).text(),
                  .done_path = routes::outcome(*round).text(),
                  .fault_field = std::string{field::reason.view()}};
    const auto session = require_poster(services, exchange, posted);
    if (!session) return;
    if (is_done_already(services, *session, *round, Stage::closed))
        return exchange->answer(see_other(posted.done_path));
    const std::string reason = field_of(posted.form, field::reason.view());
    const auto length = count_code_points(reason);
    const bool is_readable = reason.empty() || is_presentable(reason, /*allow_line_breaks=*/true);
    if (!length || *length > reason_code_points_max || !is_readable) {
        return exchange->answer(
            send_back(services, exchange->request(), posted, 422, posted.fault_field, FormProblem::malformed));
    }
    submit(services, exchange, *session, CloseVoting{*round, reason}, std::move(posted));
}

}  // namespace gongyi::server::web
