// The portal's clock: the machine's, guarded (guarded_clock.h), with what it remembers in the data folder.
//
//   clock.seen    the last time that was believed, rewritten every minute: that time in UTC milliseconds, the time
//   since
//                 the machine was started, and which start that was. After a power cut it may be a little older.
//   clock.accept  laid there by `gongyi clock accept`: somebody says that the clock is right. Taken and removed.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "server-stub/clock/guarded_clock.h"
#include "server-stub/store/event_store.h"

namespace gongyi::server {

// How far the clock may have moved between what somebody saw and their yes.
inline constexpr std::int64_t clock_yes_ms_max = 10 * minute_ms;
inline constexpr std::int64_t clock_seen_period_ms = minute_ms;

// Both clocks, now.
[[nodiscard]] ClockReading read_clocks();

struct ClockState {
    UnixMs believed;  // What the portal goes by.
    UnixMs shown;     // What the machine's clock shows.
    ClockDoubt doubt = ClockDoubt::none;
    bool is_held = false;
};
// In words, for the operator; empty while there is no doubt.
[[nodiscard]] std::string clock_sentence(const ClockState& state);

// Thread-safe.
class WatchedClock {
public:
    explicit WatchedClock(const std::string& data, std::function<ClockReading()> clocks = read_clocks);
    // Remembers the time.
    ~WatchedClock();
    WatchedClock(const WatchedClock&) = delete;
    WatchedClock& operator=(const WatchedClock&) = delete;

    // The newest entry's time, once the record was read; before anything is decided by this clock.
    void compare_with(UnixMs last_entry);

    // Cost: about 0.1 µs.
    [[nodiscard]] UnixMs now();
    [[nodiscard]] ClockState state();
    [[nodiscard]] bool may_bring_about() { return !state().is_held; }

    // Somebody who saw the clock at `shown` says that it is right. False when it is elsewhere meanwhile (further than
    // clock_yes_ms_max): then nothing changes.
    bool accept(UnixMs shown);
    // Whatever it shows.
    void accept_now();

    // To be called a few times a second: takes clock.accept, rewrites clock.seen when it is time.
    void look();

private:
    void remember();

    std::string seen_path_;
    std::string accept_path_;
    std::function<ClockReading()> clocks_;
    std::mutex mutex_;
    ClockPast past_;
    std::optional<GuardedClock> clock_;
    std::int64_t remembered_boot_ms_ = 0;
    bool is_remembered_ = false;
};

// Lays clock.accept into the data folder: the server that runs there takes it within a second.
[[nodiscard]] Expected<void, StoreFault> lay_clock_accept(const std::string& data, UnixMs shown);

}  // namespace gongyi::server
