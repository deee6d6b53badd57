// The free texts of the record as they travel beside it: one a line, canonical JSON (RFC 8785).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "shared/base/expected.h"
#include "shared/base/free_text.h"
#include "shared/base/parse_error.h"

namespace gongyi::portal {

inline constexpr std::size_t text_line_bytes_max = 256 * 1024;

struct TextLine {
    std::uint64_t entry = 0;  // The first one that refers to it, from 0.
    SaltedText text;
};

// {"commitment":"…","entry":12,"salt":"…","text":"…"}: 64 and 32 hexadecimal digits.
[[nodiscard]] std::string write_text_line(const TextLine& line);
// Refuses a text that does not fit its commitment. Never throws.
[[nodiscard]] Expected<TextLine, ParseError> parse_text_line(std::string_view line);

}  // namespace gongyi::portal
