// A community in which much is under way: matters at every gate, meetings in every phase, a round of each stage. What
// targets decide and render on.
#pragma once

#include "tests/support/portal_fixture.h"

namespace gongyi::test {

// Rounds of a lively community.
inline constexpr RoundId lively_closed{1};
inline constexpr RoundId lively_open{2};  // With one ballot, of `ana`.
inline constexpr RoundId lively_draft{3};

struct LivelyCommunity {
    Harness harness;  // Its entries replay to its state.
    UnixMs now;       // A moment in which the open round is open.
};

// Made once. Its slug is "test", its keys are those of round_key().
[[nodiscard]] const LivelyCommunity& lively_community();

// Who asks, in the targets: for each role somebody who has it.
[[nodiscard]] ResidentId somebody_with(Role role);

}  // namespace gongyi::test
