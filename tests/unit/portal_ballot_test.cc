#include "shared/portal/ballot.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/support/portal_fixture.h"

namespace gongyi::portal {

using namespace test;

namespace {

constexpr RoundId one{1};

// A ballot as a browser makes it, in an open round of the test community.
struct Voter {
    Harness community = [] {
        Harness made = community_with_round(Stage::voting);
        made.has_genuine_ballots = true;
        return made;
    }();
    CastBallot command{one, community.make_cast(ana, one, {ProjectId{2}, ProjectId{1}}, 1, 0xa5)};

    [[nodiscard]] Expected<Decision, Refusal> decide_with(const CastFacts& facts) const {
        Context context{ResidentId{}, Role::visitor, fixture_now, {}};
        context.facts.cast = facts;
        return decide(community.state, command, context);
    }
};

constexpr CastFacts good{true, RoundId{}, true, 0, false};

EnterPapers papers_command() {
    return {one,
            {ResidentId{1}, ResidentId{2}, ResidentId{3}},
            {{"A-1", {ProjectId{2}, ProjectId{1}}, {}}, {"A-2", {ProjectId{3}}, {}}}};
}

}  // namespace

// Byte formats, ARCHITECTURE.md.
TEST_CASE("a ballot's text, commitment and signed text have exactly these bytes", "[portal][ballot]") {
    OpenedCast cast;
    cast.ballot.choices = {ProjectId{12}, ProjectId{15}};
    cast.credential.fill(0xc5);
    cast.version = 2;
    cast.salt.fill(0xa5);
    std::string digits;
    for (int i = 0; i < 96; ++i) digits += "c5";
    const std::string text = R"({"choices":[12,15],"credential":")" + digits + R"(","round":3,"version":2})";
    CHECK(cast_text(RoundId{3}, cast) == text);
    CHECK(cast_commitment(RoundId{3}, cast) == sha256(std::string(16, '\xa5') + text));

    OpenedCast paper;
    paper.ballot.choices = {ProjectId{12}};
    paper.paper = "A-0017";
    CHECK(cast_text(RoundId{3}, paper) == R"({"choices":[12],"paper":"A-0017","round":3})");
    CHECK(signed_cast_text("test", Hash{}) == "gongyi-ballot/1\ntest\n" + std::string(32, '\0'));
}

TEST_CASE("a voter's secret makes a credential and ballots that anyone can check", "[portal][ballot]") {
    const BallotSecret secret = ballot_secret(ana, one);
    const ballotbox::RoundKey key = round_key(one);
    const auto credential = secret.accept(key.issue(secret.blinded(), Secret<32>{}), key.public_key());
    REQUIRE(credential.has_value());
    CHECK(*credential == secret.credential_from(key));
    OpenedCast cast = secret.sign("test", one, {ProjectId{3}, ProjectId{1}}, *credential, 1, Salt{});
    CHECK(cast.ballot.choices == std::vector{ProjectId{1}, ProjectId{3}});
    CHECK(has_genuine_credential(key, cast));
    CHECK_FALSE(has_genuine_credential(round_key(RoundId{2}), cast));
    CHECK(has_good_signature("test", cast, cast_commitment(one, cast)));
    CHECK_FALSE(has_good_signature("other", cast, cast_commitment(one, cast)));
    CHECK_FALSE(has_good_signature("test", cast, cast_commitment(RoundId{2}, cast)));
    cast.ballot.choices = {ProjectId{2}};
    CHECK_FALSE(has_good_signature("test", cast, cast_commitment(one, cast)));
}

TEST_CASE("a voter's secret survives being stored", "[portal][ballot]") {
    const BallotSecret secret = ballot_secret(ana, one);
    const auto read = BallotSecret::from_hex(secret.to_hex());
    REQUIRE(read.has_value());
    CHECK(read->to_hex() == secret.to_hex());
    CHECK(read->blinded() == secret.blinded());
    CHECK(read->credential_from(round_key(one)) == secret.credential_from(round_key(one)));
    CHECK(BallotSecret::from_hex(secret.to_hex() + "0").error() == ballotbox::GroupFault::wrong_length);
    CHECK(BallotSecret::from_hex(std::string(128, 'g')).error() == ballotbox::GroupFault::not_canonical);
    CHECK(BallotSecret::from_hex(std::string(128, '0')).error() == ballotbox::GroupFault::zero_scalar);
}

TEST_CASE("an answer made with another key than the published one is refused", "[portal][ballot]") {
    const BallotSecret secret = ballot_secret(ana, one);
    const ballotbox::RoundKey marked = round_key(RoundId{2});
    const auto credential = secret.accept(marked.issue(secret.blinded(), Secret<32>{}), round_key(one).public_key());
    REQUIRE_FALSE(credential.has_value());
    CHECK(credential.error() == ballotbox::GroupFault::proof_mismatch);
}

TEST_CASE("decide refuses a ballot that is not what it should be", "[portal][ballot][decide]") {
    struct Row {
        const char* name;
        CastFacts facts;
        int version;
        RefusalCode code;
        const char* field;
        std::vector<RefusalFigure> figures;
    };
    const Row row = GENERATE(values<Row>({
        {"forged", {false, RoundId{}, true, 0, false}, 1, RefusalCode::credential_not_genuine, "/credential", {}},
        {"of another round",
         {false, RoundId{4}, true, 0, false},
         1,
         RefusalCode::credential_of_other_round,
         "/credential",
         {{"round", 4}}},
        {"not signed by its voter",
         {true, RoundId{}, false, 0, false},
         1,
         RefusalCode::ballot_signature_wrong,
         "/signature",
         {}},
        {"an older version",
         {true, RoundId{}, true, 3, false},
         2,
         RefusalCode::ballot_version_superseded,
         "/version",
         {{"version", 2}, {"latest", 3}}},
        {"the same version, another ballot",
         {true, RoundId{}, true, 3, false},
         3,
         RefusalCode::ballot_version_superseded,
         "/version",
         {{"version", 3}, {"latest", 3}}},
        {"one version too many",
         {true, RoundId{}, true, 3, false},
         ballot_versions_max + 1,
         RefusalCode::too_many_ballot_versions,
         "/version",
         {{"allowed", ballot_versions_max}}},
    }));
    CAPTURE(row.name);
    Voter voter;
    voter.command.cast.version = row.version;
    const auto decision = voter.decide_with(row.facts);
    REQUIRE_FALSE(decision.has_value());
    CHECK(decision.error() == Refusal{row.code, row.field, row.figures});
}

TEST_CASE("decide stores a good ballot once, up to the last version", "[portal][ballot][decide]") {
    Voter voter;
    const auto first = voter.decide_with(good);
    REQUIRE(first.has_value());
    CHECK(first->events.empty());
    REQUIRE(first->casts.size() == 1);
    CHECK(first->casts[0].commitment == cast_commitment(one, voter.command.cast));
    const auto again = voter.decide_with({true, RoundId{}, true, 1, true});
    REQUIRE(again.has_value());
    CHECK(again->casts.empty());
    voter.command.cast.version = ballot_versions_max;
    CHECK(voter.decide_with({true, RoundId{}, true, ballot_versions_max - 1, false}).has_value());
}

TEST_CASE("one credential a voter: asking again is answered alike, another element is refused",
          "[portal][ballot][decide]") {
    Harness community = community_with_round(Stage::voting);
    REQUIRE(community.run(IssueCredential{one, sha256("a")}, Role::resident, ana).has_value());
    REQUIRE(community.run(IssueCredential{one, sha256("a")}, Role::resident, ana).has_value());
    CHECK(community.roll.size() == 1);
    const auto second = community.run(IssueCredential{one, sha256("b")}, Role::resident, ana);
    REQUIRE_FALSE(second.has_value());
    CHECK(second.error().code == RefusalCode::credential_already_issued);
    REQUIRE(community.run(papers_command(), Role::system).has_value());
    const auto handed = community.run(IssueCredential{one, sha256("c")}, Role::resident, ResidentId{2});
    REQUIRE_FALSE(handed.has_value());
    CHECK(handed.error().code == RefusalCode::paper_already_issued);
}

TEST_CASE("papers are entered all or not at all", "[portal][ballot][decide]") {
    struct Row {
        const char* name;
        EnterPapers command;
        RefusalCode code;
        const char* field;
    };
    const auto with = [](auto change) {
        EnterPapers command = papers_command();
        change(command);
        return command;
    };
    const Row row = GENERATE_COPY(values<Row>({
        {"more papers than people", with([](auto& c) { c.roll.resize(1); }), RefusalCode::papers_above_roll, "/papers"},
        {"somebody unknown", with([](auto& c) { c.roll[1] = ResidentId{9'999'999}; }), RefusalCode::no_such_resident,
         "/roll/1"},
        {"somebody with a credential", with([](auto& c) { c.roll[2] = ana; }), RefusalCode::credential_already_issued,
         "/roll/2"},
        {"somebody twice", with([](auto& c) { c.roll[2] = c.roll[0]; }), RefusalCode::paper_already_issued, "/roll/2"},
        {"a number twice", with([](auto& c) { c.papers[1].serial = "A-1"; }), RefusalCode::paper_serial_repeated,
         "/papers/1/serial"},
        {"too many choices", with([](auto& c) {
             c.papers[0].choices = {ProjectId{1}, ProjectId{2}, ProjectId{3}};
         }),
         RefusalCode::too_many_choices, "/papers/0/choices"},
    }));
    CAPTURE(row.name);
    Harness community = community_with_round(Stage::voting);
    REQUIRE(community.vote(ana, one, {ProjectId{1}}).has_value());
    const auto result = community.run(row.command, Role::system);
    REQUIRE_FALSE(result.has_value());
    CHECK(refusal_name(result.error().code) == refusal_name(row.code));
    CHECK(result.error().field == row.field);
    CHECK(community.roll.size() == 1);
    CHECK(community.casts.size() == 1);
    CHECK(community.run(papers_command(), Role::system).has_value());
    const auto again = community.run(with([](auto& c) { c.roll = {ResidentId{11}, ResidentId{12}}; }), Role::system);
    CHECK(again.error().code == RefusalCode::paper_serial_repeated);  // Entered before.
}

TEST_CASE("at the desk papers are handed out one by one, and entered together", "[portal][ballot][decide]") {
    Harness community = community_with_round(Stage::voting);
    REQUIRE(community.run(RegisterSheets{one, {"岗亭", "A", 1, 20}}, Role::staff).has_value());
    community.is_letter_shown = true;
    const auto hand_out = [&](ResidentId voter) { return community.run(EnterPapers{one, {voter}, {}}, Role::staff); };
    const auto enter = [&](std::int64_t count, UnixMs at, Role role = Role::staff) {
        community.second = ResidentId{902};
        EnterPapers urn{one, {}, {}};
        const std::size_t first = community.casts.size() + 1;
        for (std::int64_t i = 0; i < count; ++i) {
            const auto number = static_cast<std::int64_t>(first) + i;
            urn.papers.push_back({sheet_serial(community.state.rounds[0].sheets[0], number), {ProjectId{1}}, {}});
        }
        return community.run(urn, role, ResidentId{901}, at);
    };
    const auto code_of = [](const Expected<void, Refusal>& result) { return result.error().code; };
    for (std::uint64_t i = 1; i <= 6; ++i) REQUIRE(hand_out(ResidentId{i}).has_value());

    // One vote a person, whichever way.
    CHECK(code_of(hand_out(ResidentId{3})) == RefusalCode::paper_already_issued);
    CHECK(code_of(community.vote(ResidentId{3}, one, {ProjectId{1}})) == RefusalCode::paper_already_issued);
    REQUIRE(community.vote(ana, one, {ProjectId{1}}).has_value());
    CHECK(code_of(hand_out(ana)) == RefusalCode::credential_already_issued);
    CHECK(community.casts.size() == 1);  // No paper is a ballot before it is entered.

    // A paper that is entered alone would be known by its moment.
    const UnixMs end = community.state.rounds[0].closes_at;
    const UnixMs last{end.ms - last_papers_ms};
    const UnixMs before{last.ms - 1};
    const auto few = enter(papers_at_once_min - 1, before);
    REQUIRE_FALSE(few.has_value());
    CHECK(few.error().code == RefusalCode::too_few_papers);
    CHECK(few.error().figures[0].value == papers_at_once_min);
    CHECK(community.casts.size() == 1);

    SECTION("as many as are needed at once") {
        REQUIRE(enter(papers_at_once_min, before).has_value());
    }
    SECTION("fewer in the last hours, so that none is lost") {
        REQUIRE(enter(papers_at_once_min - 1, last).has_value());
        REQUIRE(enter(1, last).has_value());
    }
    SECTION("as many as there are from the command line, which enters a whole urn") {
        REQUIRE(enter(1, before, Role::system).has_value());
        REQUIRE(enter(papers_at_once_min - 1, last).has_value());
    }
    CHECK(community.casts.size() == 1 + static_cast<std::size_t>(papers_at_once_min));
    // Never more papers than were handed out, those entered before counted.
    CHECK(code_of(enter(2, last)) == RefusalCode::papers_above_roll);
    REQUIRE(enter(1, last).has_value());
    CHECK(code_of(enter(1, last)) == RefusalCode::papers_above_roll);
}

TEST_CASE("commitments enter the record in order, in entries of a bounded size", "[portal][ballot][decide]") {
    Harness community = community_with_round(Stage::voting);
    for (std::uint64_t i = 0; i <= commitments_per_entry_max; ++i) {
        community.due.push_back({one, sha256(std::to_string(i)), {}});
    }
    REQUIRE(community.run(Tick{}, Role::system).has_value());
    REQUIRE(community.entries.size() == 8);  // Six before.
    const auto& first = std::get<BallotsCommitted>(community.entries[6].event).commitments;
    const auto& second = std::get<BallotsCommitted>(community.entries[7].event).commitments;
    // Evenly: none is so small that it hides nobody.
    CHECK(first.size() == commitments_per_entry_max / 2);
    CHECK(second.size() == commitments_per_entry_max / 2 + 1);
    CHECK(std::is_sorted(first.begin(), first.end()));
    CHECK(first.back() < second.front());
    REQUIRE(community.run(Tick{}, Role::system).has_value());
    CHECK(community.entries.size() == 8);  // Nothing is due any more.
}

}  // namespace gongyi::portal
