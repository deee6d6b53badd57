// Many rounds in which people vote when they like: what somebody who knows the moments learns from the batches.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <map>
#include <set>

#include "shared/base/random.h"
#include "shared/portal/ballot_pool.h"
#include "shared/portal/entry_json.h"
#include "shared/portal/verify.h"
#include "tests/support/portal_fixture.h"

namespace gongyi::portal {

using namespace test;

namespace {

constexpr RoundId one{1};
constexpr std::int64_t window_ms = 10 * minute_ms;

}  // namespace

// Goal: no batch of a round is smaller than it may be, unless the whole round is, whatever people do and whenever the
// clock looks; every ballot is in the record after the close; the record is accepted. Method: 40 random rounds, in
// which people vote, vote again and bring papers; the least size is drawn too.
TEST_CASE("any run of a round keeps its batches large and its promises", "[portal][batches][simulation]") {
    const auto seed = GENERATE(range(std::uint64_t{1}, std::uint64_t{41}));
    CAPTURE(seed);  // The seed and the commit are the whole bug report.
    SplitMix64 random{seed};
    Harness community = community_with_round(Stage::draft);
    community.batch_min = 2 + static_cast<std::int64_t>(random.below(6));
    REQUIRE(community.run(OpenVoting{one}, Role::staff).has_value());
    const std::uint64_t people = 1 + random.below(60);
    UnixMs now = fixture_now;
    std::set<Hash> cast;
    std::uint64_t papers = 0;
    for (std::uint64_t step = 0; step < 2 * people; ++step) {
        now.ms += static_cast<std::int64_t>(random.below(30)) * minute_ms;
        if (random.chance(100)) {
            ++papers;
            const EnterPapers urn{one, {ResidentId{500 + papers}}, {{std::to_string(papers), {ProjectId{1}}, {}}}};
            REQUIRE(community.run(urn, Role::system, staff, now).has_value());
        } else {
            const ResidentId voter{1 + random.below(people)};
            static_cast<void>(
                community.vote(voter, one, {ProjectId{1 + random.below(3)}}, static_cast<std::uint8_t>(step), now));
        }
        for (const SealedCast& kept : community.casts) cast.insert(kept.commitment);
        if (random.chance(600)) REQUIRE(community.run(Tick{}, Role::system, staff, now).has_value());
        // While the round is open, never fewer than a batch are told.
        const std::int64_t told = turnout_so_far(community.state.rounds[0]);
        REQUIRE((told == 0 || told >= community.batch_min));
    }
    REQUIRE(community.run(CloseVoting{one, "x"}, Role::staff, staff, now).has_value());
    const Round& round = community.state.rounds[0];
    for (const Hash& commitment : cast) REQUIRE(find_commitment(round, commitment));
    const std::vector<BatchCount> counts = count_batches(round);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const bool is_whole_round = counts.size() == 1;
        if (!is_whole_round) REQUIRE(counts[i].first >= community.batch_min);
        if (i + 1 < counts.size()) REQUIRE(counts[i].ballots == counts[i].first);
    }
    Replay replay;
    for (const Entry& entry : community.entries) {
        const auto appended = replay.append(write_entry(entry));
        if (!appended) FAIL(appended.error().what);
    }
    REQUIRE(replay.state() == community.state);
}

namespace {

// When somebody votes: in the day rather than at night, in the evening most, in the first and last days more.
UnixMs draw_moment(SplitMix64& random, std::int64_t days) {
    static constexpr std::uint64_t by_hour[24] = {1, 0, 0, 0, 0, 1, 2, 4,  6,  6,  5, 5,
                                                  7, 5, 4, 4, 4, 5, 7, 10, 12, 11, 7, 3};
    for (;;) {
        const auto day = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(days)));
        const bool is_at_an_end = day == 0 || day == days - 1;
        const std::uint64_t hour = random.below(24);
        if (random.below(12) >= by_hour[hour] || (!is_at_an_end && random.chance(400))) continue;
        const auto within = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(hour_ms)));
        return {day * day_ms + static_cast<std::int64_t>(hour) * hour_ms + within};
    }
}

// The shares of voters whose ballot is alone among those that entered the record with it, in thousandths.
struct Alone {
    std::int64_t by_window = 0;  // As it was: all of a window together.
    std::int64_t by_batch = 0;
    std::size_t smallest = 0;  // Batch.
};
Alone draw_round(SplitMix64& random, std::size_t voters, std::int64_t batch_min) {
    constexpr std::int64_t days = 14;
    std::map<std::int64_t, std::vector<Hash>> windows;
    for (std::size_t i = 0; i < voters; ++i) {
        windows[draw_moment(random, days).ms / window_ms].push_back(sha256(std::to_string(i)));
    }
    Alone alone{.by_window = 0, .by_batch = 0, .smallest = voters};
    std::vector<Hash> waiting;
    const auto enter = [&](std::size_t size) {
        if (size == 0) return;
        alone.smallest = std::min(alone.smallest, size);
        alone.by_batch += size == 1 ? 1 : 0;
    };
    for (const auto& [window, cast] : windows) {
        alone.by_window += cast.size() == 1 ? 1 : 0;
        waiting.insert(waiting.end(), cast.begin(), cast.end());
        const std::vector<Hash> batch =
            draw_batch(waiting, batch_min, [&](std::uint64_t bound) { return random.below(bound); });
        enter(batch.size());
        const std::set<Hash> entered(batch.begin(), batch.end());
        std::erase_if(waiting, [&](const Hash& hash) { return entered.contains(hash); });
    }
    enter(waiting.size());
    alone.by_window = alone.by_window * 1'000 / static_cast<std::int64_t>(voters);
    return alone;
}

}  // namespace

// Goal: the figures of docs/security.md. Method: 50 rounds of 14 days of each size, people voting by the hours of a
// day.
TEST_CASE("how many are alone, by windows as it was and by batches as it is", "[portal][batches][simulation]") {
    constexpr std::uint64_t seed = 20261129;
    constexpr std::int64_t batch_min = 20;
    constexpr int rounds = 50;
    SplitMix64 random{seed};
    for (const std::size_t voters : {626U, 200U, 40U, 39U}) {
        std::int64_t by_window = 0;
        std::size_t smallest = voters;
        for (int i = 0; i < rounds; ++i) {
            const Alone alone = draw_round(random, voters, batch_min);
            by_window += alone.by_window;
            CHECK(alone.by_batch == 0);
            smallest = std::min(smallest, alone.smallest);
        }
        WARN("seed " << seed << ", " << voters << " voters in 14 days: alone in a ten-minute window "
                     << by_window / rounds << " of 1000; in batches none, smallest batch " << smallest);
        CHECK(by_window / rounds > 500);
        CHECK(smallest >= static_cast<std::size_t>(batch_min));
    }
}

}  // namespace gongyi::portal
