// The matters that the demo community decides.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace gongyi::portal {

// Where the story of a demo matter stops, beside the gate.
enum class DemoTurn : std::uint8_t {
    goes_on,        // Waits at its gate.
    returned,       // Was taken back from its gate to the second one, with a new draft.
    voted_down,     // The vote at its gate fails, and it is rejected.
    withdrawn,      // By its author, at its gate.
    objected,       // The notice at its gate has an objection without an answer.
    answered,       // The notice at its gate has an objection that was answered.
    meeting_ahead,  // Its gate's meeting is convened.
};

struct DemoMatter {
    std::string_view title;
    std::string_view text;
    std::string_view revised;  // Another draft, where the story has one; else empty.
    std::int64_t yuan = 0;
    int major_tick = -1;  // A line of the checklist, from 0; -1 for none.
    int begins_days_ago = 0;
    int last_gate = 0;  // From 0; 7 for all of them gone through.
    DemoTurn turn = DemoTurn::goes_on;
    std::array<std::string_view, 3> opinions{};  // Of a major matter's consultation.
};

[[nodiscard]] std::span<const DemoMatter> demo_matters();

}  // namespace gongyi::portal
