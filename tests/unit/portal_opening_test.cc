// How a round comes to open: what is checked before, by itself at its announced time, and early with a reason.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "shared/microproject/rules.h"
#include "shared/portal/decide.h"
#include "shared/portal/election.h"
#include "shared/portal/entry_json.h"
#include "shared/portal/verify.h"
#include "tests/support/portal_fixture.h"

namespace gongyi::portal {

using namespace test;

namespace {

constexpr RoundId one{1};
constexpr UnixMs opens{fixture_now.ms + 2 * day_ms};

// Drafted at fixture_now, two projects, to open two days later.
Harness drafted(const BallotRules& ballot = {BallotForm::approval, 1, 2}) {
    Harness community;
    REQUIRE(community.run(found_command(), Role::system));
    DraftRound draft = draft_command();
    draft.ballot = ballot;
    draft.opens_at = opens;
    REQUIRE(community.run(draft, Role::staff));
    REQUIRE(community.run(project_command(one, "无障碍坡道", yuan(60'000)), Role::staff));
    REQUIRE(community.run(project_command(one, "充电棚", yuan(40'001)), Role::staff));
    return community;
}

void tick(Harness& community, UnixMs at) {
    REQUIRE(community.run(Tick{}, Role::system, ResidentId{}, at));
}

const Round& round_of(const Harness& community) {
    return community.state.rounds.front();
}

}  // namespace

TEST_CASE("a round opens by itself at its announced time, not a millisecond before", "[portal][opening]") {
    Harness community = drafted();
    tick(community, UnixMs{opens.ms - 1});
    CHECK(round_of(community).stage == Stage::draft);
    tick(community, opens);
    CHECK(round_of(community).stage == Stage::voting);
    CHECK(round_of(community).opened_at == opens);
    CHECK(round_of(community).open_reason.empty());
    CHECK(community.entries.back().by == Role::system);
    CHECK(community.vote(ana, one, {ProjectId{1}}, 1, opens));
    tick(community, opens);  // Once.
    CHECK(openings_due(community.state, opens).empty());
}

TEST_CASE("a round that was not complete at its time waits for staff, however it is completed", "[portal][opening]") {
    Harness community = drafted({BallotForm::approval, 3, 3});
    tick(community, opens);
    CHECK(round_of(community).stage == Stage::draft);
    REQUIRE(community.run(project_command(one, "图书角", yuan(50'000)), Role::staff, staff, opens));
    tick(community, UnixMs{opens.ms + hour_ms});
    CHECK(round_of(community).stage == Stage::draft);
    CHECK(community.run(OpenVoting{one, ""}, Role::staff, staff, UnixMs{opens.ms + hour_ms}));
    CHECK(round_of(community).opened_at == UnixMs{opens.ms + hour_ms});
}

TEST_CASE("a round drafted after its announced opening does not open by itself", "[portal][opening]") {
    Harness community = community_with_round(Stage::draft);
    tick(community, UnixMs{fixture_now.ms + day_ms});
    CHECK(round_of(community).stage == Stage::draft);
}

TEST_CASE("an early opening publishes its reason, one in time says none", "[portal][opening]") {
    const UnixMs at = GENERATE(UnixMs{opens.ms - 1}, opens);
    Harness community = drafted();
    REQUIRE(community.run(OpenVoting{one, "场地提前腾出来了"}, Role::staff, staff, at));
    const std::string entry = write_entry(community.entries.back());
    CHECK((entry.find("场地提前腾出来了") != std::string::npos) == (at < opens));
    CHECK(round_of(community).open_reason.empty() == (at == opens));
    CHECK(voting_period(round_of(community)).opens == at);
    Replay replay;
    for (const Entry& one_entry : community.entries) REQUIRE(replay.append(write_entry(one_entry)));
    CHECK(replay.state() == community.state);
}

// No ballot could be valid: found out before the opening, and named with its figures.
TEST_CASE("a round in which no ballot can be valid does not open", "[portal][opening]") {
    const std::string reason = "提前";
    Harness few = drafted({BallotForm::approval, 3, 3});
    const Refusal too_few{RefusalCode::too_few_projects, "", {{"needed", 3}, {"projects", 2}}};
    CHECK(check_opening(round_of(few), reason, fixture_now).error() == too_few);
    Harness dear = drafted({BallotForm::knapsack, 2, 3});
    const Refusal no_ballot{RefusalCode::no_valid_ballot,
                            "",
                            {{"needed", 2}, {"budget_fen", yuan(100'000).fen}, {"cost_fen", yuan(100'001).fen}}};
    CHECK(check_opening(round_of(dear), reason, fixture_now).error() == no_ballot);
    // One that fits beside the cheapest is enough: exactly the whole budget.
    REQUIRE(dear.run(project_command(one, "图书角", yuan(59'999)), Role::staff));
    CHECK(check_opening(round_of(dear), reason, fixture_now));
    CHECK(check_opening(round_of(drafted({BallotForm::approval, 2, 2})), reason, fixture_now));
}

TEST_CASE("an import beyond the last round is refused with its number", "[portal][opening]") {
    Harness community = community_with_round(Stage::closed);
    ImportRound import{round_of(community)};
    import.round.casts.clear();
    CHECK(community.run(import, Role::system).error() == Refusal{RefusalCode::title_taken, "/title", {}});
    community.state.rounds.resize(rounds_max, round_of(community));
    const auto result = community.run(import, Role::system);
    REQUIRE_FALSE(result);
    const Refusal want{RefusalCode::too_many_rounds, "", {{"allowed", static_cast<std::int64_t>(rounds_max)}}};
    CHECK(result.error() == want);
}

TEST_CASE("a round's floor of support is frozen in its entry, and old entries have none", "[portal][opening][floor]") {
    Harness community = drafted();
    CHECK(round_of(community).support_min_votes == 1);
    CHECK(rule_of(round_of(community), TallyRule::greedy).min_votes == 1);
    Entry entry = community.entries.at(1);
    const std::string with_floor = write_entry(entry);
    CHECK(with_floor.find(R"("support_min_votes":1,"tie_seed")") != std::string::npos);
    auto& drafted_event = std::get<RoundDrafted>(entry.event);
    drafted_event.round.support_min_votes = 0;
    const std::string without = write_entry(entry);
    CHECK(without.find("support_min") == std::string::npos);
    const auto read = parse_entry(without);
    REQUIRE(read.has_value());
    CHECK(write_entry(*read) == without);
    drafted_event.round.support_min_share = 250;
    CHECK(write_entry(entry).find(R"("support_min_share":250,"tie_seed")") != std::string::npos);
    const tally::Rule rule = rule_of(drafted_event.round, TallyRule::equal_shares);
    CHECK(rule.threshold == tally::Share{250, 10'000});
    CHECK(tally::votes_needed(rule, 41) == 2);
    CHECK(tally::votes_needed(rule, 40) == 1);
}

}  // namespace gongyi::portal
