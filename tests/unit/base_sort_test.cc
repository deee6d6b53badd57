#include "shared/base/sort.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "shared/base/random.h"

namespace gongyi {

TEST_CASE("what is equal stays as it stood", "[base][sort]") {
    std::vector<std::string> words{"ccc", "a", "bb", "aa", "b", "c", "aaa"};
    sort_stably(words, [](const std::string& a, const std::string& b) { return a.size() < b.size(); });
    CHECK(words == std::vector<std::string>{"a", "b", "c", "bb", "aa", "ccc", "aaa"});
    std::vector<std::string> none;
    sort_stably(none, [](const std::string&, const std::string&) { return false; });
    CHECK(none.empty());
}

TEST_CASE("random numbers come out as std::stable_sort puts them", "[base][sort]") {
    SplitMix64 random{20'261'128};
    for (int round = 0; round < 200; ++round) {
        std::vector<std::uint32_t> numbers(static_cast<std::size_t>(random.below(500)));
        for (auto& number : numbers) number = static_cast<std::uint32_t>(random.below(300));
        const auto is_before = [](std::uint32_t a, std::uint32_t b) { return a / 10 > b / 10; };
        std::vector<std::uint32_t> expected = numbers;
        std::stable_sort(expected.begin(), expected.end(), is_before);
        sort_stably(numbers, IsBefore{is_before});
        CHECK(numbers == expected);
    }
}

}  // namespace gongyi
