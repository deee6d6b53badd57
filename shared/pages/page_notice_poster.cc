// A notice on a sheet of A4, for the notice boards of the courtyards.
#include "shared/pages/components.h"
#include "shared/pages/document.h"
#include "shared/pages/notice_parts.h"
#include "shared/pages/pages.h"
#include "shared/pages/qr.h"

namespace gongyi::pages {

namespace {

void proof_corner(Html& h, const Scene& scene, const decision::Notice& notice) {
    const auto entry = static_cast<std::uint64_t>(notice.versions.back().step - 1);
    const std::string address = scene.request.origin + routes::record_entry(entry).text();
    h(tag::section, {attr::cls("poster-proof")}, [&] {
        const bool has_code = is_scannable(scene, address);
        if (has_code) qr_code(h, address, scene.say(Say::notice_proof));
        h(tag::div, [&] {
            h(tag::p, has_code ? Say::notice_proof : Say::poster_check_page);
            h(tag::p, {attr::cls("hash")}, address);
        });
    });
}

}  // namespace

Page notice_poster_page(const Scene& scene, const decision::Notice& notice) {
    return document(scene, {.name = "poster", .title = notice_title(scene, notice)}, [&](Html& h) {
        back_link(h, routes::notice(notice.id), Say::notices_title);
        h(tag::p, {attr::cls("screen-only")}, [&] {
            h(tag::button,
              {attr::cls("button main"), attr::type("button"), Attribute::flag("data-print"),
               Attribute::flag("data-needs-script"), attr::hidden},
              scene.say(Say::print_page));
        });
        h(tag::div, {attr::cls("poster")}, [&] {
            notice_document(h, scene, notice);
            proof_corner(h, scene, notice);
        });
    });
}

}  // namespace gongyi::pages
