// POST /api/v1/credentials and POST /api/v1/ballots: the two halves of a vote, which nothing here brings together.
//
// A credential is issued to somebody who is signed in. A ballot comes from nobody: whatever cookie a browser might send
// along is not looked at, and of the request nothing is kept but the ballot.
#include "server-stub/api/guard.h"
#include "server-stub/api/handlers.h"
#include "server-stub/api/problem.h"
#include "server-stub/ballots/casting.h"
#include "server-stub/ballots/promise.h"
#include "shared/base/json_writer.h"
#include "shared/portal/command_json.h"

namespace gongyi::server::api {
namespace {

// Reads the body as the one command that this address takes. Otherwise answers the exchange.
template <class Wanted>
std::optional<Wanted> require_command(const ExchangePtr& exchange, std::string_view name) {
    auto command = portal::parse_command(exchange->request().body);
    if (!command) {
        exchange->answer(problem(command.error()));
        return std::nullopt;
    }
    auto* const wanted = std::get_if<Wanted>(&*command);
    if (wanted == nullptr) {
        exchange->answer(problem(ParseError{"/type", std::string{name}}));
        return std::nullopt;
    }
    return std::move(*wanted);
}

}  // namespace

void post_credential(Services& services, const ExchangePtr& exchange) {
    if (auto refused = refuse_foreign(exchange->request())) return exchange->answer(std::move(*refused));
    const auto session = require_session(services, exchange);
    if (!session) return;
    const auto command = require_command<IssueCredential>(exchange, "IssueCredential");
    if (!command) return;
    const auto blinded = ballotbox::Element::parse(command->blinded);
    if (!blinded) return exchange->answer(problem(ParseError{"/blinded", "an element of ristretto255"}));
    const auto verdict = services.commands_by_account.admit(session->person.id.raw(), services.host.now());
    if (!verdict) return exchange->answer(too_many_requests(verdict.wait_seconds));
    const bool is_queued = issue_credential(
        services, session->person, command->round, *blinded, [&services, exchange](IssueResult result) {
            if (const auto* evaluation = std::get_if<ballotbox::Evaluation>(&result)) {
                JsonWriter json;
                json.begin_object().key("evaluation").string(evaluation->to_hex()).end_object();
                return exchange->answer({.status = 200, .content_type = json_type, .body = json.take()});
            }
            exchange->later([&services, exchange, refusal = std::get<CommandResult>(std::move(result))] {
                exchange->answer(refusal_response(services, exchange->request(), refusal));
            });
        });
    if (!is_queued) exchange->answer(problem(problems::unavailable));
}

void post_ballot(Services& services, const ExchangePtr& exchange) {
    if (auto refused = refuse_foreign(exchange->request())) return exchange->answer(std::move(*refused));
    auto command = require_command<CastBallot>(exchange, "CastBallot");
    if (!command) return;
    const RoundId round = command->round;
    const bool is_queued =
        cast_ballot(services, std::move(*command), [&services, exchange, round](CommandResult result) {
            exchange->later([&services, exchange, round, result = std::move(result)] {
                const auto* const accepted = std::get_if<Accepted>(&result);
                if (accepted == nullptr) {
                    return exchange->answer(refusal_response(services, exchange->request(), result));
                }
                const StoredBallot& stored = accepted->ballot.value();
                const auto promise = sign_promise(services.host, round, stored);
                // The ballot is stored and will be counted; but without the promise nobody could prove it. Asked again,
                // the same ballot gets it.
                if (!promise) return exchange->answer(problem(problems::unavailable));
                JsonWriter json;
                json.begin_object().key("commitment").string(to_hex(stored.commitment));
                json.key("deadline").integer(stored.deadline.ms).key("promise").string(*promise).end_object();
                exchange->answer({.status = 200, .content_type = json_type, .body = json.take()});
            });
        });
    if (!is_queued) exchange->answer(problem(problems::unavailable));
}

}  // namespace gongyi::server::api
