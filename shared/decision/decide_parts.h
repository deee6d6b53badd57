// What the files of decide() share.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "shared/community/refuse.h"
#include "shared/decision/decide.h"
#include "shared/decision/session.h"

namespace gongyi::decision {

using Outcome = Expected<std::vector<Event>, Refusal>;

// One event. (An initializer list would copy.)
inline Outcome happens(Event event) {
    std::vector<Event> events;
    events.push_back(std::move(event));
    return events;
}

[[nodiscard]] inline Date today(const Context& context) {
    return local_time(context.now, context.zone).date;
}

// Whether the asker works at the desk: staff and the operator act for others.
[[nodiscard]] inline bool is_desk(const Context& context) {
    return is_desk_role(context.role);
}

// The last day of `period` from today, or calendar_missing.
[[nodiscard]] Expected<PeriodEnd, Refusal> count_days(const Context& context, const Period& period);

// The matter, while it is open: no_such_matter, matter_over.
[[nodiscard]] Expected<const Matter*, Refusal> open_matter(const DecisionState& state, MatterId id);
// Whether a motion about the matter is before an open meeting: then it is neither changed nor moved on.
[[nodiscard]] bool is_before_a_meeting(const DecisionState& state, const Matter& matter);
[[nodiscard]] ObjectionRule objection_rule_of(const DecisionState& state, const Matter& matter);

Outcome decide_on(const DecisionState& state, const AdoptRules& command, const Context& context);
Outcome decide_on(const DecisionState& state, const EstablishBody& command, const Context& context);
Outcome decide_on(const DecisionState& state, const TakeSeat& command, const Context& context);
Outcome decide_on(const DecisionState& state, const GiveUpSeat& command, const Context& context);

Outcome decide_on(const DecisionState& state, const OpenMatter& command, const Context& context);
Outcome decide_on(const DecisionState& state, const ReviseDraft& command, const Context& context);
Outcome decide_on(const DecisionState& state, const FileDocument& command, const Context& context);
Outcome decide_on(const DecisionState& state, const OpenConsultation& command, const Context& context);
Outcome decide_on(const DecisionState& state, const GiveOpinion& command, const Context& context);
Outcome decide_on(const DecisionState& state, const CloseConsultation& command, const Context& context);
Outcome decide_on(const DecisionState& state, const ReturnMatter& command, const Context& context);
Outcome decide_on(const DecisionState& state, const RejectMatter& command, const Context& context);
Outcome decide_on(const DecisionState& state, const WithdrawMatter& command, const Context& context);
Outcome decide_on(const DecisionState& state, const RecordResult& command, const Context& context);
Outcome decide_on(const DecisionState& state, const CloseGate& command, const Context& context);

Outcome decide_on(const DecisionState& state, const ConveneMeeting& command, const Context& context);
Outcome decide_on(const DecisionState& state, const CancelMeeting& command, const Context& context);
Outcome decide_on(const DecisionState& state, const SignIn& command, const Context& context);
Outcome decide_on(const DecisionState& state, const LeaveMeeting& command, const Context& context);
Outcome decide_on(const DecisionState& state, const CountAttendance& command, const Context& context);
Outcome decide_on(const DecisionState& state, const Recuse& command, const Context& context);
Outcome decide_on(const DecisionState& state, const OpenMeeting& command, const Context& context);
Outcome decide_on(const DecisionState& state, const HandOverChair& command, const Context& context);
Outcome decide_on(const DecisionState& state, const PutMotion& command, const Context& context);
Outcome decide_on(const DecisionState& state, const PutAmendment& command, const Context& context);
Outcome decide_on(const DecisionState& state, const AskToSpeak& command, const Context& context);
Outcome decide_on(const DecisionState& state, const GiveFloor& command, const Context& context);
Outcome decide_on(const DecisionState& state, const EndTurn& command, const Context& context);
Outcome decide_on(const DecisionState& state, const OpenVote& command, const Context& context);
Outcome decide_on(const DecisionState& state, const CastVote& command, const Context& context);
Outcome decide_on(const DecisionState& state, const CloseVote& command, const Context& context);
Outcome decide_on(const DecisionState& state, const CloseMeeting& command, const Context& context);
Outcome decide_on(const DecisionState& state, const SignMinutes& command, const Context& context);
Outcome decide_on(const DecisionState& state, const PublishMinutes& command, const Context& context);
Outcome decide_on(const DecisionState& state, const ReplyToMotion& command, const Context& context);

Outcome decide_on(const DecisionState& state, const PostNotice& command, const Context& context);
Outcome decide_on(const DecisionState& state, const CorrectNotice& command, const Context& context);
Outcome decide_on(const DecisionState& state, const FileObjection& command, const Context& context);
Outcome decide_on(const DecisionState& state, const AnswerObjection& command, const Context& context);
Outcome decide_on(const DecisionState& state, const EscalateObjection& command, const Context& context);

Outcome decide_on(const DecisionState& state, const TakeDownText& command, const Context& context);
Outcome decide_on(const DecisionState& state, const AddNodes& command, const Context& context);
Outcome decide_on(const DecisionState& state, const RenameNode& command, const Context& context);
Outcome decide_on(const DecisionState& state, const MoveNode& command, const Context& context);
Outcome decide_on(const DecisionState& state, const MergeNodes& command, const Context& context);
Outcome decide_on(const DecisionState& state, const SetBodyScope& command, const Context& context);
Outcome decide_on(const DecisionState& state, const SetMatterPlace& command, const Context& context);
Outcome decide_on(const DecisionState& state, const LogDuty& command, const Context& context);
Outcome decide_on(const DecisionState& state, const ExerciseRight& command, const Context& context);
Outcome decide_on(const DecisionState& state, const SecondMotion& command, const Context& context);
Outcome decide_on(const DecisionState& state, const DropMotion& command, const Context& context);

Outcome decide_on(const DecisionState& state, const ContestDraft& command, const Context& context);
Outcome decide_on(const DecisionState& state, const AnswerContest& command, const Context& context);

}  // namespace gongyi::decision
