// A CastBallot as JSON: the one command that a browser writes.
#pragma once

#include <string>
#include <string_view>

#include "shared/base/expected.h"
#include "shared/base/json_reader.h"
#include "shared/base/parse_error.h"
#include "shared/microproject/commands.h"

namespace gongyi::portal {

[[nodiscard]] CastBallot read_cast_ballot(const JsonValue& root);
// Canonical JSON, and back: as parse_command(), of this command alone.
[[nodiscard]] std::string write_cast_ballot(const CastBallot& command);
[[nodiscard]] Expected<CastBallot, ParseError> parse_cast_ballot(std::string_view json);

}  // namespace gongyi::portal
