#include "shared/portal/explanation.h"

#include <algorithm>
#include <array>

#include "shared/base/check.h"
#include "shared/portal/election.h"
#include "shared/tally/tally.h"

namespace gongyi::portal {

namespace {

// Trying one project of one round: the election changed a little, counted, changed back.
class Trial {
public:
    Trial(const Round& round, TallyRule rule, std::size_t index)
        : election_{election_of(round)},
          original_ballots_{election_.ballots},
          rule_{rule_of(round, rule)},
          index_{static_cast<std::uint32_t>(index)} {}

    [[nodiscard]] std::int64_t cost() const { return election_.projects[index_].cost; }
    [[nodiscard]] std::int64_t ballot_count() const { return original_ballots_.count(); }

    [[nodiscard]] bool is_funded() const { return tally::tally(election_, rule_).projects[index_].selected; }
    [[nodiscard]] bool is_funded_at(std::int64_t cost) {
        const std::int64_t original = std::exchange(election_.projects[index_].cost, cost);
        const bool is_funded_then = is_funded();
        election_.projects[index_].cost = original;
        return is_funded_then;
    }
    [[nodiscard]] bool is_funded_with(std::int64_t supporters) {
        const std::array only{index_};
        for (std::int64_t i = 0; i < supporters; ++i) election_.ballots.add(only);
        const bool is_funded_then = is_funded();
        election_.ballots = original_ballots_;
        return is_funded_then;
    }

private:
    tally::Election election_;
    tally::Ballots original_ballots_;
    tally::Rule rule_;
    std::uint32_t index_;
};

// Between `no`, which fails, and `yes`, which holds, a neighbour of one that fails. Neither need be the smaller one.
template <class Test>
std::int64_t find_boundary(std::int64_t no, std::int64_t yes, Test&& holds) {
    while (yes - no > 1 || no - yes > 1) {
        const std::int64_t middle = no + (yes - no) / 2;
        (holds(middle) ? yes : no) = middle;
    }
    return yes;
}

std::optional<std::int64_t> supporters_needed(Trial& trial) {
    const auto is_funded_with = [&](std::int64_t count) { return trial.is_funded_with(count); };
    std::int64_t failed = 0;
    for (std::int64_t count = 1; count <= trial.ballot_count(); count *= 2) {
        if (is_funded_with(count)) return find_boundary(failed, count, is_funded_with);
        failed = count;
    }
    return std::nullopt;
}

// A power of ten, in hundredths, of which there are between a hundred and a thousand in `cost`; at least 1.00.
std::int64_t step_of(std::int64_t cost) {
    std::int64_t step = 100;
    while (cost / step >= 1'000) step *= 10;
    return step;
}

std::optional<Money> cost_needed(Trial& trial) {
    const std::int64_t step = step_of(trial.cost());
    const auto is_funded_at = [&](std::int64_t steps) { return trial.is_funded_at(steps * step); };
    if (trial.cost() <= step || !is_funded_at(1)) return std::nullopt;
    const std::int64_t steps_beyond = (trial.cost() + step - 1) / step;  // The cost itself, or above it.
    return Money{find_boundary(steps_beyond, 1, is_funded_at) * step};
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
    Trial trial{round, rule, index};
    if (trial.is_funded()) return {};
    Nearness nearness;
    if (has_plain_ballots(round.ballot)) nearness.supporters = supporters_needed(trial);
    nearness.cost = cost_needed(trial);
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

}  // namespace gongyi::portal
