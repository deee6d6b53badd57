// The memory that the program has taken.
#pragma once

#include <cstddef>

#ifndef __EMSCRIPTEN__
#include <sys/resource.h>
#endif

namespace gongyi::bench {

// The most so far, in bytes. A WebAssembly memory never shrinks: there it is its present size.
inline std::size_t peak_memory_bytes() {
#ifdef __EMSCRIPTEN__
    constexpr std::size_t page_bytes = 65536;
    return __builtin_wasm_memory_size(0) * page_bytes;
#else
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    constexpr std::size_t unit_bytes = 1024;  // getrusage(2), under Linux.
    return static_cast<std::size_t>(usage.ru_maxrss) * unit_bytes;
#endif
}

}  // namespace gongyi::bench
