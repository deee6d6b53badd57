#include "server-stub/clock/guarded_clock.h"

#include <algorithm>

namespace gongyi::server {

GuardedClock::GuardedClock(ClockReading first, const ClockPast& past) : anchor_{first} {
    if (past.seen && past.seen_boot_ms && *past.seen_boot_ms <= first.boot_ms) {
        anchor_ = {*past.seen, *past.seen_boot_ms};
    } else if (past.seen) {
        anchor_ = {*past.seen, first.boot_ms};
        is_held_ = true;
    } else if (past.last_entry && first.wall.ms < past.last_entry->ms) {
        anchor_ = {*past.last_entry, first.boot_ms};
        is_held_ = true;
    }
    static_cast<void>(read(first));
}

UnixMs GuardedClock::expected_at(ClockReading reading) const {
    return UnixMs{anchor_.wall.ms + std::max<std::int64_t>(0, reading.boot_ms - anchor_.boot_ms)};
}

UnixMs GuardedClock::read(ClockReading reading) {
    const UnixMs expected = expected_at(reading);
    const std::int64_t passed = expected.ms - anchor_.wall.ms;
    const std::int64_t allowed = clock_step_max_ms + passed / clock_drift_divisor;
    const std::int64_t behind_max = allowed;
    // How long the machine was off nobody knows: that much more is believed, and then all is as it should be.
    const std::int64_t ahead_max = is_held_ ? clock_gap_max_ms : allowed;
    const std::int64_t deviation = reading.wall.ms - expected.ms;
    if (deviation < -behind_max || deviation > ahead_max) {
        doubt_ = deviation < 0 ? ClockDoubt::behind : ClockDoubt::ahead;
        return expected;
    }
    doubt_ = ClockDoubt::none;
    if (is_held_ || passed >= clock_anchor_ms) anchor_ = reading;
    is_held_ = false;
    return reading.wall;
}

void GuardedClock::accept(ClockReading reading) {
    anchor_ = reading;
    doubt_ = ClockDoubt::none;
    is_held_ = false;
}

}  // namespace gongyi::server
