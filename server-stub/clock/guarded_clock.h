// A clock that is not believed when it jumps.
//
// Votes end, notices run out and entries get their times by the machine's clock; one wrong reading of it, and rounds
// close for good. So it is held against the clock that only counts since the machine was started and that nobody sets
// (CLOCK_BOOTTIME): as long as both move together the machine's clock is believed. When it jumps, time goes on from the
// last reading that was believed, by the other clock, until the machine's comes back or somebody says that it is right.
//
// Across a restart of the machine the other clock begins anew. Then the time that was seen last is what there is to
// compare with: a clock behind it, or far ahead of it, is not believed, and since nobody knows how long the machine was
// off, nothing that time alone brings about may happen until somebody says yes ("held").
//
// Pure: readings come in. Not thread-safe.
#pragma once

#include <cstdint>
#include <optional>

#include "shared/base/time.h"

namespace gongyi::server {

// How far the clock may be set at once, or in the course of clock_anchor_ms, and still be believed.
inline constexpr std::int64_t clock_step_max_ms = minute_ms;
// Beside that, one part in so many of the time passed: clocks are slewed by less (NTP: 1 in 2000).
inline constexpr std::int64_t clock_drift_divisor = 1'000;
// How long steps add up before they are forgiven: nobody walks the clock away in small steps within days.
inline constexpr std::int64_t clock_anchor_ms = hour_ms;
// How much later than the time seen last a clock may be after a restart of the machine.
inline constexpr std::int64_t clock_gap_max_ms = 7 * day_ms;

struct ClockReading {
    UnixMs wall;               // The machine's clock, which somebody can set.
    std::int64_t boot_ms = 0;  // Since the machine was started, sleep included.
};

// What is known of the time before this process.
struct ClockPast {
    std::optional<UnixMs> seen;                // The last time that was believed.
    std::optional<std::int64_t> seen_boot_ms;  // The other clock then, if the machine has not been restarted since.
    // Used where nothing was seen: the newest entry of the record, or what a witness has signed. A record without a
    // time that was seen comes from an older version of the program.
    std::optional<UnixMs> last_entry;
};

enum class ClockDoubt : std::uint8_t { none, ahead, behind };

class GuardedClock {
public:
    GuardedClock(ClockReading first, const ClockPast& past);

    // The time to go by. While the clock is believed that is its own.
    UnixMs read(ClockReading reading);

    // As of the last reading.
    [[nodiscard]] ClockDoubt doubt() const { return doubt_; }
    // Whether nothing may happen because of the time alone. Only while there is a doubt.
    [[nodiscard]] bool is_held() const { return is_held_; }

    // Somebody says that the clock is right.
    void accept(ClockReading reading);

private:
    [[nodiscard]] UnixMs expected_at(ClockReading reading) const;

    ClockReading anchor_;  // The last one that was believed.
    ClockDoubt doubt_ = ClockDoubt::none;
    bool is_held_ = false;
};

}  // namespace gongyi::server
