// The forms that were done a moment ago, so that the same form sent again is known.
#pragma once

#include <algorithm>
#include <cstddef>
#include <deque>
#include <mutex>

#include "server-stub/accounts/secrets.h"

namespace gongyi::server {

// So many are remembered, the oldest forgotten first: those of some minutes at a busy desk.
inline constexpr std::size_t sent_forms_max = 64;

// In memory alone, without a time or a name: for what nothing may be kept of. Thread-safe. Cost: O(sent_forms_max).
class SentForms {
public:
    void note(const Fingerprint& form) {
        const std::lock_guard lock{mutex_};
        forms_.push_back(form);
        if (forms_.size() > sent_forms_max) forms_.pop_front();
    }
    [[nodiscard]] bool has(const Fingerprint& form) const {
        const std::lock_guard lock{mutex_};
        return std::find(forms_.begin(), forms_.end(), form) != forms_.end();
    }

private:
    mutable std::mutex mutex_;
    std::deque<Fingerprint> forms_;
};

}  // namespace gongyi::server
