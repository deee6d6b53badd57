// The words of the decision flow, and what this viewer may do in it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shared/decision/commands.h"
#include "shared/decision/gates.h"
#include "shared/pages/scene.h"

namespace gongyi::pages {

// A title in the language of the page.
[[nodiscard]] std::string_view title_in(const Wording& say, const Title& title);

[[nodiscard]] Say body_kind_word(BodyKind kind);
[[nodiscard]] Say origin_word(decision::Origin origin);
[[nodiscard]] Say matter_stage_word(decision::MatterStage stage);
[[nodiscard]] Say meeting_stage_word(decision::MeetingStage stage);
[[nodiscard]] Say method_word(decision::VoteMethod method);
[[nodiscard]] Say choice_word(decision::Choice choice);
[[nodiscard]] Say source_state_word(SourceState state);
[[nodiscard]] Say node_level_word(NodeLevel level);
[[nodiscard]] Say duty_word(decision::DutyKind kind);
[[nodiscard]] Say right_word(decision::BranchRight right);
[[nodiscard]] Say place_word(decision::GatePlace place);
// "收支明细" for "accounts"; a kind that no profile of ours has stands for itself.
[[nodiscard]] std::string document_word(const Wording& say, std::string_view kind);
// "38 人", "1,234.56 平方米"
[[nodiscard]] std::string measured(const Wording& say, Measure measure, std::int64_t count);
// "居民代表 3 号席（您）"; seat 0 is the staff.
[[nodiscard]] std::string seat_words(const Scene& scene, const Body& body, std::int64_t seat);

// The day in the community's zone.
[[nodiscard]] Date today(const Scene& scene);
// The number of the viewer's seat in the body on `day`; 0 for none.
[[nodiscard]] std::int64_t own_seat(const Scene& scene, const Body& body, const Date& day);

// Why the command would be refused now from this viewer; nothing when it would be accepted.
[[nodiscard]] std::optional<Refusal> refusal_now(const Scene& scene, const decision::Command& command);
[[nodiscard]] inline bool is_accepted_now(const Scene& scene, const decision::Command& command) {
    return !refusal_now(scene, command);
}
// Whether the viewer's role may give such a command at all: for forms whose content is still to be written.
template <class T>
[[nodiscard]] bool may_give(const Scene& scene) {
    return decision::may(scene.viewer.role, decision::Command{T{}}.index());
}
[[nodiscard]] inline bool is_desk(const Scene& scene) {
    return scene.viewer.role == Role::staff || scene.viewer.role == Role::system;
}

}  // namespace gongyi::pages
