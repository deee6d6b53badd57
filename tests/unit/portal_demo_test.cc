#include "shared/portal/demo.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "shared/community/profile.h"
#include "shared/portal/audit.h"
#include "shared/portal/ballot_pool.h"
#include "shared/portal/entry_json.h"
#include "shared/portal/verify.h"

namespace gongyi::portal {

namespace {

constexpr UnixMs now{1'795'000'000'000};  // 2026-11-18
const Secret<32> round_seed;

Replay replay_of(const Demo& demo) {
    Replay replay;
    for (const Entry& entry : demo.entries) {
        const auto result = replay.append(write_entry(entry));
        if (!result) FAIL(result.error().what);
    }
    return replay;
}

}  // namespace

TEST_CASE("the demo is a whole community with history", "[portal][demo]") {
    const Demo demo = make_demo(1, now, round_seed);
    const Replay replay = replay_of(demo);
    const State& state = replay.state();
    CHECK(state.community->households == 2'000);
    CHECK(state.community->council_seats == 16);
    REQUIRE(state.rounds.size() == 4);
    CHECK(state.rounds[0].stage == Stage::closed);
    CHECK(state.rounds[1].stage == Stage::closed);
    CHECK(state.rounds[2].stage == Stage::voting);
    CHECK(state.rounds[3].stage == Stage::draft);
    CHECK(state.rounds[0].ballots.size() > 500);
    CHECK(state.rounds[1].ballots.size() > 1'000);
    CHECK(state.rounds[2].projects.size() >= 20);
    CHECK(state.rounds[2].projects.size() <= 30);
    for (const std::size_t closed : {0U, 1U}) {
        for (const Recount& recount : recount(state.rounds[closed])) {
            CHECK(recount.is_equal());
            CHECK(recount.counted.selected.size() >= 4);
            CHECK(recount.counted.cost <= yuan(2'000'000));
        }
    }
}

TEST_CASE("the demo's open ballots are one a voter, and the first residents have none", "[portal][demo]") {
    const Demo demo = make_demo(1, now, round_seed);
    std::set<ResidentId> voters;
    for (const RollEntry& entry : demo.roll) {
        if (entry.round == RoundId{3}) CHECK(voters.insert(entry.voter).second);
    }
    CHECK(voters.size() > 400);
    CHECK(voters.size() == demo.casts.size());
    std::size_t council = 0;
    for (std::size_t i = 0; i < 40; ++i) CHECK(voters.count(demo.people[i].id) == 0);
    for (const DemoPerson& person : demo.people) council += person.role == Role::council ? 1U : 0U;
    CHECK(council == 16);
}

TEST_CASE("the demo leaves nothing for the clock to bring about", "[portal][demo]") {
    const Demo demo = make_demo(1, now, round_seed);
    const State state = replay_of(demo).state();
    const Round& open = state.rounds[2];
    REQUIRE(open.batch_min == batch_rule().batch_min);
    std::size_t waiting = 0;
    for (const SealedCast& cast : demo.casts) waiting += find_commitment(open, cast.commitment) ? 0U : 1U;
    CHECK(open.commitments.size() + waiting == demo.casts.size());
    CHECK_FALSE(is_batch_due(waiting, open.batch_min));
    CHECK(waiting >= static_cast<std::size_t>(open.batch_min));
    CHECK(open.batches.size() >= 10);
}

TEST_CASE("the demo's closed rounds pass the whole audit, and make a small record", "[portal][demo][audit]") {
    const Demo demo = make_demo(1, now, round_seed);
    std::size_t bytes = 0;
    for (const Entry& entry : demo.entries) bytes += write_entry(entry).size() + 1;
    CHECK(bytes < 1'500'000);
    const State state = replay_of(demo).state();
    for (const std::size_t closed : {0U, 1U}) {
        const AuditReport report = audit(state.rounds[closed], state.community->slug);
        CHECK(report.is_good());
        CHECK(report.smallest_batch >= batch_rule().batch_min);
        CHECK(report.smallest_batch < 2 * batch_rule().batch_min);
        CHECK(report.counted == static_cast<std::int64_t>(state.rounds[closed].ballots.size()));
    }
}

TEST_CASE("the same seed gives the same demo, another seed another", "[portal][demo]") {
    const Demo first = make_demo(7, now, round_seed);
    CHECK(replay_of(first).tree().root() == replay_of(make_demo(7, now, round_seed)).tree().root());
    CHECK(replay_of(first).tree().root() != replay_of(make_demo(8, now, round_seed)).tree().root());
}

TEST_CASE("the demo can be made at any time of the year", "[portal][demo]") {
    struct Start {
        Date date;
        std::int64_t since_midnight;
    };
    for (const auto& [date, since_midnight] :
         {Start{{2026, 1, 1}, 1}, Start{{2026, 2, 17}, 9 * hour_ms}, Start{{2026, 4, 15}, 19 * hour_ms},
          Start{{2026, 12, 31}, day_ms - 1}, Start{{2028, 2, 29}, 1}}) {
        const UnixMs at{start_of_day(date, Zone{}).ms + since_midnight};
        CAPTURE(at.ms);
        const Demo demo = make_demo(1, at, round_seed);
        CHECK(replay_of(demo).state().rounds[2].stage == Stage::voting);
        CHECK(demo.entries.back().at <= at);
    }
}

}  // namespace gongyi::portal
