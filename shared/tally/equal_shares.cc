#include "shared/tally/equal_shares.h"

#include <algorithm>

#include "shared/base/check.h"

namespace gongyi::tally {

namespace {

// A double next to a Wide is off by at most 2^-53 of it, and each operation on it by as much again. Moving a bound by
// 2^-50 makes up for several of them.
constexpr double outward = 0x1p-50;

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
    bits_ = 124 - bit_width(all_money) - bit_width(groups_.worth_max);
    GONGYI_CHECK(bits_ > 0);
    start_scaled_ = (start.numerator << bits_) / start.denominator;
    error_ = 1;
    cost_ = 0;
    money_.assign(groups_.count(), start_scaled_);
    emptied_round_.assign(groups_.count(), not_bought);
    last_assessed_ = not_bought;
    emptied_equal_.assign(groups_.count(), 0);
    live_.clear();
    live_.reserve(groups_.supporters.size());
    for (const Support& s : groups_.supporters) live_.push_back({s.index, groups_.weights[s.index], s.worth});
    live_ends_.assign(groups_.supporter_ends.begin() + 1, groups_.supporter_ends.end());
    rate_low_.assign(project_count, 0);
    assessed_in_.assign(project_count, not_bought);
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

// Finds the rate by Newton's method on the sum of min(money, rate * worth), which is concave: from below it never
// overshoots, and whatever supporters are taken for poor, (cost - their money) / worth of the others is a lower bound.
// Nothing when the project is certainly not affordable. Leaves the supporters that pay in full in rich_.
std::optional<EqualShares::Assessment> EqualShares::assess(std::uint32_t project) {
    if (last_assessed_ == project) return last_assessment_;
    last_assessed_ = project;
    last_assessment_ = groups_.worth_max > 1 ? assess_by_worth<true>(project) : assess_by_worth<false>(project);
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
    std::uint32_t kept = begin;
    // Who is poor can not be predicted: everyone is copied, and the next one overwrites whoever is not kept.
    rich_.resize(live_ends_[project] - begin + 1);
    std::size_t rich_count = 0;
    Wide total = 0;
    Wide rich_money = 0;
    Wide rich_money_min = start_scaled_;  // Of one voter.
    std::int64_t rich_weight = 0;
    for (std::uint32_t i = begin; i < live_ends_[project]; ++i) {
        // The groups lie far apart in memory; asking for them ahead of time hides most of the wait.
        constexpr std::uint32_t ahead = 24;
        if (i + ahead < live_ends_[project]) __builtin_prefetch(&money_[live_[i + ahead].group]);
        const Live supporter = live_[i];
        const Wide money_each = money_[supporter.group];
        if (money_each == spent) continue;
        live_[kept++] = supporter;
        const Wide money = times(money_each, supporter.weight);
        a.weight += supporter.weight;
        total += money;
        const bool is_rich = money_each >= times_worth(guess, supporter.worth);
        rich_[rich_count] = {money_each, supporter.weight, supporter.worth};
        rich_count += is_rich ? 1 : 0;
        rich_money += is_rich ? money : 0;
        rich_money_min = is_rich && money_each < rich_money_min ? money_each : rich_money_min;
        rich_weight += is_rich ? supporter.weight : 0;
        a.rich_worth += is_rich ? std::int64_t{supporter.weight} * supporter.worth : 0;
    }
    rich_.resize(rich_count);
    live_ends_[project] = kept;
    a.money = total;
    a.poor_money = total - rich_money;
    a.poor_weight = a.weight - rich_weight;
    if (total + error_ * a.weight < needed) return std::nullopt;
    a.rate_low = guess;
    while (a.rich_worth > 0) {
        const Wide quotient = (needed - a.poor_money) / a.rich_worth;
        a.rate = std::max(quotient, guess);
        a.rate_low = std::max(a.rate_low, quotient - error_ * a.poor_weight / a.rich_worth - 2);
        if (!worth_varies && rich_money_min >= a.rate) break;
        rich_money_min = start_scaled_;
        std::size_t left = 0;
        for (const Rich& r : rich_) {
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
    for (const Rich& r : rich_) {
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
    if (error_ > (Wide{1} << (bits_ / 2)) &&
        error_ > 4 * (Wide{groups_.worth_max} * static_cast<std::int64_t>(purchases_.size()) + 1)) {
        refresh_money();
    }
    const auto round = static_cast<std::uint32_t>(purchases_.size());
    while (!queue_.empty()) {
        const Candidate best = pop();
        auto assessment = assess(best.project);
        if (!assessment) continue;
        if (assessed_in_[best.project] != round) {
            assessed_in_[best.project] = round;
            push({published_low(best.project, assessment->rate_low), best.project});
            continue;
        }
        // Assessed in this round and still in front: only projects below its upper bound can be better.
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
            if (assessed_in_[next.project] == round) {
                contenders.push_back(next.project);
                continue;
            }
            assessed_in_[next.project] = round;
            if (const auto other = assess(next.project))
                push({published_low(next.project, other->rate_low), next.project});
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
        money_[payer.group] = std::max(Wide{0}, money_[payer.group] - times(purchase.rate, payer.worth));
        purchase.worth_max = std::max(purchase.worth_max, payer.worth);
    };
    const auto give_all = [&](const Live& payer) {
        money_[payer.group] = spent;
        emptied_round_[payer.group] = static_cast<std::uint32_t>(purchases_.size());
        purchase.emptied += payer.weight;
    };
    std::vector<Live> unclear;
    for (std::uint32_t i = groups_.supporter_ends[purchase.project]; i < live_ends_[purchase.project]; ++i) {
        const Live& payer = live_[i];
        const Wide money = money_[payer.group];
        if (money - error_ > times(rate_high, payer.worth)) {
            pay_in_full(payer);
        } else if (money + error_ < times(rate_low, payer.worth)) {
            give_all(payer);
            purchase.all_paid_in_full = false;
        } else {
            unclear.push_back(payer);
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
        const Wide money = money_[live_[i].group];
        if (money == spent) continue;
        total += times(money, live_[i].weight);
        weight_total += live_[i].weight;
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
        money_[group] = std::max(Wide{0}, money);
    }
    error_ = Wide{groups_.worth_max} * static_cast<std::int64_t>(purchases_.size()) + 1;
    last_assessed_ = not_bought;
}

const ExactRates& EqualShares::exact_rates() {
    learn_exact_rates();
    return *exact_;
}

}  // namespace gongyi::tally
