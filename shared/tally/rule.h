// Which rule turns ballots into an outcome, with every choice that a community publishes before voting.
//
// Definitions, with B the budget, n the valid ballots, u_i(p) what project p is worth to voter i, and the supporters of
// p those with u_i(p) > 0. Before any rule runs, the floor of support (Rule::min_votes, min_points, threshold) takes
// out the projects that too few voted for; the rule then runs as if those had not been there, except that their voters
// count among the n. No completion brings them back.
//
//   greedy     Takes projects by falling score, skipping those that no longer fit. See GreedyOrder. Projects without
//              any vote come last, and are funded too when they fit and there is no floor of support.
//   mes        Method of Equal Shares (Peters, Pierczyński, Skowron 2021). Everyone starts with B / n. A project is
//              affordable at rate rho when its supporters' min(money, rho * u_i(p)) add up to its cost; the project
//              with the smallest rho is bought, until none is affordable. A project without supporters is never bought.
//   phragmen   Sequential Phragmén. Every voter earns at unit speed; a project is bought as soon as its supporters'
//              money covers its cost, and takes all of it. Stops when a project that is next would break the
//              budget, even if another one that is next at the same time would not. Projects dearer than B take no
//              part. Projects without supporters come last, at no finite time, under the same stop.
// Ties in each step: lowest cost, then most votes, then the order drawn from the seed; without a seed the id as text,
// byte by byte.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/expected.h"
#include "shared/tally/election.h"

namespace gongyi::tally {

enum class Method : std::uint8_t { greedy, mes, phragmen };

// What a funded project is worth to a voter who named it.
//                approval, choose-1, knapsack   cumulative, scoring          ranking
//   cost         its cost                       its cost if points > 0       its cost
//   cardinality  1                              1 if points > 0              1
//   points       refused                        the points given             refused
//   borda        refused                        refused                      projects ranked below it on that ballot
// Negative points make nobody a supporter; greedy subtracts them.
enum class Utility : std::uint8_t { cost, cardinality, points, borda };

// What follows when equal shares can afford nothing more.
//   none     Nothing.
//   greedy   Greedy with what is left of B: by votes under the utilities cost and cardinality, by total worth per cost
//            under points and Borda.
//   add1     Everyone's start is raised by one unit of currency (1.00, not the smallest unit) and the method runs
//   again,
//            until the outcome would cost more than B; the last one that did not is kept. With `exhaustive` it already
//            stops at an outcome to which no supported project can be added within B.
//   add1u    add1, then greedy with what is left.
enum class Completion : std::uint8_t { none, greedy, add1, add1u };

// The score that greedy sorts by, highest first. A vote is worth 1 under the utilities cost and cardinality, and as
// many as the points or the Borda score under the others.
//   votes           The sum of that.
//   votes_per_cost  The same divided by the cost. A free project with votes comes first.
enum class GreedyOrder : std::uint8_t { votes, votes_per_cost };

// The order in which the greedy completion of equal shares takes projects.
[[nodiscard]] constexpr GreedyOrder completion_order(Utility utility) {
    return utility == Utility::cost || utility == Utility::cardinality ? GreedyOrder::votes
                                                                       : GreedyOrder::votes_per_cost;
}

// A fraction of all valid ballots: 3 % is {3, 100}.
struct Share {
    std::int64_t part = 0;
    std::int64_t whole = 1;  // 1 to 1'000'000'000'000.
    friend bool operator==(const Share&, const Share&) = default;
};
inline constexpr std::int64_t share_whole_max = 1'000'000'000'000;

struct Rule {
    Method method = Method::mes;
    Utility utility = Utility::cost;
    Completion completion = Completion::none;  // Equal shares alone.
    GreedyOrder order = GreedyOrder::votes;    // Greedy alone.
    bool exhaustive =
        false;              // Equal shares: the exhaustive stop. Without add1 nothing is raised that could be stopped.
    bool integral = false;  // Equal shares: everyone starts with floor(B / n) in whole units of currency, not B / n.
    // Greedy and Phragmén: whether to go on after a project that does not fit, or to stop there. By default greedy
    // goes on and Phragmén stops. The greedy completion of equal shares always goes on.
    std::optional<bool> skip{};
    // The floor of support; a project that misses any part of it takes no part in the count (Verdict::below_threshold).
    // What is compared is ProjectOutcome::votes: the valid ballots that name the project (with points above 0 where
    // there are points), whatever a vote is worth under the utility.
    std::int64_t min_votes = 0;  // votes >= min_votes. 0: none.
    Share threshold{};           // votes * whole >= part * valid ballots, exactly; an empty ballot counts among these.
    // Kinds with points alone, in their units: the sum of the points given to the project, >= min_points. 0: none.
    // Pabulib's min_project_score_threshold is this where there are points, and min_votes for approvals.
    std::int64_t min_points = 0;
    // Published before voting. Projects in the order of their ids as text are shuffled with SplitMix64 (shared/base/
    // random.h) seeded with it; the earlier one wins a tie that cost and votes leave open.
    std::optional<std::uint64_t> seed{};
    friend bool operator==(const Rule&, const Rule&) = default;
};

// Whether this rule goes on after a project that does not fit.
[[nodiscard]] constexpr bool skips(const Rule& rule) {
    return rule.skip.value_or(rule.method == Method::greedy);
}

[[nodiscard]] std::string_view name_of(Method method);
[[nodiscard]] std::string_view name_of(Utility utility);
[[nodiscard]] std::string_view name_of(Completion completion);
[[nodiscard]] std::string_view name_of(GreedyOrder order);
// The value so named, or a sentence that names the unknown word and the known ones.
[[nodiscard]] Expected<Method, std::string> method_from(std::string_view name);
[[nodiscard]] Expected<Utility, std::string> utility_from(std::string_view name);
[[nodiscard]] Expected<Completion, std::string> completion_from(std::string_view name);
[[nodiscard]] Expected<GreedyOrder, std::string> greedy_order_from(std::string_view name);
// "0.05" or "5%": 0 to 1.
[[nodiscard]] Expected<Share, std::string> share_from(std::string_view text);

// How many votes the floor asks for where `ballots` valid ones were cast: the larger of min_votes and the share,
// rounded up. 0: none.
[[nodiscard]] std::int64_t votes_needed(const Rule& rule, std::int64_t ballots);

// The floor of a file's election, which its META may set (min_project_score_threshold): a whole number, of votes for
// approval, choose-1 and knapsack ballots, of points where there are points. For rankings Pabulib's score is a count
// of its own that is not made here. Without one that is understood: one vote.
struct Floor {
    std::int64_t min_votes = 1;
    std::int64_t min_points = 0;
    bool is_understood = true;  // False: the file sets one that could not be used.
};
inline constexpr std::string_view floor_key = "min_project_score_threshold";
[[nodiscard]] Floor floor_of(const Election& election);

// What uses all that a kind of ballot says: cost for approvals, points where there are points, Borda for rankings.
[[nodiscard]] Utility default_utility(BallotKind kind);

// A sentence that says why this rule can not count ballots of this kind, or nothing if it can.
[[nodiscard]] std::optional<std::string> refuse(const Rule& rule, BallotKind kind);

}  // namespace gongyi::tally
