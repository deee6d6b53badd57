#include "server-stub/accounts/attempt.h"

#include <algorithm>

namespace gongyi::server {

std::uint64_t typed_number(const Services& services, Typed what, std::string_view text) {
    return services.key.number(what == Typed::name ? "typed name" : "typed code", text);
}

Attempt Attempt::from_address(Services& services, std::string_view address) {
    Attempt attempt;
    attempt.waiting_.push_back({&services.attempts_by_address, services.key.number("address", address)});
    return attempt;
}

Attempt Attempt::from_known_device(Services& services, std::uint64_t typed) {
    Attempt attempt;
    attempt.waiting_.push_back({&services.attempts_of_known_device, typed});
    return attempt;
}

void Attempt::count_typed(Services& services, std::uint64_t typed, std::string_view address) {
    std::string both = std::to_string(typed);
    both += '\n';
    both += address;
    waiting_.push_back({&services.attempts_at_account_by_address, services.key.number("typed at address", both)});
    waiting_.push_back({&services.attempts_at_account, typed});
}

std::int64_t Attempt::admit(UnixMs now) {
    std::int64_t wait_seconds = 0;
    for (const Layer& layer : waiting_) {
        const RateLimit::Verdict verdict = layer.limit->admit(layer.subject, now);
        if (verdict) admitted_.push_back(layer);
        wait_seconds = std::max(wait_seconds, verdict.wait_seconds);
    }
    waiting_.clear();
    if (wait_seconds > 0) {
        forgive();
        admitted_.clear();
    }
    return wait_seconds;
}

void Attempt::forgive() const {
    for (const Layer& layer : admitted_) layer.limit->give_back(layer.subject);
}

}  // namespace gongyi::server
