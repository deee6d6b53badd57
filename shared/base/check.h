// GONGYI_CHECK(condition): stops the program when the code itself is wrong.
//
// For invariants that a mistake of ours would break; on in release builds too. Never for input:
// what a person, a file or the network sent is answered with a ParseError or a Refusal.
#pragma once

#ifdef __wasm__
#include <cstdio>
#include <cstdlib>
#endif

namespace gongyi::base {

#ifdef __wasm__
[[noreturn]] inline void check_failed(const char* condition, const char* file, int line) {
    std::fprintf(stderr, "%s:%d: broken invariant: %s\n", file, line, condition);
    std::abort();
}
#else
// Reports it on stderr. Then the program ends, unless its handler leaves by throwing.
[[noreturn]] void check_failed(const char* condition, const char* file, int line);

// For a program that has more to do than the work that went wrong: it is called after the report, and throws. Whoever
// catches throws away what that work has changed. To be set before there are threads; null, as at the start, for none.
using CheckHandler = void (*)(const char* condition, const char* file, int line);
void set_check_handler(CheckHandler handler);
#endif

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
