// Timing for the benchmarks: the best of a few runs, printed one line each.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>

namespace gongyi::bench {

// Runs `work` a few times and prints how many of `unit` it did a second in its fastest run.
//   count  how many of them one run of `work` does.
template <class Work>
void measure(const std::string& name, std::uint64_t count, const char* unit, Work&& work) {
    using Clock = std::chrono::steady_clock;
    constexpr int runs = 5;
    double best_s = 1e9;
    for (int run = 0; run < runs; ++run) {
        const auto start = Clock::now();
        work();
        const std::chrono::duration<double> took = Clock::now() - start;
        if (took.count() < best_s) best_s = took.count();
    }
    std::printf("%-52s %10.2f ms %14.0f %s/s\n", name.c_str(), best_s * 1e3, static_cast<double>(count) / best_s, unit);
    std::fflush(stdout);
}

// Keeps the compiler from leaving out a computation whose result nobody looks at.
inline void keep(const void* result) {
    asm volatile("" : : "g"(result) : "memory");
}

}  // namespace gongyi::bench
