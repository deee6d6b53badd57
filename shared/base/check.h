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

#define GONGYI_CHECK(condition) \
    ((condition) ? static_cast<void>(0) : ::gongyi::base::check_failed(#condition, __FILE__, __LINE__))
