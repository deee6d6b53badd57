// On whose word the papers of a closed round rest: who handed them out and took them back, by day and place, and who
// entered them. By desk numbers, which the record has. The server renders it, from the record alone.
#include "shared/pages/components.h"
#include "shared/pages/document.h"
#include "shared/pages/pages.h"

namespace gongyi::pages {

namespace {

void papers_card(Html& h, const Scene& scene, const Round& round) {
    const PaperAccount& papers = round.papers;
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::p, Say::papers_text,
          {Arg::count("count", round.papers_issued), Arg::count("sheets", sheet_count(round.sheets))});
        h(tag::table, {attr::cls("costs")}, [&] {
            h(tag::thead, [&] {
                h(tag::tr, [&] {
                    for (const Say name : {Say::papers_day, Say::papers_place, Say::papers_desk, Say::papers_handed,
                                           Say::papers_returned}) {
                        h(tag::th, {Attribute::text("scope", "col")}, name);
                    }
                });
            });
            h(tag::tbody, [&] {
                for (const PaperDay& one : papers.days) {
                    h(tag::tr, [&] {
                        h(tag::td, scene.say.date(one.day));
                        h(tag::td, round.sheets[static_cast<std::size_t>(one.place)].place);
                        for (const std::int64_t number : {one.desk, one.handed, one.returned}) {
                            h(tag::td, {attr::cls("number")}, std::to_string(number));
                        }
                    });
                }
            });
        });
        for (const PapersEntered& one : papers.entered) {
            const std::string desk = std::to_string(one.desk);
            const std::string second = std::to_string(one.second_desk);
            h(tag::p, Say::papers_entered_by,
              {Arg::text("number", desk), Arg::count("count", one.count), Arg::text("second", second)});
        }
    });
}

}  // namespace

Page papers_page(const Scene& scene, const Round& round) {
    if (round.papers.is_empty()) return not_found_page(scene);
    return document(scene, {.name = "papers", .title = scene.say(Say::papers_title)}, [&](Html& h) {
        back_link(h, routes::outcome(round.id), round.title);
        h(tag::h1, Say::papers_title);
        papers_card(h, scene, round);
    });
}

}  // namespace gongyi::pages
