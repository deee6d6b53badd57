#include "shared/tally/tally.h"

#include <algorithm>
#include <map>

#include "shared/base/check.h"
#include "shared/tally/counting.h"
#include "shared/tally/wide.h"

namespace gongyi::tally {

namespace {

// What each project is worth altogether, its cost counted as 1.
std::vector<std::int64_t> count_scores(const Election& election, Utility utility,
                                       const std::vector<std::uint32_t>& votes) {
    std::vector<std::int64_t> scores(votes.begin(), votes.end());
    if (utility != Utility::points && utility != Utility::borda) return scores;
    std::fill(scores.begin(), scores.end(), 0);
    for (std::uint32_t ballot = 0; ballot < election.ballots.count(); ++ballot) {
        const auto projects = election.ballots.projects(ballot);
        const auto points = election.ballots.points(ballot);
        for (std::size_t i = 0; i < projects.size(); ++i) {
            scores[projects[i]] +=
                utility == Utility::borda ? static_cast<std::int64_t>(projects.size() - 1 - i) : points[i];
        }
    }
    return scores;
}

void count_voters(const Election& election, Outcome& outcome) {
    outcome.funded_counts.assign(1, 0);
    std::vector<std::uint8_t> is_selected(election.projects.size());
    for (const std::uint32_t project : outcome.selected) is_selected[project] = 1;
    for (std::uint32_t ballot = 0; ballot < election.ballots.count(); ++ballot) {
        const auto projects = election.ballots.projects(ballot);
        const auto points = election.ballots.points(ballot);
        std::size_t funded = 0;
        for (std::size_t i = 0; i < projects.size(); ++i) {
            if (points.empty() || points[i] > 0) funded += is_selected[projects[i]];
        }
        if (funded >= outcome.funded_counts.size()) outcome.funded_counts.resize(funded + 1);
        ++outcome.funded_counts[funded];
    }
}

void count_categories(const Election& election, Outcome& outcome) {
    std::map<std::string, std::size_t> places;
    for (std::size_t p = 0; p < election.projects.size(); ++p) {
        const Project& project = election.projects[p];
        const std::string category = project.category.substr(0, project.category.find(','));
        const auto [place, is_new] = places.emplace(category, outcome.categories.size());
        if (is_new) outcome.categories.push_back({.category = category});
        CategoryShare& share = outcome.categories[place->second];
        share.votes += outcome.projects[p].votes;
        ++share.projects;
        if (!outcome.projects[p].selected) continue;
        ++share.selected;
        share.cost += project.cost;
    }
}

// Projects below the floor of support take no part.
std::vector<std::uint8_t> apply_threshold(const Election& election, const Rule& rule, Outcome& outcome) {
    std::vector<std::uint8_t> takes_part(election.projects.size(), 1);
    std::vector<std::int64_t> points;
    if (rule.min_points > 0)
        points = count_scores(election, Utility::points, std::vector<std::uint32_t>(takes_part.size()));
    const std::int64_t needed = votes_needed(rule, election.ballots.count());
    for (std::size_t p = 0; p < takes_part.size(); ++p) {
        const bool has_points = points.empty() || points[p] >= rule.min_points;
        if (has_points && outcome.projects[p].votes >= needed) continue;
        takes_part[p] = 0;
        outcome.projects[p].verdict = Verdict::below_threshold;
    }
    return takes_part;
}

}  // namespace

std::optional<Outcome> tally(const Election& election, const Rule& rule, Progress* progress) {
    GONGYI_CHECK(!refuse(rule, election.kind));
    GONGYI_CHECK(election.budget >= 0 && election.budget <= amount_units_max);
    GONGYI_CHECK(election.projects.size() <= projects_max);
    Outcome outcome;
    outcome.rule = rule;
    const std::vector<std::uint32_t> votes = count_votes(election);
    const std::vector<std::int64_t> scores = count_scores(election, rule.utility, votes);
    outcome.projects.resize(election.projects.size());
    for (std::size_t p = 0; p < votes.size(); ++p) {
        GONGYI_CHECK(election.projects[p].cost >= 0 && election.projects[p].cost <= amount_units_max);
        outcome.projects[p].votes = votes[p];
        outcome.projects[p].score = scores[p];
    }
    const std::vector<std::uint8_t> takes_part = apply_threshold(election, rule, outcome);
    const TieOrder ties{election, votes, rule};
    const Counting counting{election, rule, ties, takes_part, progress, outcome};
    bool completed = false;
    switch (rule.method) {
        case Method::greedy:
            completed = count_greedy(counting);
            break;
        case Method::mes:
            completed = count_equal_shares(counting);
            break;
        case Method::phragmen:
            completed = count_phragmen(counting);
            break;
    }
    if (!completed) return std::nullopt;
    GONGYI_CHECK(outcome.cost <= election.budget);
    count_voters(election, outcome);
    count_categories(election, outcome);
    return outcome;
}

Outcome tally(const Election& election, const Rule& rule) {
    auto outcome = tally(election, rule, nullptr);
    GONGYI_CHECK(outcome.has_value());
    return std::move(*outcome);
}

}  // namespace gongyi::tally
