#include "shared/tally/decimal.h"

#include "shared/tally/election.h"

namespace gongyi::tally {

namespace {

// The exponent after 'e', at most two digits: beyond that no number is within the limits.
std::optional<int> parse_exponent(std::string_view text) {
    const bool negative = !text.empty() && text.front() == '-';
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
    if (text.empty() || text.size() > 2) return std::nullopt;
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return negative ? -value : value;
}

}  // namespace

std::optional<Decimal> parse_decimal(std::string_view text, bool allow_comma) {
    const bool negative = !text.empty() && text.front() == '-';
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
    int exponent = 0;
    if (const std::size_t e = text.find_first_of("eE"); e != std::string_view::npos) {
        const auto parsed = parse_exponent(text.substr(e + 1));
        if (!parsed) return std::nullopt;
        exponent = *parsed;
        text = text.substr(0, e);
    }
    // Zeros that only lengthen the fraction are looked at last, so that they can be left out when there are too many.
    Decimal number;
    bool after_point = false;
    bool any_digit = false;
    int zeros_pending = 0;
    for (const char c : text) {
        if ((c == '.' || (allow_comma && c == ',')) && !after_point) {
            after_point = true;
            continue;
        }
        if (c < '0' || c > '9') return std::nullopt;
        any_digit = true;
        if (after_point && c == '0') {
            if (zeros_pending < 1000) ++zeros_pending;
            continue;
        }
        if (number.digits == 0 && c == '0' && !after_point) continue;
        const int shift = after_point ? zeros_pending + 1 : 1;
        for (int i = 0; i < shift; ++i) {
            if (number.digits > amount_units_max / 10) return std::nullopt;
            number.digits *= 10;
        }
        number.digits += c - '0';
        if (after_point) number.decimals += shift;
        zeros_pending = 0;
    }
    if (!any_digit) return std::nullopt;
    for (; zeros_pending > 0 && number.decimals < decimals_max && number.digits <= amount_units_max / 10;
         --zeros_pending) {
        number.digits *= 10;
        ++number.decimals;
    }
    number.decimals -= exponent;
    for (; number.decimals < 0; ++number.decimals) {
        if (number.digits > amount_units_max / 10) return std::nullopt;
        number.digits *= 10;
    }
    if (number.decimals > decimals_max || number.digits > amount_units_max) return std::nullopt;
    if (negative) number.digits = -number.digits;
    return number;
}

std::optional<std::int64_t> with_decimals(Decimal number, int decimals) {
    for (; number.decimals < decimals; ++number.decimals) {
        if (number.digits > amount_units_max / 10 || number.digits < -amount_units_max / 10) return std::nullopt;
        number.digits *= 10;
    }
    return number.digits;
}

}  // namespace gongyi::tally
