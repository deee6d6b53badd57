// A line of the journal as it is kept, and the hash that fixes it. Canonical JSON:
// {"actor":3,"at":1780000000000,"deed":"people_looked_up","people":[12,15]}; what is 0 or empty is left out, but for
// `at` and `deed`. The hash over the first n lines is SHA-256(hash over the first n - 1 ‖ line n), before the first 32
// zero bytes.
#pragma once

#include <string>
#include <string_view>

#include "shared/base/expected.h"
#include "shared/base/parse_error.h"
#include "shared/community/journal.h"

namespace gongyi::server {

inline constexpr std::size_t journal_line_bytes_max = 4'096;

[[nodiscard]] std::string write_journal_line(const JournalLine& line);
[[nodiscard]] Expected<JournalLine, ParseError> parse_journal_line(std::string_view json);

// The head after one more line.
[[nodiscard]] JournalHead next_head(const JournalHead& head, std::string_view line);

}  // namespace gongyi::server
