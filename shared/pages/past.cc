#include "shared/pages/past.h"

#include <algorithm>

namespace gongyi::pages {

namespace {

constexpr Literal past_field{"past"};

}  // namespace

std::size_t past_shown(const Scene& scene, std::size_t count) {
    return scene.query_value(past_field.view()) == "all" ? count : std::min(count, past_shown_max);
}

void past_link(Html& h, const Scene& scene, const Url& page, std::size_t count) {
    if (past_shown(scene, count) == count) return;
    h(tag::p, [&] {
        h(tag::a, {attr::cls("target"), attr::href(page.with(past_field, "all"))},
          scene.say(Say::past_all, {Arg::count("count", static_cast<std::int64_t>(count))}));
    });
}

}  // namespace gongyi::pages
