#include "shared/portal/entry_json.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <string>

#include "shared/portal/text_json.h"
#include "shared/portal/verify.h"
#include "tests/support/portal_fixture.h"

namespace gongyi::portal {

using namespace test;

// Byte format, ARCHITECTURE.md: a change here is a new entry version.
TEST_CASE("an entry has exactly these bytes", "[portal][entry]") {
    CHECK(write_entry({UnixMs{1'780'000'000'000}, Role::staff, VotingOpened{RoundId{3}, {}}}) ==
          R"({"at":1780000000000,"by":"staff","data":{"round":3},"type":"VotingOpened","v":3})");
    CHECK(write_entry({UnixMs{1'780'000'000'000}, Role::staff, VotingOpened{RoundId{3}, {}, 20}}) ==
          R"({"at":1780000000000,"by":"staff","data":{"batch_min":20,"round":3},"type":"VotingOpened","v":3})");
    CHECK(write_entry({UnixMs{1'780'000'000'000}, Role::staff, VotingOpened{RoundId{3}, {}, 20, "早"}}) ==
          R"({"at":1780000000000,"by":"staff","data":{"batch_min":20,"reason":"早","round":3},)"
          R"("type":"VotingOpened","v":3})");
    BallotsOpened opened{RoundId{3}, {{{{ProjectId{12}, ProjectId{15}}, {}}, {}}, {{{ProjectId{12}}, {7}}, {}}}, {}};
    opened.ballots[0].salt.fill(0xa5);
    CHECK(write_entry({UnixMs{5}, Role::system, opened}) ==
          R"({"at":5,"by":"system","data":{"ballots":[{"choices":[12,15],"salt":"a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5"},)"
          R"({"choices":[12],"points":[7]}],"round":3},"type":"BallotsOpened","v":3})");
}

TEST_CASE("a ballot's commitment is SHA-256 of salt and text", "[portal][entry]") {
    OpenedBallot ballot{{{ProjectId{12}, ProjectId{15}}, {}}, {}};
    ballot.salt.fill(0xa5);
    CHECK(ballot_text(RoundId{3}, ballot.ballot) == R"({"choices":[12,15],"round":3})");
    CHECK(ballot_commitment(RoundId{3}, ballot) ==
          sha256(std::string(16, '\xa5') + R"({"choices":[12,15],"round":3})"));
}

TEST_CASE("what a whole round leaves in the record reads back and replays to the same state", "[portal][entry]") {
    const auto form = GENERATE(BallotForm::approval, BallotForm::knapsack);
    const Harness community = community_with_round(Stage::closed, form);
    Replay replay;
    for (const Entry& entry : community.entries) {
        const std::string bytes = write_entry(entry);
        const auto parsed = parse_entry(bytes);
        REQUIRE(parsed.has_value());
        CHECK(write_entry(*parsed) == bytes);
        REQUIRE(replay.append(bytes).has_value());
    }
    CHECK(replay.state() == community.state);
    CHECK(replay.tree().size() == community.entries.size());
    for (const Recount& recount : recount(replay.state().rounds[0])) CHECK(recount.is_equal());
}

TEST_CASE("what stands in a record from before a rule became stricter is read as it is", "[portal][entry]") {
    const Harness community = community_with_round(Stage::draft);
    Replay replay;
    REQUIRE(replay.append(write_entry(community.entries.front())).has_value());
    RoundDrafted drafted{community.state.rounds[0]};
    drafted.round.projects.clear();
    drafted.round.title = "2026\u200f年\u2028民生\U000e0041微实事" + std::string("\u0301\u0301\u0301\u0301\u0301");
    drafted.round.closes_at = UnixMs{253'402'300'799'999};
    const std::string round = write_entry({fixture_now, Role::staff, drafted});
    REQUIRE(replay.append(round).has_value());
    CHECK(replay.state().rounds[0].title == drafted.round.title);

    Body body;
    body.id = BodyId{1};
    body.name = "议\u200b事\u061c会";
    body.term_from = {1, 1, 1};
    body.term_to = {9999, 12, 31};
    for (int version = 1; version <= 3; ++version) {
        CAPTURE(version);
        Entry entry{fixture_now, Role::staff, decision::Event{decision::BodyEstablished{body}}};
        entry.version = version;
        const auto parsed = parse_entry(write_entry(entry));
        REQUIRE(parsed.has_value());
        CHECK(write_entry(*parsed) == write_entry(entry));
    }
    // The free texts of such entries, beside them.
    CHECK(parse_text_line(write_text_line({1, {Salt{1}, "意\u200f见"}})).has_value());
}

TEST_CASE("an entry that is not exactly one is refused with its place", "[portal][entry]") {
    struct Row {
        const char* name;
        std::string text;
        std::string pointer;
    };
    const Row row = GENERATE(values<Row>(
        {{"no JSON", "{", ""},
         {"unknown field", R"({"at":1,"by":"staff","data":{"round":1},"type":"VotingOpened","v":1,"w":2})", "/w"},
         {"unknown type", R"({"at":1,"by":"staff","data":{"round":1},"type":"VotingBegun","v":1})", "/type"},
         {"unknown role", R"({"at":1,"by":"mayor","data":{"round":1},"type":"VotingOpened","v":1})", "/by"},
         {"version of the future", R"({"at":1,"by":"staff","data":{"round":1},"type":"VotingOpened","v":4})", "/v"},
         {"round 0", R"({"at":1,"by":"staff","data":{"round":0},"type":"VotingOpened","v":1})", "/data/round"},
         {"no batch", R"({"at":1,"by":"staff","data":{"batch_min":0,"round":1},"type":"VotingOpened","v":1})",
          "/data/batch_min"},
         {"too large a batch",
          R"({"at":1,"by":"staff","data":{"batch_min":2001,"round":1},"type":"VotingOpened","v":1})",
          "/data/batch_min"},
         {"extra data", R"({"at":1,"by":"staff","data":{"round":1,"x":1},"type":"VotingOpened","v":1})", "/data/x"},
         {"no data", R"({"at":1,"by":"staff","type":"VotingOpened","v":1})", "/data"},
         {"fields out of order", R"({"by":"staff","at":1,"data":{"round":1},"type":"VotingOpened","v":1})", ""},
         {"a space", R"({"at":1, "by":"staff","data":{"round":1},"type":"VotingOpened","v":1})", ""}}));
    CAPTURE(row.name);
    const auto parsed = parse_entry(row.text);
    REQUIRE_FALSE(parsed.has_value());
    CHECK(parsed.error().pointer == row.pointer);
}

// Each row damages a good record in one way; the replay must stop at the damage and stay where it was.
TEST_CASE("a replay refuses an entry that cannot follow", "[portal][replay]") {
    struct Row {
        const char* name;
        Event event;
    };
    const Harness closed = community_with_round(Stage::closed);
    const auto tallied = std::get<RoundTallied>(closed.entries.back().event);
    RoundDrafted second{closed.state.rounds[0]};
    second.round.id = RoundId{3};
    const ProjectAdded stray{RoundId{1}, closed.state.rounds[0].projects[0]};
    const BallotsOpened foreign{RoundId{1}, {{{{ProjectId{99}}, {}}, {}}}, {}};
    const Row row = GENERATE_COPY(
        Row{"founded again", CommunityFounded{*closed.state.community}}, Row{"a round number left out", second},
        Row{"a project after the vote", stray}, Row{"opened again", VotingOpened{RoundId{1}, {}}},
        Row{"closed again", VotingClosed{RoundId{1}, "", 0, {}}}, Row{"an unknown round", VotingOpened{RoundId{2}, {}}},
        Row{"a ballot for no project", foreign}, Row{"counted again", tallied});
    CAPTURE(row.name);
    Replay replay;
    for (const Entry& entry : closed.entries) REQUIRE(replay.append(write_entry(entry)).has_value());
    const Hash root = replay.tree().root();
    const auto result = replay.append(write_entry({closed.state.last_at, Role::staff, row.event}));
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().index == closed.entries.size());
    CHECK(replay.state() == closed.state);
    CHECK(replay.tree().root() == root);
}

TEST_CASE("a replay refuses time that runs backwards, lost and added ballots", "[portal][replay]") {
    const Harness closed = community_with_round(Stage::closed);
    // community, round, three projects, opened, commitments, closed, ballots, key, tally
    REQUIRE(closed.entries.size() == 11);
    const auto replay_changed = [&](auto change) {
        std::vector<Entry> entries = closed.entries;
        change(entries);
        Replay replay;
        for (const Entry& entry : entries) {
            if (!replay.append(write_entry(entry))) return false;
        }
        return true;
    };
    CHECK(replay_changed([](auto&) {}));
    const auto casts_of = [](auto& entries) -> auto& {
        return std::get<BallotsOpened>(entries[8].event).casts;
    };
    CHECK_FALSE(replay_changed([](auto& entries) { entries[10].at.ms -= 1; }));
    CHECK_FALSE(replay_changed([](auto& entries) { entries.erase(entries.begin() + 8); }));
    CHECK_FALSE(replay_changed([&](auto& entries) { casts_of(entries).pop_back(); }));
    CHECK_FALSE(replay_changed([&](auto& entries) { casts_of(entries).push_back(casts_of(entries)[0]); }));
    CHECK_FALSE(replay_changed([&](auto& entries) { std::swap(casts_of(entries)[0], casts_of(entries)[1]); }));
}

TEST_CASE("a recount finds a result that does not follow from the ballots", "[portal][replay]") {
    Harness closed = community_with_round(Stage::closed);
    Round& round = closed.state.rounds[0];
    round.outcomes[1].selected = {ProjectId{3}};
    const std::vector<Recount> recounts = recount(round);
    REQUIRE(recounts.size() == 2);
    CHECK(recounts[0].is_equal());
    CHECK_FALSE(recounts[1].is_equal());
}

}  // namespace gongyi::portal
