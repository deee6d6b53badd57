// Acts that a profile names in two_people: staff ask, somebody else of staff confirms.
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "shared/community/profile.h"
#include "shared/portal/decide.h"
#include "tests/support/portal_fixture.h"

using namespace gongyi;
using namespace gongyi::test;

namespace {

const ResidentId first{901};
const ResidentId other{902};
constexpr RoundId one{1};

decision::Command rules(const std::vector<std::string>& two_people) {
    auto profile = nlohmann::json::parse(find_profile("cn.rc.2026")->text);
    if (!two_people.empty()) profile["two_people"] = two_people;
    return decision::AdoptRules{profile.dump()};
}

Expected<void, Refusal> act(Harness& community, const portal::Command& command, ResidentId second) {
    community.second = second;
    return community.run(command, Role::staff, first);
}

}  // namespace

TEST_CASE("what a profile names takes two people of staff", "[two_people][decide]") {
    Harness community = community_with_round(Stage::draft);
    const portal::Command open = OpenVoting{one};
    REQUIRE(act(community, rules({"OpenVoting"}), {}).has_value());
    REQUIRE(portal::takes_two_people(community.state, open));

    const auto alone = act(community, open, {});
    REQUIRE_FALSE(alone.has_value());
    CHECK(alone.error().code == RefusalCode::second_person_needed);
    const auto twice_the_same = act(community, open, first);
    REQUIRE_FALSE(twice_the_same.has_value());
    CHECK(twice_the_same.error().code == RefusalCode::second_person_is_the_first);
    CHECK(act(community, open, other).has_value());
}

TEST_CASE("nobody is asked to confirm what would be refused all the same", "[two_people][decide]") {
    Harness community = community_with_round(Stage::draft);
    REQUIRE(act(community, rules({"OpenVoting"}), {}).has_value());
    const auto refused = act(community, OpenVoting{RoundId{2}}, {});
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == RefusalCode::no_such_round);
}

TEST_CASE("one person does not take the rule of two people away", "[two_people][decide]") {
    Harness community = community_with_round(Stage::draft);
    CHECK_FALSE(portal::takes_two_people(community.state, rules({})));
    REQUIRE(act(community, rules({"OpenVoting"}), {}).has_value());

    const auto alone = act(community, rules({}), {});
    REQUIRE_FALSE(alone.has_value());
    CHECK(alone.error().code == RefusalCode::second_person_needed);
    REQUIRE(act(community, rules({}), other).has_value());
    CHECK_FALSE(portal::takes_two_people(community.state, OpenVoting{one}));
    CHECK(act(community, OpenVoting{one}, {}).has_value());
}
