// Rounds as elections, and the count of a round.
#pragma once

#include <functional>
#include <vector>

#include "shared/microproject/round.h"
#include "shared/tally/election.h"
#include "shared/tally/outcome.h"
#include "shared/tally/rule.h"
#include "shared/tally/tally.h"

namespace gongyi::portal {

// The election that `round`'s opened ballots make. Project indices are those of round.projects; ids are the decimal
// ProjectIds (imported: their codes). Amounts in hundredths.
[[nodiscard]] tally::Election election_of(const Round& round);

// What each of the round's two rules means exactly, for its form of ballot.
[[nodiscard]] tally::Rule rule_of(const Round& round, TallyRule rule);

// The count by both rules, greedy first: what RoundTallied holds. Pure; the same on the server and in the browser.
// `progress` may be null; it is told how far both together have got, and cannot cancel them.
[[nodiscard]] std::vector<RuleOutcome> count(const Round& round, tally::Progress* progress = nullptr);

// A closed round from an election read from a .pb file; the text says why it cannot be one.
[[nodiscard]] Expected<Round, std::string> round_from_election(const tally::Election& election);

}  // namespace gongyi::portal
