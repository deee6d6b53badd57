// Places, duties and rights, as parts of the pages of bodies and matters.
#pragma once

#include <string>

#include "shared/pages/meeting_parts.h"

namespace gongyi::pages {

// The places that can be named now, from `rank_min` (node_rank) down: "百花园1栋（第一网格）".
[[nodiscard]] Options node_options(const Scene& scene, int rank_min = 0);
// "坂田街道 / 四季花城社区 / 第一网格" as of today.
[[nodiscard]] std::string place_words(const Scene& scene, NodeId node);

// What special commissioners logged, counts first, and the form to log; nothing for a body of another kind.
void duties_section(Html& h, const Scene& scene, const Body& body);
// The five rights of an estate's branch and where they are used; nothing for a body of another kind.
void rights_section(Html& h, const Scene& scene, const Body& body);
// For staff: what the body covers.
void scope_form(Html& h, const Scene& scene, const Body& body);

// What branches said of a matter.
void branch_views(Html& h, const Scene& scene, const decision::Matter& matter);
// The rights that the viewer's branch has at the matter's gate, as forms.
void branch_forms(Html& h, const Scene& scene, const decision::Matter& matter);

}  // namespace gongyi::pages
