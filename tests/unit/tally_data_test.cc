// The self-made elections in tests/data/tally: one of each kind of ballot, with the outcome of every rule.
//
// town.pb, ties.pb, points.pb, ranking.pb and invalid-*.pb were written and are checked by hand (see their
// descriptions). The others and every outcome of outcomes.json were written by the hidden test case at
// the end of this file, from seeds, by the slow reference: gongyi_unit "[write-tally-data]".
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "shared/tally/pb.h"
#include "shared/tally/tally.h"
#include "tests/support/files.h"
#include "tests/support/tally_random.h"
#include "tests/support/tally_reference.h"

using namespace gongyi;
using namespace gongyi::tally;

namespace {

const std::string folder = "tests/data/tally/";

std::vector<std::string> ids(const Election& election, const std::vector<std::uint32_t>& projects) {
    std::vector<std::string> result;
    for (const std::uint32_t p : projects) result.push_back(election.projects[p].id);
    return result;
}

std::string words(const Rule& rule) {
    std::string text =
        "--rule " + std::string{name_of(rule.method)} + " --utility " + std::string{name_of(rule.utility)};
    if (rule.method == Method::mes) text += " --completion " + std::string{name_of(rule.completion)};
    if (rule.method == Method::greedy) text += " --by " + std::string{name_of(rule.order)};
    if (rule.exhaustive) text += " --exhaustive";
    if (rule.integral) text += " --integral";
    if (rule.skip) text += *rule.skip ? " --skip" : " --no-skip";
    if (rule.threshold.part > 0) {
        text += " --threshold " + std::to_string(rule.threshold.part) + "/" + std::to_string(rule.threshold.whole);
    }
    if (rule.seed) text += " --seed " + std::to_string(*rule.seed);
    return text;
}

}  // namespace

TEST_CASE("self-made elections come out as recorded", "[tally][data]") {
    const auto recorded = nlohmann::json::parse(test::read_file(folder + "outcomes.json"));
    std::size_t compared = 0;
    for (const auto& [file, outcomes] : recorded.items()) {
        const auto election = read_pb(test::read_file(folder + file));
        REQUIRE(election.has_value());
        for (const Rule& rule : test::all_rules(election->kind)) {
            INFO(file << " " << words(rule));
            const Outcome outcome = tally::tally(*election, rule);
            CHECK(ids(*election, outcome.selected) == outcomes.at(words(rule)).get<std::vector<std::string>>());
            ++compared;
        }
        CHECK(read_pb(write_pb(*election)) == election);
    }
    CHECK(compared > 200);
}

TEST_CASE("the town of tests/data/tally is as worked out by hand", "[tally][data]") {
    const auto election = read_pb(test::read_file(folder + "town.pb"));
    REQUIRE(election.has_value());
    CHECK(election->invalid_ballots.size() == 1);
    const auto count = [&](const Rule& rule) {
        std::string text;
        for (const auto& id : ids(*election, tally::tally(*election, rule).selected)) text += id;
        return text;
    };
    CHECK(count({.method = Method::greedy}) == "RP");
    CHECK(count({.method = Method::mes}) == "RB");
    CHECK(count({.method = Method::mes, .completion = Completion::greedy}) == "RBL");
    CHECK(count({.method = Method::phragmen}) == "BRL");
}

TEST_CASE("ties, points and rankings of tests/data/tally are as worked out by hand", "[tally][data]") {
    const auto count = [](const std::string& file, const Rule& rule) {
        const auto election = read_pb(test::read_file(folder + file));
        REQUIRE(election.has_value());
        const Outcome outcome = tally::tally(*election, rule);
        CHECK(outcome.selected == test::reference_tally(*election, rule).selected);
        std::string text;
        for (const auto& id : ids(*election, outcome.selected)) text += id;
        for (const Tie& tie : outcome.ties) {
            text += ' ';
            for (const auto& id : ids(*election, tie.projects)) text += id;
            text += " by " + std::string{name_of(tie.by)};
        }
        return text;
    };
    CHECK(count("ties.pb", {.method = Method::greedy}) == "CA CAB by cost");
    CHECK(count("ties.pb", {.method = Method::mes}).empty());
    CHECK(count("ties.pb", {.method = Method::phragmen}).substr(0, 2) == "CA");
    const Utility points = Utility::points;
    CHECK(count("points.pb", {.method = Method::greedy, .utility = points}) == "PR");
    CHECK(count("points.pb", {.method = Method::greedy, .utility = points, .order = GreedyOrder::votes_per_cost}) ==
          "QR");
    CHECK(count("points.pb", {.method = Method::mes, .utility = points}) == "Q");
    CHECK(count("points.pb", {.method = Method::mes, .utility = points, .completion = Completion::greedy}) == "QR");
    CHECK(count("ranking.pb", {.method = Method::greedy, .utility = Utility::borda}) == "ZX");
    CHECK(count("ranking.pb", {.method = Method::mes, .utility = Utility::borda}) == "Z");
}

TEST_CASE("each reason for which a ballot does not count is found", "[tally][data]") {
    const auto reasons = [](const std::string& file) {
        const auto election = read_pb(test::read_file(folder + file));
        REQUIRE(election.has_value());
        std::string text;
        for (const InvalidBallot& ballot : election->invalid_ballots) {
            text += std::to_string(ballot.row) + " " + std::string{name_of(ballot.reason)} + "\n";
        }
        return text + std::to_string(election->ballots.count()) + " valid";
    };
    CHECK(reasons("invalid-approvals.pb") ==
          "2 unknown_project\n3 too_few_projects\n4 too_many_projects\n5 cost_too_high\n6 cost_too_low\n2 valid");
    CHECK(reasons("invalid-points.pb") ==
          "2 points_missing\n3 points_too_low\n4 points_too_high\n5 points_sum_too_low\n6 points_sum_too_high\n"
          "1 valid");
}

TEST_CASE("write the self-made elections", "[.][write-tally-data]") {
    nlohmann::json recorded;
    const auto record = [&](const std::string& file, const Election& election) {
        for (const Rule& rule : test::all_rules(election.kind)) {
            recorded[file][words(rule)] = ids(election, test::reference_tally(election, rule).selected);
        }
    };
    record("town.pb", read_pb(test::read_file(folder + "town.pb")).value());
    std::size_t kinds_seen = 0;
    for (std::uint64_t seed = 1; kinds_seen != 0x3f; ++seed) {
        SplitMix64 random{seed + 17000};
        const Election election = test::random_election(random, {.projects_max = 14, .voters_max = 50, .cost_max = 80});
        const auto bit = std::size_t{1} << static_cast<unsigned>(election.kind);
        if ((kinds_seen & bit) != 0 || election.ballots.count() < 30 || election.projects.size() < 8) continue;
        kinds_seen |= bit;
        const std::string file = std::string{name_of(election.kind)} + ".pb";
        std::ofstream{folder + file, std::ios::binary} << write_pb(election);
        record(file, election);
    }
    std::ofstream{folder + "outcomes.json"} << recorded.dump(1) << '\n';
}
