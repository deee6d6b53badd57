// What somebody who runs the server could try with the ballots, and where it is found.
#include "shared/portal/audit.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "shared/portal/ballot.h"
#include "shared/portal/entry_json.h"
#include "shared/portal/verify.h"
#include "tests/support/portal_fixture.h"

namespace gongyi::portal {

using namespace test;

namespace {

constexpr RoundId one{1};
const ResidentId bo{7003};

// An open round in which ana voted twice, bo once, and two papers came in for three people.
Harness voted() {
    Harness community = community_with_round(Stage::voting);
    community.has_genuine_ballots = true;
    const auto must = [](const Expected<void, Refusal>& result) { REQUIRE(result.has_value()); };
    must(community.vote(ana, one, {ProjectId{1}}, 1));
    must(community.run(Tick{}, Role::system));
    must(community.vote(ana, one, {ProjectId{2}, ProjectId{3}}, 2));
    must(community.vote(bo, one, {ProjectId{2}}, 3));
    const EnterPapers papers{
        one, {ResidentId{1}, ResidentId{2}, ResidentId{3}}, {{"A-1", {ProjectId{1}}, {}}, {"A-2", {ProjectId{3}}, {}}}};
    must(community.run(papers, Role::system));
    return community;
}

// Closes the round on a harness whose box a dishonest server has changed, and reads the record as anybody would.
struct Read {
    std::string fault;  // What the replay says; empty if the record is accepted.
    State state;
};
Read close_and_read(Harness community) {
    // Later than the batch before: batches are told apart by their time.
    const UnixMs at{fixture_now.ms + minute_ms};
    REQUIRE(community.run(CloseVoting{one, "x"}, Role::staff, staff, at).has_value());
    Replay replay;
    for (const Entry& entry : community.entries) {
        const auto appended = replay.append(write_entry(entry));
        if (!appended) return {appended.error().what, {}};
    }
    return {"", replay.state()};
}

void put(Harness& community, const OpenedCast& cast) {
    community.casts.push_back({one, cast_commitment(one, cast), cast});
    community.due.push_back(community.casts.back());
}

}  // namespace

TEST_CASE("an honest round passes the audit, and its numbers add up", "[portal][audit]") {
    const Read read = close_and_read(voted());
    REQUIRE(read.fault.empty());
    const Round& round = read.state.rounds[0];
    const AuditReport report = audit(round, "test");
    CHECK(report.is_good());
    CHECK(report.ballots == 5);
    CHECK(report.counted == 4);
    CHECK(report.replaced == 1);
    CHECK(report.credentials == 2);
    CHECK(report.credentials_issued == 2);
    CHECK(report.papers == 2);
    CHECK(report.papers_issued == 3);
    // Ana's first ballot came alone, in a round of before there were batches: whoever saw her vote knows it.
    CHECK(report.smallest_batch == 1);
    CHECK(round.ballots.size() == 4);
    for (const Recount& each : recount(round)) CHECK(each.is_equal());
}

TEST_CASE("an audit can be made in steps", "[portal][audit]") {
    const Read read = close_and_read(voted());
    Audit running{read.state.rounds[0], "test"};
    CHECK(running.total() == 5);
    running.step(2);
    CHECK(running.done() == 2);
    CHECK_FALSE(running.is_done());
    running.step(100);
    CHECK(running.is_done());
    CHECK(running.report().is_good());
}

TEST_CASE("attack: a ballot is stuffed without a credential", "[portal][audit][attack]") {
    Harness community = voted();
    OpenedCast stuffed = community.make_cast(ResidentId{99}, one, {ProjectId{1}}, 1, 9);
    stuffed.credential.back() ^= 1;
    put(community, stuffed);
    SECTION("beside all credentials that were issued: the replay counts more ballots than credentials") {
        CHECK(close_and_read(community).fault.find("more ballots than credentials") != std::string::npos);
    }
    SECTION("in the place of somebody who did not vote: the audit finds the credential") {
        community.roll.push_back({one, ResidentId{5}, {sha256("never asked for")}});
        const Read read = close_and_read(community);
        REQUIRE(read.fault.empty());
        const AuditReport report = audit(read.state.rounds[0], "test");
        CHECK(report.faults == 2);  // The signature is over another text, too.
        REQUIRE_FALSE(report.findings.empty());
        CHECK(report.findings[0].fault == AuditFault::credential_not_genuine);
        CHECK(report.findings[0].commitment == cast_commitment(one, stuffed));
    }
}

TEST_CASE("attack: the server, which can make credentials, replaces somebody's ballot", "[portal][audit][attack]") {
    Harness community = voted();
    OpenedCast replaced = community.make_cast(bo, one, {ProjectId{1}}, 2, 9);  // A higher version, as bo would cast it,
    replaced.signature = community.make_cast(ana, one, {ProjectId{1}}, 2, 9).signature;  // but for the signature.
    put(community, replaced);
    const Read read = close_and_read(community);
    REQUIRE(read.fault.empty());
    const AuditReport report = audit(read.state.rounds[0], "test");
    REQUIRE(report.faults == 1);
    CHECK(report.findings[0].fault == AuditFault::signature_wrong);
    CHECK(report.findings[0].commitment == cast_commitment(one, replaced));
}

TEST_CASE("attack: a ballot that is in the record is dropped at the close", "[portal][audit][attack]") {
    Harness community = voted();
    community.casts.erase(community.casts.begin());
    CHECK_FALSE(close_and_read(community).fault.empty());
}

TEST_CASE("attack: a commitment is opened differently", "[portal][audit][attack]") {
    Harness community = voted();
    SECTION("with other choices") {
        community.casts[0].cast.ballot.choices = {ProjectId{3}};
    }
    SECTION("with another salt") {
        community.casts[0].cast.salt[0] ^= 1;
    }
    SECTION("as another version") {
        community.casts[0].cast.version = 5;
    }
    SECTION("as another credential's") {
        community.casts[0].cast.credential[0] ^= 1;
    }
    CHECK(close_and_read(community).fault.find("not the next one committed to") != std::string::npos);
}

TEST_CASE("attack: a signature is changed, which the commitment does not fix", "[portal][audit][attack]") {
    Harness community = voted();
    community.casts[0].cast.signature[3] ^= 1;
    const Read read = close_and_read(community);
    REQUIRE(read.fault.empty());
    CHECK(audit(read.state.rounds[0], "test").faults == 1);
}

TEST_CASE("attack: one credential counts twice, under one version", "[portal][audit][attack]") {
    Harness community = voted();
    put(community, community.make_cast(bo, one, {ProjectId{1}}, 1, 9));
    CHECK(close_and_read(community).fault.find("counts a ballot twice") != std::string::npos);
}

TEST_CASE("attack: papers beyond those that were handed out", "[portal][audit][attack]") {
    Harness community = voted();
    for (const char* serial : {"B-1", "B-2"}) {
        OpenedCast paper;
        paper.ballot.choices = {ProjectId{1}};
        paper.paper = serial;
        put(community, paper);
    }
    // Two credentials and three papers were issued, two credentials and four papers would count.
    CHECK_FALSE(close_and_read(community).fault.empty());
}

TEST_CASE("attack: a record whose key is not the round's, or whose ballots its rules do not allow",
          "[portal][audit][attack]") {
    Harness community = voted();
    SECTION("three choices where two are allowed") {
        put(community, community.make_cast(bo, one, {ProjectId{1}, ProjectId{2}, ProjectId{3}}, 2, 9));
        CHECK(close_and_read(community).fault.find("does not allow") != std::string::npos);
    }
    SECTION("another key") {
        REQUIRE(community.run(CloseVoting{one, "x"}, Role::staff).has_value());
        auto& key = std::get<RoundKeyPublished>(community.entries[community.entries.size() - 2].event).private_key;
        key = round_key(RoundId{2}).publish();
        Replay replay;
        std::string fault;
        for (const Entry& entry : community.entries) {
            if (auto appended = replay.append(write_entry(entry)); !appended && fault.empty()) {
                fault = appended.error().what;
            }
        }
        CHECK(fault.find("not the round's") != std::string::npos);
    }
}

TEST_CASE("the order of what is published says nothing of when it was cast", "[portal][audit][attack]") {
    // Goal: a neighbour who knows the order in which people voted finds it nowhere. Method: the same ballots cast in
    // two orders, with the ticks at the same places, leave the same entries.
    const auto entries_of = [](std::vector<std::uint64_t> order) {
        Harness community = community_with_round(Stage::voting);
        for (const std::uint64_t voter : order) {
            REQUIRE(community.vote(ResidentId{voter}, one, {ProjectId{voter % 3 + 1}}).has_value());
        }
        REQUIRE(community.run(Tick{}, Role::system).has_value());
        REQUIRE(community.run(CloseVoting{one, "x"}, Role::staff).has_value());
        std::string all;
        for (const Entry& entry : community.entries) all += write_entry(entry) + '\n';
        return all;
    };
    CHECK(entries_of({100, 101, 102, 103, 104}) == entries_of({104, 101, 100, 103, 102}));
}

}  // namespace gongyi::portal
