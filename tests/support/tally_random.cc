#include "tests/support/tally_random.h"

#include <algorithm>
#include <numeric>

namespace gongyi::test {

using namespace gongyi::tally;

namespace {

void add_ballot(Election& election, SplitMix64& random) {
    std::vector<std::uint32_t> projects(election.projects.size());
    std::iota(projects.begin(), projects.end(), 0U);
    shuffle(projects, random);
    // Projects with a low index are more popular.
    const auto length = static_cast<std::size_t>(random.below(std::min<std::uint64_t>(projects.size(), 5) + 1));
    const auto keep = static_cast<std::size_t>(random.below(projects.size()) + 1);
    std::erase_if(projects, [&](std::uint32_t p) { return p >= keep && random.chance(600); });
    projects.resize(
        std::min(projects.size(), election.kind == BallotKind::choose_one ? std::min<std::size_t>(length, 1) : length));
    std::vector<std::int32_t> points;
    if (has_points(election.kind)) {
        for (std::size_t i = 0; i < projects.size(); ++i) points.push_back(static_cast<std::int32_t>(random.below(6)));
        if (election.kind == BallotKind::scoring && !points.empty() && random.chance(200)) points.front() = -2;
    }
    election.ballots.add(projects, points);
}

}  // namespace

Election random_election(SplitMix64& random, const ElectionShape& shape) {
    Election election;
    election.kind = static_cast<BallotKind>(random.below(6));
    election.amount_decimals = random.chance(200) ? 1 : 0;
    election.budget = static_cast<std::int64_t>(random.below(shape.cost_max * 4) + 1);
    const auto project_count = static_cast<std::size_t>(random.below(shape.projects_max) + 1);
    std::vector<std::uint64_t> names(project_count);
    std::iota(names.begin(), names.end(), std::uint64_t{1});
    shuffle(names, random);
    for (std::size_t p = 0; p < project_count; ++p) {
        Project project{.id = std::to_string(names[p])};
        project.cost = static_cast<std::int64_t>(random.below(shape.cost_max) + 1);
        if (random.chance(300)) project.cost = static_cast<std::int64_t>(random.below(3) + 1) * 5;
        if (random.chance(30)) project.cost = 0;
        if (random.chance(30)) project.cost = election.budget * 3 + 1;
        election.projects.push_back(std::move(project));
    }
    const std::uint64_t voters = random.below(shape.voters_max + 1);
    for (std::uint64_t v = 0; v < voters; ++v) add_ballot(election, random);
    return election;
}

std::vector<Rule> all_rules(BallotKind kind) {
    std::vector<Rule> rules;
    const auto add = [&](const Rule& rule) {
        if (!refuse(rule, kind)) rules.push_back(rule);
    };
    for (const Utility utility : {Utility::cost, Utility::cardinality, Utility::points, Utility::borda}) {
        for (const GreedyOrder order : {GreedyOrder::votes, GreedyOrder::votes_per_cost}) {
            for (const bool skip : {true, false}) {
                add({.method = Method::greedy, .utility = utility, .order = order, .skip = skip});
                add({.method = Method::greedy,
                     .utility = utility,
                     .order = order,
                     .skip = skip,
                     .min_votes = 1,
                     .threshold = {1, 4},
                     .seed = 7});
            }
        }
        for (const Completion completion :
             {Completion::none, Completion::greedy, Completion::add1, Completion::add1u}) {
            for (const bool exhaustive : {true, false}) {
                for (const bool integral : {true, false}) {
                    add({.method = Method::mes,
                         .utility = utility,
                         .completion = completion,
                         .exhaustive = exhaustive,
                         .integral = integral});
                }
            }
        }
        add({.method = Method::mes,
             .utility = utility,
             .completion = Completion::add1u,
             .min_votes = 2,
             .threshold = {1, 5},
             .seed = 3});
    }
    for (const bool skip : {true, false}) {
        add({.method = Method::phragmen, .skip = skip});
        add({.method = Method::phragmen, .skip = skip, .threshold = {1, 4}, .seed = 5});
    }
    return rules;
}

}  // namespace gongyi::test
