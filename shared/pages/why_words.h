// The sentence that says why a project was funded or not.
#pragma once

#include "shared/microproject/round.h"
#include "shared/pages/messages.h"
#include "shared/portal/explanation.h"
#include "shared/tally/outcome.h"

namespace gongyi::pages {

// A sum of many voters' money as it is told: whole yuan, rounded down, where every project costs whole yuan, so that
// the fen of shared sums do not stand in the way of reading; else as it is.
[[nodiscard]] std::int64_t told_sum(const Round& round, std::int64_t fen);

// Writes it as HTML, its most important numbers in bold. `index` is the project's place in round.projects; `outcome`
// is the round's count by greedy or by equal shares.
void write_why(std::string& html, const Wording& say, const Round& round, const tally::Outcome& outcome,
               std::size_t index);

// What would have carried it, as HTML; nothing is written when that is not known.
void write_nearness(std::string& html, const Wording& say, const Round& round, const portal::Nearness& nearness);

}  // namespace gongyi::pages
