// What happened in a round: facts of the public record.
#pragma once

#include <optional>
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
    std::optional<BallotKey> ballot_key;  // Nothing for imported rounds.
    // How many first ballots a batch holds at least (portal/ballot_pool.h); 0 in rounds of before there were batches.
    std::int64_t batch_min = 0;
    std::string reason{};  // Why early; else empty.
};
// Ballots were cast: at most commitments_per_entry_max commitments, ascending (so in an order that tells nothing).
struct BallotsCommitted {
    RoundId round;
    std::vector<Hash> commitments;
};
// What allowed ballots in a round, by the roll.
struct VotesIssued {
    std::int64_t credentials = 0;
    std::int64_t papers = 0;
};
// Ends the voting; the ballots follow at once. With the secret ballot it says how many may be there at most.
struct VotingClosed {
    RoundId round;
    std::string reason;                 // Why early; else empty.
    std::int64_t ballot_count = 0;      // That count: one a credential or paper.
    std::optional<VotesIssued> issued;  // With the secret ballot.
    PaperAccount papers{};              // Where staff handled papers.
};
struct SheetsRegistered {
    RoundId round;
    PaperSheets sheets;
};
// At most ballots_per_entry_max, ordered by their commitment: imported ones as `ballots`, those of the secret ballot,
// replaced ones too, as `casts`. One of the two is empty.
struct BallotsOpened {
    RoundId round;
    std::vector<OpenedBallot> ballots;
    std::vector<OpenedCast> casts;
};
// The private key of a round's credentials, once no ballot can come any more: now everyone can check all of them.
struct RoundKeyPublished {
    RoundId round;
    std::string private_key;  // 64 hexadecimal digits.
};
// The server's count, there to be checked by everyone's own.
struct RoundTallied {
    RoundId round;
    std::vector<RuleOutcome> outcomes;
};

}  // namespace gongyi
