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
    if (now.ms >= cleared_at_.ms && now.ms - cleared_at_.ms < 1'000) return;
    cleared_at_ = now;
    const std::int64_t full = allowance_.burst * units_per_request;
    for (auto it = buckets_.begin(); it != buckets_.end();) {
        it = refilled(it->second, now) == full ? buckets_.erase(it) : std::next(it);
    }
}

RateLimit::Verdict RateLimit::admit(std::uint64_t subject, UnixMs now) {
    if (allowance_.burst == 0) return {};
    const std::lock_guard lock{mutex_};
    auto found = buckets_.find(subject);
    if (found == buckets_.end()) {
        if (buckets_.size() >= rate_limit_subjects_max) forget_full(now);
        if (buckets_.size() >= rate_limit_subjects_max) buckets_.erase(buckets_.begin());
        found = buckets_.emplace(subject, Bucket{allowance_.burst * units_per_request, now}).first;
    }
    Bucket& bucket = found->second;
    bucket.tokens = refilled(bucket, now);
    bucket.at = now;
    if (bucket.tokens < units_per_request) {
        const std::int64_t per_second = std::max<std::int64_t>(1, allowance_.per_minute) * 1'000;
        return {(units_per_request - bucket.tokens + per_second - 1) / per_second};
    }
    bucket.tokens -= units_per_request;
    return {};
}

void RateLimit::give_back(std::uint64_t subject) {
    const std::lock_guard lock{mutex_};
    const auto found = buckets_.find(subject);
    if (found == buckets_.end()) return;
    found->second.tokens = std::min(allowance_.burst * units_per_request, found->second.tokens + units_per_request);
}

}  // namespace gongyi::server
