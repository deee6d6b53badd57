// `gongyi tally`: counts an election that a .pb file holds.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace gongyi::server {

// `args` are the words after "tally". The outcome goes to `out`, sentences about faults to `err`.
// Returns the program's exit code: 0; 1 for a file that can not be read, with line and column; 2 for a wrong command.
[[nodiscard]] int tally_command(std::span<const std::string> args, std::ostream& out, std::ostream& err);

}  // namespace gongyi::server
