#include "shared/decision/gates.h"

#include <algorithm>

#include "shared/community/refuse.h"

namespace gongyi::decision {

namespace {

// Whether the motion is about the matter at its present gate: in the gate's body and form, since the gate opened.
bool is_at_gate(const DecisionState& state, const Matter& matter, const Meeting& meeting, const Motion& motion) {
    const Gate& gate = current_gate(state, matter);
    return motion.matter == matter.id && motion.count && motion.counted_step > matter.passages.back().opened_step &&
           gate.kind == GateKind::deliberation && find_body(state, meeting.body)->kind == gate.body &&
           meeting.form == gate.form && meeting.profile == matter.profile;
}

Requirement require(PlainRefusal code, bool is_met) {
    return {code.code(), is_met, {}, {}};
}
template <RefusalCode code, class... Values>
Requirement require(bool is_met, Values... values) {
    return {code, is_met, {}, figures_for<code>(values...)};
}

void append_documents(const DecisionState& state, const Matter& matter, std::vector<Requirement>& list) {
    const std::vector<std::string> missing = missing_documents(state, matter);
    for (const std::string& kind : current_gate(state, matter).documents) {
        const bool is_there = std::find(missing.begin(), missing.end(), kind) == missing.end();
        list.push_back({RefusalCode::documents_missing, is_there, kind, {}});
    }
}

void append_disclosure(const DecisionState& state, const Matter& matter, UnixMs now, Zone zone,
                       std::vector<Requirement>& list) {
    const Notice* const notice = current_notice(state, matter);
    list.push_back(require(RefusalCode::notice_not_posted, notice != nullptr));
    if (notice == nullptr) return;
    const UnixMs over = period_over_at(*notice, zone);
    list.push_back(require<RefusalCode::notice_period_running>(now >= over, over.ms));
    const auto& rule = profile_of(state, matter).objection;
    if (rule && !rule->blocks_next_gate) return;
    const std::int64_t open = open_objections(*notice);
    list.push_back(require<RefusalCode::objection_open>(open == 0, open));
}

}  // namespace

std::vector<Requirement> requirements(const DecisionState& state, const Matter& matter, UnixMs now, Zone zone) {
    std::vector<Requirement> list;
    if (matter.stage != MatterStage::open) return list;
    append_documents(state, matter, list);
    switch (current_gate(state, matter).kind) {
        case GateKind::deliberation:
            if (matter.is_major) {
                list.push_back(require(RefusalCode::consultation_needed, consultation_is_over(matter)));
            }
            list.push_back(require(RefusalCode::motion_not_carried, find_carried(state, matter, false).has_value()));
            list.push_back(require(RefusalCode::minutes_not_published, find_carried(state, matter, true).has_value()));
            break;
        case GateKind::disclosure:
            append_disclosure(state, matter, now, zone, list);
            break;
        case GateKind::implementation:
            list.push_back(require(RefusalCode::result_not_recorded, matter.result.has_value()));
            break;
    }
    return list;
}

std::optional<CarriedMotion> find_carried(const DecisionState& state, const Matter& matter,
                                          bool with_published_minutes) {
    for (const Meeting& meeting : state.meetings) {
        if (with_published_minutes && !meeting.minutes_published) continue;
        for (std::size_t i = 0; i < meeting.motions.size(); ++i) {
            const Motion& motion = meeting.motions[i];
            if (is_at_gate(state, matter, meeting, motion) && motion.count->verdict.passes &&
                motion.draft == static_cast<std::int64_t>(matter.drafts.size())) {
                return CarriedMotion{meeting.id, static_cast<std::int64_t>(i + 1)};
            }
        }
    }
    return std::nullopt;
}

bool was_voted_down(const DecisionState& state, const Matter& matter) {
    for (const Meeting& meeting : state.meetings) {
        for (const Motion& motion : meeting.motions) {
            if (is_at_gate(state, matter, meeting, motion) && !motion.count->verdict.passes) return true;
        }
    }
    return false;
}

bool is_unheard(const DecisionState& state, const Matter& matter) {
    const auto is_to_hear = [&matter](const Meeting& meeting) {
        return meeting.stage != MeetingStage::cancelled &&
               std::any_of(meeting.agenda.begin(), meeting.agenda.end(),
                           [&matter](const AgendaItem& item) { return item.matter == matter.id; });
    };
    return matter.passages.size() == 1 && std::none_of(state.meetings.begin(), state.meetings.end(), is_to_hear);
}

std::vector<std::string> missing_documents(const DecisionState& state, const Matter& matter) {
    std::vector<std::string> missing;
    const Passage& passage = matter.passages.back();
    for (const std::string& kind : current_gate(state, matter).documents) {
        const bool is_there = std::any_of(matter.documents.begin(), matter.documents.end(), [&](const Document& one) {
            return one.gate == passage.gate && one.kind == kind && one.step > passage.opened_step;
        });
        if (!is_there) missing.push_back(kind);
    }
    return missing;
}

bool consultation_is_over(const Matter& matter) {
    return matter.consultation && !matter.consultation->reply.empty();
}

}  // namespace gongyi::decision
