// One run of the Method of Equal Shares, exactly, at a given start.
//
// How it is exact and fast: voters' money is kept in fixed point with a bound on its error that grows with each
// purchase. Its upper 62 bits give a safe lower bound on each project's rate; few projects of a round need more. All of
// its 94 bits give a closer one, and a safe upper bound on the best one's. When they leave more than one project in
// question, or when a voter's money and the payment are too close to tell apart, exact rationals (exact_rates.h)
// decide; when the error bound has grown large, money is set anew from the exact payments.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "shared/tally/ballot_groups.h"
#include "shared/tally/election.h"
#include "shared/tally/exact_rates.h"
#include "shared/tally/outcome.h"
#include "shared/tally/tally.h"
#include "shared/tally/tie_order.h"
#include "shared/tally/wide.h"

namespace gongyi::tally {

// What everyone starts with, in smallest units: numerator / denominator.
struct Start {
    Wide numerator = 0;
    std::int64_t denominator = 1;
};

// One purchase of a run. Its rate is what a worth of 1 pays; the published rate is that divided by the cost under the
// utility cost.
struct SharesPurchase {
    std::uint32_t project = 0;
    Wide rate = 0;  // Times 2^bits, with an error of at most rate_error either way.
    Wide rate_error = 0;
    std::uint64_t payers = 0;      // Voters who paid.
    std::uint64_t emptied = 0;     // Those of them who have nothing left.
    bool all_paid_in_full = true;  // Nobody had less than the payment.
    std::int64_t money_behind = 0;
    std::int32_t worth_max = 1;         // Of a payer who could pay in full; 0 if nobody could.
    std::vector<std::uint32_t> tied{};  // Projects with the same rate, itself first, when there are others.
};

enum class SharesEnd : std::uint8_t { complete, overspent, cancelled };

class EqualShares {
public:
    // All must outlive it. `groups` is made with the same utility.
    EqualShares(const Election& election, const BallotGroups& groups, const TieOrder& ties, Utility utility);

    // Runs from the beginning. Stops as overspent as soon as the purchases cost more than `cost_max`.
    // `go_on` is asked after each purchase with the cost so far; may be null.
    template <class GoOn>
    [[nodiscard]] SharesEnd run(const Start& start, std::int64_t cost_max, GoOn&& go_on) {
        reset(start);
        while (buy_next()) {
            if (cost_ > cost_max) return SharesEnd::overspent;
            if (!go_on(cost_)) return SharesEnd::cancelled;
        }
        return SharesEnd::complete;
    }

    [[nodiscard]] const std::vector<SharesPurchase>& purchases() const { return purchases_; }
    [[nodiscard]] std::int64_t cost() const { return cost_; }
    [[nodiscard]] bool is_bought(std::uint32_t project) const { return bought_round_[project] != not_bought; }
    // Which purchase a bought project was, from 0.
    [[nodiscard]] std::uint32_t round_of(std::uint32_t project) const { return bought_round_[project]; }
    // The exact rates of all purchases so far.
    [[nodiscard]] const ExactRates& exact_rates();
    // The money of a project's supporters now, in smallest units, rounded down.
    [[nodiscard]] std::int64_t money_behind(std::uint32_t project);
    // Fixed-point positions, and each group's start and what each of its voters paid in a purchase, for explanations.
    [[nodiscard]] int bits() const { return bits_; }
    [[nodiscard]] Wide start_scaled() const { return start_scaled_; }
    // The purchase in which the group gave all it had left, from 0; not_bought if it has money.
    [[nodiscard]] std::uint32_t emptied_in(std::uint32_t group) const { return emptied_round_[group]; }

    static constexpr std::uint32_t not_bought = 0xffffffff;

private:
    // The money of each voter of a group, times 2^bits: 94 bits. What a pass over many supporters needs lies together
    // in a quarter of a cache line.
    struct Purse {
        std::int64_t high;     // The bits above the lower 32; spent for groups that gave all they had.
        std::uint32_t low;     // The lower 32 bits.
        std::uint32_t weight;  // Voters in the group.
        [[nodiscard]] Wide money() const { return (Wide{high} << low_bits) | low; }
    };
    static constexpr int low_bits = 32;
    static constexpr int purse_bits = 94;
    static constexpr std::int64_t spent = -1;
    static constexpr std::uint32_t block_size = 128;

    // A supporter that may be able to pay in full, copied for passes that follow one another closely. Money is a Wide,
    // or the upper part alone.
    template <class Money>
    struct Rich {
        Money money;
        std::uint32_t weight;
        std::int32_t worth;
    };
    // A supporter that may have money, as live_ and live_worths_ hold it.
    struct Live {
        std::uint32_t group;
        std::int32_t worth;
    };
    // What fixed point tells about a project.
    struct Assessment {
        Wide money = 0;                // Of all supporters.
        Wide poor_money = 0;           // Of those who could not pay in full.
        Wide rate = 0;                 // For a worth of 1.
        Wide rate_low = 0;             // Safe.
        std::int64_t weight = 0;       // Voters with money.
        std::int64_t poor_weight = 0;  // Of those who could not pay in full.
        std::int64_t rich_worth = 0;   // Times weight.
    };
    struct Candidate {
        double low = 0;  // Safe lower bound on the published rate.
        std::uint32_t project = 0;
    };
    struct Contender {
        std::uint32_t project = 0;
        ExactRate rate{};
    };
    // Voters who paid for the same purchases with the same worths have exactly the same money: by those, their money
    // times the common denominator.
    using ExactMoneyCache = std::map<std::vector<std::uint64_t>, BigInt>;

    // The money of several voters together, as the whole coefficients that ExactRates::money() takes.
    struct MoneySum;

    void reset(const Start& start);
    bool buy_next();
    void gather(std::uint32_t first, std::uint32_t last);
    [[nodiscard]] bool raise_bound(std::uint32_t project);
    template <bool worth_varies>
    [[nodiscard]] bool raise_bound_by_worth(std::uint32_t project);
    [[nodiscard]] std::optional<Assessment> assess(std::uint32_t project);
    template <bool worth_varies>
    [[nodiscard]] std::optional<Assessment> assess_by_worth(std::uint32_t project);
    [[nodiscard]] Live live(std::uint32_t place) const {
        return {live_[place], live_worths_.empty() ? 1 : live_worths_[place]};
    }
    void set_money(std::uint32_t group, Wide money) {
        purses_[group].high = static_cast<std::int64_t>(money >> low_bits);
        purses_[group].low = static_cast<std::uint32_t>(static_cast<WideUnsigned>(money));
    }
    [[nodiscard]] std::optional<Wide> rate_slack(std::uint32_t project, const Assessment& assessment) const;
    [[nodiscard]] double published_low(std::uint32_t project, Wide rate_low) const;
    [[nodiscard]] double published_high(std::uint32_t project, Wide rate_high) const;
    void push(Candidate candidate);
    Candidate pop();
    bool buy_exactly(std::vector<std::uint32_t> contenders);
    [[nodiscard]] std::optional<ExactRate> exact_rate(std::uint32_t project);
    [[nodiscard]] ExactRate exact_rate_among(std::uint32_t project, const std::vector<Live>& unclear);
    [[nodiscard]] std::optional<ExactRate> settle_rate(std::uint32_t project, MoneySum poor, std::vector<Live> open,
                                                       std::int64_t open_worth);
    void buy(std::uint32_t project, const Assessment& assessment, Wide rate, Wide rate_error, const ExactRate* exact);
    void collect(SharesPurchase& purchase, const ExactRate* exact);
    [[nodiscard]] std::int64_t whole_money(std::uint32_t project, Wide money, std::int64_t weight);
    [[nodiscard]] int exact_compare(std::uint32_t group, std::int32_t worth, const ExactRate& rate,
                                    ExactMoneyCache& cache);
    void learn_exact_rates();
    void refresh_money();
    [[nodiscard]] bool is_less(const Contender& a, const Contender& b) const;
    [[nodiscard]] BigInt exact_money(std::uint32_t project);

    const Election& election_;
    const BallotGroups& groups_;
    const TieOrder& ties_;
    bool by_cost_;

    int bits_ = 0;
    Wide start_scaled_ = 0;
    Wide error_ = 0;  // No group with money has a purse further than this from the truth.
    std::int64_t cost_ = 0;
    std::vector<Purse> purses_{};
    std::array<Purse, block_size> gathered_{};  // The purses of live_[first] to live_[last - 1]; see gather().
    std::vector<std::uint32_t> emptied_round_{};
    std::vector<std::uint8_t>
        emptied_equal_{};                      // The payment was exactly all it had: it counts as having paid in full.
    std::vector<std::uint32_t> live_{};        // The groups of each project with money, a copy that shrinks.
    std::vector<std::int32_t> live_worths_{};  // Parallel to it, or empty: all are 1.
    std::vector<std::uint32_t> live_ends_{};
    std::vector<Wide> rate_low_{};
    std::vector<std::uint32_t> bounded_in_{};  // Round in which rate_low_ was last raised.
    std::vector<std::uint32_t> bought_round_{};
    std::vector<Candidate> queue_{};  // A heap: the smallest lower bound first.
    std::vector<Rich<std::int64_t>> rich_high_{};
    std::vector<Rich<Wide>> rich_{};
    // The last assessment, which rich_ belongs to, if nobody has paid since; kept because it is often the best one.
    std::uint32_t last_assessed_ = not_bought;
    std::optional<Assessment> last_assessment_{};
    std::vector<SharesPurchase> purchases_{};
    std::optional<ExactRates> exact_{};
};

}  // namespace gongyi::tally
