// What is promised, how to check it, who sees what; and the workbench's page.
#include "shared/pages/components.h"
#include "shared/pages/document.h"
#include "shared/pages/pages.h"

namespace gongyi::pages {

namespace {

void list_section(Html& h, Say title, std::initializer_list<Say> items) {
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, title);
        h(tag::ul, {attr::cls("prose")}, [&] {
            for (const Say item : items) h(tag::li, item);
        });
    });
}

void rules_section(Html& h, const Scene& scene) {
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::about_rules_title);
        h(tag::dl, {attr::cls("explained")}, [&] {
            for (const TallyRule rule : {TallyRule::equal_shares, TallyRule::greedy}) {
                figure_row(h, scene.say(rule_word(rule)), scene.say(rule_reason(rule)));
            }
        });
    });
}

void text_versions(Html& h, const Scene& scene) {
    h(tag::h2, Say::workbench_text);
    h(tag::ul, {attr::cls("card items")}, [&] {
        for (auto round = scene.state.rounds.rbegin(); round != scene.state.rounds.rend(); ++round) {
            h(tag::li, [&] {
                h(tag::a,
                  {attr::cls("item-title"),
                   attr::href(round->stage == Stage::closed ? routes::outcome(round->id) : routes::round(round->id))},
                  round->title);
            });
        }
        h(tag::li, [&] { h(tag::a, {attr::cls("item-title"), attr::href(routes::record())}, Say::record_title); });
    });
}

}  // namespace

Page about_page(const Scene& scene) {
    return document(scene, {.name = "about", .title = scene.say(Say::about_title)}, [&](Html& h) {
        h(tag::h1, Say::about_title);
        h(tag::div, {attr::cls("columns")}, [&] {
            h(tag::div, [&] {
                h(tag::section, {attr::cls("card now")}, [&] {
                    h(tag::h2, Say::about_promise_title);
                    h(tag::p, {attr::cls("lead")}, Say::footer_promise);
                });
                list_section(h, Say::about_check_title,
                             {Say::about_check_recount, Say::about_check_receipt, Say::about_check_record,
                              Say::about_check_limit});
            });
            h(tag::div, [&] {
                list_section(h, Say::about_privacy_title,
                             {Say::about_privacy_public, Say::about_privacy_you, Say::about_privacy_staff,
                              Say::about_privacy_batches, Say::about_privacy_operator});
                h(tag::p, [&] { h(tag::a, {attr::cls("target"), attr::href(routes::offices())}, Say::offices_title); });
                rules_section(h, scene);
                h(tag::section, {attr::cls("card")}, [&] {
                    h(tag::h2, Say::about_help_title);
                    h(tag::p, Say::about_help_text);
                });
            });
        });
    });
}

Page workbench_page(const Scene& scene) {
    const DocumentOptions options{
        .name = "workbench", .title = scene.say(Say::workbench_title), .has_workbench = true, .is_wide = true};
    return document(scene, options, [&](Html& h) {
        h(tag::h1, Say::workbench_title);
        h(tag::p, {attr::cls("muted")}, Say::workbench_intro);
        h(tag::div, {attr::cls("workbench"), Attribute::text("data-workbench", "loading")}, [&] {
            h(tag::p,
              {attr::cls("muted"), Attribute::text("data-when", "loading"), Attribute::flag("data-needs-script"),
               attr::hidden},
              scene.say(Say::workbench_loading));
            h(tag::p, {attr::cls("differs-line"), Attribute::text("data-when", "failed"), attr::hidden},
              Say::workbench_failed);
            h(tag::p, {attr::cls("muted"), Attribute::flag("data-without-script")}, Say::workbench_without_script);
            h(tag::canvas,
              {attr::id("workbench"), attr::role("img"), attr::label(scene.say(Say::workbench_canvas)),
               Attribute::number("tabindex", 0)},
              "");
        });
        text_versions(h, scene);
    });
}

}  // namespace gongyi::pages
