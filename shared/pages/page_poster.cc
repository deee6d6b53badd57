// The outcome of a round on a sheet of A4, for the notice board: what was decided, and the way to check it.
#include "shared/pages/components.h"
#include "shared/pages/document.h"
#include "shared/pages/outcome_figures.h"
#include "shared/pages/pages.h"
#include "shared/pages/qr.h"

namespace gongyi::pages {

namespace {

void head_of(Html& h, const Scene& scene, const Round& round) {
    h(tag::p, {attr::cls("poster-community")}, scene.community_name());
    h(tag::h1, Say::poster_heading);
    h(tag::p, {attr::cls("poster-round")}, round.title);
    h(tag::p, Say::poster_summary,
      {Arg::count("ballots", round.ballot_count), Arg::money("budget", round.budget, round.currency),
       Arg::text("rule", scene.say(rule_word(round.official_rule)))});
    if (!round.close_reason.empty()) {
        h(tag::p, Say::poster_closed_early, {Arg::text("reason", round.close_reason)});
    }
}

void funded_table(Html& h, const Scene& scene, const Round& round, const RuleOutcome& outcome) {
    const std::vector<std::int64_t> votes = votes_of(round);
    h(tag::table, {attr::cls("poster-table")}, [&] {
        h(tag::caption,
          scene.say(Say::poster_funded, {Arg::count("count", static_cast<std::int64_t>(outcome.selected.size()))}));
        h(tag::thead, [&] {
            h(tag::tr, [&] {
                for (const Say name : {Say::poster_project, Say::poster_votes, Say::project_cost}) {
                    h(tag::th, {Attribute::text("scope", "col")}, name);
                }
            });
        });
        h(tag::tbody, [&] {
            for (std::size_t i = 0; i < round.projects.size(); ++i) {
                const Project& project = round.projects[i];
                if (!is_selected(outcome, project.id)) continue;
                h(tag::tr, [&] {
                    h(tag::td, [&] {
                        h(tag::b, project.title);
                        h(tag::small, project.place);
                    });
                    h(tag::td, {attr::cls("number")}, Say::outcome_votes, {Arg::count("votes", votes[i])});
                    h(tag::td, {attr::cls("number")}, scene.say.money(project.cost, round.currency));
                });
            }
        });
        h(tag::tfoot, [&] {
            h(tag::tr, [&] {
                h(tag::th, {Attribute::text("scope", "row"), Attribute::number("colspan", 2)}, Say::project_cost_total);
                h(tag::td, {attr::cls("number")}, scene.say.money(outcome.cost, round.currency));
            });
        });
    });
    const auto others = static_cast<std::int64_t>(round.projects.size() - outcome.selected.size());
    h(tag::p, Say::poster_others,
      {Arg::count("count", others), Arg::money("left", round.budget - outcome.cost, round.currency)});
}

void proof_corner(Html& h, const Scene& scene, const Round& round) {
    // The proof that this outcome is in the record; from there it goes on to the page that counts again.
    const std::string address = scene.request.origin + routes::record_entry(round.outcomes_entry).text();
    h(tag::section, {attr::cls("poster-proof")}, [&] {
        const bool has_code = is_scannable(scene, address);
        if (has_code) qr_code(h, address, scene.say(Say::poster_code_label));
        h(tag::div, [&] {
            h(tag::h2, Say::poster_check);
            h(tag::p, has_code ? Say::poster_check_code : Say::poster_check_page);
            h(tag::p, {attr::cls("hash")}, address);
        });
    });
}

void signature_lines(Html& h, const Scene& scene, const Round& round) {
    h(tag::div, {attr::cls("poster-seal")}, [&] {
        h(tag::p, Say::poster_seal);
        h(tag::p, scene.say.time(round.stage_since));
    });
}

}  // namespace

Page poster_page(const Scene& scene, const Round& round) {
    const RuleOutcome* outcome = official_outcome(round);
    const std::string title = scene.say(Say::poster_title, {Arg::text("title", round.title)});
    return document(scene, {.name = "poster", .title = title}, [&](Html& h) {
        back_link(h, routes::outcome(round.id), round.title);
        if (outcome == nullptr) {
            h(tag::h1, title);
            no_outcome_yet(h, scene, round);
            return;
        }
        h(tag::p, {attr::cls("screen-only")}, [&] {
            h(tag::button,
              {attr::cls("button main"), attr::type("button"), Attribute::flag("data-print"),
               Attribute::flag("data-needs-script"), attr::hidden},
              scene.say(Say::print_page));
        });
        h(tag::article, {attr::cls("card document poster")}, [&] {
            head_of(h, scene, round);
            funded_table(h, scene, round, *outcome);
            proof_corner(h, scene, round);
            signature_lines(h, scene, round);
        });
    });
}

}  // namespace gongyi::pages
