// Lists of what is over, the latest first: the first of them, and all on request ("?past=all").
#pragma once

#include "shared/pages/html.h"
#include "shared/pages/scene.h"

namespace gongyi::pages {

inline constexpr std::size_t past_shown_max = 50;

// How many of `count` are shown now.
[[nodiscard]] std::size_t past_shown(const Scene& scene, std::size_t count);
// Below such a list on `page`: the link to all of it, where some are not shown.
void past_link(Html& h, const Scene& scene, const Url& page, std::size_t count);

}  // namespace gongyi::pages
