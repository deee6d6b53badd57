// The parts of an outcome page that need the count itself: who is represented, where votes and money went, what ties
// decided.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "shared/microproject/round.h"
#include "shared/pages/html.h"
#include "shared/pages/scene.h"
#include "shared/tally/outcome.h"

namespace gongyi::pages {

// From here on, how many of a voter's choices passed is told as "so many or more".
inline constexpr std::size_t reach_rows_max = 6;
// Categories beyond so many, those with the fewest votes, are told together.
inline constexpr std::size_t category_rows_max = 10;
// Of the projects of a tie so many are named.
inline constexpr std::size_t tie_names_max = 4;

// `part` of `whole` in percent, rounded to the nearest; 0 when there is no whole.
[[nodiscard]] std::int64_t percent(std::int64_t part, std::int64_t whole);

// Voters by how many of their choices passed, under the official rule and beside it under the other one.
void reach_card(Html& h, const Scene& scene, const Round& round, const tally::Outcome& official,
                const tally::Outcome& other);

// Each category's part of the votes and of the money; nothing when there are fewer than two categories.
void category_card(Html& h, const Scene& scene, const Round& round, const tally::Outcome& outcome);

// The ties that mattered, a sentence each; nothing when there were none.
void tie_card(Html& h, const Scene& scene, const Round& round, const tally::Outcome& outcome);
// One of them as HTML.
void write_tie(std::string& html, const Scene& scene, const Round& round, const tally::Outcome& outcome,
               const tally::Tie& tie);

}  // namespace gongyi::pages
