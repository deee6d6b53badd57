// Every command × role × situation of the decision flow, against a list that a person has read.
#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <sstream>

#include "tests/support/decision_fixture.h"
#include "tests/support/files.h"

namespace gongyi::decision {

using namespace test;

namespace {

constexpr MatterId one{1};
constexpr MeetingId first{1};

// Where a matter and its meeting can be, each with a member who has seat 2 of the committee and asks in every role.
std::vector<std::pair<std::string, DecisionHarness>> situations() {
    std::vector<std::pair<std::string, DecisionHarness>> list;
    DecisionHarness harness = decision_community();
    add_newcomers(harness);
    add_places(harness);
    harness.must(matter_command(), Role::resident, holder_of(Seated::committee, 2));
    file_documents(harness, one);
    list.emplace_back("proposed", harness);
    DecisionHarness changed = harness;
    changed.must(ReviseDraft{one, "工作人员的稿", "理顺文字"});
    list.emplace_back("changed", changed);
    changed.must(ContestDraft{one, 2, "意思变了"}, Role::resident, holder_of(Seated::committee, 2));
    list.emplace_back("contested", changed);
    static_cast<void>(convene_for(harness, one));
    list.emplace_back("convened", harness);
    sign_in_and_open(harness, first);
    list.emplace_back("open", harness);
    harness.must(PutMotion{first, 3, one, ""});
    list.emplace_back("moved", harness);
    DecisionHarness voting = harness;
    voting.must(OpenVote{first, VoteMethod::roll});
    list.emplace_back("voting", voting);
    voting.must(CastVote{first, 2, Choice::against});
    list.emplace_back("entered", voting);
    vote_by_hands(harness, first, 5, 0);
    harness.must(CloseMeeting{first});
    list.emplace_back("closed", harness);
    sign_and_publish(harness, first);
    list.emplace_back("published", harness);
    harness.must(CloseGate{one});
    for (int gate = 1; gate < 4; ++gate) pass_gate(harness, one);
    file_documents(harness, one);
    list.emplace_back("decided", harness);
    harness.must(PostNotice{one, "决议", {"公告栏"}});
    harness.must(FileObjection{NoticeId{1}, "异议"});
    list.emplace_back("posted", harness);
    harness.must(AnswerObjection{NoticeId{1}, 1, "不成立", false});
    harness.wait_days(20);
    harness.must(CloseGate{one});
    list.emplace_back("implementing", harness);
    pass_gate(harness, one);
    pass_gate(harness, one);
    list.emplace_back("completed", harness);
    return list;
}

// One command of each kind, sensible where it can be, in the order of Command's alternatives. Members ask for their own
// seat, the desk for seat 2.
std::vector<Command> commands(const DecisionHarness& harness, bool is_desk) {
    const std::int64_t seat = is_desk ? 2 : 0;
    Hash minutes{};
    const Meeting* const meeting = find_meeting(harness.state, first);
    if (meeting != nullptr) {
        minutes = sha256(minutes_text(*meeting, harness.state.bodies[0], form_of(harness.state, *meeting), Zone{},
                                      harness.state.texts));
    }
    OpenMatter another = matter_command();
    another.title = "另一件事";
    return {
        AdoptRules{find_profile("roberts.12")->text},
        EstablishBody{BodyKind::assembly, "居民会议", {}, {2026, 1, 1}, {2027, 1, 1}},
        TakeSeat{body_id(Seated::council), {1, ResidentId{5}, {}, false}},
        GiveUpSeat{body_id(Seated::council), 3, "搬走"},
        another,
        ReviseDraft{one, "新稿", "改"},
        FileDocument{one, "draft", "草案", {}},
        OpenConsultation{one, 5},
        GiveOpinion{one, "意见"},
        CloseConsultation{one, "答复"},
        ReturnMatter{one, "proposal", "重来"},
        RejectMatter{one, "否决"},
        WithdrawMatter{one, "撤回"},
        RecordResult{one, {{yuan(1), 1, "计划"}, {yuan(1), 1, "实际"}, "合格", 5}},
        CloseGate{one},
        ConveneMeeting{body_id(Seated::council),
                       "sz.council.luohu",
                       "council",
                       {harness.now.ms + 4 * day_ms},
                       "会议室",
                       {{"议题", MatterId{}}}},
        CancelMeeting{first, "改期"},
        SignIn{first, seat},
        LeaveMeeting{first, seat},
        CountAttendance{first, heads({5, 5, 0, 0, 0})},
        Recuse{first, seat, one},
        OpenMeeting{first},
        HandOverChair{first, 4},
        PutMotion{first, seat, one, ""},
        PutAmendment{first, seat, "修正"},
        AskToSpeak{first, seat, Side::against},
        GiveFloor{first},
        EndTurn{first},
        OpenVote{first, VoteMethod::roll},
        CastVote{first, seat, Choice::in_favour},
        CloseVote{first, {}},
        CloseMeeting{first},
        SignMinutes{first, seat, minutes},
        PublishMinutes{first},
        ReplyToMotion{first, 1, "答复"},
        PostNotice{one, "公示", {"公告栏"}},
        CorrectNotice{NoticeId{1}, "更正", {"公告栏"}, "写错"},
        FileObjection{NoticeId{1}, "异议"},
        AnswerObjection{NoticeId{1}, 1, "不成立", false},
        EscalateObjection{NoticeId{1}, 1},
        // The first draft's text.
        TakeDownText{harness.state.matters[0].drafts[0].text.commitment, Ground::personal_information},
        AddNodes{NodeLevel::building, NodeId{5}, {"4栋"}, {2026, 6, 1}},
        RenameNode{NodeId{4}, "东网格", {2026, 6, 1}},
        MoveNode{NodeId{7}, NodeId{5}, {2026, 6, 1}},
        MergeNodes{NodeId{4}, NodeId{5}, {2026, 6, 1}},
        SetBodyScope{body_id(Seated::branch), NodeId{6}},
        SetMatterPlace{one, NodeId{6}},
        LogDuty{body_id(Seated::commissioners), seat, DutyKind::supervision, one, {2026, 5, 29}, 60, 120, "到现场看过"},
        ExerciseRight{one, body_id(Seated::branch), seat, BranchRight::supervise, "看过账目", 0},
        SecondMotion{first, seat},
        DropMotion{first},
        ContestDraft{one, 2, "不同意"},
        AnswerContest{one, 2, "已改回"},
    };
}

// A line a command and role: "PutMotion council: proposed=no_such_meeting convened=meeting_not_open …".
std::string all_cells() {
    const auto list = situations();
    std::string text;
    for (std::size_t index = 0; index < command_kinds; ++index) {
        for (const Role role : all_roles) {
            text += std::string{command_names()[index]} + " " + std::string{role_name(role)} + ":";
            const bool is_desk = role == Role::staff || role == Role::system;
            const ResidentId actor = is_desk ? ResidentId{} : holder_of(Seated::committee, 2);
            for (const auto& [situation, harness] : list) {
                DecisionHarness copy = harness;
                const auto result = copy.run(commands(harness, is_desk)[index], role, actor);
                text += " " + situation + "=";
                text += result ? "done" : std::string{refusal_name(result.error().code)};
            }
            text += '\n';
        }
    }
    return text;
}

}  // namespace

// Goal: nobody gains or loses a right, and no stage admits a command, by a slip. Method: every cell is tried; the list
// in tests/data/decision_cells.txt states what is expected, and holds no cell more or less.
TEST_CASE("every command, role and stage of the decision flow does what the list says", "[decision][cells]") {
    std::istringstream got{all_cells()};
    std::istringstream want{read_file("tests/data/decision_cells.txt")};
    std::string got_line;
    std::string want_line;
    std::size_t count = 0;
    while (std::getline(got, got_line)) {
        REQUIRE(std::getline(want, want_line));
        CHECK(got_line == want_line);
        ++count;
    }
    CHECK_FALSE(std::getline(want, want_line));
    CHECK(count == all_roles.size() * command_kinds);
}

// Prints the list, to be read by a person before it replaces the one that is kept:
//   gongyi_unit "[cells-print]" | grep ': proposed=' > tests/data/decision_cells.txt
TEST_CASE("the list of cells as it would be now", "[.][cells-print]") {
    std::printf("%s", all_cells().c_str());
}

}  // namespace gongyi::decision
