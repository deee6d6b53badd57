// What every changing request of the API must pass before its body is looked at, and how it is told that it did not.
#pragma once

#include <optional>

#include "server-stub/accounts/session.h"
#include "server-stub/http/exchange.h"
#include "server-stub/services.h"

namespace gongyi::server::api {

// The response that refuses a request with a body that is not JSON; nothing when it may go on. (What another site makes
// a browser send has been refused before any handler was asked: Application.)
[[nodiscard]] std::optional<Response> refuse_foreign(const Request& request);

// The session of a changing request whose CSRF token is right. Otherwise answers the exchange, and returns nothing.
[[nodiscard]] std::optional<SignedIn> require_session(const Services& services, const ExchangePtr& exchange);

// Whether the route's first placeholder names this community. Otherwise answers the exchange.
[[nodiscard]] bool is_this_community(const Snapshot& snapshot, const ExchangePtr& exchange);

// For everything but Accepted.
[[nodiscard]] Response refusal_response(const Services& services, const Request& request, const CommandResult& result);

}  // namespace gongyi::server::api
