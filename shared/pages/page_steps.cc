// Equal shares, step by step: what was bought, who paid how much for it, what was left; then the completion.
#include <algorithm>
#include <cmath>

#include "shared/pages/components.h"
#include "shared/pages/document.h"
#include "shared/pages/outcome_cards.h"
#include "shared/pages/pages.h"
#include "shared/tally/rule.h"

namespace gongyi::pages {

namespace {

struct Steps {
    const Round& round;
    const tally::Outcome& outcome;

    [[nodiscard]] bool has_points() const {
        return outcome.rule.utility == tally::Utility::points || outcome.rule.utility == tally::Utility::borda;
    }
    // Where the completion begins among the rounds; their count when there is none.
    [[nodiscard]] std::size_t completion_begin() const {
        const auto first = std::find_if(outcome.rounds.begin(), outcome.rounds.end(),
                                        [](const tally::Round& step) { return step.completion; });
        return static_cast<std::size_t>(first - outcome.rounds.begin());
    }
    [[nodiscard]] Money left_before(std::size_t index) const {
        return index == 0 ? round.budget : Money{outcome.rounds[index - 1].left};
    }
    // What is left at the end, and whether it is too little for every project that was not funded.
    [[nodiscard]] Money left() const { return left_before(outcome.rounds.size()); }
    [[nodiscard]] bool is_spent_up() const {
        bool is_unfunded_left = false;
        for (std::size_t p = 0; p < round.projects.size(); ++p) {
            if (outcome.projects[p].selected) continue;
            is_unfunded_left = true;
            if (round.projects[p].cost <= left()) return false;
        }
        return is_unfunded_left;
    }
};

// So many points that what they pay is worth writing down: at least 0.10 of the currency, if a million points pay it.
std::int64_t priced_points(double price_fen) {
    std::int64_t points = 1;
    while (points < 1'000'000 && price_fen * static_cast<double>(points) < 10) points *= 10;
    return points;
}

// Who paid how much in one step.
void write_payment(std::string& html, const Scene& scene, const Steps& steps, const tally::Round& step) {
    const Arg payers = Arg::count("payers", step.payers);
    const Arg emptied = Arg::count("emptied", step.emptied);
    if (steps.has_points()) {
        const std::int64_t points = priced_points(step.rate.approximate);
        const Money price{std::llround(step.rate.approximate * static_cast<double>(points))};
        return scene.say.write(
            html, Say::step_paid_points,
            {payers, Arg::count("points", points), Arg::money("price", price, steps.round.currency), emptied});
    }
    const Money payment{std::llround(step.payment_max.approximate)};
    return scene.say.write(html, step.emptied == 0 ? Say::step_paid_equally : Say::step_paid_at_most,
                           {payers, Arg::money("payment", payment, steps.round.currency), emptied});
}

void step_item(Html& h, const Scene& scene, const Steps& steps, std::size_t index) {
    const Round& round = steps.round;
    const tally::Round& step = steps.outcome.rounds[index];
    const Project& project = round.projects[step.project];
    h(tag::li, [&] {
        h(tag::p, {attr::cls("purchase")}, [&] {
            h(tag::span, {attr::cls("step-number"), attr::decorative},
              scene.say.count(static_cast<std::int64_t>(index) + 1));
            h(tag::a, {attr::href(routes::why(round.id, project.id))}, project.title);
            h(tag::b, {attr::cls("figure")}, scene.say.money(project.cost, round.currency));
        });
        h(tag::p, [&] {
            if (!step.completion) return write_payment(h.buffer(), scene, steps, step);
            sentence(h, scene, Say::step_completed, {Arg::count("votes", steps.outcome.projects[step.project].votes)});
        });
        h(tag::div, {attr::cls("beside-bar")}, [&] {
            share_bar(h, step.left, round.budget.fen, step.completion ? Literal{"p3"} : Literal{"p0"});
            h(tag::span, {attr::cls("small muted")}, Say::step_left,
              {Arg::money("left", Money{step.left}, round.currency)});
        });
    });
}

void step_list(Html& h, const Scene& scene, const Steps& steps, std::size_t begin, std::size_t end) {
    if (begin == end) return;
    h(tag::ol, {attr::cls("purchases card"), Attribute::number("start", static_cast<std::int64_t>(begin) + 1)}, [&] {
        for (std::size_t index = begin; index < end; ++index) step_item(h, scene, steps, index);
    });
}

// What everyone started with, and by what each step was chosen.
void how_it_goes(Html& h, const Scene& scene, const Steps& steps) {
    const Round& round = steps.round;
    if (round.ballots.empty()) {
        h(tag::p, {attr::cls("muted")}, Say::outcome_no_ballots);
        return;
    }
    h(tag::section, {attr::cls("card")}, [&] {
        const Money start{std::llround(steps.outcome.start.approximate)};
        h(tag::p, [&] {
            if (steps.outcome.raised > 0) {
                const Money plain{round.budget.fen / static_cast<std::int64_t>(round.ballots.size())};
                return sentence(
                    h, scene, Say::why_raised,
                    {Arg::money("start", start, round.currency), Arg::money("plain", plain, round.currency)});
            }
            sentence(h, scene, Say::steps_start,
                     {Arg::money("start", start, round.currency), Arg::money("budget", round.budget, round.currency),
                      Arg::count("voters", static_cast<std::int64_t>(round.ballots.size()))});
        });
        h(tag::p, steps.has_points() ? Say::steps_how_points : Say::steps_how);
    });
}

void completion(Html& h, const Scene& scene, const Steps& steps) {
    const std::size_t begin = steps.completion_begin();
    if (begin == steps.outcome.rounds.size()) return;
    const bool is_by_votes = tally::completion_order(steps.outcome.rule.utility) == tally::GreedyOrder::votes;
    h(tag::h2, {attr::id("completion")}, Say::steps_completion_title);
    h(tag::p, [&] {
        sentence(h, scene, is_by_votes ? Say::steps_completion_votes : Say::steps_completion_worth,
                 {Arg::money("left", steps.left_before(begin), steps.round.currency)});
    });
    step_list(h, scene, steps, begin, steps.outcome.rounds.size());
}

void steps_content(Html& h, const Scene& scene, const Round& round) {
    const Steps steps{round, scene.explanations.of(round).equal_shares};
    const bool is_official = round.official_rule == TallyRule::equal_shares;
    const std::size_t bought = steps.completion_begin();
    h(tag::h1, Say::steps_heading);
    h(tag::p, {attr::cls("row")}, [&] {
        badge(h, is_official ? Tone::seal : Tone::plain, scene.say(is_official ? Say::rule_official : Say::rule_other));
        if (bought < steps.outcome.rounds.size()) {
            h(tag::a, {attr::href(routes::steps(round.id).at("completion")), attr::cls("target")},
              Say::steps_completion_link);
        }
    });
    how_it_goes(h, scene, steps);
    if (bought == 0 && !round.ballots.empty()) h(tag::p, Say::steps_none);
    step_list(h, scene, steps, 0, bought);
    completion(h, scene, steps);
    h(tag::p, {attr::cls("lead")}, [&] {
        sentence(h, scene, steps.is_spent_up() ? Say::steps_end_spent_up : Say::steps_end,
                 {Arg::money("left", steps.left(), round.currency)});
    });
    tie_card(h, scene, round, steps.outcome);
    if (steps.outcome.ties.empty()) h(tag::p, {attr::cls("muted")}, Say::outcome_ties_none);
    h(tag::p, {attr::cls("muted small")}, Say::why_source);
}

}  // namespace

Page steps_page(const Scene& scene, const Round& round) {
    const std::string title = scene.say(Say::steps_title, {Arg::text("title", round.title)});
    return document(scene, {.name = "steps", .title = title}, [&](Html& h) {
        back_link(h, routes::outcome(round.id), scene.say(Say::outcome_title, {Arg::text("title", round.title)}));
        if (portal::is_counted(round)) {
            steps_content(h, scene, round);
        } else {
            no_outcome_yet(h, scene, round);
        }
    });
}

}  // namespace gongyi::pages
