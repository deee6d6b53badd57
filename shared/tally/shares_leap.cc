#include "shared/tally/shares_leap.h"

#include <algorithm>
#include <cmath>

namespace gongyi::tally {

namespace {

// Many times what the roundings of a whole run can add up to, in relation to the start and to a slope.
constexpr double value_slack = 1e-8;
constexpr double slope_slack = 1e-8;

double lower(double slope) {
    return slope - slope_slack * (1 + std::abs(slope));
}
double upper(double slope) {
    return slope + slope_slack * (1 + std::abs(slope));
}

}  // namespace

SharesLeap::SharesLeap(const Counting& counting, const BallotGroups& groups, const EqualShares& shares)
    : counting_{counting},
      groups_{groups},
      shares_{shares},
      by_cost_{counting.rule.utility == Utility::cost},
      scale_{std::ldexp(1.0, -shares.bits())},
      margin_{static_cast<double>(shares.start_scaled()) * scale_ * value_slack},
      money_(groups.count(), Money{static_cast<double>(shares.start_scaled()) * scale_, 1, 1}),
      lines_(groups.votes.size()) {
    for (std::uint32_t p = 0; p < lines_.size(); ++p) {
        if (groups_.votes[p] == 0) continue;
        lines_[p].full_worth = groups_.worths[p];
        lines_[p].value = published(static_cast<double>(counting_.cost(p)) / static_cast<double>(groups_.worths[p]), p);
    }
}

double SharesLeap::published(double rate, std::uint32_t project) const {
    return by_cost_ ? rate / static_cast<double>(counting_.cost(project)) : rate;
}

// Two lines whose distance is `gap` and shrinks by `closing` per unit must not meet.
void SharesLeap::limit(double gap, double closing) {
    if (gap <= 0) units_ = 0;
    if (closing > 0) units_ = std::min(units_, gap / closing);
}

double SharesLeap::units_without_change(double units_max) {
    // One part in a million less than found, for the roundings of the division itself.
    units_ = units_max;
    for (std::uint32_t round = 0; round < shares_.purchases().size() && units_ >= 1; ++round) {
        if (counting_.cost(shares_.purchases()[round].project) == 0) continue;
        const Winner winner = follow(round);
        limit_by_payers(winner, round);
        limit_by_rivals(winner, round);
        pay(winner, round);
    }
    if (units_ >= 1) limit_by_unbought();
    return units_ < 1 ? 0 : units_ * (1 - 1e-6);
}

// How the rate of a purchase moves: it falls as the poor payers' money rises.
SharesLeap::Winner SharesLeap::follow(std::uint32_t round) {
    const SharesPurchase& purchase = shares_.purchases()[round];
    Winner winner{.project = purchase.project, .rate = static_cast<double>(purchase.rate) * scale_};
    double poor_low = 0;
    double poor_high = 0;
    for (const Support& supporter : groups_.supporters_of(purchase.project)) {
        const std::uint32_t emptied = shares_.emptied_in(supporter.index);
        if (emptied < round) continue;
        const double weight = groups_.weights[supporter.index];
        if (emptied == round) {
            winner.all_rich = false;
            poor_low += weight * money_[supporter.index].low;
            poor_high += weight * money_[supporter.index].high;
        } else {
            winner.rich_worth += std::int64_t{groups_.weights[supporter.index]} * supporter.worth;
        }
    }
    if (winner.all_rich) return winner;
    if (winner.rich_worth == 0) {
        units_ = 0;  // Everyone gave exactly all there was.
        return winner;
    }
    winner.slope_low = lower(-upper(poor_high) / static_cast<double>(winner.rich_worth));
    winner.slope_high = upper(-lower(poor_low) / static_cast<double>(winner.rich_worth));
    return winner;
}

// Poor payers must stay poor, and the others must be able to pay in full.
void SharesLeap::limit_by_payers(const Winner& winner, std::uint32_t round) {
    for (const Support& supporter : groups_.supporters_of(winner.project)) {
        const std::uint32_t emptied = shares_.emptied_in(supporter.index);
        if (emptied < round || units_ < 1) continue;
        const Money& money = money_[supporter.index];
        const double payment = winner.rate * supporter.worth;
        const double margin = 2 * margin_ + payment * value_slack;
        if (emptied == round) {
            limit(payment - money.value - margin, money.high - winner.slope_low * supporter.worth);
        } else {
            limit(money.value - payment - margin, winner.slope_high * supporter.worth - money.low);
        }
    }
}

// A lower bound on a project's rate before a purchase, from the supporters that are poor at the run's own start.
SharesLeap::Line SharesLeap::assess(std::uint32_t project, std::uint32_t round) const {
    const double cost = static_cast<double>(counting_.cost(project));
    Line line;
    double total = 0;
    double total_high = 0;
    double weights = 0;
    std::int64_t worth = 0;
    for (const Support& supporter : groups_.supporters_of(project)) {
        if (shares_.emptied_in(supporter.index) < round) continue;
        const double weight = groups_.weights[supporter.index];
        weights += weight;
        total += weight * money_[supporter.index].value;
        total_high += weight * money_[supporter.index].high;
        worth += std::int64_t{groups_.weights[supporter.index]} * supporter.worth;
    }
    if (total + weights * margin_ < cost) {
        line.affordable_from = total_high <= 0 ? 1e300 : (cost - total - weights * margin_) / upper(total_high);
        return line;
    }
    double poor = 0;
    double poor_high = 0;
    double poor_weights = 0;
    double rate = cost / static_cast<double>(worth);
    std::int64_t rich_worth = worth;
    for (bool moved = true; moved;) {
        moved = false;
        poor = poor_high = poor_weights = 0;
        rich_worth = 0;
        for (const Support& supporter : groups_.supporters_of(project)) {
            if (shares_.emptied_in(supporter.index) < round) continue;
            const Money& money = money_[supporter.index];
            const double weight = groups_.weights[supporter.index];
            if (money.value < rate * supporter.worth) {
                poor += weight * money.value;
                poor_high += weight * money.high;
                poor_weights += weight;
            } else {
                rich_worth += std::int64_t{groups_.weights[supporter.index]} * supporter.worth;
            }
        }
        if (rich_worth == 0) {
            line.affordable_from = 0;
            return line;
        }
        const double next = (cost - poor) / static_cast<double>(rich_worth);
        moved = next > rate * (1 + 1e-12);
        rate = next;
    }
    const double rich = static_cast<double>(rich_worth);
    if (poor_weights == 0) line.full_worth = rich_worth;
    line.value = published(rate - poor_weights * margin_ / rich - rate * value_slack, project);
    line.slope = poor_weights == 0 ? 0 : published(lower(-upper(poor_high) / rich), project);
    if (poor_weights == 0) line.value = published(rate, project);
    return line;
}

// The raise before which the winner certainly stays better than a project with this line.
double SharesLeap::crossing(const Line& line, std::uint32_t project, const Winner& winner) const {
    if (line.affordable_from >= 0) return line.affordable_from;
    if (line.full_worth > 0 && winner.all_rich) {
        // Both rates stay what they are, and are compared exactly. Under the utility cost the cost cancels out.
        const Wide rival = by_cost_ ? Wide{winner.rich_worth} : Wide{counting_.cost(project)} * winner.rich_worth;
        const Wide best = by_cost_ ? Wide{line.full_worth} : Wide{counting_.cost(winner.project)} * line.full_worth;
        if (rival > best) return 1e300;
        return rival == best && counting_.ties.prefers(winner.project, project) ? 1e300 : 0;
    }
    const double best = published(winner.rate, winner.project);
    const double gap = line.value - best - (line.value + best) * value_slack - published(margin_, winner.project);
    if (gap <= 0) return 0;
    const double closing = upper(published(winner.slope_high, winner.project)) - line.slope;
    return closing <= 0 ? 1e300 : gap / closing;
}

void SharesLeap::limit_by_rivals(const Winner& winner, std::uint32_t round) {
    for (std::uint32_t p = 0; p < lines_.size() && units_ >= 1; ++p) {
        const bool is_open =
            groups_.votes[p] > 0 && p != winner.project && (!shares_.is_bought(p) || shares_.round_of(p) > round);
        // What held in an earlier round holds now: rates rise as money is spent.
        if (!is_open || crossing(lines_[p], p, winner) >= units_) continue;
        lines_[p] = assess(p, round);
        units_ = std::min(units_, crossing(lines_[p], p, winner));
    }
}

void SharesLeap::limit_by_unbought() {
    const auto end = static_cast<std::uint32_t>(shares_.purchases().size());
    for (std::uint32_t p = 0; p < lines_.size(); ++p) {
        if (groups_.votes[p] == 0 || shares_.is_bought(p)) continue;
        const Line line = assess(p, end);
        units_ = std::min(units_, std::max(0.0, line.affordable_from));
    }
}

void SharesLeap::pay(const Winner& winner, std::uint32_t round) {
    for (const Support& supporter : groups_.supporters_of(winner.project)) {
        if (shares_.emptied_in(supporter.index) <= round) continue;
        Money& money = money_[supporter.index];
        money.value -= winner.rate * supporter.worth;
        if (winner.all_rich) continue;
        money.low = lower(money.low - winner.slope_high * supporter.worth);
        money.high = upper(money.high - winner.slope_low * supporter.worth);
    }
}

}  // namespace gongyi::tally
