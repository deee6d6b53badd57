// The JSON API: one function a route.
#pragma once

#include "server-stub/http/exchange.h"
#include "server-stub/services.h"

namespace gongyi::server::api {

// POST /api/v1/commands
void post_command(Services& services, const ExchangePtr& exchange);

// POST /api/v1/credentials, /api/v1/ballots
void post_credential(Services& services, const ExchangePtr& exchange);
void post_ballot(Services& services, const ExchangePtr& exchange);

// POST /api/v1/claim, POST and DELETE /api/v1/session, GET /api/v1/me
void post_claim(Services& services, const ExchangePtr& exchange);
void post_session(Services& services, const ExchangePtr& exchange);
void delete_session(Services& services, const ExchangePtr& exchange);
void get_me(Services& services, const ExchangePtr& exchange);

// GET /api/v1/{community}/record, /texts, /checkpoint, /checkpoint/witnessed, /events
void get_record(Services& services, const ExchangePtr& exchange);
void get_texts(Services& services, const ExchangePtr& exchange);
void get_checkpoint(Services& services, const ExchangePtr& exchange);
void get_witnessed(Services& services, const ExchangePtr& exchange);
void get_events(Services& services, const ExchangePtr& exchange);

// GET /api/v1/{community}/entries/{index}, /proof/inclusion, /proof/consistency
void get_entry(Services& services, const ExchangePtr& exchange);
void get_inclusion(Services& services, const ExchangePtr& exchange);
void get_consistency(Services& services, const ExchangePtr& exchange);

// GET /api/v1/openapi.json, /healthz
void get_openapi(Services& services, const ExchangePtr& exchange);
void get_health(Services& services, const ExchangePtr& exchange);

}  // namespace gongyi::server::api
