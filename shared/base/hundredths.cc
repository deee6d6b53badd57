#include "shared/base/hundredths.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "shared/base/number.h"

namespace gongyi {

std::optional<std::int64_t> read_hundredths(std::string_view text) {
    const auto dot = text.find('.');
    std::string digits{text.substr(0, dot)};
    const std::string_view decimals = dot == std::string_view::npos ? std::string_view{} : text.substr(dot + 1);
    if (digits.empty() || decimals.size() > 2) return std::nullopt;
    digits += decimals;
    digits.append(2 - decimals.size(), '0');
    if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
    std::int64_t value = 0;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (fault != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

std::string write_hundredths(std::int64_t count) {
    return std::to_string(count / 100) + '.' + two_digits(count % 100);
}

}  // namespace gongyi
