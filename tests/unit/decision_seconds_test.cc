// Seconds (附议): by the rules that ask for one, a question is debated only when another present seat seconded it.
#include <catch2/catch_test_macros.hpp>

#include "shared/decision/session.h"
#include "tests/support/decision_fixture.h"

namespace gongyi::decision {

using namespace test;

namespace {

constexpr MeetingId first{1};

// The council's meeting by Robert's Rules, open; with `count` seconds asked for where that is not one.
DecisionHarness in_meeting(std::int64_t count = 1) {
    DecisionHarness harness = decision_community();
    std::string text = find_profile("roberts.12")->text;
    const std::string one = R"("count":1)";
    text.replace(text.find(one), one.size(), R"("count":)" + std::to_string(count));
    harness.must(AdoptRules{text});
    harness.must(ConveneMeeting{body_id(Seated::council),
                                "roberts.12",
                                "meeting",
                                {harness.now.ms + day_ms},
                                "会议室",
                                {{"垃圾分类", MatterId{}}}});
    sign_in_and_open(harness, first);
    return harness;
}

ResidentId member(std::int64_t seat) {
    return holder_of(Seated::council, seat);
}

PutMotion motion() {
    return {first, 2, MatterId{}, "每月第一个周六查一次。"};
}

std::string refused(const DecisionHarness& harness, const Command& command, Role role = Role::staff,
                    ResidentId actor = {}) {
    DecisionHarness copy = harness;
    const auto result = copy.run(command, role, actor);
    return result ? "" : std::string{refusal_name(result.error().code)};
}

std::string minutes_of(const DecisionHarness& harness) {
    const Meeting& meeting = harness.state.meetings[0];
    return minutes_text(meeting, *find_body(harness.state, meeting.body), form_of(harness.state, meeting), Zone{},
                        harness.state.texts);
}

}  // namespace

TEST_CASE("a motion is debated and voted on once it is seconded", "[decision][seconds]") {
    DecisionHarness harness = in_meeting();
    harness.must(motion());
    CHECK(seconds_lacking(harness.state, harness.state.meetings[0]) == 1);
    const auto early = harness.run(AskToSpeak{first, 3, Side::in_favour});
    REQUIRE_FALSE(early.has_value());
    CHECK(early.error() == Refusal{RefusalCode::second_needed, "/meeting", {{"needed", 1}, {"seconded", 0}}});
    CHECK(refused(harness, PutAmendment{first, 3, "改"}) == "second_needed");
    CHECK(refused(harness, OpenVote{first, VoteMethod::hands}) == "second_needed");
    harness.must(SecondMotion{first, 0}, Role::council, member(3));
    CHECK(seconds_lacking(harness.state, harness.state.meetings[0]) == 0);
    harness.must(AskToSpeak{first, 2, Side::in_favour});
    harness.must(GiveFloor{first});
    harness.must(EndTurn{first});
    vote_by_hands(harness, first, 4, 0);
    CHECK(harness.state.meetings[0].motions[0].seconders == std::vector<std::int64_t>{3});
    CHECK(minutes_of(harness).find("附议：代表（3号席）") != std::string::npos);
}

TEST_CASE("who may second: another seat that is present and votes, once, while a second is awaited",
          "[decision][seconds]") {
    DecisionHarness harness = in_meeting(2);
    CHECK(refused(harness, SecondMotion{first, 3}) == "no_motion_pending");
    harness.must(motion());
    CHECK(refused(harness, SecondMotion{first, 0}, Role::council, member(2)) == "own_motion");
    CHECK(refused(harness, SecondMotion{first, 0}, Role::council, member(1)) == "chair_is_neutral");
    CHECK(refused(harness, SecondMotion{first, 0}, Role::council, ResidentId{5}) == "not_seated");
    CHECK(refused(harness, SecondMotion{first, observing_seat}) == "observing_only");
    CHECK(refused(harness, SecondMotion{first, 3}, Role::council, member(4)) == "not_seated");
    DecisionHarness gone = harness;
    gone.must(LeaveMeeting{first, 5});
    CHECK(refused(gone, SecondMotion{first, 5}) == "not_signed_in");
    harness.must(SecondMotion{first, 3});
    CHECK(refused(harness, SecondMotion{first, 3}) == "seconded_already");
    CHECK(refused(harness, OpenVote{first, VoteMethod::hands}) == "second_needed");
    harness.must(SecondMotion{first, 4});
    CHECK(refused(harness, SecondMotion{first, 5}) == "second_not_needed");
    CHECK(refused(harness, OpenVote{first, VoteMethod::hands}).empty());
    // By rules that ask for none.
    DecisionHarness other = decision_community();
    other.must(ConveneMeeting{body_id(Seated::council),
                              "sz.council.luohu",
                              "council",
                              {other.now.ms + 4 * day_ms},
                              "会议室",
                              {{"一", MatterId{}}}});
    sign_in_and_open(other, first);
    other.must(motion());
    CHECK(refused(other, SecondMotion{first, 3}) == "second_not_needed");
    CHECK(refused(other, DropMotion{first}) == "second_not_needed");
    CHECK(refused(other, AskToSpeak{first, 3, Side::in_favour}).empty());
}

TEST_CASE("an amendment has seconds of its own, and what nobody seconds falls", "[decision][seconds]") {
    DecisionHarness harness = in_meeting();
    harness.must(motion());
    harness.must(SecondMotion{first, 3});
    harness.must(PutAmendment{first, 3, "每月查两次。"});
    CHECK(refused(harness, OpenVote{first, VoteMethod::hands}) == "second_needed");
    CHECK(refused(harness, SecondMotion{first, 3}) == "own_motion");
    CHECK(refused(harness, DropMotion{first}, Role::council, member(2)) == "not_the_chair");
    DecisionHarness carried = harness;
    carried.must(SecondMotion{first, 2});  // Who moved the motion may second what changes it.
    vote_by_hands(carried, first, 4, 0);
    CHECK(words_of(carried.state.texts, carried.state.meetings[0].motions[0].text) == "每月查两次。");
    harness.must(DropMotion{first}, Role::council, member(1));
    const Meeting& meeting = harness.state.meetings[0];
    CHECK(pending_amendment(meeting) == nullptr);
    REQUIRE(pending_motion(meeting) != nullptr);
    CHECK(refused(harness, DropMotion{first}) == "second_not_needed");  // The motion itself has its second.
    vote_by_hands(harness, first, 4, 0);
    harness.must(PutMotion{first, 4, MatterId{}, "散会。"});
    harness.must(DropMotion{first});
    CHECK(pending_motion(meeting) == nullptr);
    CHECK(refused(harness, SecondMotion{first, 3}) == "no_motion_pending");
    harness.must(PutMotion{first, 4, MatterId{}, "休息。"});  // The next motion can be put.
    harness.must(CloseMeeting{first});
    const std::string text = minutes_of(harness);
    CAPTURE(text);
    const std::size_t amendment = text.find("附议不够，没有讨论");
    REQUIRE(amendment != std::string::npos);
    CHECK(amendment > text.find("修正案 1："));
    CHECK(amendment < text.find("动议 2"));
    CHECK(text.find("附议不够，没有讨论", amendment + 1) > text.find("动议 2"));
    CHECK(text.find("附议不够，没有讨论", amendment + 1) < text.find("动议 3"));
    CHECK(text.find("未付表决") > text.find("动议 3"));
    CHECK(text.find("未付表决") != std::string::npos);
}

TEST_CASE("a body without seats needs no second: nobody can be named there", "[decision][seconds]") {
    DecisionHarness harness = decision_community();
    harness.must(AdoptRules{find_profile("roberts.12")->text});
    harness.must(ConveneMeeting{
        body_id(Seated::members), "roberts.12", "meeting", {harness.now.ms + day_ms}, "礼堂", {{"一", MatterId{}}}});
    sign_in_and_open(harness, first);
    harness.must(PutMotion{first, 0, MatterId{}, "同意。"});
    CHECK(refused(harness, SecondMotion{first, 0}) == "second_not_needed");
    vote_by_hands(harness, first, 200, 0);
}

TEST_CASE("a record that debates or votes without the second is refused", "[decision][seconds]") {
    DecisionHarness harness = in_meeting();
    harness.must(motion());
    const DecisionState& state = harness.state;
    CHECK_FALSE(check_applicable(state, TurnAsked{first, 3, Side::in_favour}).has_value());
    CHECK_FALSE(check_applicable(state, AmendmentPut{first, 3, "改"}).has_value());
    CHECK_FALSE(check_applicable(state, VoteOpened{first, VoteMethod::hands}).has_value());
    CHECK_FALSE(check_applicable(state, MotionSeconded{first, 2}).has_value());   // By who moved it.
    CHECK_FALSE(check_applicable(state, MotionSeconded{first, 99}).has_value());  // No such seat.
    CHECK(check_applicable(state, MotionSeconded{first, 3}).has_value());
    CHECK(check_applicable(state, MotionFell{first}).has_value());
    harness.must(SecondMotion{first, 3});
    CHECK_FALSE(check_applicable(state, MotionSeconded{first, 3}).has_value());
    CHECK_FALSE(check_applicable(state, MotionFell{first}).has_value());
    CHECK(check_applicable(state, VoteOpened{first, VoteMethod::hands}).has_value());
}

TEST_CASE("the number of seconds has limits", "[decision][seconds]") {
    const auto with_count = [](const std::string& count) {
        std::string text = find_profile("roberts.12")->text;
        const std::string one = R"("count":1)";
        return parse_profile(text.replace(text.find(one), one.size(), R"("count":)" + count));
    };
    REQUIRE(with_count(std::to_string(seconders_max)).has_value());
    CHECK(with_count(std::to_string(seconders_max))->forms[0].seconders->count == seconders_max);
    for (const std::string& count : {std::string{"0"}, std::to_string(seconders_max + 1)}) {
        const auto read = with_count(count);
        REQUIRE_FALSE(read.has_value());
        CHECK(read.error().front().pointer == "/forms/0/seconders/count");
    }
}

}  // namespace gongyi::decision
