// Whole numbers as text, and read strictly.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gongyi {

// The number that `digits` spell in decimal, from 0 to 2^64 - 1. Nothing for any other text: no sign, no blank, no
// leading zero except in "0" itself.
[[nodiscard]] inline std::optional<std::uint64_t> whole_number(std::string_view digits) {
    if (digits.empty() || (digits.size() > 1 && digits.front() == '0')) return std::nullopt;
    std::uint64_t value = 0;
    const char* const end = digits.data() + digits.size();
    const auto [rest, error] = std::from_chars(digits.data(), end, value);
    if (error != std::errc{} || rest != end) return std::nullopt;
    return value;
}

// The same for the number of an identifier, in a form or a file as in JSON: from 1 to json_integer_max (json_text.h).
[[nodiscard]] inline std::optional<std::uint64_t> identifier_number(std::string_view digits) {
    constexpr std::uint64_t identifier_max = (std::uint64_t{1} << 53U) - 1;
    const auto number = whole_number(digits);
    return number && *number >= 1 && *number <= identifier_max ? number : std::nullopt;
}

// 7 -> "07". Requires a number of 0 or more; one of more digits keeps them all.
[[nodiscard]] inline std::string two_digits(std::int64_t number) {
    std::string digits = std::to_string(number);
    if (digits.size() < 2) digits.insert(digits.begin(), '0');
    return digits;
}

}  // namespace gongyi
