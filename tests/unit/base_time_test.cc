#include "shared/base/time.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cstdint>
#include <string>

namespace gongyi {

TEST_CASE("days are counted from 1970-01-01 through leap years and centuries", "[base][time]") {
    struct Row {
        Date date;
        std::int64_t days;
    };
    // Counted independently: `date -u -d DATE +%s` divided by 86,400.
    const auto row = GENERATE(values<Row>({
        {{1970, 1, 1}, 0},
        {{1969, 12, 31}, -1},
        {{1970, 12, 31}, 364},
        {{1972, 2, 29}, 789},
        {{1900, 2, 28}, -25'509},
        {{1900, 3, 1}, -25'508},
        {{2000, 2, 29}, 11'016},
        {{2000, 3, 1}, 11'017},
        {{2024, 2, 29}, 19'782},
        {{2026, 11, 21}, 20'778},
        {{2100, 2, 28}, 47'540},
        {{2100, 3, 1}, 47'541},
        {{1, 1, 1}, -719'162},
        {{9999, 12, 31}, 2'932'896},
    }));
    CAPTURE(to_iso(row.date));
    CHECK(days_from_epoch(row.date) == row.days);
    CHECK(date_from_days(row.days) == row.date);
}

TEST_CASE("every day of 800 years is the day after the one before", "[base][time]") {
    Date before = date_from_days(days_from_epoch({1699, 12, 31}));
    for (std::int64_t day = days_from_epoch({1700, 1, 1}); day <= days_from_epoch({2500, 12, 31}); ++day) {
        const Date date = date_from_days(day);
        const bool follows = before < date && (date.day == before.day + 1 || date.day == 1);
        if (days_from_epoch(date) != day || !follows) FAIL(to_iso(before) << " is followed by " << to_iso(date));
        before = date;
    }
}

TEST_CASE("a zone moves the clock and, at its edges, the day", "[base][time]") {
    struct Row {
        std::string name;
        std::int64_t ms;
        int offset_minutes;
        Date date;
        int hour;
        int minute;
    };
    const auto row = GENERATE(values<Row>({
        {"the epoch in China", 0, 480, {1970, 1, 1}, 8, 0},
        {"the last millisecond of a Chinese day", 57'599'999, 480, {1970, 1, 1}, 23, 59},
        {"midnight in China", 57'600'000, 480, {1970, 1, 2}, 0, 0},
        {"one millisecond before the epoch", -1, 0, {1969, 12, 31}, 23, 59},
        {"west of Greenwich", 0, -1, {1969, 12, 31}, 23, 59},
        {"a leap day", 1'709'164'800'000, 480, {2024, 2, 29}, 8, 0},
    }));
    CAPTURE(row.name);
    const LocalTime local = local_time(UnixMs{row.ms}, Zone{row.offset_minutes});
    CHECK(local.date == row.date);
    CHECK(local.hour == row.hour);
    CHECK(local.minute == row.minute);
}

TEST_CASE("a day starts at its midnight in the zone", "[base][time]") {
    for (const int offset : {-720, 0, 480, 840}) {
        CAPTURE(offset);
        const Zone zone{offset};
        const Date date{2024, 2, 29};
        const UnixMs start = start_of_day(date, zone);
        CHECK(local_time(start, zone).date == date);
        CHECK(local_time(start, zone).hour == 0);
        CHECK(local_time(UnixMs{start.ms - 1}, zone).date == Date{2024, 2, 28});
    }
    CHECK(start_of_day({1970, 1, 1}, Zone{480}) == UnixMs{-8 * hour_ms});
}

TEST_CASE("completed months and years count from day to day", "[base][time]") {
    struct Row {
        Date from;
        Date to;
        int months;
        int years;
    };
    const auto row = GENERATE(values<Row>({
        {{2000, 5, 17}, {2000, 5, 17}, 0, 0},
        {{2000, 5, 17}, {2000, 6, 16}, 0, 0},
        {{2000, 5, 17}, {2000, 6, 17}, 1, 0},
        {{2000, 5, 17}, {2018, 5, 16}, 215, 17},
        {{2000, 5, 17}, {2018, 5, 17}, 216, 18},
        {{2000, 12, 31}, {2001, 1, 1}, 0, 0},
        {{2026, 1, 31}, {2026, 2, 28}, 0, 0},
        {{2026, 1, 31}, {2026, 3, 1}, 1, 0},
        // Born on 29 February: of age on 1 March of a common year, on the day itself of a leap year.
        {{2008, 2, 29}, {2026, 2, 28}, 215, 17},
        {{2008, 2, 29}, {2026, 3, 1}, 216, 18},
        {{2008, 2, 29}, {2028, 2, 28}, 239, 19},
        {{2008, 2, 29}, {2028, 2, 29}, 240, 20},
        {{2026, 1, 2}, {2026, 1, 1}, 0, 0},
        {{2026, 1, 1}, {1990, 1, 1}, 0, 0},
    }));
    CAPTURE(to_iso(row.from), to_iso(row.to));
    CHECK(completed_months(row.from, row.to) == row.months);
    CHECK(completed_years(row.from, row.to) == row.years);
}

TEST_CASE("a day is written one way, and read no other", "[base][time]") {
    CHECK(to_iso({2026, 11, 21}) == "2026-11-21");
    CHECK(to_iso({7, 1, 2}) == "0007-01-02");
    CHECK(date_from_iso("2024-02-29") == Date{2024, 2, 29});
    CHECK(date_from_iso("0001-01-01") == Date{1, 1, 1});
    CHECK(date_from_iso("9999-12-31") == Date{9999, 12, 31});
    for (const char* text :
         {"", "2026-11-2", "2026-11-211", "2026/11/21", "2026-13-01", "2026-00-01", "2026-01-00", "2026-02-29",
          "1900-02-29", "2026-04-31", "0000-01-01", "20a6-01-01", "2026-1 -01", "+026-01-01", "２026-01-1"}) {
        CAPTURE(text);
        CHECK_FALSE(date_from_iso(text).has_value());
    }
}

}  // namespace gongyi
