// Why one project was funded or not: under the announced rule, and under the other one.
#include <algorithm>
#include <array>
#include <cmath>

#include "shared/base/sort.h"
#include "shared/pages/components.h"
#include "shared/pages/document.h"
#include "shared/pages/outcome_cards.h"
#include "shared/pages/outcome_figures.h"
#include "shared/pages/pages.h"
#include "shared/pages/why_words.h"

namespace gongyi::pages {

namespace {

// How many winners have a colour of their own in the picture; the others share one.
constexpr std::size_t winners_shown_max = 6;

// The project and its count under one rule.
struct Subject {
    const Round& round;
    const Project& project;
    TallyRule rule;
    const tally::Outcome& outcome;

    [[nodiscard]] std::size_t index() const { return static_cast<std::size_t>(&project - round.projects.data()); }
    [[nodiscard]] const tally::ProjectOutcome& result() const { return outcome.projects[index()]; }
};

// A part of the money that the project's supporters had.
struct MoneyPart {
    std::int64_t amount;
    Literal look;
    std::string name;
};

std::vector<MoneyPart> money_parts(const Scene& scene, const Subject& subject) {
    const tally::ProjectOutcome& result = subject.result();
    const bool is_greedy = subject.rule == TallyRule::greedy;
    std::vector<MoneyPart> parts;
    parts.push_back(
        {result.money_behind, "p0", std::string(scene.say(is_greedy ? Say::why_part_budget : Say::why_part_behind))});
    std::vector<tally::Spending> spent = result.spent_on;
    sort_stably(spent, [](const tally::Spending& a, const tally::Spending& b) { return a.amount > b.amount; });
    for (std::size_t i = 0; i < std::min(spent.size(), winners_shown_max); ++i) {
        const std::string& title = subject.round.projects[spent[i].project].title;
        parts.push_back(
            {spent[i].amount, part_look(i + 2), scene.say(Say::why_part_spent, {Arg::text("title", title)})});
    }
    if (spent.size() > winners_shown_max) {
        MoneyPart others{0, "rest", {}};
        for (std::size_t i = winners_shown_max; i < spent.size(); ++i) others.amount += spent[i].amount;
        const auto count = static_cast<std::int64_t>(spent.size() - winners_shown_max);
        others.name = scene.say(Say::why_part_others, {Arg::count("count", count)});
        parts.push_back(std::move(others));
    }
    // Told as whole sums so far, so that the parts add up to what is told of them together.
    std::int64_t sum = 0;
    for (MoneyPart& part : parts) {
        const std::int64_t before = told_sum(subject.round, sum);
        sum += part.amount;
        part.amount = told_sum(subject.round, sum) - before;
    }
    return parts;
}

// The cost above what there was for it, drawn to one scale, and below them the amounts in words.
void money_picture(Html& h, const Scene& scene, const Subject& subject) {
    const std::vector<MoneyPart> parts = money_parts(scene, subject);
    std::int64_t sum = 0;
    std::vector<Part> bars;
    for (const MoneyPart& part : parts) {
        bars.push_back({part.amount, part.look, part.name});
        sum += part.amount;
    }
    const std::string& currency = subject.round.currency;
    const std::int64_t cost = subject.project.cost.fen;
    const std::int64_t whole = std::max(cost, sum);
    const std::string cost_label = scene.say(Say::why_bar_cost, {Arg::money("cost", Money{cost}, currency)});
    const bool is_greedy = subject.rule == TallyRule::greedy;
    const std::string money_label =
        scene.say(is_greedy ? Say::why_bar_budget : Say::why_bar_money, {Arg::money("money", Money{sum}, currency)});
    h(tag::div, {attr::cls("money-picture")}, [&] {
        h(tag::p, {attr::cls("small muted")}, cost_label);
        stacked_bar(h, std::array{Part{cost, "p1"}}, whole, cost_label);
        h(tag::p, {attr::cls("small muted")}, money_label);
        stacked_bar(h, bars, whole, money_label);
        if (parts.size() == 1) return;
        h(tag::ul, {attr::cls("legend")}, [&] {
            for (const MoneyPart& part : parts) {
                h(tag::li, [&] {
                    swatch(h, part.look);
                    h(tag::span, part.name);
                    h(tag::b, {attr::cls("figure")}, scene.say.money(Money{part.amount}, currency));
                });
            }
        });
    });
}

// Equal shares gives everyone more than an equal part of the budget when some of it would stay unspent: without this
// sentence the supporters' money would not add up for a reader.
void raised_start(Html& h, const Subject& subject) {
    if (subject.outcome.raised == 0) return;
    const std::string& currency = subject.round.currency;
    const Money start{std::llround(subject.outcome.start.approximate)};
    const Money plain{subject.round.budget.fen / static_cast<std::int64_t>(subject.round.ballots.size())};
    h(tag::p, {attr::cls("muted small")}, Say::why_raised,
      {Arg::money("start", start, currency), Arg::money("plain", plain, currency)});
}

void why_card(Html& h, const Scene& scene, const Subject& subject) {
    const bool is_official = subject.rule == subject.round.official_rule;
    const bool is_funded = subject.result().selected;
    h(tag::section, {attr::cls(is_official ? Literal{"card rule official"} : Literal{"card rule"})}, [&] {
        h(tag::h2, {attr::cls("row")}, [&] {
            h(tag::span, rule_word(subject.rule));
            badge(h, is_funded ? Tone::act : Tone::plain,
                  scene.say(is_funded ? Say::outcome_funded : Say::outcome_not_funded));
        });
        h(tag::p, {attr::cls("muted small")}, is_official ? Say::rule_official : Say::rule_other);
        h(tag::div, {attr::cls(is_funded ? Literal{"notice success"} : Literal{"notice"})}, [&] {
            h(tag::p, [&] { write_why(h.buffer(), scene.say, subject.round, subject.outcome, subject.index()); });
            for (const tally::Tie& tie : subject.outcome.ties) {
                const bool concerns =
                    std::find(tie.projects.begin(), tie.projects.end(), subject.index()) != tie.projects.end();
                if (!concerns) continue;
                h(tag::p, [&] { write_tie(h.buffer(), scene, subject.round, subject.outcome, tie); });
            }
            const portal::Nearness nearness =
                is_funded ? portal::Nearness{}
                          : scene.explanations.nearness(subject.round, subject.rule, subject.index());
            if (nearness == portal::Nearness{}) return;
            h(tag::p, [&] { write_nearness(h.buffer(), scene.say, subject.round, nearness); });
        });
        money_picture(h, scene, subject);
        raised_start(h, subject);
        h(tag::p, {attr::cls("muted small")}, rule_reason(subject.rule));
    });
}

void why_content(Html& h, const Scene& scene, const Round& round, const Project& project) {
    const portal::Explanation& explanation = scene.explanations.of(round);
    const TallyRule other = round.official_rule == TallyRule::greedy ? TallyRule::equal_shares : TallyRule::greedy;
    const Subject official{round, project, round.official_rule, explanation.by(round.official_rule)};
    h(tag::h1, scene.say(official.result().selected ? Say::why_heading_in : Say::why_heading_out,
                         {Arg::text("title", project.title)}));
    h(tag::p, {attr::cls("meta")}, [&] {
        h(tag::span, {attr::cls("figure")}, scene.say.money(project.cost, round.currency));
        h(tag::span, {attr::cls("muted")}, Say::outcome_votes, {Arg::count("votes", official.result().votes)});
        h(tag::a, {attr::href(routes::project(round.id, project.id))}, Say::why_see_project);
    });
    h(tag::div, {attr::cls("rules")}, [&] {
        why_card(h, scene, official);
        why_card(h, scene, {round, project, other, explanation.by(other)});
    });
    h(tag::p, {attr::cls("muted small")}, Say::why_source);
}

}  // namespace

Page why_page(const Scene& scene, const Round& round, const Project& project) {
    const std::string title = scene.say(Say::why_title, {Arg::text("title", project.title)});
    return document(scene, {.name = "why", .title = title}, [&](Html& h) {
        back_link(h, routes::outcome(round.id), scene.say(Say::outcome_title, {Arg::text("title", round.title)}));
        if (portal::is_counted(round)) {
            why_content(h, scene, round, project);
        } else {
            no_outcome_yet(h, scene, round);
        }
    });
}

}  // namespace gongyi::pages
