// The one place where it is decided whether something happens.
#pragma once

#include <optional>
#include <vector>

#include "shared/base/expected.h"
#include "shared/community/refusal.h"
#include "shared/portal/command.h"
#include "shared/portal/event.h"
#include "shared/portal/state.h"

namespace gongyi::portal {

// What follows from a command: entries for the public record, and what is kept privately. The shell stores both in
// one transaction, or neither.
struct Decision {
    std::vector<Event> events;           // Each becomes an entry at entry_time(state, context.now).
    std::optional<SealedBallot> ballot;  // Replaces an earlier one of the same round and voter.
};

// Pure: no clock, no randomness, no I/O. Refusals come in the order of RefusalCode's groups: who, what, when, how much.
// Cost: O(ballots of the round) for CloseVoting, ImportRound and a Tick that closes; else O(projects of the round).
[[nodiscard]] Expected<Decision, Refusal> decide(const State& state, const Command& command, const Context& context);

// The entry's time: now, but never before the newest entry's.
[[nodiscard]] UnixMs entry_time(const State& state, UnixMs now);

// The rounds whose sealed ballots the shell must hand in as facts with `command` at `now`.
[[nodiscard]] std::vector<RoundId> rounds_to_open(const State& state, const Command& command, UnixMs now);

}  // namespace gongyi::portal
