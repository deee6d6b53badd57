// The tests' access to vectors and data files.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace gongyi::test {

// The whole content of the file at `path`, which starts at the root of the sources: "tests/vectors/…". A missing file
// fails the test that asked for it.
[[nodiscard]] std::string read_file(const std::string& path);

// The same, or nothing where there is no such file.
[[nodiscard]] std::optional<std::string> find_file(const std::string& path);

// The lines of the file, which ends with one.
[[nodiscard]] std::vector<std::string> lines_of(const std::string& path);

// The names of the files in `folder` that end in `suffix`, sorted. A missing folder, or none of them, fails the test.
[[nodiscard]] std::vector<std::string> list_files(const std::string& folder, const std::string& suffix);

}  // namespace gongyi::test
