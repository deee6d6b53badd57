// Files that are named on the command line.
#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "server-stub/ballots/paper_file.h"
#include "shared/base/expected.h"

namespace gongyi::server {

// The bytes of the file; the fault is a sentence.
[[nodiscard]] Expected<std::string, std::string> read_file(const std::string& path);

// Names each fault of the file at `path` with its line, then says `outcome`; returns the exit status of a failure.
[[nodiscard]] int fail_with_lines(std::ostream& err, const std::string& path, const std::vector<LineFault>& faults,
                                  std::string_view outcome);

}  // namespace gongyi::server
