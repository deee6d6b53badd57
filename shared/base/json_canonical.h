// RFC 8785: one text for each JSON value, so that it can be hashed and compared by its bytes.
#pragma once

#include <string>
#include <string_view>

#include "shared/base/expected.h"
#include "shared/base/json_document.h"
#include "shared/base/parse_error.h"

namespace gongyi {

// The canonical form of a JSON text. Refused, with the place: whatever parse_json refuses, and numbers beyond the range
// of doubles. canonicalize(canonicalize(x)) == canonicalize(x).
// Cost: one pass, plus sorting where names are out of order; a few microseconds for each number that is no integer.
[[nodiscard]] Expected<std::string, ParseError> canonicalize(std::string_view json,
                                                             std::size_t bytes_max = json_bytes_max);

}  // namespace gongyi
