// How often each person did something today: for what may be done so often a day and no more.
#pragma once

#include <cstdint>
#include <mutex>
#include <unordered_map>

#include "shared/base/time.h"
#include "shared/community/people.h"

namespace gongyi::server {

// Thread-safe. In memory alone: a restart forgives.
class DayCount {
public:
    explicit DayCount(std::int64_t allowed) : allowed_{allowed} {}
    [[nodiscard]] std::int64_t allowed() const { return allowed_; }

    // Counts one more on `day`, if that is within what is allowed.
    [[nodiscard]] bool admit(ResidentId person, const Date& day) {
        const std::lock_guard lock{mutex_};
        if (day != day_) counts_.clear();
        day_ = day;
        std::int64_t& count = counts_[person];
        if (count >= allowed_) return false;
        ++count;
        return true;
    }

private:
    std::int64_t allowed_;
    std::mutex mutex_;
    Date day_;
    std::unordered_map<ResidentId, std::int64_t> counts_;
};

}  // namespace gongyi::server
