// The places of a community over time: as of any day the tree is what it was on that day.
#include "shared/community/org_tree.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/decision/branch.h"
#include "tests/support/decision_fixture.h"

namespace gongyi::decision {

using namespace test;

namespace {

constexpr NodeId east{4}, west{5}, estate{6}, first_building{7};

DecisionHarness with_places() {
    DecisionHarness harness = decision_community();
    add_places(harness);
    return harness;
}

}  // namespace

TEST_CASE("a merged grid ends, its buildings go along, and the days before keep what was", "[community][tree]") {
    DecisionHarness harness = with_places();
    const OrgTree& tree = harness.state.tree;
    harness.must(MergeNodes{east, west, {2026, 7, 1}});
    const Date before{2026, 6, 30};
    const Date after{2026, 7, 1};
    CHECK(children_on(tree, east, before) == std::vector<NodeId>{NodeId{7}, NodeId{8}});
    CHECK(children_on(tree, west, before) == std::vector<NodeId>{NodeId{9}});
    CHECK(children_on(tree, east, after).empty());
    CHECK(children_on(tree, west, after) == std::vector<NodeId>{NodeId{7}, NodeId{8}, NodeId{9}});
    CHECK(exists_on(*find_node(tree, east), before));
    CHECK_FALSE(exists_on(*find_node(tree, east), after));
    CHECK(find_node(tree, east)->merged_into == west);
    CHECK(path_on(tree, first_building, before) == "龙岗区 / 坂田街道 / 四季花城社区 / 第一网格 / 1栋");
    CHECK(path_on(tree, first_building, after) == "龙岗区 / 坂田街道 / 四季花城社区 / 第二网格 / 1栋");
    CHECK(is_within(tree, first_building, east, before));
    CHECK_FALSE(is_within(tree, first_building, east, after));
    CHECK(is_within(tree, first_building, NodeId{1}, after));
    CHECK(is_within(tree, estate, estate, after));
    CHECK_FALSE(is_within(tree, NodeId{}, NodeId{}, after));
}

TEST_CASE("a place has the name and the parent of the day", "[community][tree]") {
    DecisionHarness harness = with_places();
    const OrgTree& tree = harness.state.tree;
    harness.must(RenameNode{east, "东网格", {2026, 3, 1}});
    harness.must(RenameNode{east, "东一网格", {2026, 3, 1}});  // The last word of a day holds.
    harness.must(MoveNode{first_building, west, {2026, 5, 1}});
    CHECK(name_on(*find_node(tree, east), {2026, 2, 28}) == "第一网格");
    CHECK(name_on(*find_node(tree, east), {2026, 3, 1}) == "东一网格");
    CHECK(parent_on(*find_node(tree, first_building), {2026, 4, 30}) == east);
    CHECK(parent_on(*find_node(tree, first_building), {2026, 5, 1}) == west);
    CHECK(children_on(tree, NodeId{}, {2025, 12, 31}).empty());
    CHECK(children_on(tree, NodeId{}, {2026, 1, 1}) == std::vector<NodeId>{NodeId{1}});
}

// Goal: a branch's rights follow the gates whatever they are called. Method: the seven gates of the four deliberations
// and two disclosures, and a profile with one deliberation.
TEST_CASE("each gate has its place, and each right its gates", "[decision][rights]") {
    const auto& gates = find_profile("cn.rc.2026")->gates;
    const std::vector<GatePlace> wanted{GatePlace::proposal,   GatePlace::deliberation, GatePlace::deliberation,
                                        GatePlace::resolution, GatePlace::disclosure,   GatePlace::implementation,
                                        GatePlace::result};
    REQUIRE(gates.size() == wanted.size());
    for (std::size_t i = 0; i < gates.size(); ++i) {
        CAPTURE(gates[i].id);
        CHECK(place_of(gates, static_cast<std::int64_t>(i)) == wanted[i]);
    }
    CHECK(place_of({gates[3], gates[4]}, 0) == GatePlace::resolution);
    for (const BranchRight right : all_branch_rights) {
        bool is_anywhere = false;
        for (const GatePlace place : wanted) is_anywhere = is_anywhere || has_power(right, place);
        CHECK(is_anywhere);
    }
    CHECK_FALSE(has_power(BranchRight::personnel, GatePlace::proposal));
    CHECK_FALSE(has_power(BranchRight::appraise, GatePlace::resolution));
}

}  // namespace gongyi::decision
