#include <array>

#include "shared/base/check.h"
#include "shared/base/json_reader.h"
#include "shared/community/calendar.h"
#include "shared/community/data_files.h"

namespace gongyi {

namespace {

constexpr std::array states{
    JsonName<CalendarState>{"published", CalendarState::published},
    JsonName<CalendarState>{"provisional", CalendarState::provisional},
};

constexpr std::size_t source_code_points_max = 200;
constexpr std::size_t name_code_points_max = 40;

void check_in_year(const JsonValue& value, const Date& day, int year) {
    if (day.year != year) value.fault("a day of the year " + std::to_string(year));
}

Holiday read_holiday(const JsonValue& value, int year) {
    Holiday read;
    read.name = value.field("name").text({1, name_code_points_max, /*allow_line_breaks=*/false});
    read.first = value.field("first").date();
    read.last = value.field("last").date();
    check_in_year(value.field("first"), read.first, year);
    check_in_year(value.field("last"), read.last, year);
    if (read.last < read.first) value.field("last").fault("a day that is not before the first");
    return read;
}

CalendarYear read_year(const JsonValue& value) {
    CalendarYear read;
    read.year = value.field("year").integer<int>(2000, 2999);
    read.state = value.field("state").one_of(states);
    read.source = value.field("source").text({1, source_code_points_max, /*allow_line_breaks=*/false});
    for (const JsonValue item : value.field("holidays").items(1, calendar_holidays_max)) {
        read.holidays.push_back(read_holiday(item, read.year));
        const std::size_t count = read.holidays.size();
        if (count > 1 && read.holidays[count - 1].first <= read.holidays[count - 2].last) {
            item.field("first").fault("a day after the holiday before: holidays stand in order and apart");
        }
    }
    for (const JsonValue item : value.field("working_weekends").items(0, calendar_holidays_max)) {
        const Date day = item.date();
        check_in_year(item, day, read.year);
        if (!is_weekend(day)) item.fault("a Saturday or Sunday");
        if (is_holiday(read, day)) item.fault("a day outside the holidays");
        if (!read.working_weekends.empty() && day <= read.working_weekends.back()) {
            item.fault("a day after the one before");
        }
        read.working_weekends.push_back(day);
    }
    return read;
}

}  // namespace

Expected<Calendar, std::vector<ParseError>> parse_calendar(std::string_view text, InputRules rules) {
    JsonReader reader{text, calendar_bytes_max, JsonFaults::all, rules};
    Calendar calendar;
    for (const JsonValue item : reader.root().field("years").items(1, calendar_years_max)) {
        calendar.years.push_back(read_year(item));
        const std::size_t count = calendar.years.size();
        if (count > 1 && calendar.years[count - 1].year != calendar.years[count - 2].year + 1) {
            item.field("year").fault("the year after the one before");
        }
    }
    return reader.finish_all(std::move(calendar));
}

const Calendar& shipped_calendar() {
    static const Calendar calendar = [] {
        auto read = parse_calendar(data_file("holidays.json"));
        GONGYI_CHECK(read.has_value());
        return std::move(*read);
    }();
    return calendar;
}

}  // namespace gongyi
