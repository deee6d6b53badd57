// Matters (事项): what a community decides, from the proposal through its gates to the disclosure of the results.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shared/base/free_text.h"
#include "shared/base/hash.h"
#include "shared/base/ids.h"
#include "shared/base/money.h"
#include "shared/base/time.h"
#include "shared/community/authority.h"
#include "shared/community/org_tree.h"
#include "shared/community/people.h"
#include "shared/decision/branch.h"

namespace gongyi::decision {

using MatterId = Id<struct MatterTag>;    // Counted from 1.
using MeetingId = Id<struct MeetingTag>;  // Counted from 1.
using NoticeId = Id<struct NoticeTag>;    // Counted from 1.

// Limits that many people share are so high that nobody's own share (community/profile.h, VoiceRule; below) reaches
// them. With three a day one person would raise this many matters in 91 years.
inline constexpr std::size_t matters_max = 100'000;
inline constexpr std::size_t title_code_points_max = 60;
inline constexpr std::size_t draft_code_points_max = 10'000;
inline constexpr std::size_t note_code_points_max = 500;
// Of a matter. The author, the desk and meetings (carried amendments) make drafts; each of the first two has a share.
inline constexpr std::size_t drafts_max = 1'000;
inline constexpr std::size_t own_drafts_max = 50;
inline constexpr std::size_t own_drafts_a_day_max = 10;
// Of one kind at a gate: what the desk files takes no room from what the supervision body files.
inline constexpr std::size_t documents_of_kind_max = 50;
// Of a matter: ten each from 10,000 people, more than the law gives a community (3,000 households).
inline constexpr std::size_t opinions_max = 100'000;
// What the desk enters in a day from paper, of one matter or notice; and how many matters it raises.
inline constexpr std::int64_t desk_entries_a_day_max = 200;
inline constexpr std::int64_t desk_matters_a_day_max = 50;

// The three origins of a village register's form: residents or Party members, cadres, the level above.
enum class Origin : std::uint8_t { residents, cadres, higher_level };
inline constexpr std::array all_origins{Origin::residents, Origin::cadres, Origin::higher_level};

struct Draft {
    FreeText text;
    FreeText note;  // What changed and why; empty for the first, and for a carried amendment.
    UnixMs at;
    Role by = Role::system;  // As the entry says.
    FreeText contest{};      // The author's, against what staff changed here; once. Public.
    FreeText contest_answer{};
    friend bool operator==(const Draft&, const Draft&) = default;
};

// Its bytes, where they are kept.
inline constexpr std::size_t document_bytes_max = 8U << 20U;

// A paper that belongs to a gate. Its bytes are kept beside the record, which fixes them by their hash.
struct Document {
    std::int64_t gate = 0;  // From 0.
    std::string kind;       // As the gate names it: "plan", "supervision_view" …
    FreeText title;
    Hash hash{};
    std::int64_t step = 0;  // DecisionState::step at which it came.
    friend bool operator==(const Document&, const Document&) = default;
};

// `person` tells one person's words from another's within one matter or notice, and nowhere else: the numbers of one
// person in two of them have nothing in common (portal_host.h). 0 for what the desk entered, and for what was said
// before there were such numbers.
struct Opinion {
    FreeText text;
    std::int64_t person = 0;
    UnixMs at;
    Role by = Role::system;
    friend bool operator==(const Opinion&, const Opinion&) = default;
};

// What a major matter needs before anyone votes (C09 重大民生决策全咨询).
struct Consultation {
    UnixMs opened_at;
    Date last_day;
    std::vector<Opinion> opinions;
    FreeText reply;  // Published with the close; empty while it is open.
    friend bool operator==(const Consultation&, const Consultation&) = default;
};

// Planned against actual, for the second disclosure.
struct Figures {
    Money cost;
    std::int64_t days = 0;
    FreeText scope;
    friend bool operator==(const Figures&, const Figures&) = default;
};
struct Result {
    Figures planned;
    Figures actual;
    FreeText acceptance;
    std::int64_t rating = 0;  // 1 to 5 stars; 0 when nobody was asked.
    friend bool operator==(const Result&, const Result&) = default;
};

enum class MatterStage : std::uint8_t { open, completed, rejected, withdrawn };

// A gate that was gone through, or gone back from.
struct Passage {
    std::int64_t gate = 0;
    UnixMs opened_at;
    std::int64_t opened_step = 0;
    std::optional<UnixMs> closed_at;
    std::int64_t closed_step = 0;
    bool went_back = false;  // Returned or upheld objection; `reason` says why.
    FreeText reason;
    MeetingId meeting;  // Of a deliberation that was closed: where, and by which motion (from 1).
    std::int64_t motion = 0;
    NoticeId notice;  // Of a disclosure.
    friend bool operator==(const Passage&, const Passage&) = default;
};

struct Matter {
    MatterId id;
    FreeText title;
    Origin origin = Origin::residents;
    ResidentId author;
    Role opened_by = Role::system;  // As the entry says.
    std::int64_t profile = 0;       // Index into DecisionState::profiles: frozen when the matter was opened.
    bool is_major = false;
    std::vector<std::int64_t> major_ticks;  // Which lines of the profile's checklist apply, from 0.
    Money amount;
    std::int64_t round = 0;    // The microproject round that it is about; 0 for none.
    std::int64_t project = 0;  // The project of that round; 0 for none.
    MatterStage stage = MatterStage::open;
    FreeText stage_reason;
    Role ended_by = Role::system;  // Where it was rejected or withdrawn: as the entry says.
    std::vector<Draft> drafts;     // At least one; the last is current.
    std::vector<Document> documents;
    std::optional<Consultation> consultation;
    std::optional<Result> result;
    NodeId place;                   // The part of the community that it concerns; 0 for all of it.
    std::vector<BranchView> views;  // What estate branches said of it, in order.
    std::vector<Passage> passages;  // At least one; the last is the gate at which the matter is.
    friend bool operator==(const Matter&, const Matter&) = default;
};

[[nodiscard]] inline std::int64_t gate_of(const Matter& matter) {
    return matter.passages.back().gate;
}

// Whether the desk acts in this role: for itself, and for people in the room.
[[nodiscard]] constexpr bool is_desk_role(Role role) {
    return role == Role::staff || role == Role::system;
}

// Whether draft `index` (from 0) is one in which the desk rewrote what somebody else had written.
[[nodiscard]] inline bool is_changed_by_staff(const Matter& matter, std::size_t index) {
    const Draft& draft = matter.drafts[index];
    return index > 0 && !draft.note.empty() && is_desk_role(draft.by) && !is_desk_role(matter.opened_by);
}

}  // namespace gongyi::decision
