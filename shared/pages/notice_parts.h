// What a notice's page and its poster have in common.
#pragma once

#include <string>

#include "shared/decision/notice.h"
#include "shared/pages/html.h"
#include "shared/pages/scene.h"

namespace gongyi::pages {

// Whether its period goes on.
[[nodiscard]] bool hangs(const Scene& scene, const decision::Notice& notice);
// "关于“加装电梯公约”的决议公开"
[[nodiscard]] std::string notice_title(const Scene& scene, const decision::Notice& notice);
// The notice as a document: number, text, the vote, the period, how to object, the line of the seal.
void notice_document(Html& h, const Scene& scene, const decision::Notice& notice);
void how_to_object(Html& h, const Scene& scene, const decision::Notice& notice);

}  // namespace gongyi::pages
