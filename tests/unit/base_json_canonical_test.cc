#include "shared/base/json_canonical.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cstdint>
#include <cstring>
#include <string>

#include "shared/base/json_number.h"
#include "shared/base/json_text.h"
#include "tests/support/files.h"

namespace gongyi {

namespace {

std::string number_text(double value) {
    std::string text;
    append_json_number(text, value);
    return text;
}

std::string nested_arrays(std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
}

}  // namespace

TEST_CASE("the vectors of RFC 8785 come out to the byte", "[base][json]") {
    const std::string name = GENERATE("arrays", "french", "structures", "unicode", "values", "weird");
    CAPTURE(name);
    const std::string input = test::read_file("tests/vectors/rfc8785/" + name + ".input.json");
    const std::string want = test::read_file("tests/vectors/rfc8785/" + name + ".canonical.json");
    const auto canonical = canonicalize(input);
    REQUIRE(canonical.has_value());
    CHECK(*canonical == want);
    CHECK(canonicalize(*canonical).value() == want);
}

TEST_CASE("numbers are written as in RFC 8785, appendix B", "[base][json]") {
    struct Row {
        std::uint64_t bits;
        std::string text;
    };
    const auto row = GENERATE(values<Row>({
        {0x0000000000000000, "0"},
        {0x8000000000000000, "0"},
        {0x0000000000000001, "5e-324"},
        {0x8000000000000001, "-5e-324"},
        {0x7fefffffffffffff, "1.7976931348623157e+308"},
        {0xffefffffffffffff, "-1.7976931348623157e+308"},
        {0x4340000000000000, "9007199254740992"},
        {0xc340000000000000, "-9007199254740992"},
        {0x4430000000000000, "295147905179352830000"},
        {0x44b52d02c7e14af5, "9.999999999999997e+22"},
        {0x44b52d02c7e14af6, "1e+23"},
        {0x44b52d02c7e14af7, "1.0000000000000001e+23"},
        {0x444b1ae4d6e2ef4e, "999999999999999700000"},
        {0x444b1ae4d6e2ef4f, "999999999999999900000"},
        {0x444b1ae4d6e2ef50, "1e+21"},
        {0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"},
        {0x3eb0c6f7a0b5ed8d, "0.000001"},
        {0x41b3de4355555553, "333333333.3333332"},
        {0x41b3de4355555554, "333333333.33333325"},
        {0x41b3de4355555555, "333333333.3333333"},
        {0x41b3de4355555556, "333333333.3333334"},
        {0x41b3de4355555557, "333333333.33333343"},
        {0xbecbf647612f3696, "-0.0000033333333333333333"},
        {0x43143ff3c1cb0959, "1424953923781206.2"},
        // Powers of two, where the neighbours below lie closer than those above.
        {0x3d30000000000000, "5.684341886080802e-14"},
        {0x0010000000000000, "2.2250738585072014e-308"},
        {0x000fffffffffffff, "2.225073858507201e-308"},
    }));
    double value = 0;
    std::memcpy(&value, &row.bits, sizeof value);  // em++ has no std::bit_cast.
    CAPTURE(row.text);
    CHECK(number_text(value) == row.text);
    CHECK(parse_json_number(row.text).value() == value);
}

TEST_CASE("numbers keep their value and lose their spelling", "[base][json]") {
    struct Row {
        std::string input;
        std::string want;
    };
    const auto row = GENERATE(values<Row>({
        {"-0", "0"},
        {"-0.0e5", "0"},
        {"1.0", "1"},
        {"1E3", "1000"},
        {"1e+2", "100"},
        {"10.50", "10.5"},
        {"123456789012345", "123456789012345"},
        {"9007199254740993", "9007199254740992"},
        {"100000000000000000000", "100000000000000000000"},
        {"1000000000000000000000", "1e+21"},
        {"1e-400", "0"},
    }));
    CAPTURE(row.input);
    CHECK(canonicalize(row.input).value() == row.want);
}

TEST_CASE("what is not strict JSON is refused with its place", "[base][json]") {
    struct Row {
        std::string input;
        std::string pointer;
        std::string want;
    };
    const auto row = GENERATE(values<Row>({
        {"", "", "well-formed JSON in UTF-8 (byte "},
        {" ", "", "well-formed JSON in UTF-8 (byte "},
        {"\xef\xbb\xbf{}", "", "JSON without a byte order mark"},
        {"nul", "", "well-formed JSON in UTF-8 (byte "},
        {"NaN", "", "well-formed JSON in UTF-8 (byte "},
        {"Infinity", "", "well-formed JSON in UTF-8 (byte "},
        {"+1", "", "well-formed JSON in UTF-8 (byte "},
        {".5", "", "well-formed JSON in UTF-8 (byte "},
        {"1.", "", "well-formed JSON in UTF-8 (byte "},
        {"1e", "", "well-formed JSON in UTF-8 (byte "},
        {"-", "", "well-formed JSON in UTF-8 (byte "},
        {"01", "", "well-formed JSON in UTF-8 (byte "},
        {"0x1", "", "well-formed JSON in UTF-8 (byte "},
        {"1 2", "", "well-formed JSON in UTF-8 (byte "},
        {"{}x", "", "well-formed JSON in UTF-8 (byte "},
        {"1e309", "", "numbers within the range of a double (byte "},
        {R"([{"a":[0,-1e999]}])", "", "numbers within the range of a double (byte "},
        {"[1,]", "", "well-formed JSON in UTF-8 (byte "},
        {"[1", "", "well-formed JSON in UTF-8 (byte "},
        {"[1 2]", "", "well-formed JSON in UTF-8 (byte "},
        {R"({"a":1,})", "", "well-formed JSON in UTF-8 (byte "},
        {"{a:1}", "", "well-formed JSON in UTF-8 (byte "},
        {R"({"a" 1})", "", "well-formed JSON in UTF-8 (byte "},
        {R"({"a":1)", "", "well-formed JSON in UTF-8 (byte "},
        {R"({"a":{"b":[1,tru]}})", "", "well-formed JSON in UTF-8 (byte "},
        {R"({"a/b":{"c~d":x}})", "", "well-formed JSON in UTF-8 (byte "},
        {R"({"a":1,"b":2,"a":3})", "/a", "each name only once"},
        {R"({"a":1,"\u0061":3})", "/a", "each name only once"},
        {R"([{"b":1,"b":2}])", "/0/b", "each name only once"},
        {R"("abc)", "", "well-formed JSON in UTF-8 (byte "},
        {R"("abc\)", "", "well-formed JSON in UTF-8 (byte "},
        {"\"a\nb\"", "", "well-formed JSON in UTF-8 (byte "},
        {R"(["\x"])", "", "well-formed JSON in UTF-8 (byte "},
        {R"(["\u12g4"])", "", "well-formed JSON in UTF-8 (byte "},
        {R"(["\u12"])", "", "well-formed JSON in UTF-8 (byte "},
        {R"(["\ud800"])", "", "well-formed JSON in UTF-8 (byte "},
        {R"(["\udc00"])", "", "well-formed JSON in UTF-8 (byte "},
        {R"(["\ud800\u0041"])", "", "well-formed JSON in UTF-8 (byte "},
        {R"(["\ud800x\udc00"])", "", "well-formed JSON in UTF-8 (byte "},
        {"[\"\x80\"]", "", "well-formed JSON in UTF-8 (byte "},
        {"[\"\xed\xa0\x80\"]", "", "well-formed JSON in UTF-8 (byte "},
        {"[\"\xc0\xaf\"]", "", "well-formed JSON in UTF-8 (byte "},
        {std::string{"[1]\0", 4}, "", "JSON without NUL bytes"},
    }));
    CAPTURE(row.input);
    const auto canonical = canonicalize(row.input);
    REQUIRE_FALSE(canonical.has_value());
    CHECK(canonical.error().pointer == row.pointer);
    CHECK(canonical.error().want.substr(0, row.want.size()) == row.want);
}

TEST_CASE("a fault of grammar tells the byte where it shows", "[base][json]") {
    const auto canonical = canonicalize(R"({"a":tru})");
    REQUIRE_FALSE(canonical.has_value());
    CHECK(canonical.error() == ParseError{"", "well-formed JSON in UTF-8 (byte 9)"});
}

TEST_CASE("every prefix of a text is refused", "[base][json]") {
    const std::string text = R"({"a":[1.5e3,"x\u00e9\n",true,null],"b":{"c":"\ud83d\ude02"}})";
    REQUIRE(canonicalize(text).has_value());
    for (std::size_t size = 0; size < text.size(); ++size) {
        CAPTURE(size);
        CHECK_FALSE(canonicalize(std::string_view{text}.substr(0, size)).has_value());
    }
}

TEST_CASE("nesting and size have limits", "[base][json]") {
    CHECK(canonicalize(nested_arrays(json_depth_max)).has_value());
    const auto deeper = canonicalize(nested_arrays(json_depth_max + 1));
    REQUIRE_FALSE(deeper.has_value());
    CHECK(deeper.error().want == "at most " + std::to_string(json_depth_max) + " levels of nesting");
    CHECK(canonicalize("[1,2]", 5).has_value());
    const auto longer = canonicalize("[1,2]", 4);
    REQUIRE_FALSE(longer.has_value());
    CHECK(longer.error() == ParseError{"", "at most 4 bytes"});
}

}  // namespace gongyi
