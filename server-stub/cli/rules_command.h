// gongyi rules: rule profiles and what they say of a vote, without server, data folder or network.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

namespace gongyi::server {

// Runs `gongyi rules ARGS...`; `args` are those behind "rules". Returns the exit status:
//   0  eval: one line of JSON on `out`, {"valid":…,"passes":…,"checks":[{"name":…,"needed":…,"got":…,"holds":…,
//      "source":…}]}, whether or not the motion passes; areas are in square metres. check: the profile is good.
//      list, show: done; or help was asked for
//   1  check: the file is no profile; every fault on `err`, one a line: file, JSON pointer, sentence
//   2  the arguments make no sense, there is no such profile, or the numbers are impossible: a sentence on `err`
int rules_command(std::span<const std::string> args, std::ostream& out, std::ostream& err);

}  // namespace gongyi::server
