// 128-bit integers, for fixed-point numbers that are exact but for their last unit.
#pragma once

#include <cstdint>

namespace gongyi::tally {

__extension__ typedef __int128 Wide;
__extension__ typedef unsigned __int128 WideUnsigned;

// The number of bits that `value`, 0 or more, needs: 0 for 0, 3 for 7, 4 for 8.
[[nodiscard]] constexpr int bit_width(Wide value) {
    int bits = 0;
    for (auto rest = static_cast<WideUnsigned>(value); rest != 0; rest >>= 1U) ++bits;
    return bits;
}

// value * factor. Most factors are 1: weights of ballots that nobody else cast, worths of approvals. A product of 128
// bits is a call in WebAssembly, which the comparison spares.
[[nodiscard]] constexpr Wide times(Wide value, std::int64_t factor) {
    return factor == 1 ? value : value * factor;
}

}  // namespace gongyi::tally
