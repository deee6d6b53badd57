// Papers of the desk: who may handle them, sheets by their numbers, and what the record says of them.
#include <catch2/catch_test_macros.hpp>

#include "shared/portal/entry_json.h"
#include "tests/support/portal_fixture.h"

using namespace gongyi;
using namespace gongyi::test;
using portal::Context;

namespace {

constexpr RoundId one{1};
const ResidentId hands{901};
const ResidentId helper{902};
const ResidentId enters{903};
const ResidentId confirms{904};

// A round that is being voted on, with twenty sheets.
Harness desk() {
    Harness community = community_with_round(Stage::voting);
    REQUIRE(community.run(RegisterSheets{one, {"岗亭", "A", 1, 20}}, Role::staff).has_value());
    return community;
}

RefusalCode code_of(const Expected<void, Refusal>& result) {
    REQUIRE_FALSE(result.has_value());
    return result.error().code;
}

Expected<void, Refusal> hand_out(Harness& community, std::uint64_t voter, ResidentId by, ResidentId second) {
    community.second = second;
    community.is_letter_shown = second == ResidentId{};
    return community.run(EnterPapers{one, {ResidentId{voter}}, {}}, Role::staff, by);
}

Expected<void, Refusal> enter(Harness& community, std::int64_t first, std::int64_t count, ResidentId by,
                              ResidentId second) {
    EnterPapers urn{one, {}, {}};
    for (std::int64_t i = 0; i < count; ++i) {
        urn.papers.push_back({sheet_serial({"", "A", 1, 1}, first + i), {ProjectId{1}}, {}});
    }
    community.second = second;
    return community.run(urn, Role::staff, by);
}

Expected<void, Refusal> take_back(Harness& community, std::uint64_t voter, std::string serial, ResidentId second) {
    community.second = second;
    return community.run(TakePaperBack{one, ResidentId{voter}, std::move(serial), PaperBack::spoilt}, Role::staff,
                         hands);
}

}  // namespace

TEST_CASE("a sheet's number is its series and four digits", "[papers]") {
    const std::vector<PaperSheets> sheets{{"岗亭", "A", 7, 12}, {"会所", "BC", 1, 9'999}};
    CHECK(sheet_serial(sheets[0], 7) == "A-0007");
    CHECK(sheet_serial(sheets[1], 9'999) == "BC-9999");
    CHECK(sheet_count(sheets) == 6 + 9'999);
    for (const char* const serial : {"A-0007", "A-0012", "BC-0001", "BC-9999"}) CHECK(is_printed(sheets, serial));
    for (const char* const serial : {"A-0006", "A-0013", "A-7", "A-00007", "A0007", "a-0007", "BC-0000", "C-0001",
                                     "0007", "-0007", "", "A-0007 ", "BC-10000"}) {
        CAPTURE(serial);
        CHECK_FALSE(is_printed(sheets, serial));
    }
    CHECK(do_overlap(sheets[0], {"", "A", 12, 13}));
    CHECK_FALSE(do_overlap(sheets[0], {"", "A", 13, 14}));
    CHECK_FALSE(do_overlap(sheets[0], {"", "B", 7, 12}));
}

TEST_CASE("a paper takes a letter or two people, and entering papers two others", "[papers][decide]") {
    Harness community = desk();
    CHECK(hand_out(community, 1, hands, ResidentId{}).has_value());
    community.is_letter_shown = false;
    community.second = ResidentId{};
    const EnterPapers without{one, {ResidentId{2}}, {}};
    CHECK(code_of(community.run(without, Role::staff, hands)) == RefusalCode::second_person_needed);
    CHECK(code_of(hand_out(community, 2, hands, hands)) == RefusalCode::second_person_is_the_first);
    CHECK(hand_out(community, 2, hands, helper).has_value());
    // A letter is one person's.
    community.is_letter_shown = true;
    community.second = ResidentId{};
    const EnterPapers several{one, {ResidentId{3}, ResidentId{4}}, {}};
    CHECK(code_of(community.run(several, Role::staff, hands)) == RefusalCode::second_person_needed);
    for (std::uint64_t voter = 3; voter <= 8; ++voter) REQUIRE(hand_out(community, voter, hands, helper).has_value());

    for (const ResidentId mixed : {hands, helper}) {
        CHECK(code_of(enter(community, 1, 5, mixed, confirms)) == RefusalCode::paper_hands_mixed);
        CHECK(code_of(enter(community, 1, 5, enters, mixed)) == RefusalCode::paper_hands_mixed);
    }
    CHECK(code_of(enter(community, 1, 5, enters, ResidentId{})) == RefusalCode::second_person_needed);
    CHECK(code_of(enter(community, 1, 5, enters, enters)) == RefusalCode::second_person_is_the_first);
    // What else is wrong is said first: nobody is asked to confirm what cannot be.
    CHECK(code_of(enter(community, 18, 5, enters, ResidentId{})) == RefusalCode::paper_not_printed);
    CHECK(enter(community, 1, 5, enters, confirms).has_value());
    for (const ResidentId mixed : {enters, confirms}) {
        CHECK(code_of(hand_out(community, 9, mixed, ResidentId{})) == RefusalCode::paper_hands_mixed);
        CHECK(code_of(hand_out(community, 9, hands, mixed)) == RefusalCode::paper_hands_mixed);
    }
}

TEST_CASE("a paper that is taken back gives the vote back, and its sheet is void", "[papers][decide]") {
    Harness community = desk();
    for (std::uint64_t voter = 1; voter <= 6; ++voter) {
        REQUIRE(hand_out(community, voter, hands, ResidentId{}).has_value());
    }
    CHECK(code_of(take_back(community, 99, "", helper)) == RefusalCode::no_paper_handed_out);
    CHECK(code_of(take_back(community, 1, "A-0021", helper)) == RefusalCode::paper_not_printed);
    CHECK(code_of(take_back(community, 1, "A-0020", ResidentId{})) == RefusalCode::second_person_needed);
    REQUIRE(take_back(community, 1, "A-0020", helper).has_value());
    CHECK(code_of(take_back(community, 1, "", helper)) == RefusalCode::no_paper_handed_out);
    CHECK(code_of(take_back(community, 2, "A-0020", helper)) == RefusalCode::paper_void);
    CHECK(community.vote(ResidentId{1}, one, {ProjectId{1}}).has_value());
    CHECK(code_of(enter(community, 16, 5, enters, confirms)) == RefusalCode::paper_void);
    REQUIRE(enter(community, 1, 5, enters, confirms).has_value());
    // Five are out and five are in: none of them can come back.
    CHECK(code_of(take_back(community, 2, "A-0001", helper)) == RefusalCode::paper_serial_repeated);
    CHECK(code_of(take_back(community, 2, "", helper)) == RefusalCode::papers_above_roll);
}

TEST_CASE("no more papers are handed out than there are sheets", "[papers][decide]") {
    Harness community = community_with_round(Stage::voting);
    CHECK(code_of(hand_out(community, 1, hands, ResidentId{})) == RefusalCode::papers_not_registered);
    REQUIRE(community.run(RegisterSheets{one, {"岗亭", "A", 1, 2}}, Role::staff).has_value());
    CHECK(code_of(community.run(RegisterSheets{one, {"会所", "A", 2, 3}}, Role::staff)) == RefusalCode::sheets_overlap);
    EnterPapers elsewhere{one, {ResidentId{1}}, {}, 1};
    CHECK(code_of(community.run(elsewhere, Role::staff, hands)) == RefusalCode::papers_not_registered);
    REQUIRE(hand_out(community, 1, hands, ResidentId{}).has_value());
    REQUIRE(take_back(community, 1, "A-0001", helper).has_value());
    REQUIRE(hand_out(community, 2, hands, ResidentId{}).has_value());
    const auto beyond = hand_out(community, 3, hands, ResidentId{});
    CHECK(code_of(beyond) == RefusalCode::papers_above_sheets);
    // The operator's command line too, once sheets are registered.
    const EnterPapers urn{one, {}, {{"B-1", {ProjectId{1}}, {}}}};
    CHECK(code_of(community.run(urn, Role::system)) == RefusalCode::paper_not_printed);
}

TEST_CASE("sheets are registered so often and no more", "[papers][decide]") {
    Harness community = community_with_round(Stage::voting);
    for (std::size_t i = 0; i < sheets_max; ++i) {
        const auto number = static_cast<std::int64_t>(i) + 1;
        REQUIRE(community.run(RegisterSheets{one, {"岗亭", "A", number, number}}, Role::staff).has_value());
    }
    CHECK(code_of(community.run(RegisterSheets{one, {"岗亭", "B", 1, 1}}, Role::staff)) == RefusalCode::limit_reached);
    const auto closed = community_with_round(Stage::closed);
    Harness over = closed;
    CHECK(code_of(over.run(RegisterSheets{one, {"岗亭", "B", 1, 1}}, Role::staff)) == RefusalCode::voting_ended);
}

TEST_CASE("the record holds a close to its papers", "[papers][replay]") {
    Harness community = desk();
    for (std::uint64_t voter = 1; voter <= 6; ++voter) {
        REQUIRE(hand_out(community, voter, hands, ResidentId{}).has_value());
    }
    REQUIRE(enter(community, 1, 5, enters, confirms).has_value());
    portal::State state = community.state;
    const auto close_with = [&](PaperAccount account) {
        return portal::check_applicable(
            state, {fixture_now, Role::staff, VotingClosed{one, "x", 0, VotesIssued{0, 6}, std::move(account)}});
    };
    const Date day{2026, 5, 29};
    CHECK(close_with({{{day, 0, 2, 7, 1}}, {{3, 4, 5}}, {"A-0020"}}).has_value());
    CHECK_FALSE(close_with({{{day, 1, 2, 6, 0}}, {}, {}}).has_value());
    CHECK_FALSE(close_with({{{day, 0, 2, 7, 0}}, {}, {}}).has_value());
    CHECK_FALSE(close_with({{{day, 0, 2, 0, 1}}, {}, {}}).has_value());
}

TEST_CASE("entries of papers and of the journal keep their bytes", "[papers][entries]") {
    const auto round_trip = [](const portal::Entry& entry) {
        const std::string bytes = portal::write_entry(entry);
        const auto read = portal::parse_entry(bytes);
        REQUIRE(read.has_value());
        CHECK(portal::write_entry(*read) == bytes);
        CHECK(read->desk == entry.desk);
        CHECK(read->second_desk == entry.second_desk);
        return bytes;
    };
    portal::Entry sheets{{1'780'000'000'000}, Role::staff, SheetsRegistered{one, {"岗亭", "A", 1, 20}}};
    sheets.desk = 3;
    sheets.second_desk = 4;
    CHECK(round_trip(sheets) ==
          R"({"at":1780000000000,"by":"staff","data":{"first":1,"last":20,"place":"岗亭","round":1,"series":"A"},)"
          R"("desk":3,"second_desk":4,"type":"SheetsRegistered","v":3})");
    portal::Entry head{{1'780'000'000'000}, Role::system, portal::JournalHeadPublished{{Hash{}, 12}}};
    CHECK(round_trip(head).find(R"("lines":12)") != std::string::npos);
    VotingClosed closed{one, "", 5, VotesIssued{0, 6}, {}};
    closed.papers = {{{{2026, 5, 29}, 0, 2, 7, 1}}, {{3, 4, 5}}, {"A-0020"}};
    const std::string bytes = round_trip({{1'780'000'000'000}, Role::staff, closed});
    CHECK(bytes.find(R"("paper_days":[{"day":"2026-05-29","desk":2,"handed":7,"place":0,"returned":1}])") !=
          std::string::npos);
    for (const char* const wrong : {R"("desk":0,)", R"("desk":10001,)"}) {
        std::string text = portal::write_entry(sheets);
        text.replace(text.find(R"("desk":3,)"), 9, wrong);
        CHECK_FALSE(portal::parse_entry(text).has_value());
    }
}

TEST_CASE("a journal is published once its day is over, and only when it has grown", "[journal][decide]") {
    Harness community = community_with_round(Stage::voting);
    const UnixMs now = fixture_now;
    const auto due = [&](std::int64_t lines, std::optional<UnixMs> since, UnixMs at) {
        return portal::is_journal_due(community.state, {{Hash{}, lines}, since}, at);
    };
    CHECK_FALSE(due(0, std::nullopt, {now.ms + 2 * day_ms}));
    CHECK_FALSE(due(3, now, now));
    CHECK(due(3, now, {now.ms + day_ms}));
    community.state.journal.push_back({{Hash{}, 3}, 0});
    CHECK_FALSE(due(3, now, {now.ms + day_ms}));
    CHECK_FALSE(due(2, now, {now.ms + day_ms}));
    CHECK(due(4, now, {now.ms + day_ms}));
    const auto publish = [&](std::int64_t lines) {
        return portal::check_applicable(community.state,
                                        {now, Role::system, portal::JournalHeadPublished{{Hash{}, lines}}});
    };
    CHECK_FALSE(publish(3).has_value());
    CHECK(publish(4).has_value());
}
