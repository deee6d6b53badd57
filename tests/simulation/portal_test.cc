#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include "shared/base/random.h"
#include "shared/portal/entry_json.h"
#include "shared/portal/verify.h"
#include "tests/support/portal_fixture.h"

namespace gongyi::portal {

using namespace test;

namespace {

// A random command, sensible or not.
Command random_command(SplitMix64& random, UnixMs now) {
    const RoundId round{random.below(4)};
    switch (random.below(9)) {
        case 0: {
            DraftRound draft = draft_command(random.chance(500) ? BallotForm::approval : BallotForm::knapsack);
            draft.title += std::to_string(random.below(6));
            draft.budget = yuan(static_cast<std::int64_t>(random.below(900'000)));
            draft.opens_at = {now.ms + static_cast<std::int64_t>(random.below(3)) * hour_ms};
            draft.closes_at = {now.ms + static_cast<std::int64_t>(random.below(5)) * hour_ms};
            return draft;
        }
        case 1:
        case 2:
            return project_command(round, "项目" + std::to_string(random.below(40)),
                                   yuan(static_cast<std::int64_t>(random.below(200'000))));
        case 3:
            return OpenVoting{round, random.chance(500) ? "提前" : ""};
        case 4:
            return CloseVoting{round, random.chance(500) ? "提前" : ""};
        case 5:
            if (random.chance(500)) return found_command();
            return RegisterSheets{
                round, {"岗亭", random.chance(500) ? "A" : "B", 1 + static_cast<std::int64_t>(random.below(20)), 40}};
        case 6: {
            EnterPapers papers{round, {}, {}};
            for (std::uint64_t n = random.below(3); n > 0; --n) papers.roll.push_back(ResidentId{1 + random.below(30)});
            for (std::uint64_t n = random.below(3); n > 0; --n) {
                const PaperSheets sheets{"", random.chance(500) ? "A" : "B", 1, 40};
                papers.papers.push_back({sheet_serial(sheets, 1 + static_cast<std::int64_t>(random.below(40))),
                                         {ProjectId{1 + random.below(12)}},
                                         {}});
            }
            return papers;
        }
        case 7:
            return TakePaperBack{round, ResidentId{1 + random.below(30)}, random.chance(500) ? "A-0007" : "",
                                 PaperBack::spoilt};
        default:
            return Tick{};
    }
}

std::vector<ProjectId> random_choices(SplitMix64& random) {
    std::vector<ProjectId> choices;
    for (std::uint64_t n = random.below(4); n > 0; --n) choices.push_back(ProjectId{random.below(12)});
    return choices;
}

void check_invariants(const Harness& community) {
    Money total;
    for (const Round& round : community.state.rounds) {
        total += round.budget;
        const bool is_closed = round.stage == Stage::closed;
        REQUIRE(round.outcomes.size() == (is_closed ? 2U : 0U));
        REQUIRE(round.ballots.size() == static_cast<std::size_t>(round.ballot_count));
        REQUIRE(round.casts.size() == (is_closed ? round.commitments.size() : 0U));
        REQUIRE(round.ballot_count <= round.credentials_issued + round.papers_issued);
        for (const RuleOutcome& outcome : round.outcomes) {
            REQUIRE(outcome.cost <= round.budget);
            REQUIRE(outcome.cost == cost_of(round, outcome.selected));
        }
        for (const OpenedBallot& opened : round.ballots) {
            const auto count = static_cast<std::int64_t>(opened.ballot.choices.size());
            REQUIRE(count >= round.ballot.choices_min);
            REQUIRE(count <= round.ballot.choices_max);
            if (round.ballot.form == BallotForm::knapsack)
                REQUIRE(cost_of(round, opened.ballot.choices) <= round.budget);
        }
    }
    if (community.state.community) REQUIRE(total <= community.state.community->year_cap);
}

}  // namespace

// Goal: whatever is asked, in whatever order, the rules of a round hold and the record replays to the same state.
// Method: 300 random commands a seed by random roles; the invariants after each; at the end a replay of the bytes.
TEST_CASE("any run of commands keeps the invariants and replays to the same state", "[portal][simulation]") {
    const auto seed = GENERATE(range(std::uint64_t{1}, std::uint64_t{60}));
    CAPTURE(seed);  // The seed and the commit are the whole bug report.
    SplitMix64 random{seed};
    Harness community;
    UnixMs now = fixture_now;
    std::uint8_t salt = 0;
    for (int step = 0; step < 300; ++step) {
        now.ms += static_cast<std::int64_t>(random.below(20)) * minute_ms - 5 * minute_ms;  // Clocks do run backwards.
        if (random.chance(500)) {
            const ResidentId voter{1 + random.below(9)};
            static_cast<void>(community.vote(voter, RoundId{random.below(4)}, random_choices(random), salt++, now));
        } else {
            const Role role = all_roles[static_cast<std::size_t>(random.below(all_roles.size()))];
            community.second = random.chance(500) ? ResidentId{902} : ResidentId{};
            community.is_letter_shown = random.chance(500);
            const ResidentId actor = random.chance(500) ? staff : ResidentId{903};
            static_cast<void>(community.run(random_command(random, now), role, actor, now));
        }
        check_invariants(community);
    }
    Replay replay;
    for (const Entry& entry : community.entries) REQUIRE(replay.append(write_entry(entry)).has_value());
    REQUIRE(replay.state() == community.state);
}

}  // namespace gongyi::portal
