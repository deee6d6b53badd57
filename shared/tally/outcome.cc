#include "shared/tally/outcome.h"

#include <array>

#include "shared/base/check.h"

namespace gongyi::tally {

namespace {

constexpr std::array verdict_names{"bought",     "completed",       "too_little_money", "over_budget",
                                   "after_stop", "below_threshold", "no_supporters"};
constexpr std::array tie_break_names{"cost", "votes", "seed", "id"};

std::vector<std::uint8_t> selection_mask(const Election& election, const Outcome& outcome) {
    std::vector<std::uint8_t> mask(election.projects.size());
    for (const std::uint32_t project : outcome.selected) mask[project] = 1;
    return mask;
}

}  // namespace

std::string_view name_of(Verdict verdict) {
    return verdict_names[static_cast<std::size_t>(verdict)];
}

std::string_view name_of(TieBreak tie_break) {
    return tie_break_names[static_cast<std::size_t>(tie_break)];
}

Comparison compare(const Election& election, const Outcome& first, const Outcome& second) {
    GONGYI_CHECK(first.projects.size() == election.projects.size());
    GONGYI_CHECK(second.projects.size() == election.projects.size());
    const auto in_first = selection_mask(election, first);
    const auto in_second = selection_mask(election, second);
    Comparison result;
    for (const std::uint32_t project : first.selected) {
        if (in_second[project] == 0) result.only_first.push_back(project);
    }
    for (const std::uint32_t project : second.selected) {
        if (in_first[project] == 0) result.only_second.push_back(project);
    }
    result.cost_difference = second.cost - first.cost;
    for (std::uint32_t ballot = 0; ballot < election.ballots.count(); ++ballot) {
        std::uint32_t count_first = 0;
        std::uint32_t count_second = 0;
        const auto projects = election.ballots.projects(ballot);
        const auto points = election.ballots.points(ballot);
        for (std::size_t i = 0; i < projects.size(); ++i) {
            if (!points.empty() && points[i] <= 0) continue;
            count_first += in_first[projects[i]];
            count_second += in_second[projects[i]];
        }
        if (count_first > count_second) ++result.prefer_first;
        if (count_first < count_second) ++result.prefer_second;
        if (count_first == count_second) ++result.indifferent;
        if (count_first == 0) ++result.without_first;
        if (count_second == 0) ++result.without_second;
    }
    return result;
}

}  // namespace gongyi::tally
