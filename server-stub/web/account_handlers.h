// The forms about one's own account: one function a route.
#pragma once

#include "server-stub/http/exchange.h"
#include "server-stub/services.h"

namespace gongyi::server::web {

// POST /signin/code: the second step of signing in.
void post_sign_in_code(Services& services, const ExchangePtr& exchange);
// POST /me/passphrase, /me/name, /me/devices, /me/delete
void post_passphrase(Services& services, const ExchangePtr& exchange);
void post_name(Services& services, const ExchangePtr& exchange);
void post_devices(Services& services, const ExchangePtr& exchange);
void post_delete(Services& services, const ExchangePtr& exchange);
// POST /me/second-step, …/off, …/codes
void post_second_step(Services& services, const ExchangePtr& exchange);
void post_second_step_off(Services& services, const ExchangePtr& exchange);
void post_second_step_codes(Services& services, const ExchangePtr& exchange);
// POST /me/confirm: who it is, before an act that weighs.
void post_confirm(Services& services, const ExchangePtr& exchange);
// GET /me/export: everything that is kept of whoever asks, as a file.
void get_export(Services& services, const ExchangePtr& exchange);

}  // namespace gongyi::server::web
