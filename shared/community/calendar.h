// Periods counted in days: when a notice, an objection or an answer is due. With the holidays as data.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/expected.h"
#include "shared/base/incoming.h"
#include "shared/base/parse_error.h"
#include "shared/base/time.h"

namespace gongyi {

inline constexpr std::int64_t period_days_max = 1'000;
inline constexpr std::size_t calendar_bytes_max = 256 * 1024;
inline constexpr std::size_t calendar_years_max = 50;
inline constexpr std::size_t calendar_holidays_max = 60;  // In a year; likewise working weekends.

struct Holiday {
    std::string name;
    Date first;
    Date last;  // Counts.
};

// `provisional`: the State Council's notice is not out. The festivals that the law names stand there, but neither the
// days that will be moved to them nor the weekends worked in return.
enum class CalendarState : std::uint8_t { published, provisional };

struct CalendarYear {
    int year = 0;
    CalendarState state = CalendarState::published;
    std::string source;
    std::vector<Holiday> holidays;       // In order, apart from one another, within the year.
    std::vector<Date> working_weekends;  // Saturdays and Sundays that are worked (调休上班), in order.
};

struct Calendar {
    std::vector<CalendarYear> years;  // One after the other without a gap.
};

// Reads a calendar and names every fault. The form is that of data/holidays.json.
[[nodiscard]] Expected<Calendar, std::vector<ParseError>> parse_calendar(std::string_view text,
                                                                         InputRules rules = InputRules::recorded);

// The calendar that comes with the program: data/holidays.json.
[[nodiscard]] const Calendar& shipped_calendar();

enum class DayUnit : std::uint8_t { calendar, working };

struct Period {
    std::int64_t days = 0;  // 1 to period_days_max.
    DayUnit unit = DayUnit::calendar;
    // Whether an end on a holiday moves to the first day after the holiday. A period of working days never ends on one.
    bool rolls_over_holiday = true;
    friend bool operator==(const Period&, const Period&) = default;
};

struct PeriodEnd {
    Date last_day;                // Counts: the period ends at 24:00.
    bool is_provisional = false;  // A year of which the holidays are not published decided it.
    friend bool operator==(const PeriodEnd&, const PeriodEnd&) = default;
};

// The last day of a period that something on `posted` set off. Civil Code art. 201: the day itself does not count, the
// next one is day 1. Art. 203: if the last day is a statutory holiday, the period ends on the first day after the
// holiday. A holiday is what the State Council's notice lists, with the days moved to it; an ordinary weekend is none.
// A working day is a day from Monday to Friday that is no holiday, and a weekend that is worked in return for one.
// Fault: the year that the calendar does not have, when one is needed.
// Requires 1 ≤ days ≤ period_days_max.
[[nodiscard]] Expected<PeriodEnd, int> end_of_period(const Calendar& calendar, const Date& posted,
                                                     const Period& period);

// Of the days of years that the calendar has. Neither is asked of others.
[[nodiscard]] bool is_holiday(const CalendarYear& year, const Date& day);
[[nodiscard]] bool is_working_day(const CalendarYear& year, const Date& day);
[[nodiscard]] bool is_weekend(const Date& day);

}  // namespace gongyi
