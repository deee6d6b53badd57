// One's own sessions over the JSON API.
#pragma once

#include "server-stub/http/exchange.h"
#include "server-stub/services.h"
#include "shared/pages/render.h"

namespace gongyi::server::api {

// POST /api/v1/session/confirm
void post_confirm(Services& services, const ExchangePtr& exchange);
// GET and DELETE /api/v1/sessions, DELETE /api/v1/sessions/{session}
void get_sessions(Services& services, const ExchangePtr& exchange);
void delete_sessions(Services& services, const ExchangePtr& exchange);
void delete_one_session(Services& services, const ExchangePtr& exchange);

// What a fault with an account is to programs.
[[nodiscard]] Response account_problem(const pages::FormFault& fault);

}  // namespace gongyi::server::api
