// Why projects were funded or not, worked out once and kept for all readers; and rounds counted otherwise.
#pragma once

#include <map>
#include <mutex>

#include "shared/portal/explanation.h"

namespace gongyi::server {

// A reader's device counts larger rounds itself.
inline constexpr std::size_t what_if_ballots_max = 200'000;
// A what-if count is given up after so long.
inline constexpr std::int64_t what_if_ms_max = 2'000;

// Thread-safe. While one reader waits for a count the others who ask about the same round wait with it, so that no
// round is counted twice; who asks about another round does not wait. What a what-if asks is counted one at a time,
// and nobody waits for it here.
class SharedExplanations final : public portal::Explanations {
public:
    explicit SharedExplanations(std::int64_t what_if_ms = what_if_ms_max) : what_if_ms_{what_if_ms} {}
    [[nodiscard]] const portal::Explanation& of(const Round& round) override;
    [[nodiscard]] portal::Nearness nearness(const Round& round, TallyRule rule, std::size_t index) override;
    [[nodiscard]] portal::WhatIfResult what_if(const Round& round, const portal::WhatIfQuestion& question) override;

private:
    struct Kept {
        std::mutex mutex;
        portal::KeptExplanations explanations;
        // Some thirty counts, which the readers of the outcome page need not wait for.
        std::mutex nearness_mutex;
        portal::KeptExplanations nearness;
    };
    [[nodiscard]] Kept& kept_of(RoundId round);

    std::int64_t what_if_ms_;
    std::mutex rounds_mutex_;
    std::map<RoundId, Kept> rounds_;  // Its nodes stay where they are.
    std::mutex what_if_mutex_;
    portal::WhatIfCounter what_ifs_;
};

}  // namespace gongyi::server
