#include "server-stub/clock/watched_clock.h"

#include <time.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "server-stub/store/small_file.h"
#include "shared/base/time.h"

namespace gongyi::server {
namespace {

constexpr std::size_t small_bytes_max = 256;

std::int64_t milliseconds_of(clockid_t id) {
    timespec at{};
    ::clock_gettime(id, &at);
    return std::int64_t{at.tv_sec} * 1'000 + at.tv_nsec / 1'000'000;
}

// Which start of the machine this is; empty where the system does not say.
std::string boot_id() {
    std::string id;
    std::ifstream{"/proc/sys/kernel/random/boot_id"} >> id;
    return id;
}

std::string path_in(const std::string& data, const char* name) {
    return (std::filesystem::path{data} / name).string();
}

// "3 days", "5 hours", "12 minutes", "40 seconds": rounded down.
std::string span_in_words(std::int64_t ms) {
    const auto several = [](std::int64_t count, const char* what) {
        return std::to_string(count) + ' ' + what + (count == 1 ? "" : "s");
    };
    if (ms >= 2 * day_ms) return several(ms / day_ms, "day");
    if (ms >= 2 * hour_ms) return several(ms / hour_ms, "hour");
    if (ms >= 2 * minute_ms) return several(ms / minute_ms, "minute");
    return several(ms / 1'000, "second");
}

std::string in_utc(UnixMs at) {
    const LocalTime utc = local_time(at, Zone{});
    std::array<char, 16> clock{};
    std::snprintf(clock.data(), clock.size(), " %02d:%02d UTC", utc.hour, utc.minute);
    return to_iso(utc.date) + clock.data();
}

ClockPast read_past(const std::string& path) {
    ClockPast past;
    const auto text = read_small_file(path, small_bytes_max);
    if (!text || !*text) return past;
    std::istringstream words{**text};
    std::int64_t seen = 0;
    std::int64_t boot_ms = 0;
    std::string id;
    if (!(words >> seen >> boot_ms)) return past;
    words >> id;
    past.seen = UnixMs{seen};
    if (!id.empty() && id == boot_id()) past.seen_boot_ms = boot_ms;
    return past;
}

}  // namespace

ClockReading read_clocks() {
    return {UnixMs{milliseconds_of(CLOCK_REALTIME)}, milliseconds_of(CLOCK_BOOTTIME)};
}

std::string clock_sentence(const ClockState& state) {
    if (state.doubt == ClockDoubt::none) return {};
    const bool is_ahead = state.doubt == ClockDoubt::ahead;
    const std::int64_t by = is_ahead ? state.shown.ms - state.believed.ms : state.believed.ms - state.shown.ms;
    return "the machine's clock shows " + in_utc(state.shown) + ", " + span_in_words(by) +
           (is_ahead ? " ahead of " : " behind ") + in_utc(state.believed) + ", which the portal goes by" +
           (state.is_held ? "; nothing that time alone brings about happens until somebody says that it is right" : "");
}

WatchedClock::WatchedClock(const std::string& data, std::function<ClockReading()> clocks)
    : seen_path_{path_in(data, "clock.seen")},
      accept_path_{path_in(data, "clock.accept")},
      clocks_{std::move(clocks)},
      past_{read_past(seen_path_)} {
    ::unlink(accept_path_.c_str());  // It was meant for another start.
    clock_.emplace(clocks_(), past_);
}

void WatchedClock::compare_with(UnixMs last_entry) {
    const std::lock_guard lock{mutex_};
    past_.last_entry = last_entry;
    clock_.emplace(clocks_(), past_);
}

WatchedClock::~WatchedClock() {
    const std::lock_guard lock{mutex_};
    remember();
}

UnixMs WatchedClock::now() {
    const std::lock_guard lock{mutex_};
    return clock_->read(clocks_());
}

ClockState WatchedClock::state() {
    const std::lock_guard lock{mutex_};
    const ClockReading reading = clocks_();
    const UnixMs believed = clock_->read(reading);
    return {believed, reading.wall, clock_->doubt(), clock_->is_held()};
}

bool WatchedClock::accept(UnixMs shown) {
    const std::lock_guard lock{mutex_};
    const ClockReading reading = clocks_();
    const std::int64_t moved = reading.wall.ms - shown.ms;
    if (moved > clock_yes_ms_max || moved < -clock_yes_ms_max) return false;
    clock_->accept(reading);
    remember();
    return true;
}

void WatchedClock::accept_now() {
    const std::lock_guard lock{mutex_};
    clock_->accept(clocks_());
    remember();
}

void WatchedClock::look() {
    // Asked without opening it: as a rule there is none.
    if (::access(accept_path_.c_str(), F_OK) == 0) {
        const auto text = read_small_file(accept_path_, small_bytes_max);
        ::unlink(accept_path_.c_str());
        std::int64_t shown = 0;
        const bool is_read = text && *text && (std::istringstream{**text} >> shown);
        if (!is_read || !accept(UnixMs{shown})) {
            std::fprintf(stderr, "gongyi: clock.accept was of another time, and changed nothing\n");
        }
    }
    const std::lock_guard lock{mutex_};
    const ClockReading reading = clocks_();
    if (!is_remembered_ || reading.boot_ms - remembered_boot_ms_ >= clock_seen_period_ms) remember();
}

void WatchedClock::remember() {
    const ClockReading reading = clocks_();
    const UnixMs believed = clock_->read(reading);
    // While nobody knows what time it is, what was seen before stays what the next start compares with.
    if (clock_->is_held()) return;
    // A file that cannot be written now is written the next time.
    static_cast<void>(replace_small_file(
        seen_path_, std::to_string(believed.ms) + ' ' + std::to_string(reading.boot_ms) + ' ' + boot_id() + '\n'));
    remembered_boot_ms_ = reading.boot_ms;
    is_remembered_ = true;
}

Expected<void, StoreFault> lay_clock_accept(const std::string& data, UnixMs shown) {
    return replace_small_file(path_in(data, "clock.accept"), std::to_string(shown.ms) + '\n');
}

}  // namespace gongyi::server
