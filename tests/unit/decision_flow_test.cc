#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "shared/decision/gates.h"
#include "tests/support/decision_fixture.h"

namespace gongyi::decision {

using namespace test;

namespace {

constexpr MatterId one{1};

DecisionHarness with_matter() {
    DecisionHarness harness = decision_community();
    harness.must(matter_command(), Role::resident, proposer);
    return harness;
}

DecisionHarness at_gate(std::int64_t gate) {
    DecisionHarness harness = with_matter();
    for (std::int64_t i = 0; i < gate; ++i) pass_gate(harness, one);
    return harness;
}

const Matter& matter(const DecisionHarness& harness) {
    return *find_matter(harness.state, one);
}

std::string refused(DecisionHarness& harness, const Command& command, Role role = Role::staff, ResidentId actor = {}) {
    const auto result = harness.run(command, role, actor);
    return result ? "" : std::string{refusal_name(result.error().code)};
}

}  // namespace

TEST_CASE("a matter goes through four deliberations and two disclosures", "[decision][flow]") {
    DecisionHarness harness = at_gate(7);
    CHECK(matter(harness).stage == MatterStage::completed);
    REQUIRE(matter(harness).passages.size() == 7);
    std::vector<std::int64_t> gates;
    for (const Passage& passage : matter(harness).passages) {
        gates.push_back(passage.gate);
        CHECK(passage.closed_at.has_value());
        CHECK_FALSE(passage.went_back);
    }
    CHECK(gates == std::vector<std::int64_t>{0, 1, 2, 3, 4, 5, 6});
    CHECK(matter(harness).passages[2].meeting == MeetingId{3});
    CHECK(matter(harness).passages[6].notice == NoticeId{2});
    CHECK(refused(harness, CloseGate{one}) == "matter_over");
}

TEST_CASE("a gate says what it still needs, in order", "[decision][flow]") {
    DecisionHarness harness = with_matter();
    const auto missing = [&] {
        std::vector<std::string> names;
        for (const Requirement& one_of : requirements(harness.state, matter(harness), harness.now, Zone{})) {
            if (!one_of.is_met) names.push_back(std::string{refusal_name(one_of.code)} + " " + one_of.detail);
        }
        return names;
    };
    CHECK(missing() ==
          std::vector<std::string>{"documents_missing draft", "motion_not_carried ", "minutes_not_published "});
    file_documents(harness, one);
    const MeetingId meeting = convene_for(harness, one);
    sign_in_and_open(harness, meeting);
    harness.must(PutMotion{meeting, 2, one, ""});
    vote_by_hands(harness, meeting, 3, 2);
    CHECK(missing() == std::vector<std::string>{"minutes_not_published "});
    CHECK(refused(harness, CloseGate{one}) == "minutes_not_published");
    harness.must(CloseMeeting{meeting});
    sign_and_publish(harness, meeting);
    CHECK(missing().empty());
}

TEST_CASE("a majority too small does not open the next gate", "[decision][flow]") {
    DecisionHarness harness = with_matter();
    file_documents(harness, one);
    const MeetingId meeting = convene_for(harness, one);
    sign_in_and_open(harness, meeting);
    harness.must(PutMotion{meeting, 2, one, ""});
    vote_by_hands(harness, meeting, 2, 2);  // The committee decides by more than half of its five members.
    harness.must(CloseMeeting{meeting});
    sign_and_publish(harness, meeting);
    CHECK(refused(harness, CloseGate{one}) == "motion_not_carried");
    harness.must(RejectMatter{one, "没有通过"});
    CHECK(matter(harness).stage == MatterStage::rejected);
}

TEST_CASE("a carried amendment becomes the next draft, and the motion is about it", "[decision][flow]") {
    DecisionHarness harness = with_matter();
    file_documents(harness, one);
    const MeetingId meeting = convene_for(harness, one);
    sign_in_and_open(harness, meeting);
    harness.must(PutMotion{meeting, 2, one, ""});
    harness.must(PutAmendment{meeting, 3, "第一条　电梯六点到二十四点运行。"});
    CHECK(refused(harness, PutAmendment{meeting, 4, "别的"}) == "amendment_pending");
    vote_by_hands(harness, meeting, 4, 1);
    CHECK(matter(harness).drafts.size() == 2);
    CHECK(words(harness.state, matter(harness).drafts.back().text) == "第一条　电梯六点到二十四点运行。");
    harness.must(PutAmendment{meeting, 3, "第一条　电梯不运行。"});
    vote_by_hands(harness, meeting, 1, 4);
    CHECK(matter(harness).drafts.size() == 2);
    vote_by_hands(harness, meeting, 5, 0);
    const Motion& motion = harness.state.meetings[0].motions[0];
    CHECK(motion.draft == 2);
    CHECK(motion.count->verdict.passes);
    CHECK(motion.amendments.size() == 2);
}

TEST_CASE("a draft that changed after the vote has to be voted on again", "[decision][flow]") {
    DecisionHarness harness = with_matter();
    file_documents(harness, one);
    const MeetingId meeting = convene_for(harness, one);
    sign_in_and_open(harness, meeting);
    harness.must(PutMotion{meeting, 2, one, ""});
    vote_by_hands(harness, meeting, 5, 0);
    harness.must(CloseMeeting{meeting});
    sign_and_publish(harness, meeting);
    harness.must(ReviseDraft{one, "另一个方案", "换了"}, Role::resident, proposer);
    CHECK(refused(harness, CloseGate{one}) == "motion_not_carried");
}

TEST_CASE("an upheld objection returns the matter to the consultation, and voids the notice", "[decision][flow]") {
    DecisionHarness harness = at_gate(4);
    file_documents(harness, one);
    harness.must(PostNotice{one, "决议内容", {"社区公告栏", "门户"}});
    CHECK(harness.state.notices[0].versions[0].last_day > local_time(harness.now, Zone{}).date);
    harness.must(FileObjection{NoticeId{1}, "分摊办法没有征求一楼意见"}, Role::resident, proposer);
    harness.wait_days(20);
    CHECK(refused(harness, CloseGate{one}) == "objection_open");
    harness.must(AnswerObjection{NoticeId{1}, 1, "意见成立，重新商议。", true});
    CHECK(gate_of(matter(harness)) == 1);
    CHECK(harness.state.notices[0].is_void);
    CHECK(refused(harness, FileObjection{NoticeId{1}, "还有"}, Role::resident, proposer) == "notice_void");
    // The way begins anew from there: what was carried before does not count again.
    CHECK(refused(harness, CloseGate{one}) == "documents_missing");
    for (int gate = 1; gate < 7; ++gate) pass_gate(harness, one);
    CHECK(matter(harness).stage == MatterStage::completed);
}

TEST_CASE("objections in time block, late ones do not, and answers can be escalated", "[decision][flow]") {
    DecisionHarness harness = at_gate(4);
    file_documents(harness, one);
    harness.must(PostNotice{one, "决议内容", {"社区公告栏"}});
    const UnixMs over = period_over_at(harness.state.notices[0], Zone{});
    harness.now = {over.ms - 1};
    harness.must(FileObjection{NoticeId{1}, "最后一刻"}, Role::resident, proposer);
    CHECK_FALSE(harness.state.notices[0].objections[0].is_late);
    CHECK(refused(harness, CloseGate{one}) == "notice_period_running");
    harness.now = over;
    harness.must(FileObjection{NoticeId{1}, "晚了"}, Role::resident, proposer);
    CHECK(harness.state.notices[0].objections[1].is_late);
    CHECK(refused(harness, CloseGate{one}) == "objection_open");
    CHECK(refused(harness, EscalateObjection{NoticeId{1}, 1}, Role::supervisor) == "answer_not_due");
    harness.must(AnswerObjection{NoticeId{1}, 1, "已说明", false});
    harness.must(EscalateObjection{NoticeId{1}, 1}, Role::supervisor);
    CHECK(refused(harness, CloseGate{one}) == "objection_open");
    harness.wait_days(30);  // Nobody answers: it climbs on.
    harness.must(EscalateObjection{NoticeId{1}, 1}, Role::supervisor);
    harness.must(AnswerObjection{NoticeId{1}, 1, "居民代表会议：不成立", false});
    CHECK(refused(harness, EscalateObjection{NoticeId{1}, 1}, Role::supervisor) == "escalation_exhausted");
    harness.must(CloseGate{one});
    CHECK(gate_of(matter(harness)) == 5);
}

TEST_CASE("a correction is another version and restarts the period", "[decision][flow]") {
    DecisionHarness harness = at_gate(4);
    file_documents(harness, one);
    harness.must(PostNotice{one, "决议内容", {"社区公告栏"}});
    const Date before = harness.state.notices[0].versions[0].last_day;
    harness.wait_days(3);
    harness.must(CorrectNotice{NoticeId{1}, "决议内容（更正）", {"社区公告栏"}, "金额写错"});
    const Notice& notice = harness.state.notices[0];
    REQUIRE(notice.versions.size() == 2);
    CHECK(words(harness.state, notice.versions[0].text) == "决议内容");
    CHECK(notice.versions[1].last_day > before);
    CHECK(refused(harness, PostNotice{one, "改一改", {"社区公告栏"}}) == "notice_already_posted");
}

TEST_CASE("a major matter is voted on only after a consultation with a published reply", "[decision][flow]") {
    DecisionHarness harness = decision_community();
    OpenMatter command = matter_command();
    command.major_ticks = {1};
    harness.must(command, Role::resident, proposer);
    CHECK(matter(harness).is_major);
    file_documents(harness, one);
    const MeetingId meeting = convene_for(harness, one);
    sign_in_and_open(harness, meeting);
    harness.must(PutMotion{meeting, 2, one, ""});
    CHECK(refused(harness, OpenVote{meeting, VoteMethod::hands}) == "consultation_needed");
    harness.must(CloseMeeting{meeting});
    harness.must(OpenConsultation{one, 5});
    harness.must(GiveOpinion{one, "一楼应当少出钱"}, Role::resident, proposer);
    CHECK(refused(harness, CloseConsultation{one, "采纳"}) == "consultation_running");
    harness.wait_days(15);
    CHECK(refused(harness, GiveOpinion{one, "晚了"}, Role::resident, proposer) == "consultation_not_open");
    harness.must(CloseConsultation{one, "采纳：一楼不出钱。"});
    for (int gate = 0; gate < 7; ++gate) {
        if (gate > 0) {
            pass_gate(harness, one);
            continue;
        }
        const MeetingId again = convene_for(harness, one);
        sign_in_and_open(harness, again);
        harness.must(PutMotion{again, 2, one, ""});
        vote_by_hands(harness, again, 5, 0);
        harness.must(CloseMeeting{again});
        sign_and_publish(harness, again);
        harness.must(CloseGate{one});
    }
    CHECK(matter(harness).stage == MatterStage::completed);
}

TEST_CASE("the rules are frozen into a matter when it opens", "[decision][flow]") {
    DecisionHarness harness = with_matter();
    harness.must(AdoptRules{find_profile("cn.rc.2026")->text});
    CHECK(find_adopted(harness.state, "cn.rc.2026") == 2);
    CHECK(matter(harness).profile == 0);
    const MeetingId meeting = convene_for(harness, one);
    CHECK(find_meeting(harness.state, meeting)->profile == 0);
    harness.must(matter_command(), Role::resident, ResidentId{9002});
    CHECK(harness.state.matters[1].profile == 2);
}

TEST_CASE("a motion that the children's council carried is answered in writing", "[decision][flow]") {
    DecisionHarness harness = decision_community();
    harness.must(ConveneMeeting{body_id(Seated::children),
                                "sz.council.luohu",
                                "council",
                                UnixMs{harness.now.ms + 4 * day_ms},
                                "图书角",
                                {{"图书角的开放时间", MatterId{}}}});
    const MeetingId meeting{1};
    sign_in_and_open(harness, meeting);
    harness.must(PutMotion{meeting, 2, MatterId{}, "图书角周末也开放"}, Role::resident, holder_of(Seated::children, 2));
    vote_by_hands(harness, meeting, 5, 0);
    harness.must(CloseMeeting{meeting});
    harness.must(ReplyToMotion{meeting, 1, "从下月起周末开放。"});
    CHECK(words(harness.state, harness.state.meetings[0].motions[0].reply) == "从下月起周末开放。");
    CHECK(refused(harness, ReplyToMotion{meeting, 1, "又一次"}) == "replied_already");
}

TEST_CASE("the minutes tell what happened, and are signed as they were read", "[decision][minutes]") {
    DecisionHarness harness = with_matter();
    file_documents(harness, one);
    const MeetingId id = convene_for(harness, one);
    sign_in_and_open(harness, id);
    harness.must(Recuse{id, 0, one}, Role::council, holder_of(Seated::committee, 5));
    harness.must(PutMotion{id, 2, one, ""});
    harness.must(OpenVote{id, VoteMethod::roll});
    for (std::int64_t seat = 2; seat <= 4; ++seat) harness.must(CastVote{id, seat, Choice::in_favour});
    harness.must(CastVote{id, 1, Choice::abstain});
    harness.must(CloseVote{id, {}});
    harness.must(CloseMeeting{id});
    const Meeting& meeting = *find_meeting(harness.state, id);
    const std::string text = minutes_text(meeting, *find_body(harness.state, meeting.body),
                                          form_of(harness.state, meeting), Zone{}, harness.state.texts);
    CAPTURE(text);
    CHECK(text.find("应到 5，实到 4，赞成 3，反对 0，弃权 1") != std::string::npos);
    CHECK(text.find("回避：代表（5号席）") != std::string::npos);
    CHECK(text.find("通过所需：3，实有 3（人），够") != std::string::npos);
    CHECK(text.find("结果：通过") != std::string::npos);
    CHECK(refused(harness, SignMinutes{id, 0, sha256("别的")}) == "minutes_changed");
    CHECK(refused(harness, PublishMinutes{id}) == "minutes_not_signed");
    sign_and_publish(harness, id);
    CHECK(meeting.minutes_published);
}

}  // namespace gongyi::decision
