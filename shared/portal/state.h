// The whole public state of one community: what its record says, replayed.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "shared/community/community.h"
#include "shared/microproject/round.h"
#include "shared/portal/event.h"

namespace gongyi::portal {

struct State {
    std::optional<Community> community;
    std::vector<Round> rounds;  // In the order of their ids: rounds[i].id is i + 1.
    std::uint64_t project_count = 0;
    std::uint64_t entry_count = 0;
    UnixMs last_at;  // The time of the newest entry. Entries' times never run backwards.
    friend bool operator==(const State&, const State&) = default;
};

// Total: an entry is a fact, so it is never refused. What decide() promised is checked with GONGYI_CHECK.
// Entries from elsewhere (a download) go through check_applicable() first.
void apply_event(State& state, const Entry& entry);

// Whether `entry` can follow in `state`: rounds and projects that it names exist, ids follow on, stages and times fit.
// For records that are read rather than written: apply_event may be called if and only if this holds. The text says
// what is wrong, in English, for a log.
[[nodiscard]] Expected<void, std::string> check_applicable(const State& state, const Entry& entry);

[[nodiscard]] const Round* find_round(const State& state, RoundId id);

}  // namespace gongyi::portal
