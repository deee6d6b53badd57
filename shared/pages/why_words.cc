#include "shared/pages/why_words.h"

#include <algorithm>
#include <cmath>

#include "shared/base/check.h"

namespace gongyi::pages {

namespace {

// What the sentences speak of.
class Facts {
public:
    Facts(const Round& round, const tally::Outcome& outcome, std::size_t index)
        : round_{round}, outcome_{outcome}, project_{outcome.projects[index]}, index_{index} {}

    [[nodiscard]] tally::Verdict verdict() const { return project_.verdict; }
    [[nodiscard]] bool is_greedy() const { return outcome_.rule.method == tally::Method::greedy; }
    [[nodiscard]] bool has_spent() const { return project_.start_money > project_.money_behind; }

    [[nodiscard]] Arg votes() const { return Arg::count("votes", project_.votes); }
    // What the floor of support came to.
    [[nodiscard]] Arg needed() const {
        return Arg::count("needed",
                          tally::votes_needed(outcome_.rule, static_cast<std::int64_t>(round_.ballots.size())));
    }
    [[nodiscard]] bool is_free() const { return round_.projects[index_].cost.fen == 0; }
    [[nodiscard]] bool is_supported() const { return project_.votes > 0; }
    [[nodiscard]] Arg order() const { return Arg::count("order", project_.order); }
    [[nodiscard]] Arg cost() const { return money("cost", round_.projects[index_].cost.fen); }
    [[nodiscard]] Arg behind() const { return money("behind", told(project_.money_behind)); }
    // What is missing and what was spent follow from the sums as they are told, so that a reader can add them up.
    [[nodiscard]] Arg missing() const {
        return money("missing",
                     project_.missing == 0 ? 0 : round_.projects[index_].cost.fen - told(project_.money_behind));
    }
    [[nodiscard]] Arg start() const { return money("start", told(project_.start_money)); }
    [[nodiscard]] Arg spent() const { return money("spent", told(project_.start_money) - told(project_.money_behind)); }
    // Of the project's purchase; 0 when there was none.
    [[nodiscard]] Arg payers() const { return Arg::count("payers", purchase().payers); }
    [[nodiscard]] Arg payment() const { return money("payment", std::llround(purchase().payment_max.approximate)); }

private:
    [[nodiscard]] std::int64_t told(std::int64_t fen) const { return told_sum(round_, fen); }
    [[nodiscard]] Arg money(Literal name, std::int64_t fen) const {
        return Arg::money(name, Money{fen}, round_.currency);
    }
    [[nodiscard]] const tally::Round& purchase() const {
        GONGYI_CHECK(project_.order > 0);
        return outcome_.rounds[project_.order - 1];
    }

    const Round& round_;
    const tally::Outcome& outcome_;
    const tally::ProjectOutcome& project_;
    std::size_t index_;
};

}  // namespace

std::int64_t told_sum(const Round& round, std::int64_t fen) {
    constexpr std::int64_t fen_per_yuan = 100;
    const bool is_whole = std::all_of(round.projects.begin(), round.projects.end(),
                                      [](const Project& project) { return project.cost.fen % fen_per_yuan == 0; });
    return is_whole ? fen - fen % fen_per_yuan : fen;
}

void write_why(std::string& html, const Wording& say, const Round& round, const tally::Outcome& outcome,
               std::size_t index) {
    const Facts facts{round, outcome, index};
    // Nobody has to be able to afford what costs nothing.
    if (outcome.projects[index].selected && facts.is_free()) {
        return say.write(html, Say::why_free, {facts.votes(), facts.order()});
    }
    switch (facts.verdict()) {
        case tally::Verdict::bought:
            if (facts.is_greedy()) {
                return say.write(html, Say::why_greedy_bought,
                                 {facts.votes(), facts.behind(), facts.cost(), facts.order()});
            }
            return say.write(
                html, Say::why_shares_bought,
                {facts.votes(), facts.behind(), facts.cost(), facts.payers(), facts.payment(), facts.order()});
        case tally::Verdict::completed:
            if (!facts.is_supported()) return say.write(html, Say::why_unsupported, {facts.cost(), facts.order()});
            return say.write(html, Say::why_shares_completed,
                             {facts.votes(), facts.behind(), facts.cost(), facts.order()});
        case tally::Verdict::too_little_money:
            if (!facts.has_spent()) {
                return say.write(html, Say::why_shares_small,
                                 {facts.votes(), facts.behind(), facts.cost(), facts.missing()});
            }
            return say.write(
                html, Say::why_shares_short,
                {facts.votes(), facts.start(), facts.spent(), facts.behind(), facts.cost(), facts.missing()});
        case tally::Verdict::over_budget:
            return say.write(html, Say::why_over_budget,
                             {facts.votes(), facts.behind(), facts.cost(), facts.missing()});
        case tally::Verdict::after_stop:
            return say.write(html, Say::why_after_stop, {});
        case tally::Verdict::below_threshold:
            return say.write(html, Say::why_below_threshold, {facts.votes(), facts.needed()});
        case tally::Verdict::no_supporters:
            return say.write(html, Say::why_no_supporters, {});
    }
}

void write_nearness(std::string& html, const Wording& say, const Round& round, const portal::Nearness& nearness) {
    const Arg supporters = Arg::count("supporters", nearness.supporters.value_or(0));
    const Arg cost = Arg::money("target", nearness.cost.value_or(Money{}), round.currency);
    if (nearness.supporters && nearness.cost) return say.write(html, Say::near_both, {supporters, cost});
    if (nearness.supporters) return say.write(html, Say::near_supporters, {supporters});
    if (nearness.cost) return say.write(html, Say::near_cost, {cost});
}

}  // namespace gongyi::pages
