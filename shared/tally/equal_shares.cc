#include "shared/tally/equal_shares.h"

#include <algorithm>

#include "shared/base/check.h"

namespace gongyi::tally {

namespace {

// A double next to a Wide is off by at most 2^-53 of it, and each operation on it by as much again. Moving a bound by
// 2^-50 makes up for several of them.
constexpr double outward = 0x1p-50;

// An error above this part of the start, as a number of bits, is worth the cost of setting the money anew.
constexpr int error_bits = 44;

// The heap keeps the smallest bound in front; projects with the same bound stay in a fixed order.
constexpr auto is_later = [](const auto& a, const auto& b) {
    return a.low != b.low ? a.low > b.low : a.project > b.project;
};

}  // namespace

EqualShares::EqualShares(const Election& election, const BallotGroups& groups, const TieOrder& ties, Utility utility)
    : election_{election}, groups_{groups}, ties_{ties}, by_cost_{utility == Utility::cost} {}

void EqualShares::reset(const Start& start) {
    const std::size_t project_count = election_.projects.size();
    const Wide all_money = start.numerator * groups_.voter_count / start.denominator + 1;
    // The sums of all money and the products of rates and worths fit into 124 bits, one voter's money and what a worth
    // costs that such money can pay for into a purse.
    bits_ =
        std::min(124 - bit_width(all_money) - bit_width(groups_.worth_max),
                 purse_bits + 1 - bit_width(start.numerator / start.denominator + 1) - bit_width(groups_.worth_max));
    GONGYI_CHECK(bits_ > 0);
    start_scaled_ = (start.numerator << bits_) / start.denominator;
    error_ = 1;
    cost_ = 0;
    purses_.assign(groups_.count(), Purse{});
    for (std::uint32_t group = 0; group < groups_.count(); ++group) {
        set_money(group, start_scaled_);
        purses_[group].weight = groups_.weights[group];
    }
    emptied_round_.assign(groups_.count(), not_bought);
    last_assessed_ = not_bought;
    emptied_equal_.assign(groups_.count(), 0);
    live_ = groups_.supporters;
    live_worths_ = groups_.supporter_worths;
    live_ends_.assign(groups_.supporter_ends.begin() + 1, groups_.supporter_ends.end());
    rate_low_.assign(project_count, 0);
    bounded_in_.assign(project_count, not_bought);
    bought_round_.assign(project_count, not_bought);
    purchases_.clear();
    queue_.clear();
    exact_.emplace(big(start.numerator), BigInt{start.denominator});
    for (std::uint32_t p = 0; p < project_count; ++p) {
        const std::int64_t cost = election_.projects[p].cost;
        if (groups_.worths[p] == 0 || cost > all_money) continue;
        rate_low_[p] = (Wide{cost} << bits_) / groups_.worths[p];
        push({published_low(p, rate_low_[p]), p});
    }
}

void EqualShares::push(Candidate candidate) {
    queue_.push_back(candidate);
    std::push_heap(queue_.begin(), queue_.end(), is_later);
}

EqualShares::Candidate EqualShares::pop() {
    std::pop_heap(queue_.begin(), queue_.end(), is_later);
    const Candidate first = queue_.back();
    queue_.pop_back();
    return first;
}

double EqualShares::published_low(std::uint32_t project, Wide rate_low) const {
    const double rate = static_cast<double>(rate_low) * (1 - outward);
    return by_cost_ ? rate / static_cast<double>(election_.projects[project].cost) * (1 - outward) : rate;
}

double EqualShares::published_high(std::uint32_t project, Wide rate_high) const {
    const double rate = static_cast<double>(rate_high) * (1 + outward);
    return by_cost_ ? rate / static_cast<double>(election_.projects[project].cost) * (1 + outward) : rate;
}

// Copies what lies far apart in memory, for a loop that does nothing else: the processor then waits for many of them at
// a time.
void EqualShares::gather(std::uint32_t first, std::uint32_t last) {
    for (std::uint32_t i = first; i < last; ++i) gathered_[i - first] = purses_[live_[i]];
}

// Raises the lower bound on a project's rate by what the upper part of its supporters' money tells; false when it is
// certainly not affordable. Drops supporters without money.
//
// The rate is found by Newton's method on the sum of min(money, rate * worth), which is concave: whatever supporters
// are taken for poor, (cost - their money) / worth of the others is a lower bound. So it does no harm that only the
// upper part of the money decides who is, if their money is rounded up.
bool EqualShares::raise_bound(std::uint32_t project) {
    return live_worths_.empty() ? raise_bound_by_worth<false>(project) : raise_bound_by_worth<true>(project);
}

template <bool worth_varies>
bool EqualShares::raise_bound_by_worth(std::uint32_t project) {
    const auto times_worth = [](std::int64_t rate, [[maybe_unused]] std::int32_t worth) {
        if constexpr (worth_varies) {
            return rate * worth;
        } else {
            return rate;
        }
    };
    const auto upper_part = [&](Wide rate) {
        // Nobody pays a rate above the start: capped there, its products with worths fit.
        return static_cast<std::int64_t>(std::min(rate, start_scaled_ + (Wide{1} << low_bits)) >> low_bits);
    };
    const std::uint32_t begin = groups_.supporter_ends[project];
    const std::uint32_t end = live_ends_[project];
    std::int64_t guess = upper_part(rate_low_[project]);
    // Who is rich or has money at all can not be predicted: everyone is copied, and the next one overwrites whoever is
    // not kept.
    rich_high_.resize(end - begin + 1);
    std::size_t rich_count = 0;
    std::uint32_t kept = begin;
    SplitSum all;
    SplitSum rich;
    std::int64_t weight_all = 0;
    std::int64_t weight_rich = 0;
    std::int64_t worth_rich = 0;
    std::int64_t rich_min = INT64_MAX;
    for (std::uint32_t first = begin; first < end; first += block_size) {
        const std::uint32_t last = std::min(first + block_size, end);
        gather(first, last);
        for (std::uint32_t i = first; i < last; ++i) {
            const std::int32_t worth = worth_varies ? live_worths_[i] : 1;
            const Purse purse = gathered_[i - first];
            live_[kept] = live_[i];
            if constexpr (worth_varies) live_worths_[kept] = worth;
            const bool has_money = purse.high != spent;
            const bool is_rich = purse.high >= times_worth(guess, worth);  // A spent one is not: guess is 0 or more.
            const std::uint32_t weight = has_money ? purse.weight : 0;
            const std::uint32_t rich_weight = is_rich ? purse.weight : 0;
            all.add(purse.high, weight);
            rich.add(purse.high, rich_weight);
            weight_all += weight;
            weight_rich += rich_weight;
            worth_rich += std::int64_t{rich_weight} * worth;
            rich_min = is_rich && purse.high < rich_min ? purse.high : rich_min;
            rich_high_[rich_count] = {purse.high, purse.weight, worth};
            kept += has_money ? 1 : 0;
            rich_count += is_rich ? 1 : 0;
        }
    }
    live_ends_[project] = kept;
    // Nobody has more than one unit of the upper part, and the error, beyond it.
    const Wide beyond = (Wide{1} << low_bits) + error_;
    const Wide needed = Wide{election_.projects[project].cost} << bits_;
    const Wide total = all.value() << low_bits;
    if (total + beyond * weight_all < needed) return false;
    Wide poor_money = total - (rich.value() << low_bits) + beyond * (weight_all - weight_rich);
    while (worth_rich > 0) {
        rate_low_[project] = std::max(rate_low_[project], (needed - poor_money) / worth_rich - 1);
        guess = upper_part(rate_low_[project]);
        if (!worth_varies && rich_min >= guess) break;
        rich_min = INT64_MAX;
        std::size_t left = 0;
        for (std::size_t i = 0; i < rich_count; ++i) {
            const Rich<std::int64_t> one = rich_high_[i];
            if (one.money < times_worth(guess, one.worth)) {
                poor_money += times((Wide{one.money} << low_bits) + beyond, one.weight);
                worth_rich -= std::int64_t{one.weight} * one.worth;
            } else {
                rich_high_[left++] = one;
                rich_min = std::min(rich_min, one.money);
            }
        }
        if (left == rich_count) break;
        rich_count = left;
    }
    return true;
}

// Finds the rate in the same way by all the bits of the money. Nothing when the project is certainly not affordable.
// Leaves the supporters that pay in full in rich_. Requires raise_bound() in the same round, which has dropped those
// without money.
std::optional<EqualShares::Assessment> EqualShares::assess(std::uint32_t project) {
    if (last_assessed_ == project) return last_assessment_;
    last_assessed_ = project;
    last_assessment_ = live_worths_.empty() ? assess_by_worth<false>(project) : assess_by_worth<true>(project);
    return last_assessment_;
}

template <bool worth_varies>
std::optional<EqualShares::Assessment> EqualShares::assess_by_worth(std::uint32_t project) {
    const auto times_worth = [](Wide rate, [[maybe_unused]] std::int32_t worth) {
        if constexpr (worth_varies) {
            return rate * worth;
        } else {
            return rate;
        }
    };
    const Wide needed = Wide{election_.projects[project].cost} << bits_;
    const Wide guess = rate_low_[project];
    Assessment a;
    const std::uint32_t begin = groups_.supporter_ends[project];
    const std::uint32_t end = live_ends_[project];
    rich_.resize(end - begin + 1);
    std::size_t rich_count = 0;
    Wide rich_money = 0;
    std::int64_t rich_weight = 0;
    Wide rich_money_min = start_scaled_;  // Of one voter.
    for (std::uint32_t first = begin; first < end; first += block_size) {
        const std::uint32_t last = std::min(first + block_size, end);
        gather(first, last);
        for (std::uint32_t i = first; i < last; ++i) {
            const Purse purse = gathered_[i - first];
            if (purse.high == spent) continue;
            const std::int32_t worth = worth_varies ? live_worths_[i] : 1;
            const Wide money_each = purse.money();
            const Wide money = times(money_each, purse.weight);
            a.weight += purse.weight;
            a.money += money;
            const bool is_rich = money_each >= times_worth(guess, worth);
            rich_[rich_count] = {money_each, purse.weight, worth};
            rich_count += is_rich ? 1 : 0;
            rich_money += is_rich ? money : 0;
            rich_money_min = is_rich && money_each < rich_money_min ? money_each : rich_money_min;
            rich_weight += is_rich ? purse.weight : 0;
            a.rich_worth += is_rich ? std::int64_t{purse.weight} * worth : 0;
        }
    }
    rich_.resize(rich_count);
    a.poor_money = a.money - rich_money;
    a.poor_weight = a.weight - rich_weight;
    if (a.money + error_ * a.weight < needed) return std::nullopt;
    a.rate_low = guess;
    while (a.rich_worth > 0) {
        const Wide quotient = (needed - a.poor_money) / a.rich_worth;
        a.rate = std::max(quotient, guess);
        a.rate_low = std::max(a.rate_low, quotient - error_ * a.poor_weight / a.rich_worth - 2);
        if (!worth_varies && rich_money_min >= a.rate) break;
        rich_money_min = start_scaled_;
        std::size_t left = 0;
        for (const Rich<Wide>& r : rich_) {
            if (r.money < times_worth(a.rate, r.worth)) {
                a.poor_money += times(r.money, r.weight);
                a.poor_weight += r.weight;
                a.rich_worth -= std::int64_t{r.weight} * r.worth;
            } else {
                rich_[left++] = r;
                rich_money_min = std::min(rich_money_min, r.money);
            }
        }
        if (left == rich_.size()) break;
        rich_.resize(left);
    }
    rate_low_[project] = a.rate_low;
    return a;
}

// How far the true rate may lie above the assessed one, or nothing if fixed point can not tell. Requires rich_ to be of
// this assessment. With a rate higher by the slack, the supporters that still pay it in full bring in at least what
// errors and rounding may have taken away: so the project is affordable, too. Where everyone gives all there is, that
// is as much as the cost or just below it, and only exact numbers can tell; but a project that costs nothing is bought.
std::optional<Wide> EqualShares::rate_slack(std::uint32_t project, const Assessment& assessment) const {
    if (election_.projects[project].cost == 0) return Wide{0};
    if (assessment.rich_worth == 0) return std::nullopt;
    // First as if all of them were far from the rate; a sixteenth on top makes up for a few that are not.
    const Wide rounded = assessment.rich_worth + assessment.poor_weight * error_;
    const Wide slack = (rounded + rounded / 16) / assessment.rich_worth + 2;
    Wide certain_worth = 0;
    Wide uncertain_weight = 0;
    for (const Rich<Wide>& r : rich_) {
        if (r.money - error_ >= times(assessment.rate + slack, r.worth)) {
            certain_worth += std::int64_t{r.weight} * r.worth;
        } else {
            uncertain_weight += r.weight;
        }
    }
    if (slack * certain_worth < rounded + uncertain_weight * error_) return std::nullopt;
    return slack;
}

// Buys the affordable project with the smallest published rate; false when there is none.
bool EqualShares::buy_next() {
    if (error_ > (start_scaled_ >> error_bits) &&
        error_ > 4 * (Wide{groups_.worth_max} * static_cast<std::int64_t>(purchases_.size()) + 1)) {
        refresh_money();
    }
    const auto round = static_cast<std::uint32_t>(purchases_.size());
    while (!queue_.empty()) {
        const Candidate best = pop();
        if (bounded_in_[best.project] != round) {
            bounded_in_[best.project] = round;
            if (raise_bound(best.project)) push({published_low(best.project, rate_low_[best.project]), best.project});
            continue;
        }
        const auto assessment = assess(best.project);
        if (!assessment) continue;
        // Bounded in this round and still in front: only projects below its upper bound can be better.
        const auto slack = rate_slack(best.project, *assessment);
        Wide rate_high = 0;
        if (slack) {
            rate_high = assessment->rate + *slack;
        } else {
            const auto exact = exact_rate(best.project);
            if (!exact) continue;
            rate_high = exact_->scaled(*exact, bits_) + 1;
        }
        const double high = published_high(best.project, rate_high);
        std::vector<std::uint32_t> contenders{best.project};
        while (!queue_.empty() && queue_.front().low <= high) {
            const Candidate next = pop();
            if (bounded_in_[next.project] != round) {
                bounded_in_[next.project] = round;
                if (!raise_bound(next.project)) continue;
            } else if (!assess(next.project)) {
                continue;
            } else if (published_low(next.project, rate_low_[next.project]) <= high) {
                contenders.push_back(next.project);
                continue;
            }
            push({published_low(next.project, rate_low_[next.project]), next.project});
        }
        if (slack && contenders.size() == 1) {
            const Wide rate_error = std::max(*slack, assessment->rate - assessment->rate_low);
            buy(best.project, *assessment, assessment->rate, rate_error, nullptr);
            return true;
        }
        if (buy_exactly(std::move(contenders))) return true;
    }
    return false;
}

bool EqualShares::is_less(const Contender& a, const Contender& b) const {
    const BigInt left = a.rate.numerator * b.rate.divisor;
    const BigInt right = b.rate.numerator * a.rate.divisor;
    if (!by_cost_) return left < right;
    return left * election_.projects[b.project].cost < right * election_.projects[a.project].cost;
}

// Buys the best of projects that fixed point can not tell apart; false when none of them is affordable after all.
bool EqualShares::buy_exactly(std::vector<std::uint32_t> contenders) {
    std::vector<Contender> affordable;
    for (const std::uint32_t project : contenders) {
        if (auto rate = exact_rate(project)) affordable.push_back({project, std::move(*rate)});
    }
    if (affordable.empty()) return false;
    const auto best =
        std::min_element(affordable.begin(), affordable.end(), [&](const Contender& a, const Contender& b) {
            if (is_less(a, b)) return true;
            return !is_less(b, a) && ties_.prefers(a.project, b.project);
        });
    std::vector<std::uint32_t> tied;
    for (const Contender& contender : affordable) {
        if (!is_less(*best, contender)) tied.push_back(contender.project);
        if (contender.project == best->project) continue;
        push({published_low(contender.project, rate_low_[contender.project]), contender.project});
    }
    const auto assessment = assess(best->project);
    GONGYI_CHECK(assessment.has_value());
    buy(best->project, *assessment, exact_->scaled(best->rate, bits_), 1, &best->rate);
    if (tied.size() > 1) {
        ties_.sort(tied);
        purchases_.back().tied = std::move(tied);
    }
    return true;
}

void EqualShares::buy(std::uint32_t project, const Assessment& assessment, Wide rate, Wide rate_error,
                      const ExactRate* exact) {
    SharesPurchase purchase{.project = project, .rate = rate, .rate_error = rate_error, .worth_max = 0};
    purchase.money_behind = whole_money(project, assessment.money, assessment.weight);
    purchase.payers = static_cast<std::uint64_t>(assessment.weight);
    cost_ += election_.projects[project].cost;
    if (election_.projects[project].cost > 0) {
        collect(purchase, exact);
        error_ += rate_error * std::max(purchase.worth_max, 1);
    }
    last_assessed_ = not_bought;
    bought_round_[project] = static_cast<std::uint32_t>(purchases_.size());
    purchases_.push_back(std::move(purchase));
}

// Takes the payments. Those for whom fixed point can not tell whether they can pay in full come last, by exact numbers.
void EqualShares::collect(SharesPurchase& purchase, const ExactRate* exact) {
    const Wide rate_low = purchase.rate - purchase.rate_error;
    const Wide rate_high = purchase.rate + purchase.rate_error;
    const auto pay_in_full = [&](const Live& payer) {
        const Wide payment = times(purchase.rate, payer.worth);
        set_money(payer.group, std::max(Wide{0}, purses_[payer.group].money() - payment));
        purchase.worth_max = std::max(purchase.worth_max, payer.worth);
    };
    const auto give_all = [&](const Live& payer) {
        purses_[payer.group].high = spent;
        emptied_round_[payer.group] = static_cast<std::uint32_t>(purchases_.size());
        purchase.emptied += purses_[payer.group].weight;
    };
    std::vector<Live> unclear;
    const std::uint32_t end = live_ends_[purchase.project];
    for (std::uint32_t first = groups_.supporter_ends[purchase.project]; first < end; first += block_size) {
        const std::uint32_t last = std::min(first + block_size, end);
        gather(first, last);
        for (std::uint32_t i = first; i < last; ++i) {
            const Live payer = live(i);
            const Wide money = gathered_[i - first].money();
            if (money - error_ > times(rate_high, payer.worth)) {
                pay_in_full(payer);
            } else if (money + error_ < times(rate_low, payer.worth)) {
                give_all(payer);
                purchase.all_paid_in_full = false;
            } else {
                unclear.push_back(payer);
            }
        }
    }
    if (unclear.empty()) return;
    const ExactRate rate = exact == nullptr ? exact_rate_among(purchase.project, unclear) : *exact;
    ExactMoneyCache cache;
    for (const Live& payer : unclear) {
        const int comparison = exact_compare(payer.group, payer.worth, rate, cache);
        if (comparison > 0) {
            pay_in_full(payer);
            continue;
        }
        give_all(payer);
        emptied_equal_[payer.group] = comparison == 0 ? 1 : 0;
        if (comparison < 0) purchase.all_paid_in_full = false;
        if (comparison == 0) purchase.worth_max = std::max(purchase.worth_max, payer.worth);
    }
}

std::int64_t EqualShares::money_behind(std::uint32_t project) {
    Wide total = 0;
    std::int64_t weight_total = 0;
    for (std::uint32_t i = groups_.supporter_ends[project]; i < live_ends_[project]; ++i) {
        const Purse& purse = purses_[live_[i]];
        if (purse.high == spent) continue;
        total += times(purse.money(), purse.weight);
        weight_total += purse.weight;
    }
    return whole_money(project, total, weight_total);
}

// The money of a project's supporters in smallest units, from their number and their money in fixed point.
std::int64_t EqualShares::whole_money(std::uint32_t project, Wide money, std::int64_t weight) {
    const Wide low = std::max(Wide{0}, money - weight * error_) >> bits_;
    const Wide high = (money + weight * error_) >> bits_;
    // Only money that bought its project can be beyond 64 bits, when add1 has raised the start far.
    if (low == high) return static_cast<std::int64_t>(std::min(low, Wide{INT64_MAX}));
    learn_exact_rates();
    return static_cast<std::int64_t>(std::min(to_wide(exact_money(project) / exact_->denominator()), Wide{INT64_MAX}));
}

void EqualShares::refresh_money() {
    learn_exact_rates();
    std::vector<Wide> rates;
    for (std::size_t r = 0; r < purchases_.size(); ++r) rates.push_back(exact_->scaled(r, bits_));
    for (std::uint32_t group = 0; group < groups_.count(); ++group) {
        if (emptied_round_[group] != not_bought) continue;
        Wide money = start_scaled_;
        for (const Support& choice : groups_.choices_of(group)) {
            if (is_bought(choice.index)) money -= rates[bought_round_[choice.index]] * choice.worth;
        }
        set_money(group, std::max(Wide{0}, money));
    }
    error_ = Wide{groups_.worth_max} * static_cast<std::int64_t>(purchases_.size()) + 1;
    last_assessed_ = not_bought;
}

const ExactRates& EqualShares::exact_rates() {
    learn_exact_rates();
    return *exact_;
}

}  // namespace gongyi::tally
