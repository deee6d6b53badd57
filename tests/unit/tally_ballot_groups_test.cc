// Grouping against counting whole ballots in a map.
#include <algorithm>
#include <catch2/catch_get_random_seed.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "shared/base/random.h"
#include "shared/tally/ballot_groups.h"

using namespace gongyi;
using namespace gongyi::tally;

namespace {

using Supported = std::vector<std::pair<std::uint32_t, std::int32_t>>;  // Project and worth.
using Counted = std::map<Supported, std::uint32_t>;

// `ballots` in each of which the projects' order and points are as given.
Election election_of(std::uint32_t project_count, const std::vector<Supported>& ballots, bool with_points) {
    Election election;
    for (std::uint32_t p = 0; p < project_count; ++p) election.projects.push_back({.id = std::to_string(p), .cost = 1});
    for (const Supported& ballot : ballots) {
        std::vector<std::uint32_t> projects;
        std::vector<std::int32_t> points;
        for (const auto& [project, worth] : ballot) {
            projects.push_back(project);
            if (with_points) points.push_back(worth);
        }
        election.ballots.add(projects, points);
    }
    return election;
}

Counted counted(const BallotGroups& groups) {
    Counted counted;
    for (std::uint32_t group = 0; group < groups.count(); ++group) {
        Supported supported;
        for (const Support& choice : groups.choices_of(group)) supported.emplace_back(choice.index, choice.worth);
        CHECK(std::is_sorted(supported.begin(), supported.end()));
        CHECK(counted.emplace(std::move(supported), groups.weights[group]).second);  // No two groups are the same.
    }
    return counted;
}

// The supporters of each project are its choices seen from the other side.
void check_supporters(const BallotGroups& groups, std::uint32_t project_count) {
    std::vector<Supported> supporters(project_count);
    for (std::uint32_t group = 0; group < groups.count(); ++group) {
        for (const Support& choice : groups.choices_of(group))
            supporters[choice.index].emplace_back(group, choice.worth);
    }
    for (std::uint32_t p = 0; p < project_count; ++p) {
        Supported listed;
        for (const Support& supporter : groups.supporters_of(p)) listed.emplace_back(supporter.index, supporter.worth);
        CHECK(listed == supporters[p]);
    }
}

void check(std::uint32_t project_count, const std::vector<Supported>& ballots, Utility utility) {
    const bool with_points = utility == Utility::points;
    const Election election = election_of(project_count, ballots, with_points);
    Counted expected;
    for (const Supported& ballot : ballots) {
        Supported supported;
        for (std::size_t i = 0; i < ballot.size(); ++i) {
            std::int32_t worth = 1;
            if (utility == Utility::points) worth = ballot[i].second;
            if (utility == Utility::borda) worth = static_cast<std::int32_t>(ballot.size() - 1 - i);
            if (worth > 0) supported.emplace_back(ballot[i].first, worth);
        }
        std::sort(supported.begin(), supported.end());
        if (!supported.empty()) ++expected[supported];
    }
    const BallotGroups groups =
        group_ballots(election, utility, std::vector<std::uint8_t>(project_count, std::uint8_t{1}));
    CHECK(groups.voter_count == ballots.size());
    CHECK(counted(groups) == expected);
    check_supporters(groups, project_count);
}

void check_all_utilities(std::uint32_t project_count, const std::vector<Supported>& ballots) {
    for (const Utility utility : {Utility::cost, Utility::cardinality, Utility::points, Utility::borda}) {
        check(project_count, ballots, utility);
    }
}

}  // namespace

TEST_CASE("ballots are grouped as counting whole ballots groups them", "[tally][groups]") {
    SplitMix64 random{Catch::getSeed()};
    for (const std::uint32_t project_count : {1U, 2U, 3U, 9U, 200U, 300U, 70'000U}) {
        const auto pool_size = static_cast<std::size_t>(random.below(40) + 1);
        std::vector<Supported> pool(pool_size);
        for (Supported& ballot : pool) {
            // Long beginnings in common: two ballots often differ in their last choices, or in their worths, alone.
            const std::uint64_t length = random.below(std::min(project_count, 40U) + 1);
            for (std::uint32_t p = 0; ballot.size() < length && p < project_count; ++p) {
                const auto worth = static_cast<std::int32_t>(random.below(8) == 0 ? random.below(1000) : 1);
                if (random.below(6) != 0) ballot.emplace_back(p, worth);
            }
            if (random.below(3) == 0) std::reverse(ballot.begin(), ballot.end());
            if (random.below(9) == 0) ballot.emplace_back(project_count - 1, INT32_MAX);
            std::sort(ballot.begin(), ballot.end());
            ballot.erase(std::unique(ballot.begin(), ballot.end(),
                                     [](const auto& a, const auto& b) { return a.first == b.first; }),
                         ballot.end());
            if (random.below(3) == 0) std::reverse(ballot.begin(), ballot.end());
        }
        std::vector<Supported> ballots;
        for (std::uint64_t i = random.below(2000); i > 0; --i) {
            ballots.push_back(pool[static_cast<std::size_t>(random.below(pool_size))]);
        }
        INFO(project_count << " projects, " << pool_size << " different ballots, seed " << Catch::getSeed());
        check_all_utilities(project_count, ballots);
    }
}

TEST_CASE("long ballots that differ at their ends alone are told apart", "[tally][groups]") {
    // With 255 projects eight letters make a key: the ends lie at the edges of one, two and many keys.
    for (const std::uint32_t length : {6U, 7U, 8U, 9U, 15U, 16U, 17U, 250U}) {
        Supported common;
        for (std::uint32_t p = 0; p < length; ++p) common.emplace_back(p, 1);
        Supported longer = common;
        longer.emplace_back(length, 1);
        Supported other = common;
        other.back().first = 254;
        Supported dearer = common;
        dearer.back().second = 2;
        check_all_utilities(255, {common, longer, other, dearer, longer, common, common, dearer});
    }
}
