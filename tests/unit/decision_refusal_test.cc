// Every refusal of the decision flow, provoked one change away from what is accepted.
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "shared/decision/gates.h"
#include "tests/support/decision_fixture.h"

namespace gongyi::decision {

using namespace test;

namespace {

constexpr MatterId one{1};
constexpr MeetingId first{1};

// Asks, expects the refusal, and keeps its name.
class Provoker {
public:
    explicit Provoker(std::set<std::string>& names) : names_{names} {}

    void operator()(const std::string& name, const DecisionHarness& harness, const Command& command,
                    Role role = Role::staff, ResidentId actor = {}) {
        CAPTURE(name);
        DecisionHarness copy = harness;
        const auto result = copy.run(command, role, actor);
        REQUIRE_FALSE(result.has_value());
        CHECK(refusal_name(result.error().code) == name);
        CHECK(copy.state == harness.state);
        names_.insert(name);
    }

private:
    std::set<std::string>& names_;
};

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

// Documents filed, the committee's meeting open.
DecisionHarness in_meeting() {
    DecisionHarness harness = with_matter();
    file_documents(harness, one);
    sign_in_and_open(harness, convene_for(harness, one));
    return harness;
}

DecisionHarness with_motion() {
    DecisionHarness harness = in_meeting();
    harness.must(PutMotion{first, 2, one, ""});
    return harness;
}

ResidentId member(std::int64_t seat) {
    return holder_of(Seated::committee, seat);
}

ConveneMeeting convening(const DecisionHarness& harness) {
    return {body_id(Seated::committee),    "cn.rc.2026", "party_committee",
            {harness.now.ms + 4 * day_ms}, "会议室",     {{"一", one}}};
}

void provoke_bodies(Provoker& refuses) {
    const DecisionHarness harness = decision_community();
    refuses("profile_faulty", harness, AdoptRules{"{}"});
    refuses("one_chair_needed", harness,
            EstablishBody{BodyKind::council, "二", {{"代表", 3, false, true, false}}, {2026, 1, 1}, {2027, 1, 1}});
    EstablishBody village{BodyKind::consultation, "协商委员会", {}, {2026, 1, 1}, {2027, 1, 1}};
    refuses("chair_by_office_needed", harness, village);
    village.constituencies = {{"主任", 1, false, true, true},
                              {"业主", 2, false, true, false},
                              {"楼栋长", 2, false, true, false},
                              {"物管", 1, false, true, false}};
    refuses("chair_by_office_needed", harness, village);
    village.constituencies[0].by_office = true;
    refuses("constituencies_needed", harness, village);
    village.constituencies.push_back({"志愿者", 1, false, true, false});
    DecisionHarness established = harness;
    established.must(village);
    refuses("no_such_body", harness, TakeSeat{BodyId{99}, {}});
    const auto seating = [](std::int64_t constituency, ResidentId holder, FirmId firm, bool guardian) {
        return Seating{constituency, holder, firm, guardian};
    };
    const ResidentId somebody{5};
    const BodyId council = body_id(Seated::council);
    refuses("no_such_constituency", harness, TakeSeat{council, seating(3, somebody, {}, false)});
    refuses("constituency_full", harness, TakeSeat{council, seating(1, somebody, {}, false)});
    refuses("no_such_seat", harness, GiveUpSeat{council, 7, "x"});
    DecisionHarness vacant = harness;
    vacant.must(GiveUpSeat{council, 2, "搬走"});
    vacant.must(GiveUpSeat{body_id(Seated::children), 2, "毕业"});
    vacant.must(GiveUpSeat{body_id(Seated::merchants), 2, "迁出"});
    refuses("already_seated", vacant, TakeSeat{council, seating(1, holder_of(Seated::council, 3), {}, false)});
    refuses("already_seated", vacant, TakeSeat{body_id(Seated::merchants), seating(1, somebody, FirmId{3}, false)});
    refuses("firm_needed", vacant, TakeSeat{council, seating(1, somebody, FirmId{1}, false)});
    refuses("firm_needed", vacant, TakeSeat{body_id(Seated::merchants), seating(1, somebody, {}, false)});
    refuses("guardian_consent_needed", vacant, TakeSeat{body_id(Seated::children), seating(1, somebody, {}, false)});
    vacant.must(TakeSeat{body_id(Seated::children), seating(1, somebody, {}, true)});
    DecisionHarness later = vacant;
    later.wait_days(700);
    refuses("term_over", later, TakeSeat{council, seating(1, somebody, {}, false)});
    DecisionHarness full = harness;
    while (full.state.bodies.size() < bodies_max) {
        full.must(EstablishBody{BodyKind::assembly, "居民会议", {}, {2026, 1, 1}, {2027, 1, 1}});
    }
    refuses("limit_reached", full, EstablishBody{BodyKind::assembly, "居民会议", {}, {2026, 1, 1}, {2027, 1, 1}});
}

void provoke_matters(Provoker& refuses) {
    const DecisionHarness harness = with_matter();
    OpenMatter command = matter_command();
    command.profile = "cn.rc.2018";
    refuses("no_such_profile", harness, command);
    command.profile = "sz.council.luohu";
    refuses("profile_without_gates", harness, command);
    command = matter_command();
    command.major_ticks = {8};
    refuses("not_on_checklist", harness, command);
    refuses("no_such_matter", harness, CloseGate{MatterId{2}});
    refuses("not_the_author", harness, ReviseDraft{one, "x", "x"}, Role::resident, ResidentId{5});
    refuses("draft_unchanged", harness,
            ReviseDraft{one, words(harness.state, harness.state.matters[0].drafts[0].text), "x"});
    refuses("supervisor_files_it", harness, FileDocument{one, "supervision_view", "x", {}});
    refuses("supervisor_files_it", harness, FileDocument{one, "draft", "x", {}}, Role::supervisor);
    refuses("document_not_due", harness, FileDocument{one, "plan", "x", {}});
    refuses("days_out_of_range", harness, OpenConsultation{one, 0});
    refuses("days_out_of_range", harness, OpenConsultation{one, 367});
    DecisionHarness far = harness;
    far.wait_days(650);
    refuses("calendar_missing", far, OpenConsultation{one, 30});
    refuses("consultation_not_open", harness, GiveOpinion{one, "x"});
    DecisionHarness consulting = harness;
    consulting.must(OpenConsultation{one, 5});
    refuses("consultation_running", consulting, OpenConsultation{one, 5});
    refuses("consultation_running", consulting, CloseConsultation{one, "x"});
    refuses("no_earlier_gate", harness, ReturnMatter{one, "proposal", "x"});
    refuses("no_earlier_gate", at_gate(1), ReturnMatter{one, "review", "x"});
    refuses("not_voted_down", at_gate(1), RejectMatter{one, "x"});
    refuses("not_implementing", harness, RecordResult{one, {}});
    refuses("documents_missing", harness, CloseGate{one});
    refuses("matter_resolved", at_gate(4), WithdrawMatter{one, "x"});
    refuses("authors_own_act", harness, WithdrawMatter{one, "x"});
    DecisionHarness over = harness;
    over.must(WithdrawMatter{one, "不办了"}, Role::resident, proposer);
    refuses("matter_over", over, CloseGate{one});
    DecisionHarness implementing = at_gate(5);
    file_documents(implementing, one);
    refuses("result_not_recorded", implementing, CloseGate{one});
}

void provoke_convening(Provoker& refuses) {
    const DecisionHarness harness = with_matter();
    ConveneMeeting command = convening(harness);
    command.form = "assembly_households";
    refuses("no_such_form", harness, command);
    command.form = "party_committee";
    command.profile = "sz.council.luohu";
    refuses("other_rules", harness, command);
    command = convening(harness);
    command.at = harness.now;
    refuses("meeting_in_the_past", harness, command);
    command = {body_id(Seated::representatives), "cn.rc.2026", "representatives",
               {harness.now.ms + 2 * day_ms},    "会议室",     {{"一", MatterId{}}}};
    refuses("convened_too_late", harness, command);
    command.at = {harness.now.ms + 3 * day_ms};
    DecisionHarness in_time = harness;
    in_time.must(command);
    refuses("no_such_meeting", harness, OpenMeeting{first});
    DecisionHarness convened = harness;
    static_cast<void>(convene_for(convened, one));
    refuses("meeting_not_yet", convened, OpenMeeting{first});
    refuses("not_the_chair", convened, OpenMeeting{first}, Role::council, member(2));
    refuses("not_seated", convened, SignIn{first, 0}, Role::council, ResidentId{5});
    refuses("meeting_not_open", convened, PutMotion{first, 2, one, ""});
    refuses("seats_are_signed_in", convened, CountAttendance{first, heads({5, 5, 0, 0, 0})});
    convened.must(SignIn{first, 0}, Role::council, member(2));
    refuses("signed_in_already", convened, SignIn{first, 2});
    convened.now.ms += 4 * day_ms;
    refuses("chair_absent", convened, OpenMeeting{first});
    convened.must(SignIn{first, 1});
    refuses("quorum_not_met", convened, OpenMeeting{first});
    convened.must(SignIn{first, 3});
    convened.must(OpenMeeting{first});  // Three of five are more than half.
    refuses("meeting_not_convened", convened, OpenMeeting{first});
    refuses("meeting_not_closed", convened, PublishMinutes{first});
    DecisionHarness reviewing = at_gate(2);
    const MeetingId review = convene_for(reviewing, one);
    reviewing.now.ms += 4 * day_ms;
    refuses("attendance_not_counted", reviewing, OpenMeeting{review});
    refuses("count_missing", reviewing, CountAttendance{review, {}});
    refuses("count_impossible", reviewing, CountAttendance{review, heads({5, 6, 0, 0, 0})});
    reviewing.must(CountAttendance{review, heads({340, 226, 0, 0, 0})});
    refuses("quorum_not_met", reviewing, OpenMeeting{review});
    reviewing.must(CountAttendance{review, heads({340, 227, 0, 0, 0})});
    reviewing.must(OpenMeeting{review});
    file_documents(reviewing, one);
    reviewing.must(PutMotion{review, 0, one, ""});
    refuses("no_roll_without_seats", reviewing, OpenVote{review, VoteMethod::roll});
    refuses("not_seated", reviewing, AskToSpeak{review, 0, Side::in_favour});
}

void provoke_debate(Provoker& refuses) {
    const DecisionHarness open = in_meeting();
    refuses("no_motion_pending", open, OpenVote{first, VoteMethod::hands});
    refuses("motion_without_text", open, PutMotion{first, 2, MatterId{}, ""});
    refuses("chair_is_neutral", open, PutMotion{first, 0, one, ""}, Role::council, member(1));
    refuses("observing_only", open, PutMotion{first, 6, one, ""});
    refuses(
        "not_on_agenda",
        [&] {
            DecisionHarness two = open;
            two.must(matter_command());
            return two;
        }(),
        PutMotion{first, 2, MatterId{2}, ""});
    refuses("chair_stays", open, LeaveMeeting{first, 0}, Role::council, member(1));
    refuses("presides_already", open, HandOverChair{first, 1});
    const DecisionHarness moved = with_motion();
    refuses("motion_pending", moved, PutMotion{first, 3, one, ""});
    refuses("motion_pending", moved, ReviseDraft{one, "x", "x"});
    refuses("draft_unchanged", moved,
            PutAmendment{first, 3, words(moved.state, moved.state.matters[0].drafts[0].text)});
    refuses("nobody_waits", moved, GiveFloor{first});
    refuses("nobody_speaks", moved, EndTurn{first});
    DecisionHarness debate = moved;
    debate.must(PutAmendment{first, 3, "改"});
    refuses("amendment_pending", debate, PutAmendment{first, 4, "再改"});
    debate = moved;
    debate.must(AskToSpeak{first, 0, Side::in_favour}, Role::council, member(2));
    refuses("asked_already", debate, AskToSpeak{first, 2, Side::against});
    refuses("speakers_waiting", debate, OpenVote{first, VoteMethod::hands});
    refuses("not_the_chair", debate, GiveFloor{first}, Role::council, member(3));
    refuses("chair_is_neutral", debate, HandOverChair{first, 2});
    debate.must(GiveFloor{first}, Role::council, member(1));
    refuses("floor_taken", debate, OpenVote{first, VoteMethod::hands});
    refuses("floor_taken", debate, PutAmendment{first, 3, "改"});
    refuses("asked_already", debate, AskToSpeak{first, 2, Side::in_favour});
    debate.must(AskToSpeak{first, 3, Side::against});
    refuses("floor_taken", debate, GiveFloor{first});
    debate.now.ms += 120'000 - 1;
    refuses("floor_taken", debate, GiveFloor{first});
    debate.now.ms += 1;
    debate.must(GiveFloor{first});  // Two minutes are over: the clock ends the turn.
    const auto* const ended = std::get_if<TurnEnded>(&debate.history[debate.history.size() - 2].second);
    REQUIRE(ended != nullptr);
    CHECK(ended->seconds == 120);
    debate.must(EndTurn{first}, Role::council, member(3));
    debate.must(AskToSpeak{first, 2, Side::in_favour});
    debate.must(GiveFloor{first});
    debate.must(EndTurn{first});
    refuses("turns_used_up", debate, AskToSpeak{first, 2, Side::in_favour});
    refuses("holders_own_act", debate, Recuse{first, 4, one});
    debate.must(Recuse{first, 0, one}, Role::council, member(4));
    refuses("recused", debate, AskToSpeak{first, 4, Side::in_favour});
    debate.must(LeaveMeeting{first, 5});
    refuses("not_signed_in", debate, AskToSpeak{first, 5, Side::in_favour});
    debate.must(LeaveMeeting{first, 3});
    refuses("quorum_not_met", debate, OpenVote{first, VoteMethod::hands});
    // The wrong body: a matter that is being proposed cannot be moved where it will be consulted about.
    DecisionHarness early = with_matter();
    early.must(ConveneMeeting{
        body_id(Seated::joint), "cn.rc.2026", "joint_meeting", {early.now.ms + 4 * day_ms}, "会议室", {{"一", one}}});
    sign_in_and_open(early, first);
    refuses("gate_not_open", early, PutMotion{first, 2, one, ""});
}

void provoke_votes(Provoker& refuses) {
    DecisionHarness harness = with_motion();
    refuses("vote_not_open", harness, CastVote{first, 2, Choice::in_favour});
    refuses("vote_not_open", harness, CloseVote{first, {}});
    DecisionHarness hands = harness;
    hands.must(OpenVote{first, VoteMethod::hands});
    refuses("no_roll_call", hands, CastVote{first, 2, Choice::in_favour});
    refuses("count_impossible", hands, CloseVote{first, heads({0, 0, 5, 1, 0})});
    refuses("vote_running", hands, OpenVote{first, VoteMethod::hands});
    refuses("vote_running", hands, CloseMeeting{first});
    harness.must(OpenVote{first, VoteMethod::roll});
    refuses("not_seated", harness, CastVote{first, 0, Choice::in_favour}, Role::council, ResidentId{5});
    refuses("not_seated", harness, CastVote{first, 3, Choice::in_favour}, Role::council, member(2));
    refuses("chair_votes_last", harness, CastVote{first, 0, Choice::in_favour}, Role::council, member(1));
    harness.must(CastVote{first, 0, Choice::in_favour}, Role::council, member(2));
    refuses("voted_already", harness, CastVote{first, 2, Choice::against});
    for (std::int64_t seat = 3; seat <= voting_seats; ++seat) harness.must(CastVote{first, seat, Choice::in_favour});
    harness.must(CastVote{first, 0, Choice::in_favour}, Role::council, member(1));
    harness.must(CloseVote{first, {}}, Role::council, member(1));
    refuses("no_motion_pending", harness, CastVote{first, 2, Choice::in_favour});
    harness.must(CloseMeeting{first});
    refuses("minutes_not_published", harness, CloseGate{one});
    refuses("minutes_not_signed", harness, PublishMinutes{first});
    refuses("minutes_changed", harness, SignMinutes{first, 0, {}});
    refuses("no_such_motion", harness, ReplyToMotion{first, 2, "x"});
    refuses("no_reply_due", harness, ReplyToMotion{first, 1, "x"});
    const Meeting& meeting = harness.state.meetings[0];
    const Hash hash = sha256(
        minutes_text(meeting, harness.state.bodies[0], form_of(harness.state, meeting), Zone{}, harness.state.texts));
    harness.must(SignMinutes{first, 0, hash});
    refuses("signed_already", harness, SignMinutes{first, 0, hash});
    harness.must(SignMinutes{first, 0, hash}, Role::council, member(1));
    harness.must(PublishMinutes{first});
    refuses("minutes_published_already", harness, PublishMinutes{first});
    DecisionHarness failed = with_motion();
    vote_by_hands(failed, first, 2, 3);
    refuses("motion_not_carried", failed, CloseGate{one});
    DecisionHarness children = decision_community();
    children.must(ConveneMeeting{body_id(Seated::children),
                                 "sz.council.luohu",
                                 "council",
                                 {children.now.ms + 4 * day_ms},
                                 "图书角",
                                 {{"开放时间", MatterId{}}}});
    sign_in_and_open(children, first);
    children.must(PutMotion{first, 2, MatterId{}, "周末开放"});
    vote_by_hands(children, first, 5, 0);
    children.must(CloseMeeting{first});
    children.must(ReplyToMotion{first, 1, "好"});
    refuses("replied_already", children, ReplyToMotion{first, 1, "好"});
    DecisionHarness major = decision_community();
    OpenMatter command = matter_command();
    command.major_ticks = {0};
    major.must(command);
    file_documents(major, one);
    sign_in_and_open(major, convene_for(major, one));
    major.must(PutMotion{first, 2, one, ""});
    refuses("consultation_needed", major, OpenVote{first, VoteMethod::secret});
}

void provoke_notices(Provoker& refuses) {
    refuses("not_disclosing", with_matter(), PostNotice{one, "x", {"x"}});
    DecisionHarness harness = at_gate(4);
    refuses("documents_missing", harness, PostNotice{one, "x", {"x"}});
    file_documents(harness, one);
    refuses("notice_not_posted", harness, CloseGate{one});
    refuses("no_such_notice", harness, FileObjection{NoticeId{1}, "x"});
    harness.must(PostNotice{one, "决议", {"公告栏"}});
    const NoticeId notice{1};
    refuses("notice_already_posted", harness, PostNotice{one, "改", {"公告栏"}});
    refuses("notice_period_running", harness, CloseGate{one});
    refuses("no_such_objection", harness, AnswerObjection{notice, 1, "x", false});
    harness.must(FileObjection{notice, "不同意"}, Role::resident, proposer);
    refuses("answer_not_due", harness, EscalateObjection{notice, 1}, Role::supervisor);
    DecisionHarness later = harness;
    later.wait_days(20);
    refuses("objection_open", later, CloseGate{one});
    DecisionHarness upheld = harness;
    upheld.must(AnswerObjection{notice, 1, "成立", true});
    refuses("notice_void", upheld, FileObjection{notice, "x"});
    harness.must(AnswerObjection{notice, 1, "已说明", false});
    refuses("objection_answered", harness, AnswerObjection{notice, 1, "x", false});
    for (int level = 0; level < 2; ++level) {
        harness.must(EscalateObjection{notice, 1});
        harness.must(AnswerObjection{notice, 1, "不成立", false});
    }
    refuses("escalation_exhausted", harness, EscalateObjection{notice, 1});
    harness.wait_days(20);
    harness.must(CloseGate{one});
    refuses("notice_taken_down", harness, CorrectNotice{notice, "x", {"x"}, "x"});
    // Where objections are made on paper, the desk enters them.
    std::string text = find_profile("cn.rc.2026")->text;
    const std::size_t at = text.find(R"("form":"both")");
    REQUIRE(at != std::string::npos);
    text.replace(at, 13, R"("form":"written")");
    DecisionHarness paper = decision_community();
    paper.must(AdoptRules{text});
    paper.must(matter_command());
    for (int gate = 0; gate < 4; ++gate) pass_gate(paper, one);
    file_documents(paper, one);
    paper.must(PostNotice{one, "决议", {"公告栏"}});
    refuses("objection_in_writing", paper, FileObjection{notice, "x"}, Role::resident, proposer);
    paper.must(FileObjection{notice, "书面异议"});
}

void provoke_places(Provoker& refuses) {
    DecisionHarness harness = decision_community();
    add_newcomers(harness);
    add_places(harness);
    const Date day{2026, 6, 1};
    const NodeId grid{4}, other{5}, building{7};
    refuses("no_such_node", harness, AddNodes{NodeLevel::building, NodeId{99}, {"9栋"}, day});
    refuses("no_such_node", harness, RenameNode{NodeId{99}, "x", day});
    refuses("no_such_node", harness, MoveNode{building, NodeId{99}, day});
    refuses("no_such_node", harness, MergeNodes{grid, NodeId{99}, day});
    refuses("no_such_node", harness, SetBodyScope{body_id(Seated::branch), NodeId{99}});
    refuses("no_such_body", harness, SetBodyScope{BodyId{99}, grid});
    refuses("no_such_matter", harness, SetMatterPlace{one, grid});
    refuses("wrong_level", harness, AddNodes{NodeLevel::building, NodeId{3}, {"9栋"}, day});
    refuses("wrong_level", harness, AddNodes{NodeLevel::grid, NodeId{}, {"网格"}, day});
    refuses("wrong_level", harness, AddNodes{NodeLevel::district, NodeId{1}, {"区"}, day});
    refuses("wrong_level", harness, MoveNode{building, NodeId{3}, day});
    refuses("node_in_itself", harness, MoveNode{grid, building, day});
    refuses("node_in_itself", harness, MoveNode{NodeId{1}, NodeId{3}, day});
    refuses("node_in_itself", harness, MergeNodes{grid, grid, day});
    refuses("merge_of_unlike", harness, MergeNodes{grid, NodeId{6}, day});
    refuses("merge_of_unlike", harness, MergeNodes{building, NodeId{9}, day});
    refuses("node_unchanged", harness, RenameNode{grid, "第一网格", day});
    refuses("node_unchanged", harness, MoveNode{building, grid, day});
    refuses("node_name_taken", harness, AddNodes{NodeLevel::building, grid, {"1栋"}, day});
    refuses("node_name_taken", harness, AddNodes{NodeLevel::building, grid, {"9栋", "9栋"}, day});
    refuses("node_name_taken", harness, RenameNode{grid, "第二网格", day});
    refuses("node_name_taken", harness, MoveNode{building, NodeId{6}, day});
    refuses("date_before_history", harness, AddNodes{NodeLevel::building, grid, {"9栋"}, {2025, 12, 31}});
    refuses("date_before_history", harness, RenameNode{grid, "东网格", {2025, 12, 31}});
    refuses("date_before_history", harness, MoveNode{building, other, {2025, 12, 31}});
    refuses("date_before_history", harness, MergeNodes{grid, other, {2025, 12, 31}});
    harness.must(AddNodes{NodeLevel::building, grid, {"9栋"}, {2026, 1, 1}});  // On the first day.
    harness.must(MergeNodes{grid, other, day});
    refuses("node_merged", harness, AddNodes{NodeLevel::building, grid, {"5栋"}, day});
    refuses("node_merged", harness, RenameNode{grid, "东网格", day});
    refuses("node_merged", harness, MoveNode{building, grid, day});
    refuses("node_merged", harness, MergeNodes{other, grid, day});
    refuses("node_merged", harness, SetBodyScope{body_id(Seated::branch), grid});
    harness.must(SetBodyScope{body_id(Seated::branch), other});
    refuses("node_unchanged", harness, SetBodyScope{body_id(Seated::branch), other});
    DecisionHarness changed = harness;
    for (std::size_t i = 1; i < node_changes_max; ++i) {
        changed.must(RenameNode{other, "名" + std::to_string(i), day});
    }
    refuses("limit_reached", changed, RenameNode{other, "再改", day});
    DecisionHarness full = harness;
    for (int i = 0; full.state.tree.size() < nodes_max; ++i) {
        full.must(AddNodes{NodeLevel::building, other, {"楼" + std::to_string(i)}, day});
    }
    refuses("limit_reached", full, AddNodes{NodeLevel::building, other, {"一栋太多"}, day});
}

void provoke_duties(Provoker& refuses) {
    DecisionHarness harness = with_matter();
    add_newcomers(harness);
    const BodyId body = body_id(Seated::commissioners);
    const ResidentId commissioner = holder_of(Seated::commissioners, 2);
    harness.wait_days(1);
    const Date day{2026, 5, 29};  // The day before, when the seats were taken.
    LogDuty good{body, 0, DutyKind::reception, {}, day, 540, 600, "接待"};
    const auto with = [&good](auto&& change) {
        LogDuty changed = good;
        change(changed);
        return changed;
    };
    refuses("no_such_body", harness, with([](LogDuty& x) { x.body = BodyId{99}; }), Role::resident, commissioner);
    refuses("not_a_commissioner", harness, with([](LogDuty& x) { x.body = body_id(Seated::council); }));
    refuses("not_a_commissioner", harness, good, Role::resident, proposer);
    refuses("not_a_commissioner", harness, with([](LogDuty& x) { x.seat = 3; }), Role::resident, commissioner);
    // The day before the seat was taken.
    refuses("not_a_commissioner", harness, with([](LogDuty& x) {
                x.date = {2026, 5, 28};
            }),
            Role::resident, commissioner);
    refuses("no_such_seat", harness, good);
    refuses("no_such_seat", harness, with([](LogDuty& x) { x.seat = 7; }));
    refuses("no_such_matter", harness, with([](LogDuty& x) { x.matter = MatterId{9}; }), Role::resident, commissioner);
    refuses("duty_needs_matter", harness, with([](LogDuty& x) { x.duty = DutyKind::supervision; }), Role::resident,
            commissioner);
    refuses("duty_ends_before_it_begins", harness, with([](LogDuty& x) { x.to_minute = 540; }), Role::resident,
            commissioner);
    refuses("duty_in_the_future", harness, with([](LogDuty& x) {
                x.date = {2026, 5, 31};
            }),
            Role::resident, commissioner);
    // It is 04:26 now: what ends later today has not been done.
    const Date today{2026, 5, 30};
    refuses("duty_in_the_future", harness, with([&](LogDuty& x) {
                x.date = today;
                x.from_minute = 240;
                x.to_minute = 267;
            }),
            Role::resident, commissioner);
    harness.must(with([&](LogDuty& x) {
                     x.date = today;
                     x.from_minute = 240;
                     x.to_minute = 266;
                 }),
                 Role::resident, commissioner);
    harness.must(good, Role::resident, commissioner);
    refuses("duty_overlaps", harness, with([](LogDuty& x) {
                x.from_minute = 599;
                x.to_minute = 660;
            }),
            Role::resident, commissioner);
    harness.must(with([](LogDuty& x) {
                     x.from_minute = 600;
                     x.to_minute = 660;
                 }),
                 Role::resident, commissioner);
    harness.must(good, Role::resident, holder_of(Seated::commissioners, 3));  // Another one at the same time.
    while (harness.state.duties.size() < duties_max) harness.state.duties.push_back({});
    refuses("limit_reached", harness, with([](LogDuty& x) { x.seat = 4; }));
}

void provoke_rights(Provoker& refuses) {
    DecisionHarness harness = with_matter();
    add_newcomers(harness);
    add_places(harness);
    const BodyId branch = body_id(Seated::branch);
    const ResidentId member_of_branch = holder_of(Seated::branch, 2);
    const ExerciseRight advise{one, branch, 0, BranchRight::advise, "建议", 0};
    const auto by = [&](const DecisionHarness& where, const std::string& name, const ExerciseRight& command) {
        refuses(name, where, command, Role::resident, member_of_branch);
    };
    by(harness, "no_such_body", {one, BodyId{99}, 0, BranchRight::advise, "x", 0});
    by(harness, "not_an_estate_branch", {one, body_id(Seated::council), 0, BranchRight::advise, "x", 0});
    refuses("not_an_estate_branch", harness, advise, Role::resident, proposer);
    refuses("no_such_seat", harness, advise);
    refuses("holders_own_act", harness, ExerciseRight{one, branch, 2, BranchRight::advise, "建议", 0});
    by(harness, "no_such_matter", {MatterId{9}, branch, 0, BranchRight::advise, "x", 0});
    by(harness, "right_not_here", {one, branch, 0, BranchRight::supervise, "x", 0});
    by(harness, "rating_not_asked", {one, branch, 0, BranchRight::advise, "x", 3});
    DecisionHarness used = harness;
    used.must(advise, Role::resident, member_of_branch);
    by(used, "right_used_already", advise);
    // Its estate is another part of the community than the grid that the matter concerns.
    DecisionHarness elsewhere = harness;
    elsewhere.must(SetBodyScope{branch, NodeId{6}});
    elsewhere.must(SetMatterPlace{one, NodeId{4}});
    by(elsewhere, "outside_scope", advise);
    refuses("node_unchanged", elsewhere, SetMatterPlace{one, NodeId{4}});
    elsewhere.must(SetMatterPlace{one, NodeId{10}});  // A building of the estate.
    elsewhere.must(advise, Role::resident, member_of_branch);
    DecisionHarness implementing = at_gate(5);
    add_newcomers(implementing);
    by(implementing, "rating_needed", {one, branch, 0, BranchRight::appraise, "x", 0});
    implementing.must(ExerciseRight{one, branch, 0, BranchRight::appraise, "好", 5}, Role::resident, member_of_branch);
    DecisionHarness full = harness;
    full.state.matters[0].views.resize(branch_views_max);
    by(full, "limit_reached", advise);
}

}  // namespace

TEST_CASE("each refusal of the decision flow has its own provocation", "[decision][refusal]") {
    std::set<std::string> provoked;
    Provoker refuses{provoked};
    provoke_bodies(refuses);
    provoke_matters(refuses);
    provoke_convening(refuses);
    provoke_debate(refuses);
    provoke_votes(refuses);
    provoke_notices(refuses);
    provoke_places(refuses);
    provoke_duties(refuses);
    provoke_rights(refuses);
    for (const RefusalCode code : refusal_codes()) {
        const int number = static_cast<int>(code);
        const bool is_of_flow = (number >= 100 && number <= 223) || (number >= 1000 && number < 1100);
        if (!is_of_flow) continue;
        CAPTURE(refusal_name(code));
        CHECK(provoked.contains(std::string{refusal_name(code)}));
    }
}

}  // namespace gongyi::decision
