// One function for each kind of page; render() chooses.
#pragma once

#include "shared/pages/scene.h"

namespace gongyi::pages {

[[nodiscard]] Page front_page(const Scene& scene);
[[nodiscard]] Page rounds_page(const Scene& scene);
[[nodiscard]] Page round_page(const Scene& scene, const Round& round);
[[nodiscard]] Page not_found_page(const Scene& scene);
[[nodiscard]] Page forbidden_page(const Scene& scene);

}  // namespace gongyi::pages
