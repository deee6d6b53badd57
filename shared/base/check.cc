#include "shared/base/check.h"

// The browser's modules have theirs within the header, where it costs the least.
#ifndef __wasm__

#include <cstdio>
#include <cstdlib>

namespace gongyi::base {

namespace {

CheckHandler handler = nullptr;

}  // namespace

void set_check_handler(CheckHandler chosen) {
    handler = chosen;
}

void check_failed(const char* condition, const char* file, int line) {
    std::fprintf(stderr, "%s:%d: broken invariant: %s\n", file, line, condition);
    if (handler != nullptr) handler(condition, file, line);
    std::abort();
}

}  // namespace gongyi::base

#endif
