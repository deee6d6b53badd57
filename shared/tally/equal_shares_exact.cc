// The part of equal shares that decides in exact rationals.
#include "shared/base/check.h"
#include "shared/tally/equal_shares.h"

namespace gongyi::tally {

struct EqualShares::MoneySum {
    std::int64_t count = 0;
    std::vector<std::int64_t> coefficients;

    explicit MoneySum(std::size_t purchase_count) : coefficients(purchase_count) {}

    // Adds the voters of a group, who paid in full for whatever of their choices was bought before `round`.
    void add(const BallotGroups& groups, std::uint32_t group, const std::vector<std::uint32_t>& bought_round,
             std::uint32_t round) {
        const std::int64_t weight = groups.weights[group];
        count += weight;
        for (const Support& choice : groups.choices_of(group)) {
            const std::uint32_t bought = bought_round[choice.index];
            if (bought < round) coefficients[bought] += weight * choice.worth;
        }
    }
};

// Adds the exact rates of purchases that were made since they were last needed. Who was poor in a purchase is known
// from when each group was emptied.
void EqualShares::learn_exact_rates() {
    for (auto round = static_cast<std::uint32_t>(exact_->count()); round < purchases_.size(); ++round) {
        const std::uint32_t project = purchases_[round].project;
        const std::int64_t cost = election_.projects[project].cost;
        if (cost == 0) {
            exact_->add({BigInt{0}, 1});
            continue;
        }
        MoneySum poor{round};
        std::int64_t rich_worth = 0;
        for (const Support& supporter : groups_.supporters_of(project)) {
            const std::uint32_t group = supporter.index;
            if (emptied_round_[group] < round) continue;
            if (emptied_round_[group] == round && emptied_equal_[group] == 0) {
                poor.add(groups_, group, bought_round_, round);
            } else {
                rich_worth += std::int64_t{groups_.weights[group]} * supporter.worth;
            }
        }
        GONGYI_CHECK(rich_worth > 0);
        exact_->add({exact_->denominator() * cost - exact_->money(poor.count, poor.coefficients), rich_worth});
    }
}

// The money of a project's supporters, times the common denominator. Requires all exact rates to be known.
BigInt EqualShares::exact_money(std::uint32_t project) {
    MoneySum sum{purchases_.size()};
    for (const Support& supporter : groups_.supporters_of(project)) {
        if (emptied_round_[supporter.index] == not_bought) sum.add(groups_, supporter.index, bought_round_, not_bought);
    }
    return exact_->money(sum.count, sum.coefficients);
}

// Below 0, 0, above 0: the money of a voter of the group is less than, equal to, more than rate * worth.
int EqualShares::exact_compare(std::uint32_t group, std::int32_t worth, const ExactRate& rate, ExactMoneyCache& cache) {
    std::vector<std::uint64_t> paid_for;
    for (const Support& choice : groups_.choices_of(group)) {
        if (!is_bought(choice.index)) continue;
        paid_for.push_back((std::uint64_t{bought_round_[choice.index]} << 32U) |
                           static_cast<std::uint32_t>(choice.worth));
    }
    auto found = cache.find(paid_for);
    if (found == cache.end()) {
        std::vector<std::int64_t> coefficients(purchases_.size());
        for (const std::uint64_t paid : paid_for)
            coefficients[paid >> 32U] += static_cast<std::int32_t>(paid & 0xffffffffU);
        found = cache.emplace(std::move(paid_for), exact_->money(1, coefficients)).first;
    }
    const BigInt money = found->second * rate.divisor;
    const BigInt payment = rate.numerator * worth;
    return money < payment ? -1 : money == payment ? 0 : 1;
}

// The exact rate for a worth of 1 at which the project is affordable now, or nothing if it is not. The same method as
// assess(); fixed point spares the comparisons that are clear.
std::optional<ExactRate> EqualShares::exact_rate(std::uint32_t project) {
    learn_exact_rates();
    const std::int64_t cost = election_.projects[project].cost;
    if (cost == 0) return ExactRate{};
    MoneySum poor{purchases_.size()};
    std::vector<Live> open;
    std::int64_t open_worth = 0;
    for (std::uint32_t i = groups_.supporter_ends[project]; i < live_ends_[project]; ++i) {
        const Live supporter = live(i);
        const Purse& purse = purses_[supporter.group];
        if (purse.high == spent) continue;
        const Wide money = purse.money();
        if (money + error_ < rate_low_[project] * supporter.worth) {
            poor.add(groups_, supporter.group, bought_round_, not_bought);
        } else {
            open.push_back(supporter);
            open_worth += std::int64_t{purse.weight} * supporter.worth;
        }
    }
    return settle_rate(project, std::move(poor), std::move(open), open_worth);
}

// The exact rate of a project that is being bought, when whoever is certainly poor has given all there was, and whoever
// is certainly rich has paid.
ExactRate EqualShares::exact_rate_among(std::uint32_t project, const std::vector<Live>& unclear) {
    learn_exact_rates();
    MoneySum poor{purchases_.size()};
    std::int64_t open_worth = 0;
    for (std::uint32_t i = groups_.supporter_ends[project]; i < live_ends_[project]; ++i) {
        const Live supporter = live(i);
        if (emptied_round_[supporter.group] == purchases_.size()) {
            poor.add(groups_, supporter.group, bought_round_, not_bought);
        } else {
            open_worth += std::int64_t{groups_.weights[supporter.group]} * supporter.worth;
        }
    }
    const auto rate = settle_rate(project, std::move(poor), unclear, open_worth);
    GONGYI_CHECK(rate.has_value());
    return *rate;
}

// Moves those who turn out to be poor from `open` to `poor` until the rest can pay in full. `open_worth` is that of
// everyone who is not among the poor, in `open` or not.
std::optional<ExactRate> EqualShares::settle_rate(std::uint32_t project, MoneySum poor, std::vector<Live> open,
                                                  std::int64_t open_worth) {
    const std::int64_t cost = election_.projects[project].cost;
    ExactMoneyCache cache;
    while (open_worth > 0) {
        ExactRate rate{exact_->denominator() * cost - exact_->money(poor.count, poor.coefficients), open_worth};
        const Wide scaled = exact_->scaled(rate, bits_);
        std::size_t left = 0;
        for (const Live& supporter : open) {
            const Wide money = purses_[supporter.group].money();
            const bool is_rich = money - error_ >= (scaled + 1) * supporter.worth;
            const bool is_poor = !is_rich && (money + error_ < scaled * supporter.worth ||
                                              exact_compare(supporter.group, supporter.worth, rate, cache) < 0);
            if (is_poor) {
                poor.add(groups_, supporter.group, bought_round_, not_bought);
                open_worth -= std::int64_t{groups_.weights[supporter.group]} * supporter.worth;
            } else {
                open[left++] = supporter;
            }
        }
        if (left == open.size()) return rate;
        open.resize(left);
    }
    return std::nullopt;
}

}  // namespace gongyi::tally
