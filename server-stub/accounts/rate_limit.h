// Slows down whoever asks too often: so many at once, then so many a minute, counted for each account or address.
#pragma once

#include <cstdint>
#include <mutex>
#include <unordered_map>

#include "shared/base/time.h"

namespace gongyi::server {

// The most accounts or addresses that are remembered by one limit. When it is reached those who have been quiet long
// enough are forgotten, once a second at most; if nobody has, a newcomer takes the place of any. (Were newcomers
// refused, whoever can invent so many names could lock everybody out.)
inline constexpr std::size_t rate_limit_subjects_max = 100'000;

// A token bucket a subject. Thread-safe. In memory alone: a restart forgives.
class RateLimit {
public:
    struct Allowance {
        std::int64_t burst = 0;  // So many at once; 0 means no limit.
        std::int64_t per_minute = 0;
    };

    // Whether a request is within the limit; if not, how long until one of the same subject would be.
    struct Verdict {
        std::int64_t wait_seconds = 0;  // Rounded up: at least 1 for whoever is refused.
        [[nodiscard]] explicit operator bool() const { return wait_seconds == 0; }
    };

    explicit RateLimit(Allowance allowance) : allowance_{allowance} {}

    // Counts one request of `subject` at `now`, if it is within the limit. Cost: O(1), but for the rare clearing.
    [[nodiscard]] Verdict admit(std::uint64_t subject, UnixMs now);
    // Counts it no longer: it turned out to be none that the limit is there for.
    void give_back(std::uint64_t subject);

private:
    struct Bucket {
        std::int64_t tokens = 0;  // In units of 1/60,000 request: one minute's worth refills in whole milliseconds.
        UnixMs at;
    };
    [[nodiscard]] std::int64_t refilled(const Bucket& bucket, UnixMs now) const;
    void forget_full(UnixMs now);

    Allowance allowance_;
    std::mutex mutex_;
    std::unordered_map<std::uint64_t, Bucket> buckets_;
    UnixMs cleared_at_;
};

}  // namespace gongyi::server
