// Text that people wrote: UTF-8, checked at the edge.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gongyi {

// The number of Unicode code points in `text`, or nothing if it is not well-formed UTF-8 (Unicode 15, table 3-7:
// no overlong forms, no surrogates, nothing beyond U+10FFFF).
[[nodiscard]] std::optional<std::size_t> count_code_points(std::string_view text);

// Whether `text` may be shown to people as a single line (or, with allow_line_breaks, as paragraphs): well-formed, not
// blank, no control characters, and none of the invisible characters that reorder text (U+202A–202E, U+2066–2069).
[[nodiscard]] bool is_presentable(std::string_view text, bool allow_line_breaks);

// Whether `text` contains a character with the Unicode property White_Space (Unicode 15, PropList.txt). Ill-formed
// bytes have none.
[[nodiscard]] bool has_white_space(std::string_view text);

// `text` as one presentable line of at most `code_points_max` (1 or more): ill-formed bytes become U+FFFD, control,
// reordering and line-break characters a space, blanks at both ends go, and what is too long ends in "…". May come out
// empty. For text of files that nobody can be asked to correct.
[[nodiscard]] std::string to_presentable_line(std::string_view text, std::size_t code_points_max);

}  // namespace gongyi
