// The list of rounds, and one round with its projects.
#include "shared/pages/components.h"
#include "shared/pages/document.h"
#include "shared/pages/matter_parts.h"
#include "shared/pages/pages.h"

namespace gongyi::pages {

namespace {

void round_item(Html& h, const Scene& scene, const Round& round) {
    h(tag::li, [&] {
        h(tag::div, {attr::cls("row")}, [&] {
            h(tag::a, {attr::cls("item-title"), attr::href(routes::round(round.id))}, round.title);
            stage_badge(h, scene, round.stage);
        });
        h(tag::p, {attr::cls("muted small")}, Say::round_line,
          {Arg::count("count", static_cast<std::int64_t>(round.projects.size())),
           Arg::money("budget", round.budget, round.currency)});
    });
}

void round_figures(Html& h, const Scene& scene, const Round& round) {
    const auto project_count = static_cast<std::int64_t>(round.projects.size());
    h(tag::dl, {attr::cls("figures")}, [&] {
        figure_row(h, Say::round_budget, scene.say.money(round.budget, round.currency));
        figure_row(h, Say::round_projects, scene.say(Say::round_projects_count, {Arg::count("count", project_count)}));
        const VotingPeriod period = voting_period(round);
        figure_row(h, Say::round_period,
                   scene.say(Say::round_period_value,
                             {Arg::time("opens", period.opens), Arg::deadline("closes", period.closes)}));
        if (round.stage == Stage::draft && scene.request.now >= round.opens_at) {
            figure_row(h, Say::front_drafts, draft_line(scene, round, Say::front_draft_line));
        }
        if (round.stage == Stage::voting) {
            h(tag::div, [&] {
                h(tag::dt, Say::round_turnout);
                h(tag::dd,
                  [&] { turnout_sentence(h, scene, Say::round_turnout_value, Say::round_turnout_later, round); });
            });
        } else if (round.stage == Stage::closed) {
            figure_row(h, Say::round_ballots,
                       scene.say(Say::round_ballots_value,
                                 {Arg::count("count", static_cast<std::int64_t>(round.ballots.size()))}));
        }
    });
}

void round_rules(Html& h, const Scene& scene, const Round& round) {
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::round_how_title);
        h(tag::dl, {attr::cls("explained")}, [&] {
            if (round.source.empty()) {
                figure_row(h, Say::round_who, electorate_sentence(scene.say, round.electorate));
            }
            figure_row(h, Say::round_how_many, form_sentence(scene.say, round));
            h(tag::div, [&] {
                h(tag::dt, Say::round_count_rule);
                h(tag::dd, [&] {
                    h(tag::b, rule_word(round.official_rule));
                    h(tag::br);
                    h.text(scene.say(rule_reason(round.official_rule)));
                });
            });
            if (const std::string floor = floor_sentence(scene.say, round); !floor.empty()) {
                figure_row(h, Say::round_floor, floor);
            }
            if (!round.source.empty()) figure_row(h, Say::round_source, round.source);
        });
        if (round.stage != Stage::closed) h(tag::p, {attr::cls("muted")}, Say::round_sealed);
    });
}

void round_projects(Html& h, const Scene& scene, const Round& round) {
    h(tag::section, [&] {
        h(tag::h2, Say::round_project_list);
        if (round.projects.empty()) {
            h(tag::p, {attr::cls("muted")}, Say::round_no_projects);
            return;
        }
        if (round.stage != Stage::closed) h(tag::p, {attr::cls("muted small")}, Say::round_order_note);
        h(tag::ul, {attr::cls("projects")}, [&] {
            for (const std::size_t index : project_order(round, scene.viewer)) {
                project_card(h, scene, round, round.projects[index]);
            }
        });
    });
}

}  // namespace

void round_actions(Html& h, const Scene& scene, const Round& round) {
    if (round.stage == Stage::closed) {
        button_link(h, ButtonLook::main, routes::outcome(round.id), Say::round_see_outcome);
        return;
    }
    if (round.stage != Stage::voting) return;
    const RoundStanding* standing = scene.standing(round.id);
    if (!scene.is_signed_in()) {
        button_link(h, ButtonLook::main, routes::signin().with(field::back, routes::vote(round.id).text()),
                    Say::round_signin_vote);
    } else if (scene.has_credential(round.id)) {
        button_link(h, ButtonLook::main, routes::receipt(round.id), Say::front_receipt);
        button_link(h, ButtonLook::line, routes::vote(round.id), Say::front_change);
    } else if (standing != nullptr && standing->refusal) {
        notice(h, NoticeKind::information, "", refusal_sentence(scene.say, *standing->refusal, round.currency));
    } else if (scene.may_cast()) {
        button_link(h, ButtonLook::main, routes::vote(round.id), Say::round_vote);
    }
}

Page rounds_page(const Scene& scene) {
    return document(
        scene, {.name = "rounds", .title = scene.say(Say::rounds_title), .follows_record = true}, [&](Html& h) {
            h(tag::h1, Say::rounds_title);
            if (scene.state.community) {
                h(tag::p, {attr::cls("muted")}, Say::rounds_intro,
                  {Arg::money("cap", scene.state.community->year_cap, "CNY")});
            }
            if (scene.state.rounds.empty()) {
                empty_state(h, Say::rounds_none_title, Say::rounds_none_text);
                return;
            }
            h(tag::ul, {attr::cls("card items")}, [&] {
                // The newest first.
                for (auto round = scene.state.rounds.rbegin(); round != scene.state.rounds.rend(); ++round) {
                    round_item(h, scene, *round);
                }
            });
        });
}

Page round_page(const Scene& scene, const Round& round) {
    return document(scene, {.name = "round", .title = round.title, .follows_record = true}, [&](Html& h) {
        back_link(h, routes::rounds(), Say::rounds_title);
        h(tag::div, {attr::cls("columns")}, [&] {
            h(tag::div, [&] {
                h(tag::div, {attr::cls("row")}, [&] { stage_badge(h, scene, round.stage); });
                h(tag::h1, round.title);
                if (!round.open_reason.empty()) {
                    notice(h, NoticeKind::information, "",
                           scene.say(Say::round_opened_early, {Arg::text("reason", round.open_reason)}));
                }
                if (!round.close_reason.empty()) {
                    notice(h, NoticeKind::information, "",
                           scene.say(Say::round_closed_early, {Arg::text("reason", round.close_reason)}));
                }
                round_figures(h, scene, round);
                h(tag::div, {attr::cls("actions")}, [&] { round_actions(h, scene, round); });
            });
            h(tag::div, [&] {
                round_steps(h, scene, round);
                round_rules(h, scene, round);
                matters_about(h, scene, round, nullptr);
            });
        });
        round_projects(h, scene, round);
    });
}

}  // namespace gongyi::pages
