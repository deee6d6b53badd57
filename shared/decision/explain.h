// Why a matter's closed gates count: every check that made them valid, with its number, its source and its entry.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shared/decision/state.h"

namespace gongyi::decision {

// document        `detail` is its kind, `title` its title, `hash` fixes its bytes
// consultation    got: opinions; needed: 0
// quorum, majority, in `measure`
// minutes         got: signatures; needed: two, or one where there is no chair
// notice_period   in days; needed: as the rule counts them; got: from the posting to the last day
// objections      got: how many were filed; needed: 0. Each was answered, or came late
// result          planned against actual stand in the matter
enum class EvidenceKind : std::uint8_t {
    document,
    consultation,
    quorum,
    majority,
    minutes,
    notice_period,
    objections,
    result,
};

struct Evidence {
    EvidenceKind kind{};
    std::int64_t needed = 0;
    std::int64_t got = 0;
    Measure measure = Measure::heads;
    std::string source;  // The law or rule, as the profile names it; may be empty.
    std::string detail{};
    FreeText title{};  // Of a document.
    Hash hash{};
    std::optional<std::int64_t> entry{};  // Index in the record of the entry that shows it, from 0.
};

struct GateEvidence {
    std::int64_t gate = 0;  // From 0.
    UnixMs closed_at;
    std::int64_t entry = 0;  // That closed it.
    MeetingId meeting{};     // 0 for none; likewise the notice.
    std::int64_t motion = 0;
    NoticeId notice{};
    std::vector<Evidence> evidence{};
};

// The gates that stand closed, in order: a gate that the matter was taken back to or behind is not among them.
[[nodiscard]] std::vector<GateEvidence> explain(const DecisionState& state, const Matter& matter);

// "document", "notice_period"
[[nodiscard]] std::string_view evidence_name(EvidenceKind kind);

}  // namespace gongyi::decision
