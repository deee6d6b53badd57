// The decision flow through the portal: commands and entries as JSON, the record, and its replay.
#include <catch2/catch_test_macros.hpp>

#include "shared/portal/command_json.h"
#include "shared/portal/entry_json.h"
#include "shared/portal/verify.h"
#include "tests/support/decision_fixture.h"
#include "tests/support/portal_fixture.h"

namespace gongyi::portal {

using namespace test;

namespace {

// The events of a whole matter, as entries behind the founding.
std::vector<Entry> entries_of_a_matter() {
    DecisionHarness harness = decision_community();
    harness.must(matter_command(), Role::resident, proposer);
    for (int gate = 0; gate < 7; ++gate) pass_gate(harness, decision::MatterId{1});
    std::vector<Entry> entries{{decision_start, Role::system, CommunityFounded{found_command().community}}};
    for (const auto& [at, event] : harness.history) entries.push_back({at, Role::staff, event});
    return entries;
}

}  // namespace

TEST_CASE("a matter's entries are canonical JSON and replay through the record", "[portal][decision]") {
    const std::vector<Entry> entries = entries_of_a_matter();
    Replay replay;
    for (const Entry& entry : entries) {
        const std::string text = write_entry(entry);
        CAPTURE(text);
        REQUIRE(replay.append(text).has_value());
    }
    REQUIRE(replay.state().decisions.matters.size() == 1);
    CHECK(replay.state().decisions.matters[0].stage == decision::MatterStage::completed);
    CHECK(replay.state().entry_count == entries.size());
}

TEST_CASE("a record that skips a gate is refused", "[portal][decision]") {
    Replay replay;
    REQUIRE(replay.append(write_entry({decision_start, Role::system, CommunityFounded{found_command().community}})));
    DecisionHarness harness = decision_community();
    harness.must(matter_command(), Role::resident, proposer);
    for (const auto& [at, event] : harness.history) {
        REQUIRE(replay.append(write_entry({at, Role::staff, event})).has_value());
    }
    const decision::Event skip = decision::GateClosed{decision::MatterId{1}, decision::MeetingId{1}, 1, {}};
    CHECK_FALSE(replay.append(write_entry({harness.now, Role::staff, skip})).has_value());
}

TEST_CASE("commands of the decision flow come in as JSON", "[portal][decision]") {
    const std::string text = R"({"matter":0,"meeting":3,"seat":2,"text":"周末开放","type":"PutMotion"})";
    const auto read = parse_command(text);
    REQUIRE(read.has_value());
    CHECK(write_command(*read) == text);
    const auto& put = std::get<decision::PutMotion>(std::get<decision::Command>(*read));
    CHECK(put.meeting == decision::MeetingId{3});
    CHECK(put.text == "周末开放");
    const auto late = parse_command(R"({"matter":0,"meeting":3,"seat":2,"text":"x","type":"PutMotion","vote":1})");
    REQUIRE_FALSE(late.has_value());
    CHECK(late.error().pointer == "/vote");
    CHECK_FALSE(parse_command(R"({"meeting":0,"type":"OpenMeeting"})").has_value());
    // "upheld" stands behind "type" in canonical order.
    const std::string answer = R"({"notice":1,"objection":1,"text":"不成立","type":"AnswerObjection","upheld":false})";
    CHECK(write_command(parse_command(answer).value()) == answer);
}

TEST_CASE("the portal decides in the decision flow, and refuses in its words", "[portal][decision]") {
    Harness community;
    REQUIRE(community.run(found_command(), Role::system).has_value());
    const auto adopt = parse_command(R"({"text":"{}","type":"AdoptRules"})").value();
    const auto faulty = community.run(adopt, Role::staff);
    REQUIRE_FALSE(faulty.has_value());
    CHECK(refusal_name(faulty.error().code) == "profile_faulty");
    CHECK(refusal_name(community.run(adopt, Role::resident).error().code) == "role_not_allowed");
    CHECK(refusal_name(community.run(adopt, Role::visitor).error().code) == "sign_in_needed");
    const decision::Command good = decision::AdoptRules{find_profile("cn.rc.2026")->text};
    REQUIRE(community.run(good, Role::staff).has_value());
    REQUIRE(community.run(decision::Command{matter_command()}, Role::resident, ana).has_value());
    CHECK(community.state.decisions.matters[0].author == ana);
}

TEST_CASE("a matter refers to a round that is there, and to a project of it", "[portal][decision]") {
    Harness community = community_with_round(Stage::voting);
    const decision::Command rules = decision::AdoptRules{find_profile("cn.rc.2026")->text};
    REQUIRE(community.run(rules, Role::staff).has_value());
    const auto project = static_cast<std::int64_t>(community.state.rounds[0].projects.back().id.raw());
    struct Row {
        std::int64_t round;
        std::int64_t project;
        std::string refusal;
        std::string field;
    };
    for (const Row& row : std::vector<Row>{{0, 0, "", ""},
                                           {1, 0, "", ""},
                                           {1, project, "", ""},
                                           {2, 0, "no_such_round", "/round"},
                                           {2, project, "no_such_round", "/round"},
                                           {1, project + 1, "project_not_in_round", "/project"},
                                           {0, project, "project_not_in_round", "/project"}}) {
        CAPTURE(row.round, row.project);
        decision::OpenMatter command = matter_command();
        command.round = row.round;
        command.project = row.project;
        // Each from somebody else: nobody says the same twice.
        const ResidentId author{1'000 + community.state.decisions.matters.size()};
        const auto result = community.run(decision::Command{command}, Role::resident, author);
        REQUIRE(result.has_value() == row.refusal.empty());
        if (result) {
            CHECK(community.state.decisions.matters.back().project == row.project);
            continue;
        }
        CHECK(refusal_name(result.error().code) == row.refusal);
        CHECK(result.error().field == row.field);
    }
    // The same of a record from elsewhere.
    decision::MatterOpened opened;
    opened.matter = decision::MatterId{community.state.decisions.matters.size() + 1};
    opened.title = "x";
    opened.text = "x";
    opened.round = 1;
    opened.project = project;
    const Entry good{community.state.last_at, Role::staff, decision::Event{opened}};
    CHECK(check_applicable(community.state, good).has_value());
    opened.project = project + 1;
    CHECK_FALSE(check_applicable(community.state, {good.at, Role::staff, decision::Event{opened}}).has_value());
    opened.round = 2;
    opened.project = project;
    CHECK_FALSE(check_applicable(community.state, {good.at, Role::staff, decision::Event{opened}}).has_value());
}

TEST_CASE("a field that came later is left out where it says nothing, and old entries still read",
          "[portal][decision]") {
    const std::string text = R"({"amount_fen":0,"major_ticks":[],"origin":"residents","profile":"cn.rc.2026",)"
                             R"("round":0,"text":"x","title":"x","type":"OpenMatter"})";
    const auto read = parse_command(text);
    REQUIRE(read.has_value());
    CHECK(write_command(*read) == text);
    auto named = std::get<decision::OpenMatter>(std::get<decision::Command>(*read));
    named.round = 1;
    named.project = 7;
    const std::string with_project = write_command(decision::Command{named});
    CHECK(with_project.find(R"("profile":"cn.rc.2026","project":7,"round":1)") != std::string::npos);
    CHECK(write_command(parse_command(with_project).value()) == with_project);
    std::string zero = with_project;
    zero.replace(zero.find("\"project\":7"), 11, "\"project\":0");
    REQUIRE_FALSE(parse_command(zero).has_value());
    CHECK(parse_command(zero).error().pointer == "/project");
}

}  // namespace gongyi::portal
