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

// value * count, for a count from 0 to 2^32 - 1. Most are 1: ballots that nobody else cast, worths of approvals. The
// others need three products of 64 bits; one of 128 would be a call in WebAssembly.
[[nodiscard]] constexpr Wide times(Wide value, std::int64_t count) {
    if (count == 1) return value;
    const auto factor = static_cast<std::uint64_t>(count);
    const auto low = static_cast<std::uint64_t>(value);
    const auto high = static_cast<std::uint64_t>(value >> 64);
    const std::uint64_t first = (low & 0xffffffffU) * factor;
    const std::uint64_t second = (low >> 32U) * factor + (first >> 32U);
    const std::uint64_t third = high * factor + (second >> 32U);
    return static_cast<Wide>((WideUnsigned{third} << 64U) | (second << 32U) | (first & 0xffffffffU));
}

// The sum of many products of a number from 0 to 2^62 and a count, of which all counts add up to less than 2^31. In two
// halves, each of which fits into 64 bits: 128 bits at every step would take most of the time in WebAssembly.
struct SplitSum {
    std::uint64_t low = 0;
    std::uint64_t high = 0;

    constexpr void add(std::int64_t value, std::uint32_t count) {
        const auto bits = static_cast<std::uint64_t>(value);
        low += (bits & 0xffffffffU) * count;
        high += (bits >> 32U) * count;
    }
    [[nodiscard]] constexpr Wide value() const { return (Wide{high} << 32) + low; }
};

}  // namespace gongyi::tally
