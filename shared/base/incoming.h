// What may come in: the rules of single values, asked by everything that reads values from outside, whether they come
// as JSON or as fields of a form.
//
// What comes in is held to the rules of today. What stands in a record was accepted by the rules of its day, and is
// read as it is: no record stops being one because a rule became stricter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "shared/base/time.h"

namespace gongyi {

// By which rules a value is judged.
enum class InputRules : std::uint8_t { recorded, incoming };

// The days and instants that somebody may name: dates of birth, terms of office, meetings, ends of a vote. Both ends
// are included. What is counted on from them stays within what a record can hold (the years 1 to 9999).
inline constexpr Date incoming_date_min{1900, 1, 1};
inline constexpr Date incoming_date_max{2100, 12, 31};
inline constexpr UnixMs incoming_time_min{946'684'800'000};    // 2000-01-01T00:00Z
inline constexpr UnixMs incoming_time_max{4'102'444'800'000};  // 2100-01-01T00:00Z
// The instants that an entry may name: from 1970 to the end of the year 9999.
inline constexpr UnixMs recorded_time_max{253'402'300'799'999};

[[nodiscard]] constexpr bool is_within_span(const Date& date, InputRules rules) {
    return rules == InputRules::recorded || (incoming_date_min <= date && date <= incoming_date_max);
}

// What a text for people may be. Lengths are counts of Unicode code points.
struct TextLimits {
    std::size_t code_points_min = 1;
    std::size_t code_points_max = 0;
    bool allow_line_breaks = false;
};

enum class TextFault : std::uint8_t {
    none,
    wrong_length,
    unreadable,  // Ill-formed, blank, or with characters that no text may hold (text.h).
};

// Empty text is good where code_points_min is 0. Cost: one pass.
[[nodiscard]] TextFault check_text(std::string_view text, const TextLimits& limits, InputRules rules);

}  // namespace gongyi
