// Numbers as RFC 8785 section 3.2.2.3 wants them: doubles, written as ECMAScript writes them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gongyi {

// The double nearest to the JSON number `text` (RFC 8259 section 6), or nothing when it is beyond the range of
// doubles. Requires the grammar of a JSON number, and the C locale, which no program of ours leaves.
[[nodiscard]] std::optional<double> parse_json_number(std::string_view text);

// Appends `value` as ECMAScript's Number::toString does: the shortest digits that read back as the same double, the
// closest ones if there are several. Requires a finite value. Cost: a few microseconds.
void append_json_number(std::string& out, double value);

}  // namespace gongyi
