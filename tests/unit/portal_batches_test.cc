// In which batches ballots enter the record, and what is found of batches that are too small.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>

#include "shared/base/random.h"
#include "shared/portal/audit.h"
#include "shared/portal/ballot_pool.h"
#include "shared/portal/close.h"
#include "shared/portal/entry_json.h"
#include "shared/portal/verify.h"
#include "tests/support/portal_fixture.h"

namespace gongyi::portal {

using namespace test;

namespace {

constexpr RoundId one{1};
constexpr std::int64_t batch_min = 3;

std::vector<Hash> hashes(std::size_t count) {
    std::vector<Hash> made;
    for (std::size_t i = 0; i < count; ++i) made.push_back(sha256(std::to_string(i)));
    return made;
}

Harness open_with_batches() {
    Harness community = community_with_round(Stage::draft);
    community.has_genuine_ballots = true;
    community.batch_min = batch_min;
    REQUIRE(community.run(OpenVoting{one}, Role::staff).has_value());
    return community;
}

void vote(Harness& community, std::uint64_t first, std::uint64_t last) {
    for (std::uint64_t voter = first; voter <= last; ++voter) {
        REQUIRE(community.vote(ResidentId{voter}, one, {ProjectId{voter % 3 + 1}}).has_value());
    }
}

// Batches are told apart by their time.
UnixMs after_newest(const Harness& community) {
    return UnixMs{std::max(community.state.last_at.ms, fixture_now.ms) + minute_ms};
}

void tick(Harness& community) {
    REQUIRE(community.run(Tick{}, Role::system, staff, after_newest(community)).has_value());
}

void close(Harness& community) {
    REQUIRE(community.run(CloseVoting{one, "x"}, Role::staff, staff, after_newest(community)).has_value());
}

const Round& round_of(const Harness& community) {
    return community.state.rounds[0];
}

// What a reader says of the entries; empty if they are accepted.
std::string fault_of(const std::vector<Entry>& entries) {
    Replay replay;
    for (const Entry& entry : entries) {
        if (const auto appended = replay.append(write_entry(entry)); !appended) return appended.error().what;
    }
    return {};
}

// A record as a server would write it that does with the ballots what it likes: `batches` of voters' first ballots,
// then the close, with everybody's.
struct Forged {
    std::vector<Entry> entries{};
    void add(Event event) { entries.push_back({entries.back().at, Role::system, std::move(event)}); }
};

// Seven voters, of whom the first voted twice, and two papers, in the batches that are named by their voters (8 for the
// later ballot, 9 for both papers); the last of the lists is the close's.
std::string fault_of_batches(const std::vector<std::vector<int>>& batches, bool is_at_close = true) {
    Harness community = open_with_batches();
    vote(community, 1, 7);
    REQUIRE(community.vote(ResidentId{1}, one, {ProjectId{1}}, 2).has_value());
    const EnterPapers papers{
        one, {ResidentId{21}, ResidentId{22}}, {{"A-1", {ProjectId{1}}, {}}, {"A-2", {ProjectId{3}}, {}}}};
    REQUIRE(community.run(papers, Role::system).has_value());
    const std::vector<SealedCast> casts = community.casts;
    Forged forged{community.entries};
    close(community);
    const auto commitments = [&](const std::vector<int>& voters) {
        std::vector<Hash> list;
        for (const int voter : voters) {
            if (voter == 9) list.push_back(casts[9].commitment);
            list.push_back(casts[static_cast<std::size_t>(voter == 9 ? 8 : voter == 8 ? 7 : voter - 1)].commitment);
        }
        return list;
    };
    for (const std::vector<int>& batch : batches) {
        std::vector<Event> events;
        append_commitments(events, one, commitments(batch));
        for (Event& event : events) forged.add(std::move(event));
        if (&batch == &batches.back() && is_at_close) break;
        forged.add(ProgramAnnounced{Program{sha256(std::to_string(forged.entries.size())), {}}});
    }
    // All that the honest close wrote, but for its commitments.
    const auto closed = std::find_if(community.entries.begin(), community.entries.end(), [](const Entry& entry) {
        return std::holds_alternative<VotingClosed>(entry.event);
    });
    for (auto entry = closed; entry != community.entries.end(); ++entry) forged.add(entry->event);
    return fault_of(forged.entries);
}

}  // namespace

TEST_CASE("a batch is drawn from twice its least size on, and leaves that least size behind", "[portal][batches]") {
    SplitMix64 random{1};
    const auto below = [&](std::uint64_t bound) { return random.below(bound); };
    CHECK(draw_batch(hashes(2 * batch_min - 1), batch_min, below).empty());
    for (const std::size_t waiting :
         {static_cast<std::size_t>(2 * batch_min), static_cast<std::size_t>(2 * batch_min + 1), std::size_t{100}}) {
        std::vector<Hash> drawn = draw_batch(hashes(waiting), batch_min, below);
        CHECK(drawn.size() == waiting - batch_min);
        std::sort(drawn.begin(), drawn.end());
        CHECK(std::adjacent_find(drawn.begin(), drawn.end()) == drawn.end());
    }
    CHECK_FALSE(is_batch_due(0, 0));
    CHECK(draw_batch(hashes(1), 0, below).size() == 1);  // A round of before there were batches.
}

TEST_CASE("everybody is left behind as often", "[portal][batches]") {
    // Seed 7. Of 6 that wait, 3 stay: each in half of the draws.
    SplitMix64 random{7};
    const std::vector<Hash> waiting = hashes(6);
    std::map<Hash, int> entered;
    for (int i = 0; i < 6'000; ++i) {
        for (const Hash& hash : draw_batch(waiting, 3, [&](std::uint64_t bound) { return random.below(bound); })) {
            ++entered[hash];
        }
    }
    REQUIRE(entered.size() == 6);
    for (const auto& [hash, times] : entered) CHECK((times > 2'850 && times < 3'150));
}

TEST_CASE("what does not fit into an entry is split evenly", "[portal][batches]") {
    const auto sizes = [](std::size_t count) {
        std::vector<Event> events;
        append_commitments(events, one, hashes(count));
        std::vector<std::size_t> found;
        for (const Event& event : events) found.push_back(std::get<BallotsCommitted>(event).commitments.size());
        return found;
    };
    CHECK(sizes(0).empty());
    CHECK(sizes(commitments_per_entry_max) == std::vector<std::size_t>{commitments_per_entry_max});
    for (const std::size_t count : {commitments_per_entry_max + 1, 2 * commitments_per_entry_max + 1}) {
        for (const std::size_t size : sizes(count)) CHECK(size >= static_cast<std::size_t>(batch_min_max));
    }
}

TEST_CASE("later ballots and papers wait for the close", "[portal][batches]") {
    Harness community = open_with_batches();
    vote(community, 1, 2 * batch_min - 1);
    REQUIRE(community.vote(ResidentId{1}, one, {ProjectId{2}}, 2).has_value());
    const EnterPapers papers{one, {ResidentId{21}}, {{"A-1", {ProjectId{1}}, {}}}};
    REQUIRE(community.run(papers, Role::system).has_value());
    tick(community);
    CHECK(round_of(community).commitments.empty());
    CHECK(turnout_so_far(round_of(community)) == 0);
    CHECK(turnout_told_from(round_of(community)) == 2 * batch_min);
    vote(community, 6, 6);
    tick(community);
    CHECK(turnout_so_far(round_of(community)) == batch_min);
    tick(community);
    CHECK(turnout_so_far(round_of(community)) == batch_min);
    vote(community, 7, 9);
    tick(community);
    CHECK(round_of(community).batches.size() == 2);
    close(community);
    const Round& closed = round_of(community);
    const std::vector<BatchCount> counts = count_batches(closed);
    REQUIRE(counts.size() == 3);
    for (const BatchCount& count : counts) CHECK(count.first == batch_min);
    CHECK(counts[0].ballots == batch_min);
    CHECK(counts[1].ballots == batch_min);
    CHECK(counts[2].ballots == batch_min + 2);
    CHECK(smallest_batch(closed) == batch_min);
    CHECK(fault_of(community.entries).empty());
    CHECK(audit(closed, "test").smallest_batch == batch_min);
    CHECK(audit(closed, "test").is_good());
}

TEST_CASE("a round with too few for a batch has one, at its close", "[portal][batches]") {
    for (const std::uint64_t voters : {0U, 1U, 2U, 3U, 5U}) {
        CAPTURE(voters);
        Harness community = open_with_batches();
        vote(community, 1, voters);
        tick(community);
        close(community);
        CHECK(round_of(community).batches.size() == (voters == 0 ? 0U : 1U));
        CHECK(smallest_batch(round_of(community)) == static_cast<std::int64_t>(voters));
        CHECK(fault_of(community.entries).empty());
    }
}

TEST_CASE("attack: a record whose batches single somebody out", "[portal][batches][attack]") {
    // What is lawful: first ballots in threes, and the rest, later ballots and papers too, at the close.
    CHECK(fault_of_batches({{1, 2, 3, 4, 5, 6, 7, 8, 9}}).empty());
    CHECK(fault_of_batches({{1, 2, 3, 4}, {5, 6, 7, 8, 9}}).empty());
    SECTION("fewer than a batch before the close") {
        CHECK(fault_of_batches({{1}, {2, 3, 4, 5, 6, 7, 8, 9}}).find("only the close may follow") != std::string::npos);
        CHECK(fault_of_batches({{1, 2, 3}, {4}, {5, 6, 7, 8, 9}}).find("fewer ballots than a batch") !=
              std::string::npos);
    }
    SECTION("fewer than a batch at the close") {
        CHECK(fault_of_batches({{1, 2, 3, 4, 5, 6, 7}, {8}}).find("fewer ballots than a batch") != std::string::npos);
        CHECK(fault_of_batches({{1, 2, 3, 4, 5, 6}, {7, 8, 9}}).find("batches were too small") != std::string::npos);
    }
    SECTION("a later ballot, or papers, before the close") {
        CHECK(fault_of_batches({{1, 2, 3, 8}, {4, 5, 6, 7, 9}}).find("batches were too small") != std::string::npos);
        CHECK(fault_of_batches({{2, 3, 8}, {1, 4, 5, 6, 7, 9}}).find("batches were too small") != std::string::npos);
        CHECK(fault_of_batches({{1, 2, 3, 9}, {4, 5, 6, 7, 8}}).find("batches were too small") != std::string::npos);
    }
    SECTION("nothing held back") {
        CHECK(fault_of_batches({{1, 2, 3, 4, 5, 6, 7, 8, 9}}, /*is_at_close=*/false).find("held back") !=
              std::string::npos);
    }
}

TEST_CASE("a record ends after too few ballots, and then only the close may come", "[portal][batches]") {
    Harness community = open_with_batches();
    State state = community.state;
    const UnixMs at = state.last_at;
    apply_event(state, {at, Role::system, BallotsCommitted{one, hashes(1)}});
    CHECK(state.closing == one);
    CHECK_FALSE(check_applicable(state, {at, Role::system, ProgramAnnounced{}}));
    CHECK_FALSE(check_applicable(state, {at, Role::system, BallotsCommitted{one, {sha256("another")}}}));
    CHECK(check_applicable(state, {at, Role::staff, VotingClosed{one, "x", 0, VotesIssued{}}}));
}

TEST_CASE("the audit tells the smallest batch of older rounds too", "[portal][batches][audit]") {
    Harness community = community_with_round(Stage::voting);  // Batches of any size.
    community.has_genuine_ballots = true;
    const auto at = [](int minutes) { return UnixMs{fixture_now.ms + minutes * minute_ms}; };
    REQUIRE(community.vote(ResidentId{1}, one, {ProjectId{1}}, 1, at(1)).has_value());
    REQUIRE(community.vote(ResidentId{2}, one, {ProjectId{1}}, 1, at(1)).has_value());
    REQUIRE(community.run(Tick{}, Role::system, staff, at(10)).has_value());
    REQUIRE(community.vote(ResidentId{3}, one, {ProjectId{2}}, 1, at(11)).has_value());
    REQUIRE(community.vote(ResidentId{4}, one, {ProjectId{2}}, 1, at(11)).has_value());
    REQUIRE(community.vote(ResidentId{1}, one, {ProjectId{3}}, 2, at(11)).has_value());
    SECTION("no ballot came alone") {
        REQUIRE(community.run(Tick{}, Role::system, staff, at(20)).has_value());
        REQUIRE(community.run(CloseVoting{one, "x"}, Role::staff, staff, at(30)).has_value());
        CHECK(smallest_batch(round_of(community)) == 2);
    }
    SECTION("two windows whose entries follow one upon the other are two batches") {
        REQUIRE(community.run(Tick{}, Role::system, staff, at(20)).has_value());
        REQUIRE(community.vote(ResidentId{5}, one, {ProjectId{2}}, 1, at(21)).has_value());
        REQUIRE(community.run(CloseVoting{one, "x"}, Role::staff, staff, at(30)).has_value());
        CHECK(round_of(community).batches.size() == 3);
        CHECK(smallest_batch(round_of(community)) == 1);
    }
    SECTION("a batch of a later ballot alone points at its voter, too") {
        REQUIRE(community.run(Tick{}, Role::system, staff, at(20)).has_value());
        REQUIRE(community.vote(ResidentId{3}, one, {ProjectId{3}}, 2, at(21)).has_value());
        REQUIRE(community.run(CloseVoting{one, "x"}, Role::staff, staff, at(30)).has_value());
        CHECK(smallest_batch(round_of(community)) == 1);
    }
    CHECK(fault_of(community.entries).empty());
}

}  // namespace gongyi::portal
