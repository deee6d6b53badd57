// The front page: what this person can do now.
#include "shared/pages/components.h"
#include "shared/pages/document.h"
#include "shared/pages/outcome_figures.h"
#include "shared/pages/pages.h"

namespace gongyi::pages {

namespace {

constexpr std::size_t results_shown_max = 3;

// Minutes that reading and choosing take: about eight projects a minute.
std::int64_t reading_minutes(const Round& round) {
    constexpr std::size_t projects_per_minute = 8;
    return static_cast<std::int64_t>((round.projects.size() + projects_per_minute - 1) / projects_per_minute) + 1;
}

void turnout_line(Html& h, const Scene& scene, const Round& round) {
    h(tag::p, {attr::cls("muted")},
      [&] { turnout_sentence(h, scene, Say::front_turnout, Say::front_turnout_later, round); });
}

void voted_actions(Html& h, const Round& round) {
    h(tag::p, {attr::cls("done-line")}, Say::front_voted);
    h(tag::p, {attr::cls("muted")}, Say::front_voted_until, {Arg::deadline("until", round.closes_at)});
    h(tag::div, {attr::cls("actions")}, [&] {
        button_link(h, ButtonLook::main, routes::receipt(round.id), Say::front_receipt);
        button_link(h, ButtonLook::line, routes::vote(round.id), Say::front_change);
    });
}

// What the viewer can do about an open round.
void open_round_actions(Html& h, const Scene& scene, const Round& round) {
    const RoundStanding* standing = scene.standing(round.id);
    const Arg minutes = Arg::count("minutes", reading_minutes(round));
    if (scene.has_credential(round.id)) {
        voted_actions(h, round);
    } else if (!scene.is_signed_in()) {
        h(tag::div, {attr::cls("actions")}, [&] {
            button_link(h, ButtonLook::main, routes::signin().with(field::back, routes::vote(round.id).text()),
                        scene.say(Say::front_signin_vote, {minutes}));
            button_link(h, ButtonLook::line, routes::round(round.id), Say::front_look);
        });
        h(tag::p, {attr::cls("centred")}, [&] {
            h(tag::a, {attr::cls("target"), attr::href(routes::claim())}, Say::front_claim);
        });
    } else if (scene.may_cast() && (standing == nullptr || !standing->refusal)) {
        button_link(h, ButtonLook::main, routes::vote(round.id), scene.say(Say::front_vote, {minutes}));
    } else {
        if (standing != nullptr && standing->refusal) {
            notice(h, NoticeKind::information, "", refusal_sentence(scene.say, *standing->refusal, round.currency));
        }
        button_link(h, ButtonLook::line, routes::round(round.id), Say::front_look);
    }
}

void open_round(Html& h, const Scene& scene, const Round& round) {
    h(tag::section, {attr::cls("card now")}, [&] {
        h(tag::div, {attr::cls("row")}, [&] {
            stage_badge(h, scene, round.stage);
            h(tag::span, {attr::cls("left")}, [&] {
                const std::string left = scene.say.remaining(round.closes_at);
                sentence(h, scene, Say::front_left, {Arg::text("left", left)});
            });
        });
        h(tag::h1, [&] {
            h(tag::span, {attr::cls("line")}, round.title);
            h(tag::span, {attr::cls("line")}, Say::front_question);
        });
        h(tag::p, [&] {
            sentence(h, scene, Say::front_summary,
                     {Arg::count("count", static_cast<std::int64_t>(round.projects.size())),
                      Arg::money("budget", round.budget, round.currency)});
        });
        h(tag::p, {attr::cls("muted small")}, electorate_sentence(scene.say, round.electorate));
        open_round_actions(h, scene, round);
        turnout_line(h, scene, round);
    });
}

void result_item(Html& h, const Scene& scene, const Round& round) {
    h(tag::li, [&] {
        h(tag::a, {attr::cls("item-title"), attr::href(routes::outcome(round.id))}, round.title);
        if (const RuleOutcome* outcome = official_outcome(round)) {
            h(tag::p, {attr::cls("muted small")}, [&] {
                sentence(h, scene, Say::front_result_line,
                         {Arg::count("funded", static_cast<std::int64_t>(outcome->selected.size())),
                          Arg::money("spent", outcome->cost, round.currency),
                          Arg::count("ballots", static_cast<std::int64_t>(round.ballots.size()))});
            });
        }
    });
}

void latest_results(Html& h, const Scene& scene) {
    std::vector<const Round*> closed;
    for (auto round = scene.state.rounds.rbegin(); round != scene.state.rounds.rend(); ++round) {
        if (round->stage == Stage::closed && closed.size() < results_shown_max) closed.push_back(&*round);
    }
    if (closed.empty()) return;
    h(tag::section, [&] {
        h(tag::h2, Say::front_results);
        h(tag::ul, {attr::cls("card items")}, [&] {
            for (const Round* round : closed) result_item(h, scene, *round);
        });
        h(tag::p, [&] { h(tag::a, {attr::cls("target"), attr::href(routes::rounds())}, Say::front_all_rounds); });
    });
}

void drafts(Html& h, const Scene& scene) {
    bool is_any = false;
    for (const Round& round : scene.state.rounds) is_any = is_any || round.stage == Stage::draft;
    if (!is_any) return;
    h(tag::section, [&] {
        h(tag::h2, Say::front_drafts);
        h(tag::ul, {attr::cls("card items")}, [&] {
            for (const Round& round : scene.state.rounds) {
                if (round.stage != Stage::draft) continue;
                h(tag::li, [&] {
                    h(tag::a, {attr::cls("item-title"), attr::href(routes::round(round.id))}, round.title);
                    h(tag::p, {attr::cls("muted small")}, draft_line(scene, round, Say::front_draft_line));
                });
            }
        });
    });
}

void how_it_is_checked(Html& h) {
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::h2, Say::front_how);
        h(tag::p, {attr::cls("muted")}, Say::front_how_text);
        h(tag::p, [&] { h(tag::a, {attr::cls("target"), attr::href(routes::about())}, Say::front_how_more); });
    });
}

}  // namespace

Page front_page(const Scene& scene) {
    return document(scene, {.name = "front", .title = scene.say(Say::front_title), .follows_record = true},
                    [&](Html& h) {
                        h(tag::div, {attr::cls("columns")}, [&] {
                            h(tag::div, [&] {
                                bool is_any_open = false;
                                for (const Round& round : scene.state.rounds) {
                                    if (round.stage != Stage::voting) continue;
                                    is_any_open = true;
                                    open_round(h, scene, round);
                                }
                                if (!is_any_open) {
                                    h(tag::section, {attr::cls("card now")}, [&] {
                                        h(tag::h1, Say::front_nothing_title);
                                        h(tag::p, {attr::cls("muted")}, Say::front_nothing_text);
                                    });
                                }
                                drafts(h, scene);
                            });
                            h(tag::div, [&] {
                                latest_results(h, scene);
                                how_it_is_checked(h);
                            });
                        });
                    });
}

}  // namespace gongyi::pages
