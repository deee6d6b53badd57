// What staff see and do, and who watches them, in plain words for residents.
#include <initializer_list>

#include "shared/pages/components.h"
#include "shared/pages/document.h"
#include "shared/pages/pages.h"

namespace gongyi::pages {

namespace {

void part(Html& h, Say title, std::initializer_list<Say> sentences) {
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, title);
        h(tag::ul, {attr::cls("prose")}, [&] {
            for (const Say sentence : sentences) h(tag::li, sentence);
        });
    });
}

}  // namespace

Page offices_page(const Scene& scene) {
    return document(scene, {.name = "offices", .title = scene.say(Say::offices_title)}, [&](Html& h) {
        h(tag::h1, Say::offices_title);
        h(tag::p, {attr::cls("lead")}, Say::offices_intro);
        h(tag::div, {attr::cls("columns")}, [&] {
            h(tag::div, [&] {
                part(h, Say::offices_see_title,
                     {Say::offices_see_census, Say::offices_see_search, Say::offices_see_voted});
                part(h, Say::offices_hidden_title, {Say::offices_hidden_ballot, Say::offices_hidden_passphrase});
                part(h, Say::offices_never_title,
                     {Say::offices_never_ballot, Say::offices_never_speak, Say::offices_never_record});
                part(h, Say::offices_operator_title, {Say::offices_operator_sees, Say::offices_operator_trust});
            });
            h(tag::div, [&] {
                part(h, Say::offices_alone_title,
                     {Say::offices_alone_letter, Say::offices_alone_votes, Say::offices_alone_texts,
                      Say::offices_alone_paper, Say::offices_alone_suspend});
                part(h, Say::offices_two_title,
                     {Say::offices_two_papers, Say::offices_two_hands, Say::offices_two_people,
                      Say::offices_two_census});
                part(h, Say::offices_watch_title, {Say::offices_watch_journal, Say::offices_watch_public});
                part(h, Say::offices_notice_title,
                     {Say::offices_notice_see, Say::offices_notice_locked, Say::offices_notice_where});
            });
        });
    });
}

}  // namespace gongyi::pages
