// What the record says of bodies, matters, meetings and notices.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "shared/community/body.h"
#include "shared/community/org_tree.h"
#include "shared/community/profile.h"
#include "shared/decision/duty.h"
#include "shared/decision/matter.h"
#include "shared/decision/meeting.h"
#include "shared/decision/notice.h"
#include "shared/decision/texts.h"

namespace gongyi::decision {

// Adopted by the desk alone.
inline constexpr std::size_t profiles_max = 1'000;
// Posted by the desk alone, one a passage of a matter through a disclosure.
inline constexpr std::size_t notices_max = 100'000;

struct DecisionState {
    std::vector<RuleProfile> profiles;  // Adopted, in order. Never changed: a new version is another one.
    std::vector<Body> bodies;           // bodies[i].id is i + 1; likewise the others.
    std::vector<Matter> matters;
    std::map<ResidentId, std::vector<MatterId>> matters_of;  // By author, in their order.
    std::vector<Meeting> meetings;
    std::vector<Notice> notices;
    // Every free text that an entry refers to. What opens them is here and nowhere else in the state.
    Texts texts;
    OrgTree tree;              // The community's places.
    std::vector<Duty> duties;  // What special commissioners logged, in order.
    // Counts events: tells what came before what, even in one millisecond. Within a record it is the number of entries
    // up to the event, so the entry of something that came at `step` has the index step - 1.
    std::int64_t step = 0;
    friend bool operator==(const DecisionState&, const DecisionState&) = default;
};

// The one of an id, or null.
[[nodiscard]] const Body* find_body(const DecisionState& state, BodyId id);
[[nodiscard]] const Matter* find_matter(const DecisionState& state, MatterId id);
[[nodiscard]] const Meeting* find_meeting(const DecisionState& state, MeetingId id);
[[nodiscard]] const Notice* find_notice(const DecisionState& state, NoticeId id);
// A document that was filed, and for which matter.
struct FiledDocument {
    const Matter* matter = nullptr;
    const Document* document = nullptr;  // The first that has the hash; null when none has.
};
// Cost: O(documents).
[[nodiscard]] FiledDocument find_document(const DecisionState& state, const Hash& hash);
// The index of the profile adopted last under `id`; nothing when there is none.
[[nodiscard]] std::optional<std::int64_t> find_adopted(const DecisionState& state, std::string_view id);

[[nodiscard]] const RuleProfile& profile_of(const DecisionState& state, const Matter& matter);
[[nodiscard]] const RuleProfile& profile_of(const DecisionState& state, const Meeting& meeting);
[[nodiscard]] const MeetingForm& form_of(const DecisionState& state, const Meeting& meeting);
[[nodiscard]] const Gate& current_gate(const DecisionState& state, const Matter& matter);
// Whether the author's contest of draft `index` (from 0) waits for the desk: not answered, and neither did the author
// write a later draft nor does the text read again as before the desk changed it.
[[nodiscard]] bool is_contest_open(const DecisionState& state, const Matter& matter, std::size_t index);
// The notice that hangs for the matter's present gate, or null.
[[nodiscard]] const Notice* current_notice(const DecisionState& state, const Matter& matter);

}  // namespace gongyi::decision
