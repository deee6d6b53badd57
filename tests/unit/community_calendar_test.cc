#include "shared/community/calendar.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "shared/community/data_files.h"

namespace gongyi {

namespace {

std::string end_text(const std::string& posted, const Period& period) {
    const auto end = end_of_period(shipped_calendar(), *date_from_iso(posted), period);
    return end ? to_iso(end->last_day) : "no holidays of " + std::to_string(end.error());
}

// The shipped calendar with one piece of its text replaced.
std::string changed(const std::string& from, const std::string& to) {
    std::string text{data_file("holidays.json")};
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a period in calendar days ends on the lawful day", "[community][calendar]") {
    struct Row {
        const char* name;
        const char* posted;
        std::int64_t days;
        const char* last_day;
    };
    const Row row = GENERATE(Row{"the day itself does not count", "2026-11-02", 1, "2026-11-03"},
                             Row{"seven days", "2026-11-02", 7, "2026-11-09"},
                             Row{"an ordinary Saturday is no holiday", "2026-11-02", 5, "2026-11-07"},
                             Row{"V11: into the National Day holiday", "2026-09-28", 5, "2026-10-08"},
                             Row{"the day before the holiday", "2026-09-28", 2, "2026-09-30"},
                             Row{"the first day of the holiday", "2026-09-28", 3, "2026-10-08"},
                             Row{"the last day of the holiday", "2026-09-30", 7, "2026-10-08"},
                             Row{"the day after the holiday", "2026-09-30", 8, "2026-10-08"},
                             Row{"a holiday in the midst changes nothing", "2026-09-30", 10, "2026-10-10"},
                             Row{"a day moved to the festival", "2026-02-15", 8, "2026-02-24"},
                             Row{"over the leap-free February", "2026-02-26", 3, "2026-03-01"},
                             Row{"over the year", "2025-12-30", 2, "2026-01-04"},
                             Row{"posted before the calendar begins", "2024-12-30", 2, "2025-01-02"},
                             Row{"the last day of the calendar", "2027-12-30", 1, "2027-12-31"},
                             Row{"beyond the calendar", "2027-12-31", 1, "no holidays of 2028"},
                             Row{"before the calendar", "2024-12-01", 1, "no holidays of 2024"});
    CAPTURE(row.name);
    CHECK(end_text(row.posted, {row.days, DayUnit::calendar}) == row.last_day);
}

TEST_CASE("a period in working days skips weekends and holidays, and counts worked weekends", "[community][calendar]") {
    struct Row {
        const char* name;
        const char* posted;
        std::int64_t days;
        const char* last_day;
    };
    const Row row = GENERATE(Row{"Monday to Friday", "2026-11-02", 4, "2026-11-06"},
                             Row{"over a weekend", "2026-11-02", 5, "2026-11-09"},
                             Row{"posted on a Sunday", "2026-11-01", 1, "2026-11-02"},
                             Row{"a Saturday worked for the holiday", "2026-10-08", 2, "2026-10-10"},
                             Row{"over the holiday", "2026-09-29", 2, "2026-10-08"},
                             Row{"a Sunday worked before it", "2026-09-19", 1, "2026-09-20"},
                             Row{"Spring Festival 2025", "2025-01-25", 3, "2025-02-05"},
                             Row{"beyond the calendar", "2027-12-30", 2, "no holidays of 2028"});
    CAPTURE(row.name);
    CHECK(end_text(row.posted, {row.days, DayUnit::working}) == row.last_day);
}

TEST_CASE("a rule may leave an end on a holiday where it is", "[community][calendar]") {
    CHECK(end_text("2026-09-28", {5, DayUnit::calendar, /*rolls_over_holiday=*/false}) == "2026-10-03");
    CHECK(end_text("2030-01-01", {5, DayUnit::calendar, /*rolls_over_holiday=*/false}) == "2030-01-06");
}

TEST_CASE("an end that unpublished holidays decide is provisional", "[community][calendar]") {
    const Calendar& calendar = shipped_calendar();
    CHECK(end_of_period(calendar, {2027, 9, 30}, {1, DayUnit::calendar})->is_provisional);
    CHECK(end_of_period(calendar, {2027, 9, 30}, {1, DayUnit::calendar})->last_day == Date{2027, 10, 4});
    CHECK_FALSE(end_of_period(calendar, {2026, 12, 30}, {1, DayUnit::calendar})->is_provisional);
    CHECK(end_of_period(calendar, {2026, 12, 30}, {2, DayUnit::working})->is_provisional);
}

TEST_CASE("the longest period can be counted", "[community][calendar]") {
    CHECK(end_text("2025-01-01", {period_days_max, DayUnit::calendar}) == "2027-09-28");
}

TEST_CASE("the shipped calendar has as many working days as the notices leave", "[community][calendar]") {
    // 365 days less weekends and festivals on weekdays: 2025 has 11 + 2 statutory days, of which none is lost.
    for (const CalendarYear& year : shipped_calendar().years) {
        int count = 0;
        for (std::int64_t day = days_from_epoch({year.year, 1, 1}); day < days_from_epoch({year.year + 1, 1, 1}); ++day)
            count += is_working_day(year, date_from_days(day)) ? 1 : 0;
        CAPTURE(year.year);
        if (year.state == CalendarState::published) CHECK(count == 248);
    }
}

TEST_CASE("every fault of a calendar is named, not just the first", "[community][calendar]") {
    const auto faults_of = [](const std::string& text) {
        const auto read = parse_calendar(text);
        std::vector<std::string> pointers;
        if (!read) {
            for (const ParseError& fault : read.error()) pointers.push_back(fault.pointer);
        }
        return pointers;
    };
    CHECK(faults_of(std::string{data_file("holidays.json")}).empty());
    CHECK(faults_of("{") == std::vector<std::string>{""});
    CHECK(faults_of("[]") == std::vector<std::string>{""});
    CHECK(faults_of(R"({"years":[]})") == std::vector<std::string>{"/years"});
    const std::string many = R"({"years":[{"year":2026,"state":"perhaps","holidays":[)"
                             R"({"name":"a","first":"2026-01-03","last":"2026-01-01"},)"
                             R"({"name":"b","first":"2025-02-01","last":"2026-02-30"}],)"
                             R"("working_weekends":["2026-01-05"],"colour":1}]})";
    std::vector<std::string> want{
        "/years/0/state",           "/years/0/source",           "/years/0/holidays/0/last",
        "/years/0/holidays/1/last", "/years/0/holidays/1/first", "/years/0/working_weekends/0",
        "/years/0/colour"};
    auto got = faults_of(many);
    std::sort(want.begin(), want.end());
    std::sort(got.begin(), got.end());
    CHECK(got == want);
    CHECK(faults_of(changed("\"year\": 2026", "\"year\": 2028")).size() > 1);
    CHECK(faults_of(changed("2026-10-07", "2026-10-08")).empty());
    CHECK(faults_of(changed("2026-09-27", "2026-10-01")) == std::vector<std::string>{"/years/1/holidays/6/first"});
    CHECK(faults_of(changed("\"2026-02-28\"", "\"2026-02-22\"")) ==
          std::vector<std::string>{"/years/1/working_weekends/2"});
    CHECK(faults_of(changed("\"2026-02-28\"", "\"2026-02-14\"")) ==
          std::vector<std::string>{"/years/1/working_weekends/2"});
}

}  // namespace gongyi
