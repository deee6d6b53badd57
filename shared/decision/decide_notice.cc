#include "shared/decision/decide_parts.h"
#include "shared/decision/gates.h"
#include "shared/decision/share.h"

namespace gongyi::decision {

namespace {

// The notice while it hangs: no_such_notice, notice_void.
Expected<const Notice*, Refusal> hanging_notice(const DecisionState& state, NoticeId id) {
    const Notice* const notice = find_notice(state, id);
    if (notice == nullptr) return refuse(RefusalCode::no_such_notice, "/notice");
    if (notice->is_void) return refuse(RefusalCode::notice_void, "/notice");
    return notice;
}

Expected<const Objection*, Refusal> find_objection(const Notice& notice, std::int64_t number) {
    if (number < 1 || static_cast<std::size_t>(number) > notice.objections.size()) {
        return refuse(RefusalCode::no_such_objection, "/objection");
    }
    return &notice.objections[static_cast<std::size_t>(number - 1)];
}

Expected<Date, Refusal> answer_due(const Context& context, const ObjectionRule& rule) {
    const auto end = count_days(context, {rule.reply_days, DayUnit::calendar, /*rolls_over_holiday=*/true});
    if (!end) return unexpected(end.error());
    return end->last_day;
}

// Where an upheld objection returns the matter to.
std::int64_t gate_to_return_to(const DecisionState& state, const Matter& matter) {
    const RuleProfile& profile = profile_of(state, matter);
    const ObjectionRule rule = objection_rule_of(state, matter);
    for (std::size_t i = 0; i < profile.gates.size(); ++i) {
        if (profile.gates[i].id == rule.upheld_returns_to) return static_cast<std::int64_t>(i);
    }
    return 0;
}

}  // namespace

Outcome decide_on(const DecisionState& state, const PostNotice& command, const Context& context) {
    const auto matter = open_matter(state, command.matter);
    if (!matter) return unexpected(matter.error());
    const Gate& gate = current_gate(state, **matter);
    if (gate.kind != GateKind::disclosure) return refuse(RefusalCode::not_disclosing, "/matter");
    if (current_notice(state, **matter) != nullptr) return refuse(RefusalCode::notice_already_posted, "/matter");
    // The supervision body checks what is disclosed before it hangs, not after.
    if (!missing_documents(state, **matter).empty()) return refuse(RefusalCode::documents_missing, "/matter");
    if (state.notices.size() >= notices_max) {
        return refuse<RefusalCode::limit_reached>("", notices_max);
    }
    const auto end = count_days(context, gate.notice->period);
    if (!end) return unexpected(end.error());
    return happens(NoticePosted{NoticeId{state.notices.size() + 1}, command.matter, command.text, command.places,
                                end->last_day, end->is_provisional});
}

Outcome decide_on(const DecisionState& state, const CorrectNotice& command, const Context& context) {
    const auto notice = hanging_notice(state, command.notice);
    if (!notice) return unexpected(notice.error());
    const auto matter = open_matter(state, (*notice)->matter);
    if (!matter) return unexpected(matter.error());
    if ((*matter)->passages.back().notice != command.notice) return refuse(RefusalCode::notice_taken_down, "/notice");
    if ((*notice)->versions.size() >= notice_versions_max) {
        return refuse<RefusalCode::limit_reached>("", notice_versions_max);
    }
    const auto end = count_days(context, current_gate(state, **matter).notice->period);
    if (!end) return unexpected(end.error());
    return happens(NoticeCorrected{command.notice, command.text, command.places, end->last_day, end->is_provisional,
                                   command.reason});
}

Outcome decide_on(const DecisionState& state, const FileObjection& command, const Context& context) {
    const auto notice = hanging_notice(state, command.notice);
    if (!notice) return unexpected(notice.error());
    const Matter& matter = *find_matter(state, (*notice)->matter);
    const ObjectionRule rule = objection_rule_of(state, matter);
    // On paper the desk enters it; online everyone does.
    if (rule.form == ObjectionForm::written && !is_desk(context)) return refuse(RefusalCode::objection_in_writing);
    if ((*notice)->objections.size() >= objections_max) {
        return refuse<RefusalCode::limit_reached>("", objections_max);
    }
    const auto person = check_objection(state, **notice, command.text, context);
    if (!person) return unexpected(person.error());
    const auto due = answer_due(context, rule);
    if (!due) return unexpected(due.error());
    const bool is_late = context.now >= period_over_at(**notice, context.zone);
    return happens(ObjectionFiled{command.notice, command.text, is_late, *due, *person});
}

Outcome decide_on(const DecisionState& state, const AnswerObjection& command, const Context&) {
    const auto notice = hanging_notice(state, command.notice);
    if (!notice) return unexpected(notice.error());
    const auto objection = find_objection(**notice, command.objection);
    if (!objection) return unexpected(objection.error());
    if ((*objection)->stage != ObjectionStage::open) return refuse(RefusalCode::objection_answered, "/objection");
    std::vector<Event> events;
    events.emplace_back(ObjectionAnswered{command.notice, command.objection, command.text, command.upheld});
    const Matter& matter = *find_matter(state, (*notice)->matter);
    // An upheld objection takes the matter back; one to a notice that is down already is on record, and no more.
    const bool hangs = matter.stage == MatterStage::open && matter.passages.back().notice == command.notice;
    if (command.upheld && hangs) {
        events.emplace_back(MatterReturned{matter.id, gate_to_return_to(state, matter), command.text});
    }
    return events;
}

Outcome decide_on(const DecisionState& state, const EscalateObjection& command, const Context& context) {
    const auto notice = hanging_notice(state, command.notice);
    if (!notice) return unexpected(notice.error());
    const auto objection = find_objection(**notice, command.objection);
    if (!objection) return unexpected(objection.error());
    const Matter& matter = *find_matter(state, (*notice)->matter);
    const ObjectionRule rule = objection_rule_of(state, matter);
    const auto steps = static_cast<std::size_t>((*objection)->escalations);
    if (matter.passages.back().notice != command.notice || matter.stage != MatterStage::open) {
        return refuse(RefusalCode::notice_taken_down, "/notice");
    }
    const bool is_overdue = today(context) > (*objection)->answer_due;
    if ((*objection)->stage == ObjectionStage::open && !is_overdue) {
        return refuse(RefusalCode::answer_not_due, "/objection");
    }
    if (steps >= rule.escalation.size()) return refuse(RefusalCode::escalation_exhausted, "/objection");
    const auto due = answer_due(context, rule);
    if (!due) return unexpected(due.error());
    return happens(ObjectionEscalated{command.notice, command.objection, rule.escalation[steps], *due});
}

}  // namespace gongyi::decision
