#include "shared/decision/decide.h"

#include "shared/base/check.h"
#include "shared/decision/decide_parts.h"
#include "shared/decision/event_texts.h"

namespace gongyi::decision {

namespace {

constexpr std::array<std::string_view, command_kinds> names{
    "AdoptRules",     "EstablishBody",    "TakeSeat",        "GiveUpSeat",        "OpenMatter",     "ReviseDraft",
    "FileDocument",   "OpenConsultation", "GiveOpinion",     "CloseConsultation", "ReturnMatter",   "RejectMatter",
    "WithdrawMatter", "RecordResult",     "CloseGate",       "ConveneMeeting",    "CancelMeeting",  "SignIn",
    "LeaveMeeting",   "CountAttendance",  "Recuse",          "OpenMeeting",       "HandOverChair",  "PutMotion",
    "PutAmendment",   "AskToSpeak",       "GiveFloor",       "EndTurn",           "OpenVote",       "CastVote",
    "CloseVote",      "CloseMeeting",     "SignMinutes",     "PublishMinutes",    "ReplyToMotion",  "PostNotice",
    "CorrectNotice",  "FileObjection",    "AnswerObjection", "EscalateObjection", "TakeDownText",   "AddNodes",
    "RenameNode",     "MoveNode",         "MergeNodes",      "SetBodyScope",      "SetMatterPlace", "LogDuty",
    "ExerciseRight",  "SecondMotion",     "DropMotion",      "ContestDraft",      "AnswerContest",
};

// Who may give a command at all. `members` hold seats: council members, and whoever else was seated as a resident.
enum class Who : std::uint8_t { desk, members, everyone, desk_and_supervisor };

// In the order of Command's alternatives.
constexpr std::array<Who, command_kinds> who_may{
    /* AdoptRules */ Who::desk,
    /* EstablishBody */ Who::desk,
    /* TakeSeat */ Who::desk,
    /* GiveUpSeat */ Who::desk,
    /* OpenMatter */ Who::members,
    /* ReviseDraft */ Who::members,
    /* FileDocument */ Who::desk_and_supervisor,
    /* OpenConsultation */ Who::desk,
    /* GiveOpinion */ Who::everyone,
    /* CloseConsultation */ Who::desk,
    /* ReturnMatter */ Who::desk,
    /* RejectMatter */ Who::desk,
    /* WithdrawMatter */ Who::members,
    /* RecordResult */ Who::desk,
    /* CloseGate */ Who::desk,
    /* ConveneMeeting */ Who::desk,
    /* CancelMeeting */ Who::desk,
    /* SignIn */ Who::members,
    /* LeaveMeeting */ Who::members,
    /* CountAttendance */ Who::desk,
    /* Recuse */ Who::members,
    /* OpenMeeting */ Who::members,
    /* HandOverChair */ Who::members,
    /* PutMotion */ Who::members,
    /* PutAmendment */ Who::members,
    /* AskToSpeak */ Who::members,
    /* GiveFloor */ Who::members,
    /* EndTurn */ Who::members,
    /* OpenVote */ Who::members,
    /* CastVote */ Who::members,
    /* CloseVote */ Who::members,
    /* CloseMeeting */ Who::members,
    /* SignMinutes */ Who::members,
    /* PublishMinutes */ Who::desk,
    /* ReplyToMotion */ Who::desk,
    /* PostNotice */ Who::desk,
    /* CorrectNotice */ Who::desk,
    /* FileObjection */ Who::everyone,
    /* AnswerObjection */ Who::desk,
    /* EscalateObjection */ Who::desk_and_supervisor,
    /* TakeDownText */ Who::desk,
    /* AddNodes */ Who::desk,
    /* RenameNode */ Who::desk,
    /* MoveNode */ Who::desk,
    /* MergeNodes */ Who::desk,
    /* SetBodyScope */ Who::desk,
    /* SetMatterPlace */ Who::desk,
    /* LogDuty */ Who::members,
    /* ExerciseRight */ Who::members,
    /* SecondMotion */ Who::members,
    /* DropMotion */ Who::members,
    /* ContestDraft */ Who::members,
    /* AnswerContest */ Who::desk,
};

}  // namespace

const std::array<std::string_view, command_kinds>& command_names() {
    return names;
}

bool may(Role role, std::size_t command_index) {
    GONGYI_CHECK(command_index < who_may.size());
    if (role == Role::visitor) return false;
    if (role == Role::staff || role == Role::system) return true;
    switch (who_may[command_index]) {
        case Who::desk:
            return false;
        case Who::desk_and_supervisor:
            return role == Role::supervisor;
        case Who::members:
            return role == Role::council || role == Role::resident;
        case Who::everyone:
            return true;
    }
    return false;
}

Outcome decide(const DecisionState& state, const Command& command, const Context& context) {
    if (!may(context.role, command.index())) {
        return context.role == Role::visitor ? refuse(RefusalCode::sign_in_needed)
                                             : refuse(RefusalCode::role_not_allowed);
    }
    auto outcome = std::visit([&](const auto& asked) { return decide_on(state, asked, context); }, command);
    if (!outcome) return outcome;
    for (Event& event : *outcome) {
        for_each_text(event, [&](FreeText& text) {
            if (text.opened) text.seal(salt_from(context.text_seed, text.opened->text));
        });
    }
    return outcome;
}

Expected<PeriodEnd, Refusal> count_days(const Context& context, const Period& period) {
    const auto end = end_of_period(*context.calendar, today(context), period);
    if (!end) return refuse(RefusalCode::calendar_missing);
    return *end;
}

Expected<const Matter*, Refusal> open_matter(const DecisionState& state, MatterId id) {
    const Matter* const matter = find_matter(state, id);
    if (matter == nullptr) return refuse(RefusalCode::no_such_matter, "/matter");
    if (matter->stage != MatterStage::open) return refuse(RefusalCode::matter_over, "/matter");
    return matter;
}

bool is_before_a_meeting(const DecisionState& state, const Matter& matter) {
    for (const Meeting& meeting : state.meetings) {
        const Motion* const motion = pending_motion(meeting);
        if (motion != nullptr && motion->matter == matter.id) return true;
    }
    return false;
}

ObjectionRule objection_rule_of(const DecisionState& state, const Matter& matter) {
    return profile_of(state, matter).objection.value_or(ObjectionRule{});
}

}  // namespace gongyi::decision
