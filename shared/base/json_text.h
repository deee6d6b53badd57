// The pieces of RFC 8785 (JSON canonicalization) that writing and rewriting share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace gongyi {

// Integers beyond this lose their last digit in a double, which is what RFC 8785 says a number is: 2^53 - 1.
inline constexpr std::int64_t json_integer_max = 9'007'199'254'740'991;

// Objects and arrays within one another. A text is refused beyond it, so that no text exhausts the stack.
inline constexpr std::size_t json_depth_max = 64;

// Appends `text` as a JSON string, escaped as RFC 8785 section 3.2.2.2 says. Requires well-formed UTF-8.
// Cost: one pass.
void append_json_string(std::string& out, std::string_view text);

// Whether the member name `a` stands before `b` (RFC 8785 section 3.2.3): as sequences of UTF-16 code units. Requires
// well-formed UTF-8.
[[nodiscard]] bool json_name_less(std::string_view a, std::string_view b);

// Puts one step in front of the JSON pointer (RFC 6901): ("/1", "a/b") becomes "/a~1b/1".
void prepend_pointer_step(std::string& pointer, std::string_view step);

}  // namespace gongyi
