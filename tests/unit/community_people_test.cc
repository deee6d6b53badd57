#include "shared/community/people.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <vector>

namespace gongyi {

namespace {

constexpr Date voting_day{2026, 11, 21};
constexpr Date long_ago{2015, 1, 1};

}  // namespace

TEST_CASE("a person belongs to the electorate on the day of the vote, or learns why not", "[community][people]") {
    struct Row {
        const char* name;
        PersonFacts person;
        bool eligible;
        RefusalCode code;
    };
    const Row row =
        GENERATE(Row{"eighteenth birthday", {{2008, 11, 21}, long_ago, ResidentClass::hukou}, true, {}},
                 Row{"one day short of eighteen",
                     {{2008, 11, 22}, long_ago, ResidentClass::hukou},
                     false,
                     RefusalCode::not_of_age},
                 Row{"hukou needs no stay", {{1980, 1, 1}, {2026, 11, 20}, ResidentClass::hukou}, true, {}},
                 Row{"twelve months without hukou", {{1980, 1, 1}, {2025, 11, 21}, ResidentClass::non_hukou}, true, {}},
                 Row{"a day short of twelve months",
                     {{1980, 1, 1}, {2025, 11, 22}, ResidentClass::non_hukou},
                     false,
                     RefusalCode::residence_too_short},
                 Row{"Hong Kong resident", {{1980, 1, 1}, long_ago, ResidentClass::hong_kong_macau}, true, {}},
                 Row{"works here only",
                     {{1980, 1, 1}, long_ago, ResidentClass::works_here},
                     false,
                     RefusalCode::resident_class_excluded});
    CAPTURE(row.name);
    const auto result = check_eligible(Electorate{}, row.person, voting_day);
    REQUIRE(result.has_value() == row.eligible);
    if (!result) CHECK(result.error().code == row.code);
}

TEST_CASE("an electorate can leave classes out", "[community][people]") {
    Electorate electorate;
    electorate.includes_non_hukou = false;
    const PersonFacts person{{1980, 1, 1}, {2015, 1, 1}, ResidentClass::non_hukou};
    const auto result = check_eligible(electorate, person, {2026, 11, 21});
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().code == RefusalCode::resident_class_excluded);
}

TEST_CASE("a residents' assembly has due whoever may vote on that day", "[community][people]") {
    const Date day{2026, 11, 18};
    const auto person = [](const Date& born, const Date& since, ResidentClass resident_class) {
        return PersonFacts{born, since, resident_class};
    };
    const std::vector<Residing> residents{
        {person({1960, 1, 1}, {2020, 1, 1}, ResidentClass::hukou), "1栋101"},
        {person({2008, 11, 18}, {2026, 1, 1}, ResidentClass::hukou), "1栋101"},  // 18 on that day.
        {person({2008, 11, 19}, {2010, 1, 1}, ResidentClass::hukou), "1栋102"},  // A day too young.
        {person({1990, 1, 1}, {2025, 11, 18}, ResidentClass::tenant), "1栋103"},
        {person({1990, 1, 1}, {2025, 11, 19}, ResidentClass::tenant), "1栋104"},  // A day short of a year.
        {person({1990, 1, 1}, {2010, 1, 1}, ResidentClass::owner), "1栋105"},
        {person({1990, 1, 1}, {2010, 1, 1}, ResidentClass::works_here), "1栋106"},
    };
    CHECK(residents_due(residents, day) == ResidentsDue{3, 2});
    CHECK(residents_due({}, day) == ResidentsDue{});
}

TEST_CASE("a refusal tells what is needed and what there is", "[community][people]") {
    const auto result =
        check_eligible(Electorate{}, {{2010, 11, 22}, {2020, 1, 1}, ResidentClass::hukou}, {2026, 11, 21});
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error() == Refusal{RefusalCode::not_of_age, "", {{"needed_years", 18}, {"years", 15}}});
}

}  // namespace gongyi
