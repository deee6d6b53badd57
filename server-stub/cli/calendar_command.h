// gongyi calendar: when a period in days ends, without server, data folder or network.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace gongyi::server {

// Runs `gongyi calendar ARGS...`; `args` are those behind "calendar". Returns the exit status:
//   0  end: the last day on `out`, as 2026-10-08 alone on its line; a remark on `err` when the holidays of a year that
//      mattered are not published yet. check: the file is good; or help was asked for
//   1  check: the file is not a calendar; every fault on `err`, one a line
//   2  the arguments make no sense: a sentence on `err`
int calendar_command(std::span<const std::string> args, std::ostream& out, std::ostream& err);

}  // namespace gongyi::server
