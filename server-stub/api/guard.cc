#include "server-stub/api/guard.h"

#include "server-stub/api/problem.h"
#include "server-stub/web/reader.h"
#include "shared/pages/render.h"

namespace gongyi::server::api {
namespace {

// Commands over the network are about rounds held here, never about imported ones in other currencies.
constexpr std::string_view currency = "CNY";

}  // namespace

std::optional<Response> refuse_foreign(const Request& request) {
    if (!is_same_origin(request)) return problem(problems::cross_site);
    // DELETE has no body, hence no type.
    const bool needs_type = request.method == Method::post || !request.body.empty();
    if (needs_type && !is_media_type(request.header(Header::content_type), json_type)) {
        return problem(problems::unsupported_media_type, "Content-Type", "wanted: application/json");
    }
    return std::nullopt;
}

std::optional<SignedIn> require_session(const Services& services, const ExchangePtr& exchange) {
    auto session = find_session(services, exchange->request());
    if (!session) {
        exchange->answer(problem(problems::session_needed));
        return std::nullopt;
    }
    if (!equal_in_constant_time(session->csrf, exchange->request().header(Header::x_csrf_token))) {
        exchange->answer(problem(problems::csrf_token_wrong, "X-CSRF-Token"));
        return std::nullopt;
    }
    return session;
}

bool is_this_community(const Snapshot& snapshot, const ExchangePtr& exchange) {
    const auto& community = snapshot.state->community;
    if (community && community->slug == exchange->parameters().front()) return true;
    exchange->answer(problem(problems::not_found));
    return false;
}

Response refusal_response(const Services& services, const Request& request, const CommandResult& result) {
    if (std::holds_alternative<KeyReused>(result)) return problem(problems::idempotency_key_reused, "Idempotency-Key");
    const auto* const refusal = std::get_if<Refusal>(&result);
    if (std::holds_alternative<Broken>(result)) return problem(problems::internal);
    if (refusal == nullptr) return problem(problems::unavailable);
    const auto& community = services.host.snapshot()->state->community;
    const Zone zone = community ? community->zone : Zone{};
    return problem(*refusal,
                   pages::refusal_sentence(*refusal, locale_of(request), zone, services.host.now(), currency));
}

Response too_many_commands(const Services& services) {
    Response response = problem(problems::too_many_requests);
    response.headers.push_back({"Retry-After", std::to_string(services.commands_by_account.retry_after_seconds())});
    return response;
}

}  // namespace gongyi::server::api
