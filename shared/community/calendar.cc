#include "shared/community/calendar.h"

#include <algorithm>

#include "shared/base/check.h"

namespace gongyi {

namespace {

const CalendarYear* find_year(const Calendar& calendar, int year) {
    const auto found = std::find_if(calendar.years.begin(), calendar.years.end(),
                                    [year](const CalendarYear& one) { return one.year == year; });
    return found == calendar.years.end() ? nullptr : &*found;
}

// Day after day from the one after `posted`, until `days_left` days of the unit are counted and the last may be an end.
Expected<PeriodEnd, int> walk(const Calendar& calendar, std::int64_t day, std::int64_t days_left,
                              const Period& period) {
    PeriodEnd end;
    while (true) {
        end.last_day = date_from_days(++day);
        if (period.unit == DayUnit::calendar && days_left > 1) {
            --days_left;  // Only the day on which the period might end is looked up.
            continue;
        }
        if (period.unit == DayUnit::calendar && !period.rolls_over_holiday) return end;
        const CalendarYear* const year = find_year(calendar, end.last_day.year);
        if (year == nullptr) return unexpected(int{end.last_day.year});
        end.is_provisional = end.is_provisional || year->state == CalendarState::provisional;
        const bool counts =
            period.unit == DayUnit::working ? is_working_day(*year, end.last_day) : !is_holiday(*year, end.last_day);
        if (counts && --days_left == 0) return end;
    }
}

}  // namespace

bool is_weekend(const Date& day) {
    // 1970-01-01 was a Thursday.
    const std::int64_t weekday_from_monday = ((days_from_epoch(day) + 3) % 7 + 7) % 7;
    return weekday_from_monday >= 5;
}

bool is_holiday(const CalendarYear& year, const Date& day) {
    return std::any_of(year.holidays.begin(), year.holidays.end(),
                       [&day](const Holiday& holiday) { return holiday.first <= day && day <= holiday.last; });
}

bool is_working_day(const CalendarYear& year, const Date& day) {
    if (std::binary_search(year.working_weekends.begin(), year.working_weekends.end(), day)) return true;
    return !is_weekend(day) && !is_holiday(year, day);
}

Expected<PeriodEnd, int> end_of_period(const Calendar& calendar, const Date& posted, const Period& period) {
    GONGYI_CHECK(period.days >= 1 && period.days <= period_days_max);
    return walk(calendar, days_from_epoch(posted), period.days, period);
}

}  // namespace gongyi
