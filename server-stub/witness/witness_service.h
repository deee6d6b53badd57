// A witness on the web: where portals ask for its signature, and where people see what it saw.
#pragma once

#include <cstdint>
#include <vector>

#include "server-stub/accounts/rate_limit.h"
#include "server-stub/http/router.h"
#include "server-stub/witness/witness.h"

namespace gongyi::server {

// Requests to sign that one address may make a minute, as a rule; a portal makes one a second at most.
inline constexpr std::int64_t witness_requests_default = 120;

// POST /add-checkpoint                C2SP tlog-witness.
// GET /                               The page for people: who this is, its key, what it saw last.
// GET /checkpoint/gongyi/SLUG         The checkpoint of that record signed last, with its and the witness's signatures.
class WitnessService {
public:
    // `witness` must outlive this.
    WitnessService(Witness& witness, RateLimit::Allowance allowance, Witness::Clock clock);
    void handle(const ExchangePtr& exchange) const { router_.handle(exchange); }

private:
    [[nodiscard]] std::vector<Route> routes();
    void post_add_checkpoint(const ExchangePtr& exchange);
    void get_checkpoint(const ExchangePtr& exchange) const;

    Witness& witness_;
    Witness::Clock clock_;
    RateLimit by_address_;
    Router router_;
};

// The answer to what is no proper request.
[[nodiscard]] Response witness_fault(const Request& request, int status);

}  // namespace gongyi::server
