// Commands as JSON, parsed once, at the edge: {"round":3,"type":"OpenVoting"}.
#pragma once

#include <string>
#include <string_view>

#include "shared/base/expected.h"
#include "shared/base/parse_error.h"
#include "shared/portal/command.h"

namespace gongyi::portal {

inline constexpr std::size_t command_bytes_max = 128 * 1024;

// The commands that come over the network: DraftRound, AddProject, OpenVoting, CastBallot, CloseVoting,
// IssueCredential, RegisterSheets. The others are the operator's and the clock's. Unknown fields, wrong types,
// over-long and ill-formed text are refused with their place.
[[nodiscard]] Expected<Command, ParseError> parse_command(std::string_view json);
// Canonical JSON. Requires a command that comes over the network.
[[nodiscard]] std::string write_command(const Command& command);

}  // namespace gongyi::portal
