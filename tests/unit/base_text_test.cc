#include "shared/base/text.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <string>

namespace gongyi {

using namespace std::string_literals;

TEST_CASE("code points are counted, not bytes", "[base][text]") {
    struct Row {
        std::string text;
        std::size_t count;
    };
    // The first and the last code point of each length, and those beside the surrogates.
    const auto row = GENERATE(values<Row>({
        {"", 0},
        {"a\0b"s, 3},
        {"共议", 2},
        {"\x7f", 1},
        {"\xc2\x80", 1},
        {"\xdf\xbf", 1},
        {"\xe0\xa0\x80", 1},
        {"\xed\x9f\xbf", 1},
        {"\xee\x80\x80", 1},
        {"\xef\xbf\xbf", 1},
        {"\xf0\x90\x80\x80", 1},
        {"\xf4\x8f\xbf\xbf", 1},
        {"e\u0301", 2},
        {"𠮷a龘", 3},
    }));
    CAPTURE(row.text);
    CHECK(count_code_points(row.text) == row.count);
}

TEST_CASE("ill-formed UTF-8 has no count and is not shown", "[base][text]") {
    struct Row {
        std::string name;
        std::string bytes;
    };
    // Unicode 15, table 3-7: each row is one step outside it.
    const auto row = GENERATE(values<Row>({
        {"a continuation alone", "\x80"},
        {"the last continuation alone", "\xbf"},
        {"overlong solidus, two bytes", "\xc0\xaf"},
        {"overlong, two bytes, the last", "\xc1\xbf"},
        {"overlong, three bytes", "\xe0\x9f\xbf"},
        {"overlong, four bytes", "\xf0\x8f\xbf\xbf"},
        {"the first surrogate", "\xed\xa0\x80"},
        {"the last surrogate", "\xed\xbf\xbf"},
        {"a pair of surrogates", "\xed\xa0\xbd\xed\xb8\x82"},
        {"beyond U+10FFFF", "\xf4\x90\x80\x80"},
        {"a lead byte that none has", "\xf5\x80\x80\x80"},
        {"five bytes", "\xf8\x88\x80\x80\x80"},
        {"0xfe", "\xfe"},
        {"0xff", "\xff"},
        {"two bytes, one missing", "\xc2"},
        {"three bytes, one missing", "\xe5\x85"},
        {"four bytes, one missing", "\xf0\xa0\xae"},
        {"two bytes, the second a letter", "\xc2z"},
        {"three bytes, the third a lead", "\xe5\x85\xe5"},
        {"NUL written in two bytes", "\xc0\x80"},
    }));
    CAPTURE(row.name);
    CHECK_FALSE(count_code_points(row.bytes).has_value());
    CHECK_FALSE(count_code_points("共" + row.bytes).has_value());
    CHECK_FALSE(count_code_points(row.bytes + "议").has_value());
    CHECK_FALSE(is_presentable("a" + row.bytes, /*allow_line_breaks=*/true));
}

TEST_CASE("what people see has ink and nothing that hides or reorders", "[base][text]") {
    for (const std::string& text : {"共议"s, " a "s, "０"s, "e\u0301"s, "\u200fא"s, "👩\u200d👧"s}) {
        CAPTURE(text);
        CHECK(is_presentable(text, /*allow_line_breaks=*/false));
        CHECK(is_presentable(text, /*allow_line_breaks=*/true));
    }
    for (const std::string& text :
         {""s, " "s, "\u3000"s, "\u00a0\u200b"s, "\ufeff"s, "a\tb"s, "a\rb"s, "a\0"s, "\x1b[0m"s, "a\x7f"s, "a\u0080"s,
          "a\u009f"s, "a\u202a"s, "a\u202e"s, "a\u2066"s, "a\u2069"s}) {
        CAPTURE(text);
        CHECK_FALSE(is_presentable(text, /*allow_line_breaks=*/false));
        CHECK_FALSE(is_presentable(text, /*allow_line_breaks=*/true));
    }
    CHECK_FALSE(is_presentable("a\nb", /*allow_line_breaks=*/false));
    CHECK(is_presentable("a\nb", /*allow_line_breaks=*/true));
    CHECK_FALSE(is_presentable("\n \n", /*allow_line_breaks=*/true));
}

}  // namespace gongyi
