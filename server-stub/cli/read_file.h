// Files that are named on the command line.
#pragma once

#include <string>

#include "shared/base/expected.h"

namespace gongyi::server {

// The bytes of the file; the fault is a sentence.
[[nodiscard]] Expected<std::string, std::string> read_file(const std::string& path);

}  // namespace gongyi::server
