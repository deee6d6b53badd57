// The speaking queue: who speaks next, how often and how long.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "shared/base/time.h"
#include "shared/community/profile.h"

namespace gongyi::decision {

// Said before speaking: for or against the question.
enum class Side : std::uint8_t { in_favour, against };

struct Turn {
    std::int64_t seat = 0;
    Side side = Side::in_favour;
    UnixMs at;  // Asked at; of the current turn, begun at.
    friend bool operator==(const Turn&, const Turn&) = default;
};

// The debate on one question: a motion or an amendment to it.
struct Floor {
    std::vector<Turn> waiting;                  // In the order in which they asked.
    std::map<std::int64_t, std::int64_t> used;  // Turns begun on this question, by seat.
    std::optional<Turn> current;
    std::optional<Side> last_side;
    friend bool operator==(const Floor&, const Floor&) = default;
};

// The index in `waiting` of who speaks next: whoever has spoken least; among those, if the rules alternate, the other
// side than the last one; among those, who asked first. Nothing when nobody waits.
[[nodiscard]] std::optional<std::size_t> next_speaker(const Floor& floor, const SpeakingRule& rule);

[[nodiscard]] std::int64_t turns_used(const Floor& floor, std::int64_t seat);
// When the current turn's time is up. Requires a current turn.
[[nodiscard]] UnixMs turn_ends(const Floor& floor, const SpeakingRule& rule);

}  // namespace gongyi::decision
