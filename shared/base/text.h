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
// What stands in a record is held to this; what comes in, to is_acceptable().
[[nodiscard]] bool is_presentable(std::string_view text, bool allow_line_breaks);

// Vietnamese and Thai set two marks on one letter, Arabic and Devanagari three, Tibetan seldom more than four. More of
// them run over the lines above and below.
inline constexpr std::size_t marks_on_one_character_max = 4;

// Whether somebody may hand in `text` as a name or a title (one line) or as paragraphs. It is presentable; nothing in
// it hides, and nothing turns the order of what stands beside it:
//   - no directional marks or controls (also U+061C, U+200E, U+200F), no U+2028 and U+2029;
//   - nothing that shows nothing (Unicode's Default_Ignorable_Code_Point: soft hyphens, zero-width spaces, fillers, tag
//     characters, the variation selectors), no blank in disguise (U+2800), no annotation and object marks
//     (U+FFF9-FFFC);
//   - nothing without a meaning of its own: private use, noncharacters, planes that have no characters;
//   - at most marks_on_one_character_max combining marks on one character.
// Let through where writing needs them: the joiners U+200C and U+200D behind a letter of a script that joins or an
// emoji, U+FE0E and U+FE0F behind a symbol or a digit, the Mongolian selectors behind a Mongolian letter. Ideographic
// variation sequences are not: each Chinese character that a name needs has a code point of its own (GB 18030), and a
// row of such selectors carries any hidden text. Nor are the three flags that are spelled in tag characters.
// Cost: one pass; a table of some 200 rows is searched for each character behind U+02FF.
[[nodiscard]] bool is_acceptable(std::string_view text, bool allow_line_breaks);

// `text` with U+FFFD in the place of each ill-formed byte.
[[nodiscard]] std::string to_well_formed(std::string_view text);

// Whether `text` contains a character with the Unicode property White_Space (Unicode 15, PropList.txt). Ill-formed
// bytes have none.
[[nodiscard]] bool has_white_space(std::string_view text);

// `text` as one presentable line of at most `code_points_max` (1 or more): ill-formed bytes become U+FFFD, control,
// hidden, reordering and line-break characters a space, blanks at both ends go, and what is too long ends in "…". May
// come out empty. For text of files that nobody can be asked to correct.
[[nodiscard]] std::string to_presentable_line(std::string_view text, std::size_t code_points_max);

}  // namespace gongyi
