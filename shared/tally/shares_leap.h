// How far everyone's start can be raised before equal shares buys anything else, or in another order.
//
// The idea is ADD-OPT's (Kraiczy, Robinson, Elkind, "Streamlining Equal Shares", 2025): instead of adding one unit and
// counting again, find the next start at which something changes. Here a supporter may pay less than the others, so
// that money and payments move with the start along straight lines for as long as the same supporters pay in full. The
// lines' slopes and the crossings that would change a decision are bounded from the safe side in floating point: a leap
// that is found is certain, and one that is not found costs only time, because the next unit is then counted.
//
// What leaps can not do: a voter who turns from paying less to paying in full is a change point, although the same
// projects are bought. A city's thousands of distinct ballots, times its purchases, make those as dense as the units,
// however fine: raising 66,000 voters by 8,910 units took 8,796 runs of some 4 ms. So the time of add1 grows with the
// number of units that it raises by, as counting them one by one does; a finer currency is not finer for free. It ends
// at the latest when everybody could pay for everything, tells its progress after each purchase, and can be cancelled.
#pragma once

#include <cstdint>
#include <vector>

#include "shared/tally/counting.h"
#include "shared/tally/equal_shares.h"

namespace gongyi::tally {

class SharesLeap {
public:
    // All must outlive it. `shares` has completed a run.
    SharesLeap(const Counting& counting, const BallotGroups& groups, const EqualShares& shares);

    // A number of smallest units, 0 or more and not above `units_max`: with any start up to that much higher than that
    // of the run, equal shares buys the same projects in the same order.
    [[nodiscard]] double units_without_change(double units_max);

private:
    // What is known of a voter's money: value + slope * raise, with the slope somewhere between low and high.
    struct Money {
        double value = 0;
        double low = 1;
        double high = 1;
    };
    // A project's published rate is at least value + slope * raise.
    struct Line {
        double value = 0;
        double slope = 0;
        std::int64_t full_worth = 0;  // Not 0: nobody with money is poor, the rate for a worth of 1 is cost / this.
        double affordable_from = -1;  // Not below 0: not affordable before this raise.
    };
    struct Winner {
        std::uint32_t project = 0;
        double rate = 0;  // For a worth of 1.
        double slope_low = 0;
        double slope_high = 0;
        std::int64_t rich_worth = 0;
        bool all_rich = true;
    };

    [[nodiscard]] Winner follow(std::uint32_t round);
    void limit_by_payers(const Winner& winner, std::uint32_t round);
    void limit_by_rivals(const Winner& winner, std::uint32_t round);
    void limit_by_unbought();
    void pay(const Winner& winner, std::uint32_t round);
    [[nodiscard]] Line assess(std::uint32_t project, std::uint32_t round) const;
    [[nodiscard]] double crossing(const Line& line, std::uint32_t project, const Winner& winner) const;
    void limit(double gap, double closing);
    [[nodiscard]] double published(double rate, std::uint32_t project) const;

    const Counting& counting_;
    const BallotGroups& groups_;
    const EqualShares& shares_;
    bool by_cost_;
    double scale_;   // 2^-bits.
    double margin_;  // No money's value is further than this from the truth.
    double units_ = 0;
    std::vector<Money> money_{};
    std::vector<Line> lines_{};
};

}  // namespace gongyi::tally
