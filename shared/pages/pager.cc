#include "shared/pages/pager.h"

#include <algorithm>

#include "shared/base/number.h"

namespace gongyi::pages {

Slice slice_of(const Scene& scene, Literal key, std::size_t count, std::size_t each) {
    Slice slice;
    slice.pages = std::max<std::size_t>(1, (count + each - 1) / each);
    const auto asked = static_cast<std::size_t>(whole_number(scene.query_value(key.view())).value_or(1));
    slice.page = std::clamp<std::size_t>(asked, 1, slice.pages);
    slice.begin = (slice.page - 1) * each;
    slice.end = std::min(count, slice.begin + each);
    return slice;
}

void pager(Html& h, const Scene& scene, const Url& url, Literal key, const Slice& slice) {
    if (slice.pages == 1) return;
    const auto step = [&](std::size_t page, Say words) {
        if (page < 1 || page > slice.pages) return;
        h(tag::a, {attr::cls("target"), attr::href(url.with(key, std::to_string(page)).at(key))}, words);
    };
    h(tag::nav, {attr::cls("pager"), attr::label(scene.say(Say::pager_label))}, [&] {
        step(slice.page - 1, Say::pager_before);
        h(tag::span, attr::cls("muted small"), Say::pager_here,
          {Arg::count("page", static_cast<std::int64_t>(slice.page)),
           Arg::count("pages", static_cast<std::int64_t>(slice.pages))});
        step(slice.page + 1, Say::pager_after);
    });
}

}  // namespace gongyi::pages
