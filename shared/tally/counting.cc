#include "shared/tally/counting.h"

#include <algorithm>

namespace gongyi::tally {

void Counting::select(std::uint32_t project, Verdict verdict, Round round) const {
    outcome.selected.push_back(project);
    outcome.cost += cost(project);
    ProjectOutcome& result = outcome.projects[project];
    result.selected = true;
    result.verdict = verdict;
    result.order = static_cast<std::uint32_t>(outcome.selected.size());
    result.missing = 0;
    round.left = left();
    outcome.rounds.push_back(std::move(round));
}

void explain_spending(const std::vector<ScaledSpending>& spent, int bits, ProjectOutcome& project) {
    const std::int64_t whole = project.start_money - project.money_behind;
    std::size_t last = spent.size();
    while (last > 0 && spent[last - 1].amount == 0) --last;
    Wide sum = 0;
    std::int64_t rounded_before = 0;
    for (std::size_t i = 0; i < last; ++i) {
        sum += spent[i].amount;
        const Wide rounded = i + 1 == last ? Wide{whole} : std::min(Wide{whole}, sum >> bits);
        const auto amount = static_cast<std::int64_t>(rounded) - rounded_before;
        rounded_before = static_cast<std::int64_t>(rounded);
        if (amount > 0) project.spent_on.push_back({spent[i].project, amount});
    }
}

void report_tie(const Counting& counting, std::uint32_t order, const std::vector<std::uint32_t>& tied,
                std::int64_t left) {
    const bool mattered = std::any_of(tied.begin(), tied.end(), [&](std::uint32_t p) {
        return !counting.outcome.projects[p].selected && counting.cost(p) <= left;
    });
    if (mattered) counting.outcome.ties.push_back({order, tied, counting.ties.reason(tied[0], tied[1])});
}

}  // namespace gongyi::tally
