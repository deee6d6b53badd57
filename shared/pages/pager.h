// Long lists, a page at a time, by plain links: what many people wrote is never sent all at once.
#pragma once

#include "shared/pages/html.h"
#include "shared/pages/scene.h"

namespace gongyi::pages {

inline constexpr std::size_t listed_max = 50;

// The items of a list that are shown now: [begin, end).
struct Slice {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t page = 1;  // From 1.
    std::size_t pages = 1;
};

// Of `count` items, `each` a page, the page that "?KEY=2" asks for: the first where it asks for none, and the last
// where it asks for more than there are.
[[nodiscard]] Slice slice_of(const Scene& scene, Literal key, std::size_t count, std::size_t each = listed_max);

// Below such a list, whose element has the id `key`, on the page at `url`: the way to the pages before and after.
// Nothing where there is one page.
void pager(Html& h, const Scene& scene, const Url& url, Literal key, const Slice& slice);

}  // namespace gongyi::pages
