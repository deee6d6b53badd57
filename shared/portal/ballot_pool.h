// When ballots enter the record, so that nobody is known by the moment of voting: a threshold pool mix (A. Serjantov,
// R. Dingledine, P. Syverson: From a Trickle to a Flood, Information Hiding 2002).
//
// First ballots wait in a pool. At the end of a window in which 2k of them or more are there, all but k, drawn by lot,
// enter the record together; k stay. So a batch holds at least k, and the pool has k left for the close: the last batch
// is as large, or it is the only one and holds everything. Who knows when somebody voted learns that the ballot is in
// one of the batches since. A credential's later ballots, and papers, wait for the close, always: two batches of one
// credential would be two moments, and papers, told apart once they are open, hide no other ballot.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "shared/microproject/round.h"

namespace gongyi::portal {

// A random number from 0 to `bound` - 1.
using RandomBelow = std::function<std::uint64_t(std::uint64_t bound)>;

// Whether so many first ballots that wait are enough for a batch.
[[nodiscard]] bool is_batch_due(std::size_t waiting, std::int64_t batch_min);
// Of the first ballots that wait those that enter the record now; nothing while they are too few. The others stay.
[[nodiscard]] std::vector<Hash> draw_batch(std::vector<Hash> waiting, std::int64_t batch_min,
                                           const RandomBelow& random_below);

// What a batch turned out to hold when its ballots were opened.
struct BatchCount {
    std::int64_t first = 0;    // Of how many credentials the first ballot.
    std::int64_t later = 0;    // Of how many a later one, but no earlier one.
    std::int64_t ballots = 0;  // All, papers too.
};
// Parallel to round.batches. Requires that all ballots are open. Cost: O(n log n).
[[nodiscard]] std::vector<BatchCount> count_batches(const Round& round);

// Whether the batches of a closed round are what draw_batch() makes: before the last one only first ballots, enough of
// them in each, and enough in the last one too if it is not the only one.
[[nodiscard]] bool are_batches_lawful(const Round& round);
// Among how many voters the ballot that is hidden worst is hidden: of all batches the smallest number of credentials
// whose first ballot is in it (or, where it has only later ones, of those). 0 without any. Cost: O(n log n).
[[nodiscard]] std::int64_t smallest_batch(const Round& round);

}  // namespace gongyi::portal
