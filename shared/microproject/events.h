// What happened in a round: facts of the public record.
#pragma once

#include <string>
#include <vector>

#include "shared/microproject/round.h"

namespace gongyi {

// `round` with no projects, ballots or outcomes, in Stage::draft.
struct RoundDrafted {
    Round round;
};
struct ProjectAdded {
    RoundId round;
    Project project;
};
struct VotingOpened {
    RoundId round;
};
// Ends the voting; the ballots follow at once.
struct VotingClosed {
    RoundId round;
    std::string reason;  // Why early; else empty.
    std::int64_t ballot_count = 0;
};
// At most ballots_per_entry_max ballots, ordered by their commitment (so in an order that tells nothing).
struct BallotsOpened {
    RoundId round;
    std::vector<OpenedBallot> ballots;
};
// The server's count, there to be checked by everyone's own.
struct RoundTallied {
    RoundId round;
    std::vector<RuleOutcome> outcomes;
};

}  // namespace gongyi
