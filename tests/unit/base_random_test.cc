#include "shared/base/random.h"

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <vector>

namespace gongyi {

TEST_CASE("SplitMix64 gives the numbers of the published generator", "[base][random]") {
    // The values of Vigna's splitmix64.c for the seed 1234567, as Rosetta Code lists them.
    SplitMix64 random{1234567};
    CHECK(random.next() == 6457827717110365317U);
    CHECK(random.next() == 3203168211198807973U);
    CHECK(random.next() == 9817491932198370423U);
    CHECK(random.next() == 4593380528125082431U);
    CHECK(random.next() == 16408922859458223821U);
}

TEST_CASE("numbers below a bound are below it, and each comes up about as often", "[base][random]") {
    SplitMix64 random{1};
    std::array<int, 7> counts{};
    constexpr int draws = 70'000;
    for (int i = 0; i < draws; ++i) ++counts.at(static_cast<std::size_t>(random.below(counts.size())));
    // 10,000 each; the standard deviation is about 93, so this is more than five of them.
    for (const int count : counts) CHECK((count > 9'500 && count < 10'500));
    CHECK(random.below(1) == 0);
    // Almost half of all draws lie in the part of the range that does not divide evenly: they are drawn again.
    const std::uint64_t bound = (std::uint64_t{1} << 63U) + 1;
    for (int i = 0; i < 100; ++i) CHECK(random.below(bound) < bound);
}

TEST_CASE("a chance per mille is one", "[base][random]") {
    SplitMix64 random{2};
    int hits = 0;
    for (int i = 0; i < 100'000; ++i) hits += random.chance(250) ? 1 : 0;
    CHECK((hits > 24'300 && hits < 25'700));
    CHECK_FALSE(random.chance(0));
    CHECK(random.chance(1000));
}

TEST_CASE("a shuffle keeps the items, repeats for a seed, and takes every order about as often", "[base][random]") {
    std::vector<int> first{1, 2, 3, 4, 5, 6, 7, 8};
    std::vector<int> second = first;
    SplitMix64 one{7};
    SplitMix64 same{7};
    shuffle(first, one);
    shuffle(second, same);
    CHECK(first == second);
    CHECK(std::is_permutation(first.begin(), first.end(), std::vector<int>{1, 2, 3, 4, 5, 6, 7, 8}.begin()));

    std::array<int, 6> counts{};
    for (int i = 0; i < 60'000; ++i) {
        std::vector<int> items{0, 1, 2};
        shuffle(items, one);
        const int order = items[0] * 2 + (items[1] > items[2] ? 1 : 0);
        ++counts.at(static_cast<std::size_t>(order));
    }
    for (const int count : counts) CHECK((count > 9'500 && count < 10'500));

    std::vector<int> none;
    shuffle(none, one);
    CHECK(none.empty());
}

}  // namespace gongyi
