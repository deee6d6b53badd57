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

namespace {

std::string repeated(std::string_view text, std::size_t count) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) all += text;
    return all;
}

// In UTF-8; surrogates are none.
std::string utf8(char32_t c) {
    std::string text;
    const auto tail = [&](unsigned shift) { text += static_cast<char>(0x80U | ((c >> shift) & 0x3fU)); };
    if (c < 0x80) {
        text += static_cast<char>(c);
    } else if (c < 0x800) {
        text += static_cast<char>(0xc0U | (c >> 6U));
        tail(0);
    } else if (c < 0x10000) {
        text += static_cast<char>(0xe0U | (c >> 12U));
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xf0U | (c >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
    return text;
}

}  // namespace

TEST_CASE("what writing needs may come in", "[base][text]") {
    for (const std::string& text : {
             "共议"s,
             "坡道（三栋）— 10:30"s,
             "王㐱䶮𠮷"s,
             "　缩进的一段"s,
             "O'Brien & Søn"s,
             "a b"s,
             "①②③ ㈱"s,
             "Nguyễn Thị Ế"s,
             "Nguye\u0302\u0303n"s,  // Vietnamese, composed and taken apart.
             "น้ำ ที่ กรุณา"s,           // Thai
             "مُحَمَّدٌ"s,
             "می\u200cخواهم"s,  // Arabic, Persian with a non-joiner
             "क्षत्रिय क्\u200dष"s,
             "ශ්\u200dරී"s,                        // Devanagari and Sinhala with joiners
             "བོད་སྐད རྐྱེན ཧཱུྃ"s,                      // Tibetan
             "ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ ᠰᠠᠷ\u180eᠠ ᠭ\u180b"s,  // Mongolian with its selectors
             "שָׁלוֹם"s,
             "이웃"s,
             "ｶﾞ が か\u3099"s,
             "👍🏽 👨\u200d👩\u200d👧 ❤\ufe0f\u200d🔥 1\ufe0f\u20e3 ☎\ufe0e 🇨🇳"s,
             "\ufffd"s,  // Somebody else's replacement is seen.
         }) {
        CAPTURE(text);
        CHECK(is_acceptable(text, /*allow_line_breaks=*/false));
    }
    CHECK(is_acceptable("第一段\n\n第二段", /*allow_line_breaks=*/true));
    CHECK_FALSE(is_acceptable("第一段\n第二段", /*allow_line_breaks=*/false));
}

TEST_CASE("what hides or turns the order may not come in, but a record that has it is read", "[base][text]") {
    for (const char32_t c :
         {0xadU,    0x34fU,   0x61cU,   0x115fU,  0x1160U,  0x17b4U,   0x17b5U,  0x200bU,  0x200eU,  0x200fU,
          0x2028U,  0x2029U,  0x2060U,  0x2064U,  0x2065U,  0x206fU,   0x2800U,  0x3164U,  0xe000U,  0xf8ffU,
          0xfdd0U,  0xfdefU,  0xfe00U,  0xfe0dU,  0xfeffU,  0xffa0U,   0xfff0U,  0xfff9U,  0xfffbU,  0xfffcU,
          0xfffeU,  0xffffU,  0x1bca0U, 0x1d173U, 0x1d17aU, 0x1fffeU,  0x2ffffU, 0x3fffeU, 0x40000U, 0xe0000U,
          0xe0001U, 0xe007fU, 0xe0100U, 0xe01efU, 0xf0000U, 0x10fffdU, 0x10ffffU}) {
        CAPTURE(static_cast<std::uint32_t>(c));
        CHECK_FALSE(is_acceptable("王" + utf8(c) + "芳", /*allow_line_breaks=*/true));
        CHECK(is_presentable("王" + utf8(c) + "芳", /*allow_line_breaks=*/true));
    }
    // The characters beside those ranges are as good as others.
    for (const char32_t c : {0xacU,   0xaeU,   0x61bU,  0x1161U, 0x200aU, 0x2010U,  0x2027U,  0x202fU,  0x2070U,
                             0x27ffU, 0x2801U, 0x3163U, 0x3165U, 0xd7ffU, 0xf900U,  0xfdcfU,  0xfdf0U,  0xfe10U,
                             0xfefeU, 0xff9fU, 0xffa1U, 0xffefU, 0xfffdU, 0x10000U, 0x1bca4U, 0x20000U, 0x3fffdU}) {
        CAPTURE(static_cast<std::uint32_t>(c));
        CHECK(is_acceptable("a" + utf8(c), /*allow_line_breaks=*/false));
    }
    // What is_presentable refuses is refused here as well.
    for (const std::string& text : {""s, " "s, "a\xff"s, "a\u202e"s, "a\u2066"s, "a\tb"s, "a\rb"s, "a\u0085"s}) {
        CAPTURE(text);
        CHECK_FALSE(is_acceptable(text, /*allow_line_breaks=*/true));
    }
}

TEST_CASE("joiners and selectors stand behind what takes them, and nowhere else", "[base][text]") {
    for (const std::string& text : {"王\u200d芳"s, "a\u200cb"s, "\u200d王"s, " \u200dम"s, "म\u200d\u200d"s,
                                    "👩\u200d\u200d👧"s, "王\ufe0f"s, "a\ufe0e"s, "1\ufe0f\ufe0f"s, "\ufe0f"s,
                                    "王\u180b"s, "ᠭ\u180b\u180b"s, "a\u180e"s, "葛\U000e0100"s, "㐂\ufe00"s}) {
        CAPTURE(text);
        CHECK_FALSE(is_acceptable(text, /*allow_line_breaks=*/false));
    }
}

TEST_CASE("a character bears so many marks, whatever stands between them", "[base][text]") {
    const std::size_t most = marks_on_one_character_max;
    for (const char32_t mark : {0x300U, 0x36fU, 0x489U, 0x5b0U, 0x64bU, 0x94dU, 0xe48U, 0xf72U, 0x1ab0U, 0x1dc0U,
                                0x20e3U, 0x3099U, 0xfe20U, 0x10a38U, 0x1d167U, 0x1e000U}) {
        CAPTURE(static_cast<std::uint32_t>(mark));
        CHECK(is_acceptable("a" + repeated(utf8(mark), most), /*allow_line_breaks=*/false));
        CHECK_FALSE(is_acceptable("a" + repeated(utf8(mark), most + 1), /*allow_line_breaks=*/false));
        // On the next character it begins anew.
        CHECK(is_acceptable(repeated("a" + repeated(utf8(mark), most), 3), /*allow_line_breaks=*/false));
    }
    CHECK_FALSE(is_acceptable("م" + repeated("\u064b", most) + "\u200d\u064b", /*allow_line_breaks=*/false));
    CHECK_FALSE(is_acceptable("坡道" + repeated("\u0301", 59), /*allow_line_breaks=*/false));
    // Letters are no marks, in any script of the table.
    for (const char* letters :
         {"ааааааааа", "קקקקקקקק", "ककककककक", "กกกกกกก", "ကကကကကက", "ཀཀཀཀཀཀ", "ᠠᠠᠠᠠᠠᠠ", "ああああああ"}) {
        CAPTURE(letters);
        CHECK(is_acceptable(letters, /*allow_line_breaks=*/false));
    }
}

TEST_CASE("text of files that nobody can correct loses what hides", "[base][text]") {
    CHECK(to_presentable_line("a\u200f\u2028b\U000e0041", 20) == "a b");
    CHECK(to_well_formed("a\xff\xe5\x85z共") == "a\ufffd\ufffd\ufffdz共");
    CHECK(to_well_formed("") == "");
}

}  // namespace gongyi
