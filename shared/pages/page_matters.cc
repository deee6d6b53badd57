// The matters: what the community is deciding, and what it has decided.
#include "shared/pages/command_form.h"
#include "shared/pages/council_words.h"
#include "shared/pages/document.h"
#include "shared/pages/pages.h"

namespace gongyi::pages {

Page matters_page(const Scene& scene) {
    return document(scene, {.name = "matters", .title = scene.say(Say::nav_matters)}, [&](Html& h) {
        h(tag::h1, scene.say(Say::nav_matters));
        returned_fault(h, scene);
    });
}

}  // namespace gongyi::pages
