#include "server-stub/web/explanations.h"

#include <chrono>

namespace gongyi::server {
namespace {

// Cancels a tally that takes too long.
class Deadline final : public tally::Progress {
public:
    explicit Deadline(std::int64_t after_ms)
        : end_{std::chrono::steady_clock::now() + std::chrono::milliseconds{after_ms}} {}

    [[nodiscard]] bool go_on(std::uint32_t /*per_mille*/) override { return std::chrono::steady_clock::now() < end_; }

private:
    std::chrono::steady_clock::time_point end_;
};

}  // namespace

SharedExplanations::Kept& SharedExplanations::kept_of(RoundId round) {
    const std::lock_guard lock{rounds_mutex_};
    return rounds_[round];
}

const portal::Explanation& SharedExplanations::of(const Round& round) {
    Kept& kept = kept_of(round.id);
    const std::lock_guard lock{kept.mutex};
    return kept.explanations.of(round);
}

portal::Nearness SharedExplanations::nearness(const Round& round, TallyRule rule, std::size_t index) {
    Kept& kept = kept_of(round.id);
    const std::lock_guard lock{kept.nearness_mutex};
    return kept.nearness.nearness(round, rule, index);
}

portal::WhatIfResult SharedExplanations::what_if(const Round& round, const portal::WhatIfQuestion& question) {
    if (round.ballots.size() > what_if_ballots_max) return unexpected(portal::WhatIfLack::too_large);
    const tally::Outcome& official = of(round).by(round.official_rule);
    const std::unique_lock lock{what_if_mutex_, std::try_to_lock};
    if (!lock) return unexpected(portal::WhatIfLack::busy);
    Deadline deadline{what_if_ms_};
    auto answer = what_ifs_.answer(round, question, official, &deadline);
    if (answer == nullptr) return unexpected(portal::WhatIfLack::too_long);
    return answer;
}

}  // namespace gongyi::server
