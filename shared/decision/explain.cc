#include "shared/decision/explain.h"

#include <algorithm>
#include <array>

namespace gongyi::decision {

namespace {

// The passages that stand: those behind which the matter was not taken back.
std::vector<const Passage*> standing_passages(const Matter& matter) {
    std::vector<const Passage*> standing;
    for (const Passage& passage : matter.passages) {
        std::erase_if(standing, [&passage](const Passage* one) { return one->gate >= passage.gate; });
        if (passage.closed_at && !passage.went_back) standing.push_back(&passage);
    }
    // Ended at a gate that was not gone through.
    if (matter.stage == MatterStage::rejected || matter.stage == MatterStage::withdrawn) standing.pop_back();
    return standing;
}

void add_documents(const Matter& matter, const Passage& passage, const Gate& gate, std::vector<Evidence>& list) {
    for (const Document& document : matter.documents) {
        const bool is_of_passage =
            document.gate == passage.gate && document.step > passage.opened_step && document.step < passage.closed_step;
        if (!is_of_passage) continue;
        Evidence evidence{.kind = EvidenceKind::document, .needed = 1, .got = 1, .source = gate.source};
        evidence.detail = document.kind;
        evidence.title = document.title;
        evidence.hash = document.hash;
        evidence.entry = document.step - 1;
        list.push_back(std::move(evidence));
    }
}

void add_meeting(const DecisionState& state, const Meeting& meeting, const Motion& motion,
                 std::vector<Evidence>& list) {
    for (const Check& check : motion.count->verdict.checks) {
        Evidence evidence{.kind = check.is_quorum ? EvidenceKind::quorum : EvidenceKind::majority,
                          .needed = check.needed,
                          .got = check.got,
                          .measure = check.measure,
                          .source = check.source};
        evidence.entry = motion.counted_step - 1;
        list.push_back(std::move(evidence));
    }
    const bool has_chair = has_seats(*find_body(state, meeting.body));
    Evidence minutes{.kind = EvidenceKind::minutes,
                     .needed = has_chair ? 2 : 1,
                     .got = static_cast<std::int64_t>(meeting.signatures.size()),
                     .source = {}};
    minutes.hash = meeting.minutes_hash;
    minutes.entry = meeting.published_step - 1;
    list.push_back(std::move(minutes));
}

void add_notice(const Notice& notice, const Gate& gate, Zone zone, std::vector<Evidence>& list) {
    const NoticeVersion& version = notice.versions.back();
    const Date posted = local_time(version.posted_at, zone).date;
    Evidence period{.kind = EvidenceKind::notice_period,
                    .needed = gate.notice->period.days,
                    .got = days_from_epoch(version.last_day) - days_from_epoch(posted),
                    .source = gate.notice->source};
    period.entry = version.step - 1;
    list.push_back(std::move(period));
    list.push_back({.kind = EvidenceKind::objections,
                    .needed = 0,
                    .got = static_cast<std::int64_t>(notice.objections.size()),
                    .source = {}});
}

}  // namespace

std::vector<GateEvidence> explain(const DecisionState& state, const Matter& matter) {
    std::vector<GateEvidence> gates;
    const RuleProfile& profile = profile_of(state, matter);
    for (const Passage* passage : standing_passages(matter)) {
        const Gate& gate = profile.gates[static_cast<std::size_t>(passage->gate)];
        GateEvidence closed{.gate = passage->gate, .closed_at = *passage->closed_at, .entry = passage->closed_step - 1};
        closed.meeting = passage->meeting;
        closed.motion = passage->motion;
        closed.notice = passage->notice;
        add_documents(matter, *passage, gate, closed.evidence);
        const bool was_consulted = gate.kind == GateKind::deliberation && matter.is_major && matter.consultation;
        if (was_consulted) {
            closed.evidence.push_back({.kind = EvidenceKind::consultation,
                                       .needed = 0,
                                       .got = static_cast<std::int64_t>(matter.consultation->opinions.size()),
                                       .source = profile.major ? profile.major->source : std::string{}});
        }
        if (const Meeting* meeting = find_meeting(state, passage->meeting)) {
            add_meeting(state, *meeting, meeting->motions[static_cast<std::size_t>(passage->motion - 1)],
                        closed.evidence);
        }
        if (const Notice* notice = find_notice(state, passage->notice)) {
            add_notice(*notice, gate, Zone{}, closed.evidence);
        }
        if (gate.kind == GateKind::implementation) {
            closed.evidence.push_back({.kind = EvidenceKind::result, .needed = 1, .got = 1, .source = gate.source});
        }
        gates.push_back(std::move(closed));
    }
    return gates;
}

std::string_view evidence_name(EvidenceKind kind) {
    static constexpr std::array<std::string_view, 8> names{
        "document", "consultation", "quorum", "majority", "minutes", "notice_period", "objections", "result",
    };
    return names[static_cast<std::size_t>(kind)];
}

}  // namespace gongyi::decision
