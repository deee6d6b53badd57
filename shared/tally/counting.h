// What the three rules share while they count.
#pragma once

#include <cstdint>
#include <vector>

#include "shared/tally/election.h"
#include "shared/tally/outcome.h"
#include "shared/tally/rule.h"
#include "shared/tally/tally.h"
#include "shared/tally/tie_order.h"
#include "shared/tally/wide.h"

namespace gongyi::tally {

// Where the explanation of losers' money would take more than this many (project, purchase) pairs it is left out.
inline constexpr std::size_t explained_pairs_max = 4'000'000;

struct Counting {
    const Election& election;
    const Rule& rule;
    const TieOrder& ties;
    const std::vector<std::uint8_t>& takes_part;  // Parallel to the projects; 0: below the threshold.
    Progress* progress;                           // May be null.
    Outcome& outcome;                             // Votes and scores are filled in; rules add the rest.

    [[nodiscard]] std::int64_t cost(std::uint32_t project) const { return election.projects[project].cost; }
    [[nodiscard]] std::int64_t left() const { return election.budget - outcome.cost; }
    [[nodiscard]] bool go_on(std::uint32_t per_mille) const {
        return progress == nullptr || progress->go_on(per_mille);
    }
    // Marks a project as selected next.
    void select(std::uint32_t project, Verdict verdict, Round round) const;
};

// Each rule fills in the outcome; false when cancelled.
[[nodiscard]] bool count_greedy(const Counting& counting);
[[nodiscard]] bool count_equal_shares(const Counting& counting);
[[nodiscard]] bool count_phragmen(const Counting& counting);

// Funds by falling score what still fits of the projects that are not selected: the greedy completion.
void complete_greedily(const Counting& counting);

// Money of a project's supporters that went to another project, times 2^bits.
struct ScaledSpending {
    std::uint32_t project = 0;
    Wide amount = 0;
};

// Fills in spent_on from what was spent in the order of purchase, so that it adds up to start_money - money_behind: the
// sums after each purchase are rounded, not the amounts.
void explain_spending(const std::vector<ScaledSpending>& spent, int bits, ProjectOutcome& project);

// Keeps the ties in which a project lost that would have fitted. `tied` is in the order of preference, `left` what was
// left of the budget before. Called after all of them are decided.
void report_tie(const Counting& counting, std::uint32_t order, const std::vector<std::uint32_t>& tied,
                std::int64_t left);

}  // namespace gongyi::tally
