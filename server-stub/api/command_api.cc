// POST /api/v1/commands: the one way in for everything that changes the portal.
#include "server-stub/accounts/weight.h"
#include "server-stub/api/guard.h"
#include "server-stub/api/handlers.h"
#include "server-stub/api/problem.h"
#include "shared/portal/command_json.h"

namespace gongyi::server::api {
namespace {

constexpr std::size_t idempotency_key_characters_max = 128;

static_assert(body_bytes_max == portal::command_bytes_max);

bool is_idempotency_key(std::string_view key) {
    if (key.empty() || key.size() > idempotency_key_characters_max) return false;
    for (const char c : key) {
        if (c <= ' ' || c > '~') return false;
    }
    return true;
}

}  // namespace

void post_command(Services& services, const ExchangePtr& exchange) {
    const Request& request = exchange->request();
    if (auto refused = refuse_foreign(request)) return exchange->answer(std::move(*refused));
    const auto session = require_session(services, exchange);
    if (!session) return;
    const std::string_view key = request.header(Header::idempotency_key);
    if (!is_idempotency_key(key)) {
        return exchange->answer(problem(problems::missing_idempotency_key, "Idempotency-Key"));
    }
    const auto verdict = services.commands_by_account.admit(session->person.id.raw(), services.host.now());
    if (!verdict) return exchange->answer(too_many_requests(verdict.wait_seconds));
    auto command = portal::parse_command(request.body);
    if (!command) return exchange->answer(problem(command.error()));
    // These have addresses of their own, where nobody is known (ballots) or the roll remembers (credentials).
    if (std::holds_alternative<CastBallot>(*command) || std::holds_alternative<IssueCredential>(*command)) {
        return exchange->answer(problem(ParseError{"/type", "a command that this address takes"}));
    }
    if (weighs(*command)) {
        const WeightFault fault = weigh(services, *session);
        if (fault == WeightFault::no_second_step) return exchange->answer(problem(problems::second_factor_missing));
        if (fault == WeightFault::not_confirmed) return exchange->answer(problem(problems::confirmation_needed));
    }

    Submission submission;
    submission.command = std::move(*command);
    submission.actor = session->person.id;
    submission.role = session->person.role;
    submission.person = session->person.facts;
    submission.key = services.key.answer_key(session->person.id, key);
    submission.request = services.key.fingerprint("request", request.body);
    const bool is_queued = services.host.submit(std::move(submission), [&services, exchange](CommandResult result) {
        if (auto* const accepted = std::get_if<Accepted>(&result)) {
            return exchange->answer({.status = 200, .content_type = json_type, .body = std::move(accepted->body)});
        }
        exchange->later([&services, exchange, result = std::move(result)] {
            exchange->answer(refusal_response(services, exchange->request(), result));
        });
    });
    if (!is_queued) exchange->answer(problem(problems::unavailable));
}

}  // namespace gongyi::server::api
