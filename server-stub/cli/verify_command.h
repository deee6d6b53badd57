// `gongyi verify`: checks a whole record, on any computer, with nothing but what everybody can download.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace gongyi::server {

// `args` are the words after "verify". A line for each check goes to `out`: "ok", "WRONG" or "left out".
// Returns the program's exit code: 0 everything that was checked holds; 1 something does not; 2 nothing could be
// checked, which `err` explains.
[[nodiscard]] int verify_command(std::span<const std::string> args, std::ostream& out, std::ostream& err);

}  // namespace gongyi::server
