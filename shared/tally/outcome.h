// What a tally found, and why: enough for a page to explain every project in numbers that add up.
//
// Money is in the election's smallest units (see amount_decimals). Where an exact amount is no whole number of them it
// is rounded as the field says; Fraction holds exact values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shared/tally/election.h"
#include "shared/tally/rule.h"

namespace gongyi::tally {

// An exact rational in lowest terms: decimal digits, the denominator above 0. "0" / "1" for nothing.
struct Fraction {
    std::string numerator = "0";
    std::string denominator = "1";
    double approximate = 0;  // To about 15 digits, for display.
    friend bool operator==(const Fraction&, const Fraction&) = default;
};

// Why a project was funded or not.
enum class Verdict : std::uint8_t {
    bought,            // By the rule itself.
    completed,         // By the greedy completion of equal shares.
    too_little_money,  // Equal shares: its supporters' money no longer covered the cost.
    over_budget,       // Its turn came, and it did not fit into what was left.
    after_stop,        // The rule stopped before its turn: at a project that did not fit.
    below_threshold,   // Below the floor of support: it took no part.
    no_supporters,     // Nobody gives it a positive worth, and the rule buys nothing without.
};
[[nodiscard]] std::string_view name_of(Verdict verdict);

// Money of a project's supporters that went to a winner.
struct Spending {
    std::uint32_t project = 0;
    std::int64_t amount = 0;
    friend bool operator==(const Spending&, const Spending&) = default;
};

// Everything about one project. "Supporters" are its voters with a positive worth; with the usual utilities, its votes.
struct ProjectOutcome {
    std::uint32_t votes = 0;  // Valid ballots that name it (with points above 0 where there are points).
    std::int64_t score =
        0;  // The sum of what it is worth, cost counted as 1 (GreedyOrder::votes); points in their units.
    bool selected = false;
    Verdict verdict = Verdict::over_budget;
    std::uint32_t order = 0;  // Place among the selected, from 1; 0 when not selected.
    // Equal shares and Phragmén: its supporters' money when it was decided: just before it was bought, or at the end.
    // Rounded down. Greedy: what was left of the budget when its turn came.
    std::int64_t money_behind = 0;
    std::int64_t missing = 0;  // cost - money_behind where that is above 0 and it was not selected; else 0.
    // Equal shares and Phragmén, not bought by the rule: the money its supporters had at the start (Phragmén: earned
    // until the end), and where it went, in the order of purchase. start_money = money_behind + the sum of spent_on,
    // exactly; each amount is rounded to a neighbouring unit for that.
    std::int64_t start_money = 0;
    std::vector<Spending> spent_on{};
    friend bool operator==(const ProjectOutcome&, const ProjectOutcome&) = default;
};

// One purchase, in order.
struct Round {
    std::uint32_t project = 0;
    bool completion = false;  // Bought by the greedy completion.
    std::int64_t left = 0;    // Of the budget, after this purchase.
    // Equal shares: the rate, in smallest money units per smallest unit of worth (cost: money per money, thus a pure
    // number, 1 / effective votes). Phragmén: the time of purchase, money earned by then per voter. Greedy: 0.
    Fraction rate{};
    // What each voter with the largest worth paid who could pay in full (under the utilities cost and cardinality:
    // everyone who had enough, while the others gave all they had). Phragmén: what the supporter who had saved
    // for longest paid. In smallest units.
    Fraction payment_max{};
    std::uint32_t payers = 0;   // Equal shares and Phragmén: supporters who paid something.
    std::uint32_t emptied = 0;  // Those of them who gave all they had left.
    friend bool operator==(const Round&, const Round&) = default;
};

enum class TieBreak : std::uint8_t { cost, votes, seed, id };
[[nodiscard]] std::string_view name_of(TieBreak tie_break);

// Projects that were equal when one had to be taken.
struct Tie {
    std::uint32_t order = 0;                // Which purchase, from 1; one more than the last for a place nobody got.
    std::vector<std::uint32_t> projects{};  // In the order of preference: the first was taken.
    TieBreak by = TieBreak::cost;           // What put the first before the second.
    friend bool operator==(const Tie&, const Tie&) = default;
};

struct CategoryShare {
    std::string category{};   // "" for projects without one. A project of several counts for the first.
    std::uint64_t votes = 0;  // All votes for its projects.
    std::int64_t cost = 0;    // Of its funded projects.
    std::uint32_t projects = 0;
    std::uint32_t selected = 0;
    friend bool operator==(const CategoryShare&, const CategoryShare&) = default;
};

struct Outcome {
    Rule rule{};
    std::vector<std::uint32_t> selected{};   // In the order of selection.
    std::int64_t cost = 0;                   // Of the selected together; never above the budget.
    std::vector<ProjectOutcome> projects{};  // Parallel to Election::projects.
    std::vector<Round> rounds{};             // Parallel to selected.
    // funded_counts[k]: valid ballots that name exactly k selected projects; as long as needed, at least one entry.
    std::vector<std::uint32_t> funded_counts{};
    // Steps in which equal projects competed and not all of them were funded in the end.
    std::vector<Tie> ties{};
    std::vector<CategoryShare> categories{};  // In the order in which they first appear.
    // Equal shares: what everyone started with in the run that is the outcome, in smallest units, and how many units of
    // currency add1 had put on top.
    Fraction start{};
    std::uint64_t raised = 0;
    friend bool operator==(const Outcome&, const Outcome&) = default;
};

// How two outcomes of one election differ.
struct Comparison {
    std::vector<std::uint32_t> only_first{};   // Selected by the first alone, in its order.
    std::vector<std::uint32_t> only_second{};  // Selected by the second alone, in its order.
    std::int64_t cost_difference = 0;          // Second minus first.
    // Valid ballots that name more selected projects in the first, in the second, and equally many.
    std::uint32_t prefer_first = 0;
    std::uint32_t prefer_second = 0;
    std::uint32_t indifferent = 0;
    // Valid ballots with no selected project.
    std::uint32_t without_first = 0;
    std::uint32_t without_second = 0;
    friend bool operator==(const Comparison&, const Comparison&) = default;
};
[[nodiscard]] Comparison compare(const Election& election, const Outcome& first, const Outcome& second);

}  // namespace gongyi::tally
