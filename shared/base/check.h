// GONGYI_CHECK(condition): stops the program when the code itself is wrong.
//
// For invariants that a mistake of ours would break; on in release builds too. Never for input:
// what a person, a file or the network sent is answered with a ParseError or a Refusal.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace gongyi::base {

[[noreturn]] inline void check_failed(const char* condition, const char* file, int line) {
    std::fprintf(stderr, "%s:%d: broken invariant: %s\n", file, line, condition);
    std::abort();
}

}  // namespace gongyi::base

// In the browser's modules the place says enough: the conditions' texts would count in what a page has to load. The
// file's name goes without its folders, which would differ from machine to machine.
#ifdef __wasm__
#define GONGYI_CONDITION_TEXT(condition) "(see there)"
#else
#define GONGYI_CONDITION_TEXT(condition) #condition
#endif
#define GONGYI_CHECK(condition)         \
    ((condition) ? static_cast<void>(0) \
                 : ::gongyi::base::check_failed(GONGYI_CONDITION_TEXT(condition), __FILE_NAME__, __LINE__))
