#include <algorithm>

#include "shared/decision/decide_parts.h"
#include "shared/decision/gates.h"
#include "shared/decision/share.h"

namespace gongyi::decision {

namespace {

constexpr std::int64_t consultation_days_max = 366;

bool is_deliberated(const DecisionState& state, const Matter& matter) {
    return current_gate(state, matter).kind == GateKind::deliberation;
}

// A matter that is deliberated and not before a meeting right now: what may be changed, returned or ended.
Expected<const Matter*, Refusal> changeable_matter(const DecisionState& state, MatterId id) {
    auto matter = open_matter(state, id);
    if (!matter) return matter;
    if (!is_deliberated(state, **matter)) return refuse(RefusalCode::matter_resolved, "/matter");
    if (is_before_a_meeting(state, **matter)) return refuse(RefusalCode::motion_pending, "/matter");
    return matter;
}

// Whether the asker raised the matter. What the desk raised is the desk's, whoever sits there.
bool is_author(const Matter& matter, const Context& context) {
    const bool is_own = matter.author != ResidentId{} && matter.author == context.actor;
    return is_own || (is_desk(context) && is_desk_role(matter.opened_by));
}

bool is_for_supervisor(const std::string& kind) {
    return kind.starts_with("supervision_");
}

}  // namespace

Outcome decide_on(const DecisionState& state, const OpenMatter& command, const Context& context) {
    const auto profile_index = find_adopted(state, command.profile);
    if (!profile_index) return refuse(RefusalCode::no_such_profile, "/profile");
    const RuleProfile& profile = state.profiles[static_cast<std::size_t>(*profile_index)];
    if (profile.gates.empty()) return refuse(RefusalCode::profile_without_gates, "/profile");
    if (state.matters.size() >= matters_max) {
        return refuse<RefusalCode::limit_reached>("", matters_max);
    }
    if (auto fits = check_raising(state, command.title, command.text, profile.voices, context); !fits) {
        return unexpected(fits.error());
    }
    const std::size_t lines = profile.major ? profile.major->checklist.size() : 0;
    for (const std::int64_t tick : command.major_ticks) {
        if (tick < 0 || static_cast<std::size_t>(tick) >= lines) {
            return refuse(RefusalCode::not_on_checklist, "/major_ticks");
        }
    }
    const bool is_large = profile.major && profile.major->amount && command.amount >= *profile.major->amount;
    MatterOpened opened;
    opened.matter = MatterId{state.matters.size() + 1};
    opened.title = command.title;
    opened.origin = command.origin;
    opened.author = context.actor;
    opened.profile = *profile_index;
    opened.is_major = is_large || !command.major_ticks.empty();
    opened.major_ticks = command.major_ticks;
    opened.amount = command.amount;
    opened.round = command.round;
    opened.project = command.project;
    opened.text = command.text;
    return happens(std::move(opened));
}

Outcome decide_on(const DecisionState& state, const ReviseDraft& command, const Context& context) {
    const auto matter = changeable_matter(state, command.matter);
    if (!matter) return unexpected(matter.error());
    // What staff rewrite is a version that says so, that the author sees and can contest (ContestDraft).
    if (!is_desk(context) && !is_author(**matter, context)) return refuse(RefusalCode::not_the_author);
    if (words_of(state.texts, (*matter)->drafts.back().text) == command.text)
        return refuse(RefusalCode::draft_unchanged, "/text");
    if (auto fits = check_revising(state, **matter, context); !fits) return unexpected(fits.error());
    if ((*matter)->drafts.size() >= drafts_max) {
        return refuse<RefusalCode::limit_reached>("/text", drafts_max);
    }
    return happens(DraftRevised{command.matter, command.text, command.note});
}

Outcome decide_on(const DecisionState& state, const FileDocument& command, const Context& context) {
    // The supervision body checks for itself: nobody else writes its opinion, and it files nothing else.
    const bool is_supervisor = context.role == Role::supervisor;
    if (is_for_supervisor(command.kind) != is_supervisor) return refuse(RefusalCode::supervisor_files_it, "/kind");
    const auto matter = open_matter(state, command.matter);
    if (!matter) return unexpected(matter.error());
    const auto& due = current_gate(state, **matter).documents;
    if (std::find(due.begin(), due.end(), command.kind) == due.end()) {
        return refuse(RefusalCode::document_not_due, "/kind");
    }
    const auto& documents = (*matter)->documents;
    const auto of_kind =
        std::count_if(documents.begin(), documents.end(), [&command, gate = gate_of(**matter)](const Document& one) {
            return one.kind == command.kind && one.gate == gate;
        });
    if (of_kind >= static_cast<std::ptrdiff_t>(documents_of_kind_max)) {
        return refuse<RefusalCode::limit_reached>("", documents_of_kind_max);
    }
    return happens(DocumentFiled{command.matter, command.kind, command.title, command.hash});
}

Outcome decide_on(const DecisionState& state, const OpenConsultation& command, const Context& context) {
    const auto matter = changeable_matter(state, command.matter);
    if (!matter) return unexpected(matter.error());
    const auto& consultation = (*matter)->consultation;
    if (consultation && consultation->reply.empty()) return refuse(RefusalCode::consultation_running, "/matter");
    if (command.days < 1 || command.days > consultation_days_max) {
        return refuse<RefusalCode::days_out_of_range>("/days", consultation_days_max);
    }
    const auto end = count_days(context, {command.days, DayUnit::calendar, /*rolls_over_holiday=*/true});
    if (!end) return unexpected(end.error());
    return happens(ConsultationOpened{command.matter, end->last_day});
}

Outcome decide_on(const DecisionState& state, const GiveOpinion& command, const Context& context) {
    const auto matter = open_matter(state, command.matter);
    if (!matter) return unexpected(matter.error());
    const auto& consultation = (*matter)->consultation;
    if (!consultation || !consultation->reply.empty() || today(context) > consultation->last_day) {
        return refuse(RefusalCode::consultation_not_open, "/matter");
    }
    if (consultation->opinions.size() >= opinions_max) {
        return refuse<RefusalCode::limit_reached>("", opinions_max);
    }
    const auto person = check_opinion(state, **matter, command.text, context);
    if (!person) return unexpected(person.error());
    return happens(OpinionGiven{command.matter, command.text, *person});
}

Outcome decide_on(const DecisionState& state, const CloseConsultation& command, const Context& context) {
    const auto matter = open_matter(state, command.matter);
    if (!matter) return unexpected(matter.error());
    const auto& consultation = (*matter)->consultation;
    if (!consultation || !consultation->reply.empty()) return refuse(RefusalCode::consultation_not_open, "/matter");
    if (today(context) <= consultation->last_day) return refuse(RefusalCode::consultation_running, "/matter");
    return happens(ConsultationClosed{command.matter, command.reply});
}

Outcome decide_on(const DecisionState& state, const ReturnMatter& command, const Context&) {
    const auto matter = changeable_matter(state, command.matter);
    if (!matter) return unexpected(matter.error());
    const auto& gates = profile_of(state, **matter).gates;
    for (std::int64_t i = 0; i < gate_of(**matter); ++i) {
        if (gates[static_cast<std::size_t>(i)].id == command.gate) {
            return happens(MatterReturned{command.matter, i, command.reason});
        }
    }
    return refuse(RefusalCode::no_earlier_gate, "/gate");
}

Outcome decide_on(const DecisionState& state, const RejectMatter& command, const Context&) {
    const auto matter = changeable_matter(state, command.matter);
    if (!matter) return unexpected(matter.error());
    // Before any body hears it the staff's first look decides (征集以后先初审: Pingshan 2018, first check and
    // screening); afterwards only that body's vote does.
    if (!was_voted_down(state, **matter) && !is_unheard(state, **matter))
        return refuse(RefusalCode::not_voted_down, "/matter");
    return happens(MatterEnded{command.matter, MatterStage::rejected, command.reason});
}

Outcome decide_on(const DecisionState& state, const WithdrawMatter& command, const Context& context) {
    const auto matter = changeable_matter(state, command.matter);
    if (!matter) return unexpected(matter.error());
    // Withdrawing is the author's: staff who disagree return or reject it, with their reasons.
    if (!is_author(**matter, context)) return refuse(RefusalCode::authors_own_act);
    return happens(MatterEnded{command.matter, MatterStage::withdrawn, command.reason});
}

Outcome decide_on(const DecisionState& state, const ContestDraft& command, const Context& context) {
    const auto matter = open_matter(state, command.matter);
    if (!matter) return unexpected(matter.error());
    if (!is_author(**matter, context)) return refuse(RefusalCode::authors_own_act);
    const auto index = static_cast<std::size_t>(command.draft - 1);
    if (command.draft < 1 || index >= (*matter)->drafts.size() || !is_changed_by_staff(**matter, index)) {
        return refuse(RefusalCode::not_changed_by_staff, "/draft");
    }
    if (!(*matter)->drafts[index].contest.empty()) return refuse(RefusalCode::contested_already, "/draft");
    return happens(DraftContested{command.matter, command.draft, command.text});
}

Outcome decide_on(const DecisionState& state, const AnswerContest& command, const Context&) {
    const auto matter = open_matter(state, command.matter);
    if (!matter) return unexpected(matter.error());
    const auto index = static_cast<std::size_t>(command.draft - 1);
    if (command.draft < 1 || index >= (*matter)->drafts.size() || (*matter)->drafts[index].contest.empty() ||
        !(*matter)->drafts[index].contest_answer.empty()) {
        return refuse(RefusalCode::no_contest_open, "/draft");
    }
    return happens(ContestAnswered{command.matter, command.draft, command.text});
}

Outcome decide_on(const DecisionState& state, const RecordResult& command, const Context&) {
    const auto matter = open_matter(state, command.matter);
    if (!matter) return unexpected(matter.error());
    if (current_gate(state, **matter).kind != GateKind::implementation) {
        return refuse(RefusalCode::not_implementing, "/matter");
    }
    return happens(ResultRecorded{command.matter, command.result});
}

Outcome decide_on(const DecisionState& state, const CloseGate& command, const Context& context) {
    const auto matter = open_matter(state, command.matter);
    if (!matter) return unexpected(matter.error());
    if (is_before_a_meeting(state, **matter)) return refuse(RefusalCode::motion_pending, "/matter");
    for (const Requirement& requirement : requirements(state, **matter, context.now, context.zone)) {
        if (!requirement.is_met) {
            return unexpected(Refusal{requirement.code, "/matter", requirement.figures});
        }
    }
    GateClosed closed{command.matter, {}, 0, (*matter)->passages.back().notice};
    if (const auto carried = find_carried(state, **matter, /*with_published_minutes=*/true)) {
        closed.meeting = carried->meeting;
        closed.motion = carried->motion;
    }
    return happens(std::move(closed));
}

}  // namespace gongyi::decision
