// Decimal numbers as people write them into files, exactly.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace gongyi::tally {

// digits / 10^decimals, as written: "12.50" is {1250, 2}. Zeros at the end go when there are more decimals than
// decimals_max (election.h).
struct Decimal {
    std::int64_t digits = 0;
    int decimals = 0;
    friend bool operator==(const Decimal&, const Decimal&) = default;
};

// An optional sign, digits with at most one '.' (or ',' where allowed) among them, an optional exponent ("1e6").
// Nothing for any other text, for more than decimals_max decimals, and for more than amount_units_max in digits.
[[nodiscard]] std::optional<Decimal> parse_decimal(std::string_view text, bool allow_comma);

// The same number with `decimals` decimals, at least its own; nothing beyond amount_units_max.
[[nodiscard]] std::optional<std::int64_t> with_decimals(Decimal number, int decimals);

}  // namespace gongyi::tally
