#include "shared/portal/explanation.h"

#include "shared/base/check.h"
#include "shared/portal/election.h"
#include "shared/tally/margin.h"
#include "shared/tally/tally.h"

namespace gongyi::portal {

namespace {

// A power of ten, in hundredths, of which there are between a hundred and a thousand in `cost`; at least 1.00.
std::int64_t step_of(std::int64_t cost) {
    std::int64_t step = 100;
    while (cost / step >= 1'000) step *= 10;
    return step;
}

// Whether one more supporter's ballot can be said: who gives points or ranks says more than that.
bool has_plain_ballots(const BallotRules& rules) {
    const bool is_plain = rules.form == BallotForm::approval || rules.form == BallotForm::knapsack ||
                          rules.form == BallotForm::choose_one;
    return is_plain && rules.choices_min <= 1;
}

}  // namespace

bool is_counted(const Round& round) {
    return round.stage == Stage::closed && !round.outcomes.empty();
}

Explanation explain(const Round& round) {
    GONGYI_CHECK(is_counted(round));
    const tally::Election election = election_of(round);
    return {tally::tally(election, rule_of(round, TallyRule::greedy)),
            tally::tally(election, rule_of(round, TallyRule::equal_shares))};
}

Nearness find_nearness(const Round& round, TallyRule rule, std::size_t index) {
    GONGYI_CHECK(is_counted(round));
    GONGYI_CHECK(index < round.projects.size());
    if (round.ballots.size() > nearness_ballots_max) return {};
    const tally::Election election = election_of(round);
    const tally::Rule exact = rule_of(round, rule);
    const auto project = static_cast<std::uint32_t>(index);
    if (tally::tally(election, exact).projects[project].selected) return {};
    const tally::MarginLimits limits{
        .supporters_max = has_plain_ballots(round.ballot) ? election.ballots.count() : 0,
        .cost_step = step_of(round.projects[index].cost.fen),
    };
    const auto margin = tally::find_margin(election, exact, project, nullptr, limits);
    GONGYI_CHECK(margin.has_value());
    Nearness nearness;
    if (margin->supporters) nearness.supporters = *margin->supporters;
    if (margin->cost) nearness.cost = Money{*margin->cost};
    return nearness;
}

const Explanation& KeptExplanations::of(const Round& round) {
    Kept& kept = rounds_[round.id];
    if (kept.explanation == nullptr) kept.explanation = std::make_unique<const Explanation>(explain(round));
    return *kept.explanation;
}

Nearness KeptExplanations::nearness(const Round& round, TallyRule rule, std::size_t index) {
    std::map<Place, Nearness>& known = rounds_[round.id].nearness;
    const Place place{rule, index};
    const auto found = known.find(place);
    if (found != known.end()) return found->second;
    return known.emplace(place, find_nearness(round, rule, index)).first->second;
}

WhatIfResult KeptExplanations::what_if(const Round& round, const WhatIfQuestion& question) {
    return what_ifs_.answer(round, question, of(round).by(round.official_rule));
}

}  // namespace gongyi::portal
