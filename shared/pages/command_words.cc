#include "shared/pages/command_words.h"

#include <algorithm>
#include <array>

namespace gongyi::pages {
namespace {

struct Row {
    std::string_view name;
    Say words{};
};

// By name. What only residents and the system give is not here: nobody reads of it in a journal.
constexpr std::array rows{
    Row{"AddNodes", Say::node_add},
    Row{"AddProject", Say::command_add_project},
    Row{"AdoptRules", Say::rules_adopt_title},
    Row{"AnswerContest", Say::draft_contest_answer},
    Row{"AnswerObjection", Say::command_answer_objection},
    Row{"AskToSpeak", Say::desk_turn},
    Row{"CancelMeeting", Say::meeting_cancel_now},
    Row{"CastVote", Say::command_cast_vote},
    Row{"CloseConsultation", Say::matter_close_consultation},
    Row{"CloseGate", Say::command_close_gate},
    Row{"CloseMeeting", Say::meeting_close_now},
    Row{"CloseVote", Say::meeting_close_vote},
    Row{"CloseVoting", Say::staff_close},
    Row{"ContestDraft", Say::command_contest_draft},
    Row{"ConveneMeeting", Say::convene_title},
    Row{"CorrectNotice", Say::notice_correct},
    Row{"CountAttendance", Say::command_count_attendance},
    Row{"DraftRound", Say::command_draft_round},
    Row{"DropMotion", Say::meeting_drop_motion},
    Row{"EndTurn", Say::command_end_turn},
    Row{"EnterPapers", Say::command_enter_papers},
    Row{"EscalateObjection", Say::command_escalate_objection},
    Row{"EstablishBody", Say::body_establish},
    Row{"ExerciseRight", Say::command_exercise_right},
    Row{"FileDocument", Say::command_file_document},
    Row{"FileObjection", Say::command_file_objection},
    Row{"GiveFloor", Say::command_give_floor},
    Row{"GiveOpinion", Say::matter_opinion},
    Row{"GiveUpSeat", Say::seat_give_up},
    Row{"HandOverChair", Say::meeting_hand_over_now},
    Row{"LeaveMeeting", Say::command_leave_meeting},
    Row{"LogDuty", Say::duty_log},
    Row{"MergeNodes", Say::node_merge},
    Row{"MoveNode", Say::node_move},
    Row{"OpenConsultation", Say::matter_open_consultation},
    Row{"OpenMatter", Say::command_open_matter},
    Row{"OpenMeeting", Say::meeting_open},
    Row{"OpenVote", Say::command_open_vote},
    Row{"OpenVoting", Say::staff_open},
    Row{"PostNotice", Say::matter_post_notice},
    Row{"PublishMinutes", Say::minutes_publish},
    Row{"PutAmendment", Say::meeting_amend},
    Row{"PutMotion", Say::command_put_motion},
    Row{"RecordResult", Say::matter_record_result},
    Row{"Recuse", Say::command_recuse},
    Row{"RegisterSheets", Say::command_register_sheets},
    Row{"RejectMatter", Say::command_reject_matter},
    Row{"RenameNode", Say::command_rename_node},
    Row{"ReplyToMotion", Say::command_reply_to_motion},
    Row{"ReturnMatter", Say::matter_return},
    Row{"ReviseDraft", Say::matter_revise},
    Row{"SecondMotion", Say::desk_second},
    Row{"SetBodyScope", Say::body_scope_set},
    Row{"SetMatterPlace", Say::matter_place_set},
    Row{"SignIn", Say::command_sign_in},
    Row{"SignMinutes", Say::command_sign_minutes},
    Row{"TakeDownText", Say::text_take_down_title},
    Row{"TakePaperBack", Say::desk_back_title},
    Row{"TakeSeat", Say::seat_take},
    Row{"WithdrawMatter", Say::matter_withdraw},
    Row{"appoint", Say::people_appoint},
    Row{"correct", Say::people_correct},
    Row{"move_away", Say::people_move},
    Row{"renew_letter", Say::people_renew},
    Row{"restore", Say::deed_person_restored},
};
static_assert(std::is_sorted(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.name < b.name; }));

}  // namespace

std::string command_words(const Scene& scene, std::string_view name) {
    const auto* const found = std::lower_bound(rows.begin(), rows.end(), name,
                                               [](const Row& row, std::string_view n) { return row.name < n; });
    if (found == rows.end() || found->name != name) return std::string{name};
    return std::string{scene.say(found->words)};
}

}  // namespace gongyi::pages
