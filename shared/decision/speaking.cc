#include "shared/decision/speaking.h"

#include <tuple>

namespace gongyi::decision {

std::optional<std::size_t> next_speaker(const Floor& floor, const SpeakingRule& rule) {
    const auto rank = [&](std::size_t index) {
        const Turn& turn = floor.waiting[index];
        const bool repeats_side = rule.alternates_sides && floor.last_side && turn.side == *floor.last_side;
        return std::tuple{turns_used(floor, turn.seat), repeats_side, turn.at.ms, index};
    };
    std::optional<std::size_t> next;
    for (std::size_t i = 0; i < floor.waiting.size(); ++i) {
        if (!next || rank(i) < rank(*next)) next = i;
    }
    return next;
}

std::int64_t turns_used(const Floor& floor, std::int64_t seat) {
    const auto found = floor.used.find(seat);
    return found == floor.used.end() ? 0 : found->second;
}

UnixMs turn_ends(const Floor& floor, const SpeakingRule& rule) {
    return {floor.current->at.ms + rule.seconds_per_turn * 1'000};
}

}  // namespace gongyi::decision
