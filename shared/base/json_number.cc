#include "shared/base/json_number.h"

#include <array>
#include <cfloat>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "shared/base/check.h"

namespace gongyi {

namespace {

// digits = "d1 d2 … dn" without trailing zeros; the value is 0.d1d2…dn times ten to the power of `point`.
struct Decimal {
    std::string digits;
    int point = 0;
};

std::string scientific(const Decimal& decimal) {
    return "0." + decimal.digits + "e" + std::to_string(decimal.point);
}

bool reads_back(const Decimal& decimal, double value) {
    return std::strtod(scientific(decimal).c_str(), nullptr) == value;
}

Decimal without_trailing_zeros(Decimal decimal) {
    decimal.digits.erase(decimal.digits.find_last_not_of('0') + 1);
    return decimal;
}

// The decimal of `count` digits that is nearest to `value`.
Decimal nearest_decimal(double value, int count) {
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%.*e", count - 1, value);  // "d.ddde-05"
    const std::string_view written{text.data()};
    const std::size_t exponent_at = written.find('e');
    Decimal decimal{std::string{written.substr(0, 1)}, std::atoi(text.data() + exponent_at + 1) + 1};
    if (count > 1) decimal.digits += written.substr(2, exponent_at - 2);
    return decimal;
}

// The next decimal of as many digits, away from zero.
Decimal next_decimal(Decimal decimal) {
    std::size_t at = decimal.digits.size();
    while (at > 0 && decimal.digits[at - 1] == '9') decimal.digits[--at] = '0';
    if (at > 0) {
        ++decimal.digits[at - 1];
        return decimal;
    }
    decimal.digits.insert(0, 1, '1');
    decimal.digits.pop_back();
    ++decimal.point;
    return decimal;
}

// The shortest decimal that reads back as `value`. Requires value > 0.
Decimal shortest_decimal(double value) {
    // Every normal double that came from 15 digits or fewer shows them at 15. Subnormal ones have fewer digits to show.
    int count = value < DBL_MIN ? 1 : DBL_DIG;
    for (; count < DBL_DECIMAL_DIG; ++count) {
        const Decimal nearest = nearest_decimal(value, count);
        if (reads_back(nearest, value)) return without_trailing_zeros(nearest);
        // Doubles lie twice as dense below a power of two as above it. There the nearest decimal may lie below and read
        // back as the neighbour, while the next one up reads back as the value.
        const Decimal next = next_decimal(nearest);
        if (reads_back(next, value)) return without_trailing_zeros(next);
    }
    return without_trailing_zeros(nearest_decimal(value, DBL_DECIMAL_DIG));
}

}  // namespace

std::optional<double> parse_json_number(std::string_view text) {
    const double value = std::strtod(std::string{text}.c_str(), nullptr);
    if (!std::isfinite(value)) return std::nullopt;
    return value;
}

void append_json_number(std::string& out, double value) {
    GONGYI_CHECK(std::isfinite(value));
    if (value == 0) {  // ECMAScript writes -0 as 0.
        out += '0';
        return;
    }
    if (value < 0) out += '-';
    const auto [digits, point] = shortest_decimal(std::fabs(value));
    const int count = static_cast<int>(digits.size());
    // ECMA-262, Number::toString: k is `count`, n is `point`.
    if (count <= point && point <= 21) {
        out += digits;
        out.append(static_cast<std::size_t>(point - count), '0');
    } else if (0 < point && point <= 21) {
        out.append(digits, 0, static_cast<std::size_t>(point));
        out += '.';
        out.append(digits, static_cast<std::size_t>(point));
    } else if (-6 < point && point <= 0) {
        out += "0.";
        out.append(static_cast<std::size_t>(-point), '0');
        out += digits;
    } else {
        out += digits[0];
        if (count > 1) {
            out += '.';
            out.append(digits, 1);
        }
        out += point > 0 ? "e+" : "e-";
        out += std::to_string(std::abs(point - 1));
    }
}

}  // namespace gongyi
