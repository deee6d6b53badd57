// Sorting that is compiled once for everything. std::sort and std::stable_sort are compiled anew for each type and each
// comparison, 3 to 4 kB of the module that every page loads; what is sorted by the hundreds goes through here, where
// each further use is a comparison. What is sorted in an inner loop keeps std::sort.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

namespace gongyi {

// A comparison of two numbers that somebody else holds: refers to a callable, as std::string_view does to a text.
class IsBefore {
public:
    template <class Compare>
    IsBefore(const Compare& compare)
        : compare_{&compare}, call_{[](const void* held, std::uint32_t a, std::uint32_t b) -> bool {
              return (*static_cast<const Compare*>(held))(a, b);
          }} {}
    [[nodiscard]] bool operator()(std::uint32_t a, std::uint32_t b) const { return call_(compare_, a, b); }

private:
    const void* compare_;
    bool (*call_)(const void*, std::uint32_t, std::uint32_t);
};

// Sorts numbers, which mostly are places in a list. Those of which neither is before the other stay as they stood.
// Cost: O(n log n) comparisons, each an indirect call, and room for n numbers.
void sort_stably(std::vector<std::uint32_t>& numbers, IsBefore is_before);

// 0, 1 … count - 1. Requires count < 2^32.
[[nodiscard]] std::vector<std::uint32_t> places_of(std::size_t count);

// Sorts items, of which there are fewer than 2^32, moving each of them once; likewise.
template <class Item, class Compare>
requires(!std::is_same_v<Item, std::uint32_t>) void sort_stably(std::vector<Item>& items, const Compare& is_before) {
    std::vector<std::uint32_t> places = places_of(items.size());
    const auto compare = [&](std::uint32_t a, std::uint32_t b) -> bool { return is_before(items[a], items[b]); };
    sort_stably(places, IsBefore{compare});
    std::vector<Item> sorted;
    sorted.reserve(items.size());
    for (const std::uint32_t place : places) sorted.push_back(std::move(items[place]));
    items = std::move(sorted);
}

}  // namespace gongyi
