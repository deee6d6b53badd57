// SplitMix64: a small seeded generator, the same numbers on every platform.
//
// For generated data, published tie-breaking and tests. Never for secrets: those come from the shell's
// cryptographic source. std:: distributions are avoided on purpose: their results differ between libraries.
// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "shared/base/check.h"

namespace gongyi {

class SplitMix64 {
public:
    constexpr explicit SplitMix64(std::uint64_t seed) : state_{seed} {}

    constexpr std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15U;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31U);
    }

    // A number from 0 to bound - 1, each equally likely (rejection sampling). Requires bound > 0.
    constexpr std::uint64_t below(std::uint64_t bound) {
        GONGYI_CHECK(bound > 0);
        const std::uint64_t reject_below = (0 - bound) % bound;
        for (;;) {
            const std::uint64_t drawn = next();
            if (drawn >= reject_below) return drawn % bound;
        }
    }

    // True with probability per_mille / 1000.
    constexpr bool chance(std::uint64_t per_mille) { return below(1000) < per_mille; }

private:
    std::uint64_t state_;
};

// Puts `items` into a uniformly random order (Fisher and Yates).
template <class T>
void shuffle(std::vector<T>& items, SplitMix64& random) {
    for (std::size_t left = items.size(); left > 1; --left) {
        std::swap(items[left - 1], items[static_cast<std::size_t>(random.below(left))]);
    }
}

}  // namespace gongyi
