// gongyi_fuzz_replay TARGET FOLDER: every file of the folder through the fuzz target of that name, by any compiler.
// What a fuzzer found once is found again by every run of the tests. A folder without files fails: a target that
// nothing is kept for is not tested.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "tests/fuzz/replay_targets.h"

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_in(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code fault;
    for (const auto& entry : fs::directory_iterator{folder, fault}) {
        if (entry.is_regular_file()) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

// In memory of exactly its size.
std::vector<std::uint8_t> read(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
    return {bytes.begin(), bytes.end()};
}

}  // namespace

int main(int count, char** words) {
    if (count != 3) {
        std::fprintf(stderr, "usage: gongyi_fuzz_replay TARGET FOLDER\n");
        return 2;
    }
    const auto targets = gongyi::fuzz_targets();
    const auto target = std::find_if(targets.begin(), targets.end(),
                                     [&](const gongyi::FuzzTarget& one) { return one.name == words[1]; });
    if (target == targets.end()) {
        std::fprintf(stderr, "there is no target %s\n", words[1]);
        return 2;
    }
    const auto files = files_in(words[2]);
    for (const fs::path& file : files) {
        // Said before: the target ends the program when something is wrong.
        std::printf("%s\n", file.filename().c_str());
        std::fflush(stdout);
        const auto bytes = read(file);
        static_cast<void>(target->run(bytes.data(), bytes.size()));
    }
    std::printf("%zu inputs of %s\n", files.size(), words[1]);
    return files.empty() ? 1 : 0;
}
