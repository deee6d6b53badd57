// The forms of rounds: vote, open, close. Each becomes a command; the last two send the browser on to where its result
// is.
#include <algorithm>

#include "server-stub/ballots/casting.h"
#include "server-stub/ballots/promise.h"
#include "server-stub/web/handlers.h"
#include "server-stub/web/posting.h"
#include "shared/base/number.h"
#include "shared/community/refuse.h"
#include "shared/microproject/rules.h"
#include "shared/pages/command_reader.h"
#include "shared/pages/routes.h"
#include "shared/portal/ballot.h"
#include "shared/portal/receipt.h"

namespace gongyi::server::web {
namespace {

namespace field = pages::field;
namespace routes = pages::routes;
using pages::FormProblem;

// What the rules say of the choices, before anything is issued for them: a form that cannot count must not use up the
// voter's credential.
std::optional<Refusal> refusal_of_choices(const Services& services, const SignedIn& session, RoundId id,
                                          const std::vector<ProjectId>& choices) {
    if (!may(session.person.role, Act::issue_credential)) return refusal(RefusalCode::role_not_allowed);
    const auto snapshot = services.host.snapshot();
    const Round& round = *portal::find_round(*snapshot->state, id);
    if (auto open = check_voting_open(round, services.host.now()); !open) return std::move(open.error());
    if (auto valid = check_choices(round, choices); !valid) return std::move(valid.error());
    return std::nullopt;
}

// The receipt of a ballot that the server has just made, to its voter: in this one answer, and kept nowhere.
Response receipt_page(const Services& services, const Request& request, RoundId round, const StoredBallot& ballot) {
    pages::Request page;
    page.path = routes::receipt(round).text();
    page.query = std::string{field::commitment.view()} + '=' + to_hex(ballot.commitment);
    const auto sealed = services.host.box().find_cast(round, ballot.commitment);
    const auto promise = sign_promise(services.host, round, ballot);
    // Voting may have closed since: then the ballot is public, and the page says where it is.
    if (sealed && promise) {
        page.hands_out_receipt = true;
        portal::Receipt receipt;
        receipt.community = services.host.snapshot()->state->community->slug;
        receipt.round = round;
        receipt.ballot_text = portal::cast_text(round, sealed->cast);
        receipt.salt = sealed->cast.salt;
        receipt.promise = *promise;
        const auto fill = [&](pages::Literal name, std::string value) {
            page.filled.push_back({std::string{name.view()}, std::move(value)});
        };
        fill(field::receipt_file, portal::write_receipt(receipt));
        fill(field::promised_until, std::to_string(ballot.deadline.ms));
        for (const ProjectId id : sealed->cast.ballot.choices) fill(field::choice, std::to_string(id.raw()));
    }
    return render_privately(services, request, std::move(page));
}

Stage stage_of(const Services& services, RoundId round) {
    return portal::find_round(*services.host.snapshot()->state, round)->stage;
}

// Whether the round is where a form of staff's would bring it: then the form was sent twice.
bool is_done_already(const Services& services, const SignedIn& session, RoundId round, Stage stage) {
    return session.person.role == Role::staff && stage_of(services, round) == stage;
}

// Hands a step of staff's in. Of a form sent twice at once the second is refused, since the first has done it: then it
// leads to where the first leads.
void submit_step(Services& services, const ExchangePtr& exchange, const SignedIn& session,
                 const portal::Command& command, RoundId round, Stage done_stage, Posted posted) {
    const bool is_queued = services.host.submit(
        submission_of(session, command),
        [&services, exchange, session, round, done_stage, command, posted = std::move(posted)](CommandResult result) {
            if (std::holds_alternative<Accepted>(result)) return exchange->answer(see_other(posted.done_path));
            if (needs_second(result)) {
                return hold_for_second(services, exchange, session.person.id, command, posted);
            }
            exchange->later([&services, exchange, session, round, done_stage, posted, result = std::move(result)] {
                if (is_done_already(services, session, round, done_stage)) {
                    return exchange->answer(see_other(posted.done_path));
                }
                exchange->answer(refused(services, exchange->request(), posted, result));
            });
        });
    if (!is_queued) exchange->answer(error_page(exchange->request(), 503));
}

// Why staff act before the announced time; "" when nothing is written. Nothing once the form was sent back.
std::optional<std::string> read_reason(Services& services, const ExchangePtr& exchange, const Posted& posted) {
    auto reason = pages::read_form_text(field_of(posted.form, field::reason.view()),
                                        {0, reason_code_points_max, /*allow_line_breaks=*/true});
    if (reason) return std::move(*reason);
    exchange->answer(send_back(services, exchange->request(), posted, 422, posted.fault_field, reason.error()));
    return std::nullopt;
}

}  // namespace

void post_vote(Services& services, const ExchangePtr& exchange) {
    auto form = require_form(exchange);
    if (!form) return;
    const auto round = require_round(services, exchange);
    if (!round) return;
    Posted posted{.form = std::move(*form),
                  .form_path = routes::vote(*round).text(),
                  .done_path = {},
                  .fault_field = std::string{field::choice.view()}};
    const auto session = require_poster(services, exchange, posted);
    if (!session) return;
    std::vector<ProjectId> choices;
    for (const FormField& one : posted.form) {
        if (one.name != field::choice.view()) continue;
        const auto project = identifier_number(one.value);
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
    if (!admit(services, exchange, *session, posted)) return;
    const bool is_queued =
        vote_on_behalf(services, session->person, *round, choices,
                       [&services, exchange, posted, round = *round](CommandResult result) {
                           exchange->later([&services, exchange, posted, round, result = std::move(result)] {
                               const Request& request = exchange->request();
                               const auto* const accepted = std::get_if<Accepted>(&result);
                               if (accepted == nullptr) {
                                   return exchange->answer(refused(services, request, posted, result));
                               }
                               exchange->answer(receipt_page(services, request, round, accepted->ballot.value()));
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
                  .form_path = routes::open(*round).text(),
                  .done_path = routes::staff().text(),
                  .fault_field = std::string{field::reason.view()}};
    const auto session = require_poster(services, exchange, posted);
    if (!session) return;
    if (is_done_already(services, *session, *round, Stage::voting))
        return exchange->answer(see_other(posted.done_path));
    if (!require_weight(services, exchange, *session, posted)) return;
    auto reason = read_reason(services, exchange, posted);
    if (!reason || !admit(services, exchange, *session, posted)) return;
    submit_step(services, exchange, *session, OpenVoting{*round, std::move(*reason)}, *round, Stage::voting,
                std::move(posted));
}

void post_close(Services& services, const ExchangePtr& exchange) {
    auto form = require_form(exchange);
    if (!form) return;
    const auto round = require_round(services, exchange);
    if (!round) return;
    Posted posted{.form = std::move(*form),
                  .form_path = routes::close(*round).text(),
                  .done_path = routes::outcome(*round).text(),
                  .fault_field = std::string{field::reason.view()}};
    const auto session = require_poster(services, exchange, posted);
    if (!session) return;
    if (is_done_already(services, *session, *round, Stage::closed))
        return exchange->answer(see_other(posted.done_path));
    if (!require_weight(services, exchange, *session, posted)) return;
    auto reason = read_reason(services, exchange, posted);
    if (!reason || !admit(services, exchange, *session, posted)) return;
    submit_step(services, exchange, *session, CloseVoting{*round, std::move(*reason)}, *round, Stage::closed,
                std::move(posted));
}

}  // namespace gongyi::server::web
