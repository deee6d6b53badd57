// The public record: what it is, how large, and how to check it.
#include "shared/base/hash.h"
#include "shared/pages/components.h"
#include "shared/pages/document.h"
#include "shared/pages/pages.h"

namespace gongyi::pages {

namespace {

void record_figures(Html& h, const Scene& scene) {
    const auto size = static_cast<std::int64_t>(scene.live.checkpoint.size);
    h(tag::dl, {attr::cls("figures")}, [&] {
        figure_row(h, scene.say(Say::record_size), scene.say(Say::record_size_value, {Arg::count("count", size)}));
        if (size > 0) figure_row(h, scene.say(Say::record_last), scene.say.time(scene.state.last_at));
        h(tag::div, [&] {
            h(tag::dt, scene.say(Say::record_root));
            h(tag::dd, [&] { h(tag::code, {attr::cls("hash")}, to_base64(scene.live.checkpoint.root)); });
        });
    });
    h(tag::p, {attr::cls("muted small")}, scene.say(Say::record_root_why));
}

}  // namespace

Page record_page(const Scene& scene) {
    return document(scene, {.name = "record", .title = scene.say(Say::record_title)}, [&](Html& h) {
        h(tag::h1, scene.say(Say::record_title));
        h(tag::p, {attr::cls("muted")}, scene.say(Say::record_intro));
        h(tag::div, {attr::cls("columns")}, [&] {
            h(tag::div, [&] {
                h(tag::section, {attr::cls("card")}, [&] { record_figures(h, scene); });
                h(tag::section, {attr::cls("card")}, [&] {
                    h(tag::h2, scene.say(Say::record_who_title));
                    h(tag::p, scene.say(Say::record_who_has));
                    h(tag::p, scene.say(Say::record_who_not));
                });
            });
            h(tag::div, [&] {
                check_card(h, scene, record_check_texts, RoundId{});
                downloads(h, scene);
                h(tag::section, {attr::cls("card")}, [&] {
                    h(tag::h2, scene.say(Say::record_tools_title));
                    h(tag::p, {attr::cls("muted small")}, scene.say(Say::record_tools_text));
                    h(tag::p, [&] {
                        h(tag::a, {attr::cls("target"), attr::href(routes::api_description())},
                          scene.say(Say::record_tools_api));
                    });
                });
            });
        });
    });
}

}  // namespace gongyi::pages
