// The shortest form of a double, against the standard library's own algorithm (which em++ lacks).
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>

#include "shared/base/json_canonical.h"
#include "shared/base/json_number.h"
#include "shared/base/random.h"

namespace gongyi {

namespace {

// The significant digits as a whole number, and the power of ten that it is multiplied by.
struct Shape {
    std::string digits;
    int exponent = 0;
    friend bool operator==(const Shape&, const Shape&) = default;
};

Shape shape_of(std::string_view text) {
    Shape shape;
    const std::size_t exponent_at = text.find('e');
    if (exponent_at != std::string_view::npos) shape.exponent = std::stoi(std::string{text.substr(exponent_at + 1)});
    bool is_behind_point = false;
    for (const char c : text.substr(0, exponent_at)) {
        if (c == '.') {
            is_behind_point = true;
            continue;
        }
        if (c == '0' && shape.digits.empty()) {
            if (is_behind_point) --shape.exponent;
            continue;
        }
        if (c != '-') {
            shape.digits += c;
            if (is_behind_point) --shape.exponent;
        }
    }
    while (!shape.digits.empty() && shape.digits.back() == '0') {
        shape.digits.pop_back();
        ++shape.exponent;
    }
    return shape;
}

void check(double value) {
    std::string ours;
    append_json_number(ours, value);
    char theirs[64];
    const auto end = std::to_chars(theirs, theirs + sizeof theirs, value, std::chars_format::scientific).ptr;
    CAPTURE(value);
    REQUIRE(shape_of(ours) == shape_of({theirs, static_cast<std::size_t>(end - theirs)}));
    REQUIRE(parse_json_number(ours).value() == value);
    REQUIRE(canonicalize(ours).value() == ours);
}

double double_of(std::uint64_t bits) {
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

}  // namespace

TEST_CASE("any double is written in its shortest form", "[base][json][sim]") {
    const auto seed = GENERATE(range(std::uint64_t{1}, std::uint64_t{11}));
    CAPTURE(seed);
    SplitMix64 random{seed};
    for (int i = 0; i < 1000; ++i) {
        const double value = double_of(random.next());
        if (std::isfinite(value)) check(value);
    }
    for (int i = 0; i < 300; ++i) check(static_cast<double>(random.below(1'000'000'000)) / 1000.0);
}

TEST_CASE("powers of two and their neighbours are written in their shortest form", "[base][json][sim]") {
    for (std::uint64_t exponent = 0; exponent < 0x7ff; ++exponent) {
        const std::uint64_t bits = exponent << 52U;
        if (bits > 0) check(double_of(bits - 1));
        if (bits > 0) check(double_of(bits));
        check(double_of(bits + 1));
    }
}

}  // namespace gongyi
