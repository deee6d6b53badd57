// Random elections for simulations: a seed is the whole description.
#pragma once

#include <cstdint>
#include <vector>

#include "shared/base/random.h"
#include "shared/tally/election.h"
#include "shared/tally/rule.h"

namespace gongyi::test {

struct ElectionShape {
    std::uint64_t projects_max = 7;
    std::uint64_t voters_max = 12;
    std::uint64_t cost_max = 30;
};

// An election with at most so many projects and voters. Costs and ballots repeat often, so that there are ties; a few
// projects cost nothing, or more than the budget; some voters choose nothing.
[[nodiscard]] tally::Election random_election(SplitMix64& random, const ElectionShape& shape);

// Every rule that can count such ballots, in all combinations of its options.
[[nodiscard]] std::vector<tally::Rule> all_rules(tally::BallotKind kind);

}  // namespace gongyi::test
