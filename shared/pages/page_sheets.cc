// Ballot papers with their numbers, one a sheet, to be printed: what residents fill in who vote at the desk.
#include "shared/base/number.h"
#include "shared/pages/components.h"
#include "shared/pages/document.h"
#include "shared/pages/pages.h"

namespace gongyi::pages {

namespace {

void sheet(Html& h, const Scene& scene, const Round& round, const std::string& serial) {
    h(tag::article, {attr::cls("card document paper-sheet")}, [&] {
        h(tag::p, {attr::cls("muted")}, scene.community_name());
        h(tag::h2, round.title);
        h(tag::p, form_sentence(scene.say, round));
        h(tag::table, {attr::cls("costs")}, [&] {
            h(tag::tbody, [&] {
                for (const Project& project : round.projects) {
                    h(tag::tr, [&] {
                        h(tag::td, {attr::cls("paper-box")}, "□");
                        h(tag::th, {Attribute::text("scope", "row"), attr::cls("number")},
                          std::to_string(project.id.raw()));
                        h(tag::td, project.title);
                        h(tag::td, {attr::cls("number")}, scene.say.money(project.cost, round.currency));
                    });
                }
            });
        });
        h(tag::p, {attr::cls("hash")}, serial);
    });
}

}  // namespace

Page sheets_page(const Scene& scene, const Round& round) {
    if (!scene.is_signed_in()) return signin_redirect(routes::desk(round.id));
    if (!may(scene.viewer.role, Act::register_sheets)) return forbidden_page(scene);
    const auto index = whole_number(scene.query_value(field::of.view()));
    if (!index || *index >= round.sheets.size()) return not_found_page(scene);
    const PaperSheets& sheets = round.sheets[static_cast<std::size_t>(*index)];
    const std::string title = scene.say(Say::desk_title, {Arg::text("title", round.title)});
    return document(scene, {.name = "poster", .title = title}, [&](Html& h) {
        back_link(h, routes::desk(round.id), title);
        h(tag::p, {attr::cls("screen-only")}, [&] {
            h(tag::button,
              {attr::cls("button main"), attr::type("button"), Attribute::flag("data-print"),
               Attribute::flag("data-needs-script"), attr::hidden},
              scene.say(Say::print_page));
        });
        for (std::int64_t number = sheets.first; number <= sheets.last; ++number) {
            sheet(h, scene, round, sheet_serial(sheets, number));
        }
    });
}

}  // namespace gongyi::pages
