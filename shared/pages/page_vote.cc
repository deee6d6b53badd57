// Choosing projects, and the receipt for it.
//
// The whole page follows from what is chosen: the server renders it empty, the browser with the ballot cast before and
// again at each tick of a box (Request::is_live), so that what fits and what does not is said by the same code.
#include <algorithm>

#include "shared/base/sort.h"
#include "shared/community/refuse.h"
#include "shared/microproject/rules.h"
#include "shared/pages/components.h"
#include "shared/pages/document.h"
#include "shared/pages/pages.h"

namespace gongyi::pages {

namespace {

// What is ticked, and what follows from it.
struct Choice {
    std::vector<ProjectId> ids;
    Money cost;
    bool is_limited_by_money = false;

    [[nodiscard]] std::int64_t count() const { return static_cast<std::int64_t>(ids.size()); }
    [[nodiscard]] bool has(ProjectId id) const { return std::find(ids.begin(), ids.end(), id) != ids.end(); }
};

ProjectId project_id_from(std::string_view text) {
    constexpr std::size_t digits_max = 18;
    std::uint64_t raw = 0;
    if (text.size() > digits_max) return ProjectId{};
    for (const char c : text) {
        if (c < '0' || c > '9') return ProjectId{};
        raw = raw * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return ProjectId{raw};
}

// A form that comes back, or the browser's boxes, say what is ticked. What was cast before the browser alone knows.
Choice read_choice(const Scene& scene, const Round& round) {
    Choice choice;
    choice.is_limited_by_money = round.ballot.form == BallotForm::knapsack;
    for (const FilledField& field : scene.request.filled) {
        const ProjectId id = field.name == field::choice.view() ? project_id_from(field.value) : ProjectId{};
        if (find_project(round, id) != nullptr && !choice.has(id)) choice.ids.push_back(id);
    }
    choice.cost = cost_of(round, choice.ids);
    return choice;
}

enum class Fit : std::uint8_t { fits, too_dear, too_many };

// Whether one more project fits into what is chosen.
Fit fit_of(const Round& round, const Choice& choice, const Project& project) {
    if (choice.count() >= round.ballot.choices_max) return Fit::too_many;
    if (choice.is_limited_by_money && choice.cost + project.cost > round.budget) return Fit::too_dear;
    return Fit::fits;
}

std::vector<std::size_t> sorted_order(const Scene& scene, const Round& round) {
    std::vector<std::size_t> order = project_order(round, scene.viewer);
    const std::string_view sort = scene.filled(field::sort.view());
    const auto by = [&](auto less) {
        sort_stably(order, [&](std::size_t a, std::size_t b) { return less(round.projects[a], round.projects[b]); });
    };
    if (sort == sort_cheap.view()) by([](const Project& a, const Project& b) { return a.cost < b.cost; });
    if (sort == sort_dear.view()) by([](const Project& a, const Project& b) { return a.cost > b.cost; });
    if (sort == sort_place.view()) by([](const Project& a, const Project& b) { return a.place < b.place; });
    return order;
}

// The bar that stays in sight: what is chosen, out of how much, and what is left.
void money_bar(Html& h, const Scene& scene, const Round& round, const Choice& choice) {
    std::vector<Part> parts;
    for (std::size_t i = 0; i < choice.ids.size(); ++i) {
        const Project* project = find_project(round, choice.ids[i]);
        if (project != nullptr) parts.push_back({project->cost.fen, part_look(i), project->title});
    }
    stacked_bar(h, parts, round.budget.fen,
                scene.say(Say::vote_bar_label,
                          {Arg::count("count", choice.count()), Arg::money("spent", choice.cost, round.currency),
                           Arg::money("budget", round.budget, round.currency)}));
}

void count_bar(Html& h, const Scene& scene, const Round& round, const Choice& choice) {
    const std::vector<Part> parts(choice.ids.size(), Part{1, "p0", {}});
    stacked_bar(h, parts, round.ballot.choices_max,
                scene.say(Say::vote_bar_count_label,
                          {Arg::count("count", choice.count()), Arg::count("max", round.ballot.choices_max)}));
}

void vote_bar(Html& h, const Scene& scene, const Round& round, const Choice& choice) {
    const Arg count = Arg::count("count", choice.count());
    h(tag::div, {attr::cls("vote-bar")}, [&] {
        h(tag::div, {attr::cls("row")}, [&] {
            h(tag::span, [&] {
                sentence(h, scene, Say::vote_chosen_of, {count, Arg::count("max", round.ballot.choices_max)});
            });
            if (choice.is_limited_by_money) {
                h(tag::span, {attr::cls("muted small")}, [&] {
                    sentence(h, scene, Say::vote_spent_of,
                             {Arg::money("spent", choice.cost, round.currency),
                              Arg::money("budget", round.budget, round.currency)});
                });
            }
        });
        choice.is_limited_by_money ? money_bar(h, scene, round, choice) : count_bar(h, scene, round, choice);
        h(tag::output, {attr::cls("small muted")}, [&] {
            if (choice.count() >= round.ballot.choices_max) {
                h.text(Say::vote_full);
            } else if (choice.is_limited_by_money) {
                h.text(
                    scene.say(Say::vote_money_left, {Arg::money("left", round.budget - choice.cost, round.currency)}));
            } else {
                h.text(scene.say(Say::vote_choices_left,
                                 {Arg::count("count", round.ballot.choices_max - choice.count())}));
            }
        });
    });
}

// Why a project can't be added now; only where the browser knows what is ticked.
void unfit_sentence(Html& h, const Scene& scene, const Round& round, const Choice& choice, const Project& project,
                    Fit fit) {
    h(tag::p, {attr::cls("unfit")}, [&] {
        if (fit == Fit::too_dear) {
            const Money over = choice.cost + project.cost - round.budget;
            h.text(scene.say(Say::vote_over, {Arg::money("over", over, round.currency)}));
        } else {
            h.text(scene.say(Say::vote_full_here, {Arg::count("max", round.ballot.choices_max)}));
        }
    });
}

void pick_label(Html& h, const Scene& scene, const Project& project, const std::string& input_id, Fit fit) {
    h(tag::label, {attr::cls("pick"), attr::for_id(input_id)}, [&] {
        h(tag::span, {attr::cls("when-off")},
          fit == Fit::fits       ? Say::vote_pick
          : fit == Fit::too_dear ? Say::vote_over_short
                                 : Say::vote_full_short);
        h(tag::span, {attr::cls("when-on")}, [&] {
            h(tag::span, {attr::decorative}, "✓ ");
            h.text(Say::vote_picked);
        });
        h(tag::span, {attr::cls("unseen")},
          [&] { sentence(h, scene, Say::vote_of_project, {Arg::text("title", project.title)}); });
    });
}

void vote_card(Html& h, const Scene& scene, const Round& round, const Choice& choice, const Project& project) {
    const bool is_chosen = choice.has(project.id);
    const Fit fit = is_chosen || !scene.request.is_live ? Fit::fits : fit_of(round, choice, project);
    const std::string number = std::to_string(project.id.raw());
    const std::string input_id = "choice-" + number;
    h(tag::li,
      {attr::cls(fit == Fit::fits ? Literal{"card project votable"} : Literal{"card project votable over"}),
       attr::id("project-" + number), Attribute::text("data-project", number),
       Attribute::number("data-cost-fen", project.cost.fen)},
      [&] {
          h(tag::h2, {attr::cls("h3")}, project.title);
          h(tag::p, {attr::cls("meta")}, [&] {
              category_badge(h, scene, project.category);
              if (!project.place.empty()) h(tag::span, {attr::cls("muted")}, project.place);
          });
          h(tag::p, {attr::cls("figure cost")}, scene.say.money(project.cost, round.currency));
          if (!project.need.empty()) h(tag::p, {attr::cls("muted prose")}, [&] { h.lines(project.need); });
          if (project.cost_lines.size() > 1) {
              h(tag::details, [&] {
                  h(tag::summary, Say::project_costs);
                  cost_table(h, scene, round, project);
              });
          }
          if (fit != Fit::fits) unfit_sentence(h, scene, round, choice, project, fit);
          h(tag::input, {attr::type("checkbox"), attr::cls("pick-box"), attr::id(input_id), attr::name(field::choice),
                         attr::value(number), attr::checked.when(is_chosen), attr::disabled.when(fit != Fit::fits)});
          pick_label(h, scene, project, input_id, fit);
      });
}

void sort_field(Html& h, const Scene& scene) {
    struct Option {
        Literal value;
        Say text;
    };
    static constexpr std::array options{
        Option{sort_mixed, Say::vote_sort_mixed}, Option{sort_cheap, Say::vote_sort_cheap},
        Option{sort_dear, Say::vote_sort_dear}, Option{sort_place, Say::vote_sort_place}};
    const std::string_view present = scene.filled(field::sort.view());
    h(tag::p, {attr::cls("sort"), Attribute::flag("data-needs-script"), attr::hidden.when(!scene.request.is_live)},
      [&] {
          h(tag::label, {attr::for_id("vote-sort")}, Say::vote_sort);
          h(tag::select, {attr::id("vote-sort"), attr::name(field::sort), Attribute::flag("data-vote-sort")}, [&] {
              for (const Option& option : options) {
                  h(tag::option,
                    {attr::value(option.value.view()),
                     Attribute::flag("selected").when(option.value.view() == present)},
                    scene.say(option.text));
              }
          });
      });
}

// The ballot for a last look before it is cast. Filled by the browser's rendering; without scripts it stays closed.
void review_dialog(Html& h, const Scene& scene, const Round& round, const Choice& choice) {
    h(tag::dialog,
      {attr::id("review"), Attribute::flag("data-vote-dialog"), Attribute::text("aria-labelledby", "review-title")},
      [&] {
          h(tag::h2, {attr::id("review-title")}, Say::vote_dialog_title);
          choice_list(h, scene, round, choice.ids);
          h(tag::p, {attr::cls("muted small")}, Say::vote_sealed);
          h(tag::p, {attr::cls("muted small")}, Say::vote_until, {Arg::deadline("until", round.closes_at)});
          h(tag::p, {attr::cls("muted"), Attribute::flag("data-vote-waiting"), attr::role("status"), attr::hidden},
            Say::vote_waiting);
          h(tag::div, {attr::cls("actions")}, [&] {
              submit_button(h, ButtonLook::main, Say::vote_dialog_confirm);
              h(tag::button, {attr::cls("button line"), attr::type("button"), Attribute::flag("data-dialog-close")},
                Say::vote_dialog_back);
          });
      });
}

void vote_footer(Html& h, const Scene& scene, const Round& round, const Choice& choice) {
    h(tag::div, {attr::cls("vote-foot")}, [&] {
        h(tag::button, {attr::cls("button"), attr::type("submit"), Attribute::flag("data-vote-review")}, [&] {
            if (!scene.request.is_live) {
                h.text(Say::vote_cast);
            } else if (choice.ids.empty()) {
                h.text(Say::vote_review_none);
            } else {
                h.text(scene.say(Say::vote_review, {Arg::count("count", choice.count())}));
            }
        });
        h(tag::p, {attr::cls("muted small")}, Say::vote_until, {Arg::deadline("until", round.closes_at)});
    });
}

// What scripts show when a ballot could not be cast: what the server refused, in its words, and what would be its
// fault.
void vote_failures(Html& h, const Scene& scene, const Round& round) {
    const auto place = [&](Literal what, std::string_view text) {
        h(tag::p,
          {attr::cls("notice warning"), Attribute::text("data-vote-failed", what.view()), attr::role("alert"),
           attr::hidden},
          text);
    };
    place("refused", "");
    place("proof", scene.say(Say::vote_failed_proof));
    place("promise", scene.say(Say::vote_failed_promise));
    place("starting", scene.say(Say::vote_starting));
    const auto place_with = [&](Literal what, Say text, auto&& button) {
        h(tag::div,
          {attr::cls("notice warning"), Attribute::text("data-vote-failed", what.view()), attr::role("alert"),
           attr::hidden},
          [&] {
              h(tag::p, text);
              button();
          });
    };
    place_with("session", Say::vote_failed_session, [&] {
        button_link(h, ButtonLook::line, routes::signin().with(field::back, routes::vote(round.id).text()),
                    Say::nav_signin);
    });
    // The only way in which a browser with scripts ever posts the choices: after this was read and pressed.
    const auto let_server = [&] {
        h(tag::button, {attr::cls("button line"), attr::type("button"), Attribute::flag("data-vote-on-behalf")},
          Say::vote_let_server);
    };
    place_with("elsewhere", Say::vote_failed_elsewhere, let_server);
    place_with("core", Say::vote_failed_core, let_server);
}

void vote_form(Html& h, const Scene& scene, const Round& round) {
    const Choice choice = read_choice(scene, round);
    // Before the form: whoever presses before the rest has come is told so, and nothing is posted.
    h(tag::script, {attr::src(routes::vote_guard_script())}, "");
    h(tag::form,
      {attr::cls("vote"), Attribute::text("method", "post"), attr::action(routes::vote(round.id)),
       // What one person ticked must not be brought back by the browser for the next.
       Attribute::text("autocomplete", "off"), Attribute::flag("data-vote-form"),
       Attribute::number("data-round", static_cast<std::int64_t>(round.id.raw()))},
      [&] {
          csrf_field(h, scene);
          form_faults(h, scene, round.currency);
          h(tag::noscript, [&] {
              notice(h, NoticeKind::information, "", Say::vote_without_script);
              notice(h, NoticeKind::information, "", Say::vote_on_behalf);
          });
          vote_failures(h, scene, round);
          vote_bar(h, scene, round, choice);
          sort_field(h, scene);
          h(tag::ul, {attr::cls("projects")}, [&] {
              for (const std::size_t index : sorted_order(scene, round)) {
                  vote_card(h, scene, round, choice, round.projects[index]);
              }
          });
          h(tag::p, {attr::cls("muted small vote-sealed")}, Say::vote_sealed);
          if (!is_turnout_told(round)) {
              h(tag::p, {attr::cls("muted small")}, Say::vote_few, {Arg::count("from", turnout_told_from(round))});
          }
          h(tag::p, {attr::cls("muted small"), Attribute::flag("data-needs-script"), attr::hidden}, Say::vote_secret);
          vote_footer(h, scene, round, choice);
          review_dialog(h, scene, round, choice);
      });
}

// Why this viewer cannot vote in this round now; nothing when they can.
std::optional<Refusal> refusal_now(const Scene& scene, const Round& round) {
    if (!scene.may_cast()) return refusal(RefusalCode::role_not_allowed);
    if (const auto open = check_voting_open(round, scene.request.now); !open) return open.error();
    const RoundStanding* standing = scene.standing(round.id);
    return standing == nullptr ? std::nullopt : standing->refusal;
}

}  // namespace

void choice_list(Html& h, const Scene& scene, const Round& round, const std::vector<ProjectId>& ids) {
    h(tag::table, {attr::cls("costs")}, [&] {
        h(tag::tbody, [&] {
            for (const ProjectId id : ids) {
                const Project* project = find_project(round, id);
                if (project == nullptr) continue;
                h(tag::tr, [&] {
                    h(tag::td, project->title);
                    h(tag::td, {attr::cls("number")}, scene.say.money(project->cost, round.currency));
                });
            }
        });
        h(tag::tfoot, [&] {
            h(tag::tr, [&] {
                h(tag::th, {Attribute::text("scope", "row")}, Say::vote_dialog_total);
                h(tag::td, {attr::cls("number")}, scene.say.money(cost_of(round, ids), round.currency));
            });
        });
    });
}

Page vote_page(const Scene& scene, const Round& round) {
    const std::optional<Refusal> refusal = refusal_now(scene, round);
    if (!scene.is_signed_in() && round.stage == Stage::voting) return signin_redirect(routes::vote(round.id));
    return document(scene, {.name = "vote", .title = scene.say(Say::vote_title), .follows_record = true}, [&](Html& h) {
        back_link(h, routes::round(round.id), round.title);
        if (refusal) {
            h(tag::section, {attr::cls("card narrow")}, [&] {
                h(tag::h1, Say::vote_not_open_title);
                h(tag::p, {attr::cls("muted")}, refusal_sentence(scene.say, *refusal, round.currency));
                if (refusal->code == RefusalCode::paper_already_issued) {
                    h(tag::p, {attr::cls("muted")}, Say::paper_not_you);
                }
                button_link(h, ButtonLook::main,
                            round.stage == Stage::closed ? routes::outcome(round.id) : routes::round(round.id),
                            scene.say(round.stage == Stage::closed ? Say::round_see_outcome : Say::vote_see_round));
            });
            return;
        }
        h(tag::h1, Say::front_question);
        h(tag::p, {attr::cls("muted")}, form_sentence(scene.say, round));
        if (scene.has_credential(round.id)) {
            notice(h, NoticeKind::information, "", Say::vote_earlier);
        }
        if (scene.viewer.is_shared_device) notice(h, NoticeKind::information, "", Say::vote_shared_device);
        vote_form(h, scene, round);
    });
}

}  // namespace gongyi::pages
