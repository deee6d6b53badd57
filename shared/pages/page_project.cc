// One project of a round.
#include "shared/pages/components.h"
#include "shared/pages/document.h"
#include "shared/pages/matter_parts.h"
#include "shared/pages/outcome_figures.h"
#include "shared/pages/pages.h"

namespace gongyi::pages {

namespace {

void project_figures(Html& h, const Scene& scene, const Round& round, const Project& project) {
    h(tag::dl, {attr::cls("figures")}, [&] {
        figure_row(h, Say::project_cost, scene.say.money(project.cost, round.currency));
        if (!project.place.empty()) figure_row(h, Say::project_place, project.place);
        if (!project.topic.empty()) figure_row(h, Say::project_topic, project.topic);
        if (project.beneficiaries > 0) {
            figure_row(h, Say::project_for,
                       scene.say(Say::project_beneficiaries, {Arg::count("count", project.beneficiaries)}));
        }
    });
}

void project_result(Html& h, const Scene& scene, const Round& round, const Project& project) {
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::project_result);
        h(tag::dl, {attr::cls("figures")}, [&] {
            for (const RuleOutcome& outcome : round.outcomes) {
                h(tag::div, [&] {
                    h(tag::dt, rule_word(outcome.rule));
                    h(tag::dd, [&] {
                        const bool is_funded = is_selected(outcome, project.id);
                        badge(h, is_funded ? Tone::act : Tone::plain,
                              scene.say(is_funded ? Say::outcome_funded : Say::outcome_not_funded));
                    });
                });
            }
        });
        if (portal::is_counted(round)) {
            button_link(h, ButtonLook::line, routes::why(round.id, project.id), Say::why_see_reason);
        }
        button_link(h, ButtonLook::line, routes::outcome(round.id), Say::round_see_outcome);
    });
}

}  // namespace

void cost_table(Html& h, const Scene& scene, const Round& round, const Project& project) {
    h(tag::table, {attr::cls("costs")}, [&] {
        h(tag::thead, [&] {
            h(tag::tr, [&] {
                h(tag::th, {Attribute::text("scope", "col")}, Say::project_cost_item);
                h(tag::th, {Attribute::text("scope", "col"), attr::cls("number")}, Say::project_cost_amount);
            });
        });
        h(tag::tbody, [&] {
            for (const CostLine& line : project.cost_lines) {
                h(tag::tr, [&] {
                    h(tag::td, line.item);
                    h(tag::td, {attr::cls("number")}, scene.say.money(line.amount, round.currency));
                });
            }
        });
        h(tag::tfoot, [&] {
            h(tag::tr, [&] {
                h(tag::th, {Attribute::text("scope", "row")}, Say::project_cost_total);
                h(tag::td, {attr::cls("number")}, scene.say.money(project.cost, round.currency));
            });
        });
    });
}

Page project_page(const Scene& scene, const Round& round, const Project& project) {
    return document(scene, {.name = "project", .title = project.title, .follows_record = true}, [&](Html& h) {
        back_link(h, routes::round(round.id), round.title);
        h(tag::div, {attr::cls("columns")}, [&] {
            h(tag::article, [&] {
                h(tag::p, {attr::cls("meta")}, [&] { category_badge(h, scene, project.category); });
                h(tag::h1, project.title);
                project_figures(h, scene, round, project);
                if (!project.need.empty()) {
                    h(tag::h2, Say::project_need);
                    h(tag::p, {attr::cls("prose")}, [&] { h.lines(project.need); });
                }
            });
            h(tag::div, [&] {
                if (!project.cost_lines.empty()) {
                    h(tag::section, {attr::cls("card")}, [&] {
                        h(tag::h2, Say::project_costs);
                        cost_table(h, scene, round, project);
                    });
                }
                if (round.stage == Stage::closed) {
                    project_result(h, scene, round, project);
                } else {
                    round_actions(h, scene, round);
                }
                matters_about(h, scene, round, &project);
            });
        });
    });
}

}  // namespace gongyi::pages
