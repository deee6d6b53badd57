#include "tests/support/files.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
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

std::optional<std::string> find_file(const std::string& path) {
    std::ifstream file{std::string{GONGYI_SOURCE_DIR "/"} + path, std::ios::binary};
    if (!file) return std::nullopt;
    std::ostringstream content;
    content << file.rdbuf();
    return std::move(content).str();
}

std::vector<std::string> lines_of(const std::string& path) {
    const std::string text = read_file(path);
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = text.find('\n', begin);
        REQUIRE(end != std::string::npos);
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

std::vector<std::string> list_files(const std::string& folder, const std::string& suffix) {
    std::vector<std::string> names;
    INFO("folder " << folder);
    for (const auto& file : std::filesystem::directory_iterator{std::string{GONGYI_SOURCE_DIR "/"} + folder}) {
        std::string name = file.path().filename().string();
        if (name.size() > suffix.size() && name.substr(name.size() - suffix.size()) == suffix) {
            names.push_back(std::move(name));
        }
    }
    std::sort(names.begin(), names.end());
    REQUIRE_FALSE(names.empty());
    return names;
}

}  // namespace gongyi::test
