// A closed round with another budget or another rule. Loudly not the official result.
#include <array>

#include "shared/base/sort.h"
#include "shared/pages/components.h"
#include "shared/pages/document.h"
#include "shared/pages/outcome_cards.h"
#include "shared/pages/outcome_figures.h"
#include "shared/pages/pages.h"
#include "shared/pages/what_if_query.h"

namespace gongyi::pages {

namespace {

template <class Value>
void select_field(Html& h, const Scene& scene, Literal name, Say label, const std::vector<Choice<Value>>& choices,
                  Value chosen) {
    const std::string id = "field-" + std::string(name.view());
    h(tag::div, {attr::cls("field")}, [&] {
        h(tag::label, {attr::for_id(id)}, label);
        h(tag::select, {attr::id(id), attr::name(name), Attribute::text("autocomplete", "off")}, [&] {
            for (const Choice<Value>& choice : choices) {
                h(tag::option,
                  {attr::value(choice.name.view()), Attribute::flag("selected").when(choice.value == chosen)},
                  scene.say(choice.words));
            }
        });
    });
}

void budget_field(Html& h, const Scene& scene, const Round& round, const WhatIfQuery& query) {
    const std::string written =
        query.has_readable_budget ? plain_money(query.question.budget) : scene.query_value(field::budget.view());
    h(tag::div, {attr::cls(query.has_readable_budget ? Literal{"field"} : Literal{"field faulty"})}, [&] {
        h(tag::label, {attr::for_id("field-budget")}, Say::what_if_budget);
        h(tag::p, {attr::cls("hint"), attr::id("field-budget-hint")},
          scene.say(Say::what_if_budget_hint, {Arg::money("budget", round.budget, round.currency)}));
        if (!query.has_readable_budget) {
            h(tag::p, {attr::cls("fault"), attr::role("alert")},
              scene.say(Say::what_if_budget_fault, {Arg::money("most", money_max, round.currency)}));
        }
        h(tag::input, {attr::id("field-budget"), attr::name(field::budget), attr::type("text"), attr::value(written),
                       Attribute::text("inputmode", "decimal"), Attribute::text("autocomplete", "off"),
                       Attribute::text("aria-describedby", "field-budget-hint"),
                       Attribute::text("aria-invalid", "true").when(!query.has_readable_budget)});
    });
}

// What belongs to equal shares alone.
void shares_fields(Html& h, const Scene& scene, const Round& round, const tally::Rule& asked) {
    const bool is_shares = asked.method == tally::Method::mes;
    const tally::Rule rule = is_shares ? asked : portal::own_question(round).rule;
    const tally::Rule shown = rule.method == tally::Method::mes
                                  ? rule
                                  : tally::Rule{.utility = utility_choices(round.ballot.form).front().value,
                                                .completion = tally::Completion::add1u};
    h(tag::details, {Attribute::flag("open").when(is_shares)}, [&] {
        h(tag::summary, Say::what_if_shares_details);
        select_field(h, scene, field::completion, Say::what_if_completion, completion_choices(), shown.completion);
        select_field(h, scene, field::utility, Say::what_if_utility, utility_choices(round.ballot.form), shown.utility);
        h(tag::p, [&] {
            h(tag::label, {attr::cls("tick")}, [&] {
                h(tag::input, {attr::type("checkbox"), attr::name(field::exhaustive), attr::value("1"),
                               attr::checked.when(shown.exhaustive)});
                h(tag::span, Say::what_if_exhaustive);
            });
        });
    });
}

// Addresses to begin with: a tenth and a fifth less and more money under the same rule.
void budget_links(Html& h, const Scene& scene, const Round& round, const portal::WhatIfQuestion& question) {
    struct Step {
        std::int64_t percent;
        Say words;
    };
    static constexpr std::array steps{Step{80, Say::what_if_less}, Step{90, Say::what_if_less},
                                      Step{110, Say::what_if_more}, Step{120, Say::what_if_more}};
    h(tag::p, {attr::cls("try")}, [&] {
        for (const Step& step : steps) {
            portal::WhatIfQuestion other = question;
            // Whole yuan: nobody asks for others.
            other.budget = Money{round.budget.fen / 10'000 * step.percent * 100};
            if (other.budget > money_max) continue;
            const std::int64_t change = step.percent > 100 ? step.percent - 100 : 100 - step.percent;
            h(tag::a, {attr::href(what_if_url(round.id, other)), attr::cls("target")},
              scene.say(step.words, {Arg::count("share", change)}));
        }
    });
}

void question_form(Html& h, const Scene& scene, const Round& round, const WhatIfQuery& query) {
    h(tag::section, {attr::cls("card")}, [&] {
        h(tag::form,
          {Attribute::text("method", "get"), attr::action(routes::what_if(round.id)),
           Attribute::flag("data-what-if-form")},
          [&] {
              budget_field(h, scene, round, query);
              budget_links(h, scene, round, query.question);
              select_field(h, scene, field::rule, Say::what_if_rule, rule_choices(), what_if_rule(query.question.rule));
              shares_fields(h, scene, round, query.question.rule);
              submit_button(h, ButtonLook::main, Say::what_if_button);
          });
    });
}

void project_items(Html& h, const Scene& scene, const Round& round, Say title,
                   const std::vector<std::uint32_t>& projects) {
    if (projects.empty()) return;
    h(tag::h3, title, {Arg::count("count", static_cast<std::int64_t>(projects.size()))});
    h(tag::ul, {attr::cls("links changes")}, [&] {
        for (const std::uint32_t index : projects) {
            const Project& project = round.projects[index];
            h(tag::li, [&] {
                h(tag::a, {attr::href(routes::project(round.id, project.id))}, project.title);
                h(tag::span, {attr::cls("figure")}, scene.say.money(project.cost, round.currency));
            });
        }
    });
}

void compared_row(Html& h, Say label, std::string_view here, std::string_view official) {
    h(tag::tr, [&] {
        h(tag::th, {Attribute::text("scope", "row")}, label);
        h(tag::td, {attr::cls("number")}, [&] { h(tag::b, {attr::cls("figure")}, here); });
        h(tag::td, {attr::cls("number muted")}, official);
    });
}

void difference_card(Html& h, const Scene& scene, const Round& round, const portal::WhatIfAnswer& answer) {
    const tally::Comparison& comparison = answer.comparison;
    const auto size = [](const std::vector<std::uint32_t>& list) { return static_cast<std::int64_t>(list.size()); };
    h(tag::section, {attr::cls("card trial")}, [&] {
        h(tag::h2, {attr::cls("row")}, [&] {
            h(tag::span, Say::what_if_result);
            badge(h, Tone::seal, Say::what_if_badge);
        });
        h(tag::table, [&] {
            h(tag::thead, [&] {
                h(tag::tr, [&] {
                    h(tag::td, "");
                    h(tag::th, {Attribute::text("scope", "col"), attr::cls("number")}, Say::what_if_badge);
                    h(tag::th, {Attribute::text("scope", "col"), attr::cls("number")}, Say::what_if_official);
                });
            });
            h(tag::tbody, [&] {
                compared_row(h, Say::what_if_row_budget, scene.say.money(answer.question.budget, round.currency),
                             scene.say.money(round.budget, round.currency));
                compared_row(h, Say::what_if_row_funded, scene.say.count(size(answer.here.selected)),
                             scene.say.count(size(answer.official.selected)));
                compared_row(h, Say::what_if_row_cost, scene.say.money(answer.here.cost, round.currency),
                             scene.say.money(answer.official.cost, round.currency));
                compared_row(h, Say::what_if_row_reached, scene.say.count(answer.here.reached),
                             scene.say.count(answer.official.reached));
            });
        });
        if (comparison.only_first.empty() && comparison.only_second.empty()) {
            h(tag::p, {attr::cls("lead")}, Say::what_if_same);
            return;
        }
        project_items(h, scene, round, Say::what_if_new, comparison.only_second);
        project_items(h, scene, round, Say::what_if_gone, comparison.only_first);
        h(tag::p, [&] {
            sentence(h, scene, Say::what_if_voters,
                     {Arg::count("more", comparison.prefer_second), Arg::count("fewer", comparison.prefer_first),
                      Arg::count("same", comparison.indifferent)});
        });
    });
}

void verdict(Html& h, const Scene& scene, Say column, bool is_funded) {
    h(tag::td, {attr::cls("verdict"), Attribute::text("data-label", scene.say(column))}, [&] {
        badge(h, is_funded ? Tone::act : Tone::plain,
              scene.say(is_funded ? Say::outcome_funded : Say::outcome_not_funded));
    });
}

void result_table(Html& h, const Scene& scene, const Round& round, const portal::WhatIfAnswer& answer) {
    std::vector<bool> here(round.projects.size());
    std::vector<bool> official(round.projects.size());
    for (const std::uint32_t index : answer.here.selected) here[index] = true;
    for (const std::uint32_t index : answer.official.selected) official[index] = true;
    std::vector<std::uint32_t> order = places_of(round.projects.size());
    sort_stably(order, [&](std::uint32_t a, std::uint32_t b) {
        return here[a] != here[b] ? here[a] > here[b] : answer.votes[a] > answer.votes[b];
    });
    h(tag::table, {attr::cls("outcome")}, [&] {
        h(tag::caption, {attr::cls("unseen")}, Say::what_if_banner);
        h(tag::thead, [&] {
            h(tag::tr, [&] {
                for (const Say column : {Say::outcome_column_project, Say::outcome_column_votes,
                                         Say::outcome_column_cost, Say::what_if_badge, Say::what_if_official}) {
                    h(tag::th, {Attribute::text("scope", "col")}, column);
                }
            });
        });
        h(tag::tbody, [&] {
            for (const std::size_t index : order) {
                const Project& project = round.projects[index];
                h(tag::tr, {attr::cls(here[index] ? Literal{"in"} : Literal{"out"})}, [&] {
                    h(tag::th, {Attribute::text("scope", "row")},
                      [&] { h(tag::a, {attr::href(routes::project(round.id, project.id))}, project.title); });
                    h(tag::td, {attr::cls("small muted")}, Say::outcome_votes,
                      {Arg::count("votes", answer.votes[index])});
                    h(tag::td, {attr::cls("number")}, scene.say.money(project.cost, round.currency));
                    verdict(h, scene, Say::what_if_badge, here[index]);
                    verdict(h, scene, Say::what_if_official, official[index]);
                });
            }
        });
    });
}

Say lack_message(portal::WhatIfLack lack) {
    switch (lack) {
        case portal::WhatIfLack::too_large:
            return Say::what_if_too_large;
        case portal::WhatIfLack::too_long:
            return Say::what_if_too_long;
        case portal::WhatIfLack::busy:
            return Say::what_if_busy;
        case portal::WhatIfLack::elsewhere:
            break;
    }
    return Say::what_if_begin;
}

// The bar and the button that a script shows while it counts.
void working_card(Html& h, const Scene& scene, const Round& round) {
    h(tag::div,
      {Attribute::text("data-what-if", "idle"),
       Attribute::number("data-round", static_cast<std::int64_t>(round.id.raw()))},
      [&] {
          h(tag::div, {attr::role("status")}, [&] {
              h(tag::p, {attr::cls("muted"), Attribute::text("data-when", "working"), attr::hidden},
                Say::what_if_working);
              h(tag::p, {attr::cls("differs-line"), Attribute::text("data-when", "failed"), attr::hidden},
                Say::recount_failed);
          });
          h(tag::progress,
            {Attribute::number("max", 1), attr::value(std::int64_t{0}), attr::label(scene.say(Say::recount_progress)),
             Attribute::text("data-when", "working"), attr::hidden},
            "");
          h(tag::button,
            {attr::cls("button line"), attr::type("button"), Attribute::flag("data-what-if-cancel"),
             Attribute::text("data-when", "working"), attr::hidden},
            scene.say(Say::recount_cancel));
      });
}

// The status that goes with the result.
int result_part(Html& h, const Scene& scene, const Round& round, const WhatIfQuery& query) {
    if (!query.has_readable_budget) return 422;
    if (!query.is_asked) {
        h(tag::p, {attr::cls("muted")}, Say::what_if_begin);
        return 200;
    }
    const auto result = scene.explanations.what_if(round, query.question);
    if (result) {
        h(tag::div, {Attribute::flag("data-what-if-result")}, [&] {
            difference_card(h, scene, round, **result);
            result_table(h, scene, round, **result);
        });
        return 200;
    }
    const portal::WhatIfLack lack = result.error();
    if (lack == portal::WhatIfLack::elsewhere) {
        h(tag::p, {attr::cls("muted")}, lack_message(lack));
        return 200;
    }
    notice(h, NoticeKind::warning, Say::what_if_not_counted, scene.say(lack_message(lack)));
    return 503;
}

int what_if_content(Html& h, const Scene& scene, const Round& round) {
    const WhatIfQuery query = read_what_if(scene, round);
    int status = 200;
    h(tag::h1, Say::what_if_heading);
    h(tag::div, {attr::cls("trial-banner")}, [&] {
        h(tag::p, {attr::cls("notice-title")}, Say::what_if_banner);
        h(tag::p, Say::what_if_banner_text);
    });
    h(tag::div, {attr::cls("columns")}, [&] {
        h(tag::div, [&] {
            question_form(h, scene, round, query);
            working_card(h, scene, round);
        });
        h(tag::div, [&] { status = result_part(h, scene, round, query); });
    });
    return status;
}

}  // namespace

Page what_if_page(const Scene& scene, const Round& round) {
    const std::string title = scene.say(Say::what_if_title, {Arg::text("title", round.title)});
    int status = 200;
    Page page = document(scene, {.name = "what-if", .title = title}, [&](Html& h) {
        back_link(h, routes::outcome(round.id), scene.say(Say::outcome_title, {Arg::text("title", round.title)}));
        if (portal::is_counted(round)) {
            status = what_if_content(h, scene, round);
        } else {
            no_outcome_yet(h, scene, round);
        }
    });
    page.status = status;
    return page;
}

}  // namespace gongyi::pages
