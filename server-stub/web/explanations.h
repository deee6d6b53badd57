// Why projects were funded or not, worked out once and kept for all readers.
#pragma once

#include <mutex>

#include "shared/portal/explanation.h"

namespace gongyi::server {

// Thread-safe. While one reader waits for a count the others who ask about outcomes wait with it, so that no round is
// counted twice.
class SharedExplanations final : public portal::Explanations {
public:
    [[nodiscard]] const portal::Explanation& of(const Round& round) override {
        const std::lock_guard lock{mutex_};
        return kept_.of(round);
    }
    [[nodiscard]] portal::Nearness nearness(const Round& round, TallyRule rule, std::size_t index) override {
        const std::lock_guard lock{mutex_};
        return kept_.nearness(round, rule, index);
    }

private:
    std::mutex mutex_;
    portal::KeptExplanations kept_;
};

}  // namespace gongyi::server
