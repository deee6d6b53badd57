// Amounts that people write with up to two decimals: yuan, square metres.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gongyi {

// "1234.5" -> 123450. Nothing for any other text: at most two decimals, no sign, no grouping, a digit before the dot,
// and not more than 2^63 - 1 hundredths.
[[nodiscard]] std::optional<std::int64_t> read_hundredths(std::string_view text);

// 123450 -> "1234.50", for a field that is read so. Requires a count of 0 or more.
[[nodiscard]] std::string write_hundredths(std::int64_t count);

}  // namespace gongyi
