// Equal shares with its completions, and the explanation of what it did.
#include <algorithm>
#include <utility>

#include "shared/base/check.h"
#include "shared/tally/counting.h"
#include "shared/tally/equal_shares.h"
#include "shared/tally/shares_leap.h"

namespace gongyi::tally {

namespace {

std::int64_t currency_unit(const Election& election) {
    std::int64_t unit = 1;
    for (int i = 0; i < election.amount_decimals; ++i) unit *= 10;
    return unit;
}

class SharesCount {
public:
    explicit SharesCount(const Counting& counting)
        : counting_{counting},
          groups_{group_ballots(counting.election, counting.rule.utility, counting.takes_part)},
          shares_{counting.election, groups_, counting.ties, counting.rule.utility},
          unit_{currency_unit(counting.election)} {}

    bool count() {
        if (!counting_.go_on(grouped_per_mille)) return false;
        const Completion completion = counting_.rule.completion;
        if (!run(0)) return false;
        if ((completion == Completion::add1 || completion == Completion::add1u) && !raise()) return false;
        explain();
        if (completion == Completion::greedy || completion == Completion::add1u) complete_greedily(counting_);
        report_ties();
        return counting_.go_on(1000);
    }

private:
    // What everyone starts with when `raised` units of currency were added.
    [[nodiscard]] Start start_at(std::uint64_t raised) const {
        const std::int64_t voters = groups_.voter_count;
        const std::int64_t budget = counting_.election.budget;
        if (voters == 0) return {};
        const Wide added = static_cast<Wide>(raised) * unit_;
        if (counting_.rule.integral) return {budget / voters / unit_ * unit_ + added, 1};
        return {budget + added * voters, voters};
    }

    // Runs equal shares with so much raised; false when cancelled.
    bool run(std::uint64_t raised) {
        ++run_count_;
        const SharesEnd end = shares_.run(start_at(raised), counting_.election.budget,
                                          [&](std::int64_t cost) { return counting_.go_on(progress_at(cost)); });
        if (end == SharesEnd::cancelled) return false;
        overspent_ = end == SharesEnd::overspent;
        return true;
    }

    // The first run goes by the money spent. How many raised runs follow is not known; each moves on by a part of what
    // is left, more slowly the more there have been, and none ever back.
    std::uint32_t progress_at(std::int64_t cost) {
        const std::int64_t budget = std::max<std::int64_t>(1, counting_.election.budget);
        const bool is_raised =
            counting_.rule.completion == Completion::add1 || counting_.rule.completion == Completion::add1u;
        const std::uint32_t first_end = is_raised ? first_run_per_mille : runs_end_per_mille;
        const auto spent =
            static_cast<std::uint32_t>(Wide{std::min(cost, budget)} * (first_end - grouped_per_mille) / budget);
        if (run_count_ <= 1) return grouped_per_mille + spent;
        return first_end + (runs_end_per_mille - first_end) * (run_count_ - 1) / (run_count_ + runs_expected);
    }

    // Whether a supported project is left that was not bought (and fits, if asked).
    [[nodiscard]] bool has_unbought(bool that_fits) const {
        for (std::uint32_t p = 0; p < groups_.votes.size(); ++p) {
            if (groups_.votes[p] == 0 || shares_.is_bought(p)) continue;
            if (!that_fits || counting_.cost(p) <= counting_.election.budget - shares_.cost()) return true;
        }
        return false;
    }

    // add1: raises the start as long as the outcome costs no more than the budget. Leaves the last such run.
    bool raise() {
        while (has_unbought(counting_.rule.exhaustive)) {
            raised_ += std::max(steps_without_change(), leap());
            if (!run(raised_ + 1)) return false;
            if (overspent_) return run(raised_);
            ++raised_;
        }
        return true;
    }

    // How many units the last run's start can be raised by without a change, by SharesLeap. Looking costs about as much
    // as two runs: after looking in vain it waits longer each time.
    std::uint64_t leap() {
        if (runs_to_wait_ > 0) {
            --runs_to_wait_;
            return 0;
        }
        const double units = SharesLeap{counting_, groups_, shares_}.units_without_change(1e15);
        const auto steps = static_cast<std::uint64_t>(units / static_cast<double>(unit_));
        wait_ = steps >= 4 ? 0 : std::min<std::uint32_t>(64, wait_ * 2 + 1);
        runs_to_wait_ = wait_;
        return steps;
    }

    // How many more units can be added to the last run's start before anything can change, as far as that is certain.
    // When every payer paid in full, each rate was cost / worth, whatever the start; with more money the same is bought
    // in the same order, until a project that was not bought could be paid by its supporters' start money.
    [[nodiscard]] std::uint64_t steps_without_change() const {
        for (const SharesPurchase& purchase : shares_.purchases()) {
            if (!purchase.all_paid_in_full) return 0;
        }
        const Start start = start_at(raised_);
        Wide steps = steps_max;
        for (std::uint32_t p = 0; p < groups_.votes.size(); ++p) {
            if (groups_.votes[p] == 0 || shares_.is_bought(p)) continue;
            // The largest number of steps with votes * (start + steps * unit) < cost.
            const auto votes = static_cast<Wide>(groups_.votes[p]);
            const Wide missing = Wide{counting_.cost(p)} * start.denominator - votes * start.numerator;
            if (missing <= 0) return 0;
            steps = std::min(steps, (missing - 1) / (votes * unit_ * start.denominator));
        }
        return static_cast<std::uint64_t>(steps);
    }

    void explain() {
        Outcome& outcome = counting_.outcome;
        const ExactRates& rates = shares_.exact_rates();
        const Start start = start_at(raised_);
        outcome.start = make_fraction(big(start.numerator), BigInt{start.denominator});
        outcome.raised = raised_;
        for (std::size_t r = 0; r < shares_.purchases().size(); ++r) {
            const SharesPurchase& purchase = shares_.purchases()[r];
            const std::int64_t cost = counting_.cost(purchase.project);
            Round round{.project = purchase.project};
            round.rate = rates.fraction(r, 1, counting_.rule.utility == Utility::cost ? cost : 1);
            round.payment_max = rates.fraction(r, purchase.worth_max, 1);
            round.payers = static_cast<std::uint32_t>(purchase.payers);
            round.emptied = static_cast<std::uint32_t>(purchase.emptied);
            counting_.outcome.projects[purchase.project].money_behind = purchase.money_behind;
            counting_.select(purchase.project, Verdict::bought, std::move(round));
        }
        for (std::uint32_t p = 0; p < outcome.projects.size(); ++p) {
            ProjectOutcome& project = outcome.projects[p];
            if (counting_.takes_part[p] == 0 || project.selected) continue;
            project.verdict = groups_.votes[p] == 0 ? Verdict::no_supporters : Verdict::too_little_money;
            project.money_behind = shares_.money_behind(p);
            project.missing = std::max<std::int64_t>(0, counting_.cost(p) - project.money_behind);
            const Wide start_money = start.numerator * static_cast<Wide>(groups_.votes[p]) / start.denominator;
            project.start_money = static_cast<std::int64_t>(std::min(start_money, Wide{INT64_MAX}));
        }
        explain_spending();
    }

    // Where the money went of the supporters of projects that were not bought.
    void explain_spending() {
        const std::size_t rounds = shares_.purchases().size();
        const std::size_t losers = counting_.election.projects.size() - rounds;
        if (rounds == 0 || losers > explained_pairs_max / rounds) return;
        std::vector<std::vector<ScaledSpending>> spent(counting_.election.projects.size());
        std::vector<std::pair<std::uint32_t, Wide>> paid;
        for (std::uint32_t group = 0; group < groups_.count(); ++group) {
            read_payments(group, paid);
            if (paid.empty()) continue;
            for (const Support& choice : groups_.choices_of(group)) {
                if (shares_.is_bought(choice.index)) continue;
                auto& of_project = spent[choice.index];
                if (of_project.empty()) of_project.resize(rounds);
                for (const auto& [round, amount] : paid) of_project[round].amount += amount * groups_.weights[group];
            }
        }
        for (std::uint32_t p = 0; p < spent.size(); ++p) {
            for (std::size_t r = 0; r < spent[p].size(); ++r) spent[p][r].project = shares_.purchases()[r].project;
            gongyi::tally::explain_spending(spent[p], shares_.bits(), counting_.outcome.projects[p]);
        }
    }

    // What each voter of a group paid, by purchase, times 2^bits.
    void read_payments(std::uint32_t group, std::vector<std::pair<std::uint32_t, Wide>>& paid) const {
        paid.clear();
        std::uint32_t emptied = shares_.emptied_in(group);
        Wide left = shares_.start_scaled();
        for (const Support& choice : groups_.choices_of(group)) {
            if (!shares_.is_bought(choice.index)) continue;
            const std::uint32_t round = shares_.round_of(choice.index);
            if (round >= emptied) continue;
            paid.emplace_back(round, shares_.purchases()[round].rate * choice.worth);
            left -= paid.back().second;
        }
        if (emptied != EqualShares::not_bought) paid.emplace_back(emptied, std::max(Wide{0}, left));
    }

    void report_ties() {
        std::int64_t left = counting_.election.budget;
        std::vector<Tie> of_completion = std::exchange(counting_.outcome.ties, {});
        for (std::uint32_t r = 0; r < shares_.purchases().size(); ++r) {
            const SharesPurchase& purchase = shares_.purchases()[r];
            if (!purchase.tied.empty()) report_tie(counting_, r + 1, purchase.tied, left);
            left -= counting_.cost(purchase.project);
        }
        auto& ties = counting_.outcome.ties;
        ties.insert(ties.end(), of_completion.begin(), of_completion.end());
    }

    // Of the progress: when the ballots are grouped, when the first of raised runs is done, and when all are.
    static constexpr std::uint32_t grouped_per_mille = 200;
    static constexpr std::uint32_t first_run_per_mille = 400;
    static constexpr std::uint32_t runs_end_per_mille = 990;
    static constexpr std::uint32_t runs_expected = 20;
    static constexpr std::int64_t steps_max = 1'000'000'000'000'000'000;

    const Counting& counting_;
    BallotGroups groups_;
    EqualShares shares_;
    std::int64_t unit_;
    std::uint64_t raised_ = 0;
    std::uint32_t run_count_ = 0;
    std::uint32_t wait_ = 0;
    std::uint32_t runs_to_wait_ = 0;
    bool overspent_ = false;
};

}  // namespace

bool count_equal_shares(const Counting& counting) {
    return SharesCount{counting}.count();
}

}  // namespace gongyi::tally
