#include <catch2/catch_test_macros.hpp>
#include <numeric>
#include <string>
#include <vector>

#include "shared/portal/demo.h"
#include "shared/portal/election.h"
#include "shared/portal/entry_json.h"
#include "wasm/workbench/model/counting.h"
#include "wasm/workbench/model/news.h"

using namespace gongyi;
using namespace gongyi::workbench;

namespace {

constexpr std::uint64_t demo_seed = 11;
constexpr UnixMs demo_now{1'790'000'000'000};  // September 2026.

// Made once: the demo's ballots take a while under the sanitizers.
const std::vector<portal::Entry>& demo_entries() {
    static const std::vector<portal::Entry> entries = portal::make_demo(demo_seed, demo_now, Secret<32>{}).entries;
    return entries;
}

const std::vector<std::string>& demo_lines() {
    static const std::vector<std::string> lines = [] {
        std::vector<std::string> written;
        for (const portal::Entry& entry : demo_entries()) written.push_back(portal::write_entry(entry));
        return written;
    }();
    return lines;
}

Counting replayed(const std::vector<std::string>& lines) {
    Counting counting;
    for (const std::string& line : lines) REQUIRE(counting.append(line));
    return counting;
}

const BoardRound& first_closed(const Board& board) {
    for (const BoardRound& round : board.rounds) {
        if (!round.counts.empty()) return round;
    }
    FAIL("the demo has closed rounds");
    return board.rounds.front();
}

}  // namespace

TEST_CASE("a replayed record becomes a board without ballots", "[workbench]") {
    const auto& lines = demo_lines();
    Counting counting = replayed(lines);
    const Board board = counting.board();
    CHECK(board.entry_count == lines.size());
    const BoardRound& closed = first_closed(board);
    CHECK(closed.voters > 500);
    CHECK(closed.facts.ballots.empty());
    CHECK(closed.facts.casts.empty());
    REQUIRE(closed.counts.size() == 2);
    for (const RuleCount& count : closed.counts) {
        CHECK(std::accumulate(count.reach.begin(), count.reach.end(), std::int64_t{0}) == closed.voters);
    }
    for (const BoardRound& round : board.rounds) {
        if (round.facts.stage != Stage::voting) continue;
        CHECK(round.voters == 0);
        for (const BoardProject& project : round.projects) CHECK(project.supporters == 0);
    }
    CHECK(parse_news(write_news(board)));
}

TEST_CASE("a recount here equals what the record publishes", "[workbench]") {
    Counting counting = replayed(demo_lines());
    const BoardRound closed = first_closed(counting.board());
    const auto answer = counting.what_if({.round = closed.facts.id, .budget = closed.facts.budget});
    REQUIRE(answer);
    CHECK(answer->counts == closed.counts);
}

TEST_CASE("a what-if is the count of a round with that budget", "[workbench]") {
    portal::State state;
    for (const portal::Entry& entry : demo_entries()) portal::apply_event(state, entry);
    Counting counting = replayed(demo_lines());
    const RoundId closed = first_closed(counting.board()).facts.id;
    for (const std::int64_t percent : {0, 40, 150}) {
        CAPTURE(percent);
        Round changed = *portal::find_round(state, closed);
        changed.budget = {changed.budget.fen / 100 * percent};
        const auto expected = portal::count(changed);
        const auto answer = counting.what_if({.round = closed, .budget = changed.budget});
        REQUIRE(answer);
        REQUIRE(answer->counts.size() == expected.size());
        for (std::size_t rule = 0; rule < expected.size(); ++rule) {
            CHECK(answer->counts[rule].selected == expected[rule].selected);
            CHECK(answer->counts[rule].cost == expected[rule].cost);
        }
    }
}

TEST_CASE("rounds that are not there or not counted are not asked about", "[workbench]") {
    Counting counting = replayed(demo_lines());
    CHECK_FALSE(counting.what_if({.round = RoundId{99}, .budget = yuan(1)}));
    const Board board = counting.board();
    for (const BoardRound& round : board.rounds) {
        if (!round.counts.empty()) continue;
        CHECK_FALSE(counting.what_if({.round = round.facts.id, .budget = yuan(1)}));
    }
}

TEST_CASE("an entry that does not follow on is refused and changes nothing", "[workbench]") {
    const auto& lines = demo_lines();
    Counting counting;
    REQUIRE(counting.append(lines[0]));
    CHECK_FALSE(counting.append("{}"));
    CHECK_FALSE(counting.append(lines[0]));
    CHECK(counting.size() == 1);
    CHECK(counting.append(lines[1]));
}
