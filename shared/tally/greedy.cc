#include <algorithm>

#include "shared/base/sort.h"
#include "shared/tally/counting.h"
#include "shared/tally/wide.h"

namespace gongyi::tally {

namespace {

// A score as a fraction, so that projects compare exactly. A free project with votes is worth more than any other.
struct Score {
    bool is_infinite = false;
    std::int64_t numerator = 0;
    std::int64_t denominator = 1;

    friend bool operator==(const Score& a, const Score& b) {
        return a.is_infinite == b.is_infinite && Wide{a.numerator} * b.denominator == Wide{b.numerator} * a.denominator;
    }
    friend bool operator>(const Score& a, const Score& b) {
        if (a.is_infinite != b.is_infinite) return a.is_infinite;
        return Wide{a.numerator} * b.denominator > Wide{b.numerator} * a.denominator;
    }
};

Score score_of(const Counting& counting, GreedyOrder order, std::uint32_t project) {
    const std::int64_t score = counting.outcome.projects[project].score;
    const std::int64_t cost = counting.cost(project);
    if (order == GreedyOrder::votes) return {false, score, 1};
    if (cost > 0) return {false, score, cost};
    return score > 0 ? Score{true, 0, 1} : Score{};
}

// Funds projects by falling score. With `skip`, one that does not fit is passed over; else the count ends there.
void fund_by_score(const Counting& counting, GreedyOrder order, bool skip, Verdict verdict) {
    std::vector<std::uint32_t> projects;
    for (std::uint32_t p = 0; p < counting.election.projects.size(); ++p) {
        if (counting.takes_part[p] != 0 && !counting.outcome.projects[p].selected) projects.push_back(p);
    }
    counting.ties.sort(projects);
    sort_stably(projects, [&](std::uint32_t a, std::uint32_t b) {
        return score_of(counting, order, a) > score_of(counting, order, b);
    });
    bool stopped = false;
    for (auto first = projects.begin(); first != projects.end();) {
        const Score score = score_of(counting, order, *first);
        const auto last = std::find_if(first, projects.end(),
                                       [&](std::uint32_t p) { return !(score_of(counting, order, p) == score); });
        const std::int64_t left_before = counting.left();
        const auto tie_order = static_cast<std::uint32_t>(counting.outcome.selected.size() + 1);
        for (auto at = first; at != last; ++at) {
            ProjectOutcome& project = counting.outcome.projects[*at];
            if (verdict == Verdict::bought) project.money_behind = counting.left();
            if (!stopped && counting.cost(*at) <= counting.left()) {
                counting.select(*at, verdict, Round{.project = *at, .completion = verdict == Verdict::completed});
                continue;
            }
            if (verdict == Verdict::bought) {
                project.verdict = stopped ? Verdict::after_stop : Verdict::over_budget;
                project.missing = std::max<std::int64_t>(0, counting.cost(*at) - counting.left());
            }
            stopped = stopped || !skip;
        }
        if (last - first > 1) report_tie(counting, tie_order, {first, last}, left_before);
        first = last;
    }
}

}  // namespace

bool count_greedy(const Counting& counting) {
    fund_by_score(counting, counting.rule.order, skips(counting.rule), Verdict::bought);
    return counting.go_on(1000);
}

void complete_greedily(const Counting& counting) {
    fund_by_score(counting, completion_order(counting.rule.utility), /*skip=*/true, Verdict::completed);
}

}  // namespace gongyi::tally
