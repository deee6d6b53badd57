#include "shared/portal/decide.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "shared/portal/ballot.h"
#include "tests/support/portal_fixture.h"

namespace gongyi::portal {

using namespace test;

namespace {

constexpr RoundId one{1};
constexpr UnixMs the_end{fixture_now.ms + 10 * day_ms};

CastBallot choices(std::vector<std::uint64_t> ids) {
    CastBallot command{one, {}};
    for (const std::uint64_t id : ids) command.cast.ballot.choices.push_back(ProjectId{id});
    command.cast.version = 1;
    return command;
}

AddProject with_category(Category category, Money cost) {
    AddProject command = project_command(one, "项目", cost);
    command.category = category;
    return command;
}

DraftRound with_budget(Money budget) {
    DraftRound command = draft_command();
    command.title = "下半年民生微实事";
    command.budget = budget;
    return command;
}

DraftRound ending_at(UnixMs at) {
    DraftRound command = draft_command();
    command.title = "下半年民生微实事";
    command.closes_at = at;
    return command;
}

DraftRound in_year(int year) {
    DraftRound command = draft_command();
    command.year = year;
    return command;
}

}  // namespace

// One row a refusal, each one change away from a command that is accepted.
TEST_CASE("decide refuses, and says why", "[portal][decide]") {
    struct Row {
        const char* name;
        Stage stage;
        BallotForm form;
        Command command;
        Role role;
        UnixMs now;
        RefusalCode code;
        const char* field;
    };
    const auto approval = BallotForm::approval;
    const auto knapsack = BallotForm::knapsack;
    const UnixMs now = fixture_now;
    const Row row = GENERATE_COPY(
        Row{"a visitor asks for a credential", Stage::voting, approval, IssueCredential{one, {}}, Role::visitor, now,
            RefusalCode::sign_in_needed, ""},
        Row{"a credential before the opening", Stage::draft, approval, IssueCredential{one, {}}, Role::resident, now,
            RefusalCode::voting_not_open, "/round"},
        Row{"a credential at the end", Stage::voting, approval, IssueCredential{one, {}}, Role::resident, the_end,
            RefusalCode::voting_ended, "/round"},
        Row{"papers at the end", Stage::voting, approval, EnterPapers{one, {ana}, {}}, Role::system, the_end,
            RefusalCode::voting_ended, "/round"},
        Row{"the council enter papers", Stage::voting, approval, EnterPapers{one, {ana}, {}}, Role::council, now,
            RefusalCode::role_not_allowed, ""},
        Row{"a resident closes", Stage::voting, approval, CloseVoting{one, "x"}, Role::resident, now,
            RefusalCode::role_not_allowed, ""},
        Row{"founded twice", Stage::draft, approval, found_command(), Role::system, now, RefusalCode::community_exists,
            ""},
        Row{"no such round", Stage::voting, approval, OpenVoting{RoundId{2}}, Role::staff, now,
            RefusalCode::no_such_round, "/round"},
        Row{"round 0", Stage::voting, approval, OpenVoting{RoundId{0}}, Role::staff, now, RefusalCode::no_such_round,
            "/round"},
        Row{"opened twice", Stage::voting, approval, OpenVoting{one}, Role::staff, now, RefusalCode::round_not_in_draft,
            "/round"},
        Row{"opened after its end", Stage::draft, approval, OpenVoting{one}, Role::staff, the_end,
            RefusalCode::period_in_the_past, "/round"},
        Row{"a project while voting", Stage::voting, approval, project_command(one, "x", yuan(1)), Role::staff, now,
            RefusalCode::round_not_in_draft, "/round"},
        Row{"a project dearer than the budget", Stage::draft, approval, project_command(one, "x", yuan(100'001)),
            Role::staff, now, RefusalCode::project_above_budget, "/cost_lines"},
        Row{"works above the cap", Stage::draft, approval, with_category(Category::works, yuan(1'000'001)), Role::staff,
            now, RefusalCode::project_above_cap, "/cost_lines"},
        Row{"goods above the cap", Stage::draft, approval, with_category(Category::goods, yuan(500'001)), Role::staff,
            now, RefusalCode::project_above_cap, "/cost_lines"},
        Row{"services above the cap", Stage::draft, approval, with_category(Category::services, yuan(500'001)),
            Role::staff, now, RefusalCode::project_above_cap, "/cost_lines"},
        Row{"the year's money is used up", Stage::draft, approval, with_budget(yuan(1'900'001)), Role::staff, now,
            RefusalCode::round_above_year_cap, "/budget_fen"},
        Row{"ends as it begins", Stage::draft, approval, ending_at(fixture_now), Role::staff, now,
            RefusalCode::period_ends_before_it_begins, "/closes_at"},
        Row{"ends as it is drafted", Stage::draft, approval, ending_at(UnixMs{fixture_now.ms + 1}), Role::staff,
            UnixMs{fixture_now.ms + 1}, RefusalCode::period_in_the_past, "/closes_at"},
        Row{"a round of the same title", Stage::draft, approval, draft_command(), Role::staff, now,
            RefusalCode::title_taken, "/title"},
        Row{"a project of the same title", Stage::draft, approval, project_command(one, "充电棚", yuan(1)), Role::staff,
            now, RefusalCode::title_taken, "/title"},
        Row{"opened early without a reason", Stage::draft, approval, OpenVoting{one, ""}, Role::staff,
            UnixMs{fixture_now.ms - 1}, RefusalCode::opening_early_needs_reason, "/reason"},
        Row{"a vote before the opening", Stage::draft, approval, choices({1}), Role::resident, now,
            RefusalCode::voting_not_open, "/round"},
        Row{"a vote at the end", Stage::voting, approval, choices({1}), Role::resident, the_end,
            RefusalCode::voting_ended, "/round"},
        Row{"a vote after the close", Stage::closed, approval, choices({1}), Role::resident, now,
            RefusalCode::voting_ended, "/round"},
        Row{"an unknown project", Stage::voting, approval, choices({1, 4}), Role::resident, now,
            RefusalCode::no_such_project, "/choices/1"},
        Row{"the same project twice", Stage::voting, approval, choices({2, 2}), Role::resident, now,
            RefusalCode::choice_repeated, "/choices/1"},
        Row{"an empty ballot", Stage::voting, approval, choices({}), Role::resident, now, RefusalCode::no_choice,
            "/choices"},
        Row{"one choice too many", Stage::voting, approval, choices({1, 2, 3}), Role::resident, now,
            RefusalCode::too_many_choices, "/choices"},
        Row{"more than the budget", Stage::voting, knapsack, choices({1, 3}), Role::resident, now,
            RefusalCode::budget_exceeded, "/choices"},
        Row{"closed early without a reason", Stage::voting, approval, CloseVoting{one, ""}, Role::staff,
            UnixMs{the_end.ms - 1}, RefusalCode::closing_early_needs_reason, "/reason"},
        Row{"closed before it was opened", Stage::draft, approval, CloseVoting{one, "x"}, Role::staff, now,
            RefusalCode::voting_not_open, "/round"},
        Row{"closed twice", Stage::closed, approval, CloseVoting{one, "x"}, Role::staff, now,
            RefusalCode::voting_not_open, "/round"});
    CAPTURE(row.name);
    Harness community = community_with_round(row.stage, row.form);
    const State before = community.state;
    const auto result = community.run(row.command, row.role, ana, row.now);
    REQUIRE_FALSE(result.has_value());
    CHECK(refusal_name(result.error().code) == refusal_name(row.code));
    CHECK(result.error().field == row.field);
    CHECK(community.state == before);
}

TEST_CASE("what lies exactly at a limit is accepted", "[portal][decide]") {
    struct Row {
        const char* name;
        Stage stage;
        BallotForm form;
        Command command;
        Role role;
        UnixMs now;
    };
    const Row row = GENERATE(Row{"a project of the whole budget", Stage::draft, BallotForm::approval,
                                 project_command(one, "x", yuan(100'000)), Role::staff, fixture_now},
                             Row{"the rest of the year's money", Stage::draft, BallotForm::approval,
                                 with_budget(yuan(1'900'000)), Role::staff, fixture_now},
                             Row{"opened in the last millisecond", Stage::draft, BallotForm::approval, OpenVoting{one},
                                 Role::staff, UnixMs{the_end.ms - 1}},
                             Row{"ends a millisecond after it is drafted", Stage::draft, BallotForm::approval,
                                 ending_at(UnixMs{fixture_now.ms + 1}), Role::staff, fixture_now},
                             Row{"a round of the same title in another year", Stage::draft, BallotForm::approval,
                                 in_year(2027), Role::staff, fixture_now},
                             Row{"opened at the announced time without a reason", Stage::draft, BallotForm::approval,
                                 OpenVoting{one, ""}, Role::staff, fixture_now},
                             Row{"opened early with a reason", Stage::draft, BallotForm::approval,
                                 OpenVoting{one, "场地提前腾出来了"}, Role::staff, UnixMs{fixture_now.ms - 1}},
                             Row{"closed at the end without a reason", Stage::voting, BallotForm::approval,
                                 CloseVoting{one, ""}, Role::staff, the_end});
    CAPTURE(row.name);
    Harness community = community_with_round(row.stage, row.form);
    CHECK(community.run(row.command, row.role, staff, row.now).has_value());
}

TEST_CASE("a ballot at every limit is accepted", "[portal][decide]") {
    Harness community = community_with_round(Stage::voting, BallotForm::knapsack);
    CHECK(community.vote(ana, one, {ProjectId{1}, ProjectId{2}}, 1, UnixMs{the_end.ms - 1}).has_value());
    Harness approval = community_with_round(Stage::voting);
    CHECK(approval.vote(ana, one, {ProjectId{1}, ProjectId{3}})
              .has_value());  // Dearer than the budget: approvals may be.
}

TEST_CASE("a refusal of money names the shortfall", "[portal][decide]") {
    Harness community = community_with_round(Stage::voting, BallotForm::knapsack);
    const auto result = community.vote(ana, one, {ProjectId{1}, ProjectId{3}});
    REQUIRE_FALSE(result.has_value());
    const Refusal want{RefusalCode::budget_exceeded,
                       "/choices",
                       {{"budget_fen", 10'000'000}, {"cost_fen", 11'000'000}, {"over_fen", 1'000'000}}};
    CHECK(result.error() == want);
}

TEST_CASE("a project that takes the year over its ceiling is refused by the shortfall", "[portal][decide]") {
    Harness community;
    REQUIRE(community.run(found_command(), Role::system).has_value());
    REQUIRE(community.run(with_budget(yuan(1'960'000)), Role::staff).has_value());
    DraftRound more = with_budget(yuan(100'000));
    more.title = "年底民生微实事";
    const auto result = community.run(more, Role::staff);
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().figures.back() == RefusalFigure{"over_fen", yuan(60'000).fen});
}

TEST_CASE("a vote stays sealed: no entry, and a later one replaces it", "[portal][decide]") {
    Harness community = community_with_round(Stage::voting);
    const std::size_t entries = community.entries.size();
    REQUIRE(community.vote(ana, one, {ProjectId{3}, ProjectId{1}}, 1).has_value());
    REQUIRE(community.casts.size() == 1);
    CHECK(community.casts[0].cast.ballot.choices == std::vector{ProjectId{1}, ProjectId{3}});  // In the order of ids.
    REQUIRE(community.vote(ana, one, {ProjectId{2}}, 2).has_value());
    CHECK(community.entries.size() == entries);
    REQUIRE(community.casts.size() == 2);  // Both are published, one counts.
    REQUIRE(community.run(CloseVoting{one, "提前结束"}, Role::staff).has_value());
    REQUIRE(community.state.rounds[0].ballots.size() == 1);
    CHECK(community.state.rounds[0].ballots[0].ballot.choices == std::vector{ProjectId{2}});
    CHECK(community.state.rounds[0].casts.size() == 2);
    CHECK(community.state.rounds[0].credentials_issued == 1);
    CHECK(community.casts.empty());
}

TEST_CASE("the close opens the ballots in an order that tells nothing, and counts them", "[portal][decide]") {
    Harness community = community_with_round(Stage::voting);
    for (std::uint8_t i = 0; i < 40; ++i) {
        REQUIRE(community.vote(ResidentId{100U + i}, one, {ProjectId{i % 3U + 1U}}, i).has_value());
    }
    REQUIRE(community.run(CloseVoting{one, "提前结束"}, Role::staff).has_value());
    const Round& round = community.state.rounds[0];
    CHECK(round.stage == Stage::closed);
    CHECK(round.close_reason == "提前结束");
    CHECK(round.ballot_count == 40);
    REQUIRE(round.ballots.size() == 40);
    REQUIRE(round.casts.size() == 40);
    for (std::size_t i = 1; i < round.casts.size(); ++i) {
        CHECK(cast_commitment(one, round.casts[i - 1]) < cast_commitment(one, round.casts[i]));
    }
    REQUIRE(round.outcomes.size() == 2);
    CHECK(round.outcomes[0].rule == TallyRule::greedy);
    CHECK(round.outcomes[1].rule == TallyRule::equal_shares);
    // 14, 13 and 13 votes: the dear ramp first, then what fits of the two others.
    CHECK(round.outcomes[0].selected == std::vector{ProjectId{1}, ProjectId{2}});
    CHECK(round.outcomes[0].cost == yuan(90'000));
}

TEST_CASE("the clock closes what has ended, and nothing else", "[portal][decide]") {
    Harness community = community_with_round(Stage::voting);
    REQUIRE(community.vote(ana, one, {ProjectId{1}}).has_value());
    REQUIRE(community.run(Tick{}, Role::system, ResidentId{}, UnixMs{the_end.ms - 1}).has_value());
    CHECK(community.state.rounds[0].stage == Stage::voting);
    REQUIRE(community.run(Tick{}, Role::system, ResidentId{}, the_end).has_value());
    CHECK(community.state.rounds[0].stage == Stage::closed);
    CHECK(community.state.rounds[0].ballots.size() == 1);
}

TEST_CASE("an entry is never older than the one before", "[portal][decide]") {
    Harness community = community_with_round(Stage::voting);
    REQUIRE(community.run(CloseVoting{one, "x"}, Role::staff, staff, UnixMs{fixture_now.ms - hour_ms}).has_value());
    CHECK(community.state.last_at == fixture_now);
}

TEST_CASE("opened ballots fill entries up to the limit", "[portal][decide]") {
    Harness community = community_with_round(Stage::voting);
    for (std::size_t i = 0; i < ballots_per_entry_max + 1; ++i) {
        REQUIRE(community.vote(ResidentId{1'000 + i}, one, {ProjectId{1}}).has_value());
    }
    REQUIRE(community.run(CloseVoting{one, "x"}, Role::staff).has_value());
    std::vector<std::size_t> sizes;
    for (const Entry& entry : community.entries) {
        if (const auto* opened = std::get_if<BallotsOpened>(&entry.event)) sizes.push_back(opened->casts.size());
    }
    CHECK(sizes == std::vector<std::size_t>{ballots_per_entry_max, 1});
}

}  // namespace gongyi::portal
