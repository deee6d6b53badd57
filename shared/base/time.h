// Instants, dates and the community's zone. Periods and holidays are counted in community/calendar.h.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gongyi {

// An instant: milliseconds since 1970-01-01T00:00Z, leap seconds not counted.
struct UnixMs {
    std::int64_t ms = 0;
    friend constexpr auto operator<=>(UnixMs, UnixMs) = default;
};

inline constexpr std::int64_t minute_ms = 60'000;
inline constexpr std::int64_t hour_ms = 60 * minute_ms;
inline constexpr std::int64_t day_ms = 24 * hour_ms;

// A day of the proleptic Gregorian calendar. month 1 to 12, day 1 to 31.
struct Date {
    int year = 1970;
    int month = 1;
    int day = 1;
    friend constexpr auto operator<=>(const Date&, const Date&) = default;
};

// Minutes east of UTC. China has kept one zone without daylight saving since 1991, so a fixed offset is enough.
struct Zone {
    int offset_minutes = 480;
    friend constexpr auto operator<=>(Zone, Zone) = default;
};

struct LocalTime {
    Date date;
    int hour = 0;
    int minute = 0;
};

// Days since 1970-01-01, and back. Howard Hinnant, "chrono-compatible low-level date algorithms". Valid for years
// 1 to 9999.
[[nodiscard]] std::int64_t days_from_epoch(const Date& date);
[[nodiscard]] Date date_from_days(std::int64_t days);

[[nodiscard]] LocalTime local_time(UnixMs at, Zone zone);
// Midnight at the start of `date` in `zone`.
[[nodiscard]] UnixMs start_of_day(const Date& date, Zone zone);

// Completed years (an age) and completed months from `from` to `to`; 0 when `to` is earlier. A birthday on 29 February
// completes the year on 1 March of a common year.
[[nodiscard]] int completed_years(const Date& from, const Date& to);
[[nodiscard]] int completed_months(const Date& from, const Date& to);

// "2026-11-21", and back; nothing for any other form or a day that does not exist.
[[nodiscard]] std::string to_iso(const Date& date);
[[nodiscard]] std::optional<Date> date_from_iso(std::string_view text);

}  // namespace gongyi
