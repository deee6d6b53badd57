#include "shared/base/sort.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "shared/base/check.h"

namespace gongyi {

void sort_stably(std::vector<std::uint32_t>& numbers, IsBefore is_before) {
    std::stable_sort(numbers.begin(), numbers.end(), is_before);
}

std::vector<std::uint32_t> places_of(std::size_t count) {
    GONGYI_CHECK(count <= std::numeric_limits<std::uint32_t>::max());
    std::vector<std::uint32_t> places(count);
    std::iota(places.begin(), places.end(), 0U);
    return places;
}

}  // namespace gongyi
