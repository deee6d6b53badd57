// The part of deciding that a browser has too: of what its own pages send, a ballot and the acts of a deliberation.
// Everything else is sent from pages that the server renders, and decided there (decide.h).
#pragma once

#include <vector>

#include "shared/base/expected.h"
#include "shared/community/refusal.h"
#include "shared/portal/command.h"
#include "shared/portal/event.h"
#include "shared/portal/state.h"

namespace gongyi::portal {

// What follows from a command: entries for the public record, and what is kept privately. The shell stores all of it in
// one transaction, or nothing.
struct Decision {
    std::vector<Event> events;      // Each becomes an entry at entry_time(state, context.now).
    std::vector<RollEntry> marks;   // For people who are not yet on the roll.
    std::vector<SealedCast> casts;  // To be kept until the close.
    std::vector<RoundId> opened;    // Their casts are public now, and no longer kept.
    std::vector<PaperReturn> returns;
    std::vector<UrnEntry> urns;
};

// The entry's time: now, but never before the newest entry's.
[[nodiscard]] UnixMs entry_time(const State& state, UnixMs now);

// Whether somebody in this role may ask for that at all, and there is a community to ask.
[[nodiscard]] Expected<void, Refusal> check_asker(const State& state, Act act, Role role);

// Require that check_asker() holds. Cost: O(projects of the round); as decision::decide().
[[nodiscard]] Expected<Decision, Refusal> decide_cast(const State& state, const CastBallot& command,
                                                      const Context& context);
[[nodiscard]] Expected<Decision, Refusal> decide_deliberation(const State& state, const decision::Command& command,
                                                              const Context& context);

}  // namespace gongyi::portal
