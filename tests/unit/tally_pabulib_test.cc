// Real elections with outcomes that other programs computed. Their files may not be copied into the project: they are
// looked for in a folder beside the sources, and the test is skipped where there is none.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "shared/tally/pb.h"
#include "shared/tally/tally.h"
#include "tests/support/files.h"

using namespace gongyi;
using namespace gongyi::tally;

namespace {

const std::string folder = "../shared/data/pabulib/";

Rule shares(Utility utility, Completion completion, bool exhaustive, bool integral) {
    return {.method = Method::mes,
            .utility = utility,
            .completion = completion,
            .exhaustive = exhaustive,
            .integral = integral};
}

// What the outcomes' names of rules mean. The exact program starts from B / n and stops when exhaustive; the other one
// has integral starts with add1.
const std::map<std::string, Rule> rules{
    {"greedy_cost", {.method = Method::greedy}},
    {"greedy_votes", {.method = Method::greedy}},
    {"greedy_card", {.method = Method::greedy, .order = GreedyOrder::votes_per_cost}},
    {"greedy_points", {.method = Method::greedy, .utility = Utility::points, .order = GreedyOrder::votes_per_cost}},
    {"phragmen", {.method = Method::phragmen}},
    {"mes_none", shares(Utility::cost, Completion::none, false, false)},
    {"mes_cost", shares(Utility::cost, Completion::none, false, false)},
    {"mes_card", shares(Utility::cardinality, Completion::none, false, false)},
    {"mes_points", shares(Utility::points, Completion::none, false, false)},
    {"mes_utilitarian", shares(Utility::cost, Completion::greedy, false, false)},
    {"mes_cost_util", shares(Utility::cost, Completion::greedy, false, false)},
    {"mes_points_util", shares(Utility::points, Completion::greedy, false, false)},
    {"mes_cost_add1", shares(Utility::cost, Completion::add1, true, false)},
    {"mes_cost_add1u", shares(Utility::cost, Completion::add1u, true, false)},
    {"mes_card_add1", shares(Utility::cardinality, Completion::add1, true, false)},
    {"mes_points_add1", shares(Utility::points, Completion::add1, true, false)},
    {"mes_add1", shares(Utility::cost, Completion::add1, false, true)},
    {"mes_add1e", shares(Utility::cost, Completion::add1, true, true)},
    {"mes_add1u", shares(Utility::cost, Completion::add1u, false, true)},
    {"mes_add1eu", shares(Utility::cost, Completion::add1u, true, true)},
};

}  // namespace

TEST_CASE("real elections come out as other programs found", "[tally][pabulib]") {
    const auto listed = test::find_file(folder + "outcomes.json");
    if (!listed) SKIP("There is no ../shared/data/pabulib beside the sources: real elections are not compared.");
    std::map<std::string, Election> elections;
    for (const auto& expected : nlohmann::json::parse(*listed)) {
        const std::string file = expected.at("instance");
        const std::string rule = expected.at("rule");
        INFO(file << " " << rule << ", " << expected.at("computed_with").get<std::string>());
        REQUIRE(rules.count(rule) == 1);
        if (elections.count(file) == 0) {
            auto election = read_pb(test::find_file(folder + file).value());
            REQUIRE(election.has_value());
            REQUIRE(read_pb(write_pb(*election)) == election);
            elections.emplace(file, std::move(*election));
        }
        const Election& election = elections.at(file);
        const Outcome outcome = tally::tally(election, rules.at(rule));
        std::vector<std::string> selected;
        for (const std::uint32_t p : outcome.selected) selected.push_back(election.projects[p].id);
        std::sort(selected.begin(), selected.end());
        auto wanted = expected.at("selected").get<std::vector<std::string>>();
        std::sort(wanted.begin(), wanted.end());
        CHECK(selected == wanted);
    }
}
