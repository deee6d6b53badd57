#include "tests/support/files.h"

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <sstream>

namespace gongyi::test {

std::string read_file(const std::string& path) {
    std::ifstream file{std::string{GONGYI_SOURCE_DIR "/"} + path, std::ios::binary};
    INFO("file " << path);
    REQUIRE(file.is_open());
    std::ostringstream content;
    content << file.rdbuf();
    return std::move(content).str();
}

}  // namespace gongyi::test
