// What waits for somebody to act, by when: the staff's list, and the line "who must act" on a matter's page.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shared/decision/state.h"

namespace gongyi::decision {

enum class TodoKind : std::uint8_t {
    answer_objection,  // `number` of the notice's objections, from 1.
    file_document,     // `detail` is its kind.
    open_consultation,
    close_consultation,  // The period is over: publish the reply.
    convene_meeting,     // Of the body that the matter's gate asks for.
    hold_meeting,
    sign_minutes,
    publish_minutes,
    post_notice,
    record_result,
    close_gate,       // Everything is there.
    reply_to_motion,  // Of a children's council; `number` of the meeting's motions, from 1.
    answer_contest,   // Of the author, to draft `number`, from 1.
};

enum class TodoActor : std::uint8_t { staff, supervisor, body };

struct Todo {
    TodoKind kind{};
    TodoActor actor = TodoActor::staff;
    std::optional<Date> due{};  // The last day, where there is one.
    MatterId matter{};
    MeetingId meeting{};
    NoticeId notice{};
    std::int64_t number = 0;
    std::string detail{};
};

// Within so many days the adults answer what a children's council carried. (No source names a number.)
inline constexpr std::int64_t child_reply_days = 15;
// The last day for the answers to a closed meeting of children.
[[nodiscard]] Date child_reply_due(const Meeting& meeting, Zone zone);

// What waits at the matter's present gate. Nothing while only time must pass.
[[nodiscard]] std::vector<Todo> todo_of(const DecisionState& state, const Matter& matter, UnixMs now, Zone zone);

// Of all matters and meetings: those with a last day first, the earliest first.
// Cost: O(matters · meetings).
[[nodiscard]] std::vector<Todo> todo_list(const DecisionState& state, UnixMs now, Zone zone);

}  // namespace gongyi::decision
