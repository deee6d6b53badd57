// The benchmarks of the shared code. Every subject has a file of its own and is called here: all, or those named.
#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>
#include <vector>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "tests/bench/subjects.h"

namespace {

struct Subject {
    std::string_view name;
    void (*run)();
};
constexpr std::array subjects{
    Subject{"ballotbox", gongyi::bench::ballotbox}, Subject{"json", gongyi::bench::json},
    Subject{"record", gongyi::bench::record},       Subject{"replay", gongyi::bench::replay},
    Subject{"tally", gongyi::bench::tally},
};

// Memory that was freed is kept for the next run, as it is in a browser. Else only the largest subjects would get fresh
// pages from the kernel in every run, and growth would show what those cost on this machine.
void keep_freed_memory() {
#ifdef __GLIBC__
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, -1);
#endif
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string_view> names(argv + 1, argv + argc);
    for (const std::string_view name : names) {
        if (std::none_of(subjects.begin(), subjects.end(), [&](const Subject& one) { return one.name == name; })) {
            std::fprintf(stderr, "There is no subject \"%.*s\".\n", static_cast<int>(name.size()), name.data());
            return 2;
        }
    }
    keep_freed_memory();
    for (const Subject& subject : subjects) {
        if (names.empty() || std::find(names.begin(), names.end(), subject.name) != names.end()) subject.run();
    }
}
