// The tests' access to vectors and data files.
#pragma once

#include <string>

namespace gongyi::test {

// The whole content of the file at `path`, which starts at the root of the sources: "tests/vectors/…". A missing file
// fails the test that asked for it.
[[nodiscard]] std::string read_file(const std::string& path);

}  // namespace gongyi::test
