// What a matter's gate still needs before it may close: the one list that decide() enforces, pages draw and
// `explain` tells.
#pragma once

#include <string>
#include <vector>

#include "shared/base/time.h"
#include "shared/community/refusal.h"
#include "shared/decision/state.h"

namespace gongyi::decision {

struct Requirement {
    RefusalCode code{};  // The refusal while it is not met: it names the requirement too.
    bool is_met = false;
    std::string detail;  // Of documents_missing: the kind of the document.
    std::vector<RefusalFigure> figures;
};

// The requirements of the matter's present gate, in the order in which they are met. None for a matter that is over.
//   deliberation    documents; for a major matter the consultation; a motion carried with quorum and majority, on the
//                   draft as it stands, in the gate's body and form, since the gate opened; minutes published
//   disclosure      documents; a notice posted; its period over; every objection in time settled
//   implementation  documents; the result recorded
[[nodiscard]] std::vector<Requirement> requirements(const DecisionState& state, const Matter& matter, UnixMs now,
                                                    Zone zone);

// A motion that satisfies the present gate of `matter`.
struct CarriedMotion {
    MeetingId meeting;
    std::int64_t motion = 0;  // From 1.
};
[[nodiscard]] std::optional<CarriedMotion> find_carried(const DecisionState& state, const Matter& matter,
                                                        bool with_published_minutes);
// Whether a motion about the matter was voted down since its present gate opened.
[[nodiscard]] bool was_voted_down(const DecisionState& state, const Matter& matter);
// Whether no body has heard the matter yet, or is to: it has been at its first gate from the start, and no meeting has
// it on its agenda, but such as were cancelled.
[[nodiscard]] bool is_unheard(const DecisionState& state, const Matter& matter);
// The documents of the present gate that are not there.
[[nodiscard]] std::vector<std::string> missing_documents(const DecisionState& state, const Matter& matter);
[[nodiscard]] bool consultation_is_over(const Matter& matter);

}  // namespace gongyi::decision
