#include "shared/portal/what_if.h"

#include <algorithm>

#include "shared/base/check.h"
#include "shared/portal/election.h"

namespace gongyi::portal {

namespace {

WhatIfCount count_of(const Round& round, const tally::Outcome& outcome) {
    const auto voters = static_cast<std::int64_t>(round.ballots.size());
    return {outcome.selected, {outcome.cost}, voters - outcome.funded_counts.front()};
}

}  // namespace

WhatIfQuestion own_question(const Round& round) {
    return {round.budget, rule_of(round, round.official_rule)};
}

std::shared_ptr<const WhatIfAnswer> WhatIfCounter::find(RoundId round, const WhatIfQuestion& question) const {
    const auto known = std::find_if(kept_.begin(), kept_.end(), [&](const Kept& kept) {
        return kept.round == round && kept.answer->question == question;
    });
    return known == kept_.end() ? nullptr : known->answer;
}

std::shared_ptr<const WhatIfAnswer> WhatIfCounter::answer(const Round& round, const WhatIfQuestion& question,
                                                          const tally::Outcome& official, tally::Progress* progress) {
    GONGYI_CHECK(question.budget >= Money{} && question.budget <= money_max);
    if (auto known = find(round.id, question)) return known;
    if (!held_ || held_->round != round.id) held_ = Held{round.id, election_of(round)};
    held_->election.budget = question.budget.fen;
    const auto outcome = tally::tally(held_->election, question.rule, progress);
    if (!outcome) return nullptr;
    auto made = std::make_shared<WhatIfAnswer>();
    made->question = question;
    for (const tally::ProjectOutcome& project : outcome->projects) made->votes.push_back(project.votes);
    made->official = count_of(round, official);
    made->here = count_of(round, *outcome);
    made->comparison = tally::compare(held_->election, official, *outcome);
    if (kept_.size() == kept_answers_max) kept_.pop_front();
    kept_.push_back({round.id, made});
    return made;
}

}  // namespace gongyi::portal
