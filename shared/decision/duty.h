// What special commissioners do (特别委员), logged by themselves: hours in the duty room, visits,
// taking part in deliberation, seeing decisions through. A commissioner is who sits in a body of the kind
// `commissioners`; whether they vote anywhere is said by their seats elsewhere.
#pragma once

#include <array>
#include <cstdint>

#include "shared/base/free_text.h"
#include "shared/base/time.h"
#include "shared/community/body.h"
#include "shared/decision/matter.h"

namespace gongyi::decision {

// A seat logs at most this many of a day, so that no holder fills what all share.
inline constexpr std::size_t duties_max = 100'000;
inline constexpr std::int64_t own_duties_a_day_max = 12;
inline constexpr std::int64_t minutes_a_day = 24 * 60;

enum class DutyKind : std::uint8_t {
    reception,     // 驻室接见: in the duty room
    visit,         // 走访调查
    deliberation,  // 参与议事
    supervision,   // 督察落实: of a matter
};
inline constexpr std::array all_duty_kinds{DutyKind::reception, DutyKind::visit, DutyKind::deliberation,
                                           DutyKind::supervision};

struct Duty {
    BodyId body;
    std::int64_t seat = 0;
    DutyKind kind = DutyKind::reception;
    MatterId matter;  // Of a supervision; else 0 or what it was about.
    Date date;
    std::int64_t from_minute = 0;  // Of the day, 0 to 1439; `to_minute` up to 1440, and later.
    std::int64_t to_minute = 0;
    FreeText note;
    std::int64_t step = 0;  // DecisionState::step at which it came.
    friend bool operator==(const Duty&, const Duty&) = default;
};

}  // namespace gongyi::decision
