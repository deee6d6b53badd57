// The one place where it is decided whether something happens.
#pragma once

#include <optional>
#include <vector>

#include "shared/base/expected.h"
#include "shared/community/refusal.h"
#include "shared/portal/decide_ahead.h"
#include "shared/portal/state.h"

namespace gongyi::portal {

// Pure: no clock, no randomness, no I/O. Refusals come in the order of RefusalCode's groups: who, what, when, how much.
// Cost: O(ballots of the round) for CloseVoting, ImportRound and a Tick that closes; else O(projects of the round)
// and what is handed in.
[[nodiscard]] Expected<Decision, Refusal> decide(const State& state, const Command& command, const Context& context);

// Whether a profile that the community has adopted says that this takes two people of staff: the newest of its id.
// Where one says so of anything, adopting rules does too.
// Documents are filed by one, since their bytes cannot wait. Cost: O(profiles).
[[nodiscard]] bool takes_two_people(const State& state, const Command& command);

// What a command needs of the boxes where ballots are kept (Facts::boxes).
enum class BoxNeed : std::uint8_t { due_commitments, everything };
struct BoxDue {
    RoundId round;
    BoxNeed need = BoxNeed::everything;
    std::int64_t batch_min = 0;  // As Round::batch_min.
};
// The rounds that a Tick at `now` opens: each needs its key in Facts::openings. Cost: O(projects).
[[nodiscard]] std::vector<RoundId> openings_due(const State& state, UnixMs now);

// Whether the head of the private journal is to be published: a day has ended that left lines in it.
[[nodiscard]] bool is_journal_due(const State& state, const JournalFacts& journal, UnixMs now);

// The rounds that `command` concerns as a whole at `now`. A Tick closes those whose time is over, and for the others
// publishes the commitments that are due: as many as the round's batches hold at least, or none.
[[nodiscard]] std::vector<BoxDue> boxes_needed(const State& state, const Command& command, UnixMs now);

}  // namespace gongyi::portal
