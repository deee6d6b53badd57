#include "server-stub/accounts/rate_limit.h"

#include <algorithm>

namespace gongyi::server {
namespace {

constexpr std::int64_t units_per_request = minute_ms;

}  // namespace

std::int64_t RateLimit::refilled(const Bucket& bucket, UnixMs now) const {
    const std::int64_t full = allowance_.burst * units_per_request;
    // A clock that was set back refills nothing; an hour refills every bucket and keeps the product small.
    const std::int64_t elapsed_ms = std::clamp<std::int64_t>(now.ms - bucket.at.ms, 0, hour_ms);
    return std::min(full, bucket.tokens + elapsed_ms * allowance_.per_minute);
}

void RateLimit::forget_full(UnixMs now) {
    const std::int64_t full = allowance_.burst * units_per_request;
    for (auto it = buckets_.begin(); it != buckets_.end();) {
        it = refilled(it->second, now) == full ? buckets_.erase(it) : std::next(it);
    }
}

bool RateLimit::admit(std::uint64_t subject, UnixMs now) {
    if (allowance_.burst == 0) return true;
    const std::lock_guard lock{mutex_};
    auto found = buckets_.find(subject);
    if (found == buckets_.end()) {
        if (buckets_.size() >= rate_limit_subjects_max) forget_full(now);
        if (buckets_.size() >= rate_limit_subjects_max) return false;
        found = buckets_.emplace(subject, Bucket{allowance_.burst * units_per_request, now}).first;
    }
    Bucket& bucket = found->second;
    bucket.tokens = refilled(bucket, now);
    bucket.at = now;
    if (bucket.tokens < units_per_request) return false;
    bucket.tokens -= units_per_request;
    return true;
}

std::int64_t RateLimit::retry_after_seconds() const {
    if (allowance_.per_minute <= 0) return 60;
    return std::max<std::int64_t>(1, 60 / allowance_.per_minute);
}

}  // namespace gongyi::server
