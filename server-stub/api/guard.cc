#include "server-stub/api/guard.h"

#include "server-stub/api/problem.h"

namespace gongyi::server::api {

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

}  // namespace gongyi::server::api
