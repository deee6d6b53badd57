// Random elections: the tally against the slow reference, and what must hold whatever the ballots are.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <string>

#include "shared/tally/pb.h"
#include "shared/tally/tally.h"
#include "tests/support/tally_random.h"
#include "tests/support/tally_reference.h"

using namespace gongyi;
using namespace gongyi::tally;
using gongyi::test::all_rules;
using gongyi::test::ElectionShape;
using gongyi::test::random_election;
using gongyi::test::Rational;
using gongyi::test::ReferenceOutcome;

namespace {

std::string describe(const Rule& rule) {
    std::string text{name_of(rule.method)};
    text += " " + std::string{name_of(rule.utility)};
    if (rule.method == Method::mes) text += " " + std::string{name_of(rule.completion)};
    if (rule.method == Method::greedy) text += " " + std::string{name_of(rule.order)};
    if (rule.exhaustive) text += " exhaustive";
    if (rule.integral) text += " integral";
    if (skips(rule)) text += " skip";
    if (rule.threshold.part > 0) text += " threshold";
    return text;
}

Rational rational(const Fraction& fraction) {
    return Rational{fraction.numerator} / Rational{fraction.denominator};
}

void check_equal(const Election& election, const Rule& rule) {
    INFO(describe(rule));
    const Outcome outcome = tally::tally(election, rule);
    const ReferenceOutcome reference = test::reference_tally(election, rule);
    REQUIRE(outcome.selected == reference.selected);
    REQUIRE(outcome.cost == reference.cost);
    REQUIRE(outcome.rounds.size() == outcome.selected.size());
    for (std::size_t r = 0; r < reference.rates.size(); ++r)
        REQUIRE(rational(outcome.rounds[r].rate) == reference.rates[r]);
    if (rule.method == Method::mes) {
        REQUIRE(rational(outcome.start) == reference.start);
        REQUIRE(outcome.raised == reference.raised);
    }
}

// The numbers of the explanation are those of the reference, rounded as promised.
void check_explanation(const Election& election, const Rule& rule) {
    INFO(describe(rule));
    const Outcome outcome = tally::tally(election, rule);
    const ReferenceOutcome reference = test::reference_tally(election, rule);
    std::int64_t cost = 0;
    for (std::size_t r = 0; r < outcome.selected.size(); ++r) {
        const ProjectOutcome& project = outcome.projects[outcome.selected[r]];
        cost += election.projects[outcome.selected[r]].cost;
        REQUIRE(project.selected);
        REQUIRE(project.order == r + 1);
        REQUIRE(outcome.rounds[r].left == election.budget - cost);
    }
    REQUIRE(cost == outcome.cost);
    REQUIRE(cost <= election.budget);
    std::uint64_t voters = 0;
    for (const std::uint32_t count : outcome.funded_counts) voters += count;
    REQUIRE(voters == election.ballots.count());
    std::int64_t category_cost = 0;
    for (const CategoryShare& share : outcome.categories) category_cost += share.cost;
    REQUIRE(category_cost == cost);
    const auto votes = count_votes(election);
    for (std::uint32_t p = 0; p < votes.size(); ++p) {
        CAPTURE(p);
        const ProjectOutcome& project = outcome.projects[p];
        REQUIRE(project.votes == votes[p]);
        REQUIRE(project.selected == (project.verdict == Verdict::bought || project.verdict == Verdict::completed));
        if (rule.method == Method::greedy || project.verdict == Verdict::bought) continue;
        std::int64_t spent = 0;
        for (const Spending& spending : project.spent_on) {
            REQUIRE(spending.amount > 0);
            REQUIRE(outcome.projects[spending.project].selected);
            spent += spending.amount;
        }
        REQUIRE(project.start_money == project.money_behind + spent);
    }
    if (rule.method != Method::mes) return;
    for (std::size_t r = 0; r < reference.payments.size(); ++r) {
        Rational paid = 0;
        std::uint32_t payers = 0;
        for (const Rational& payment : reference.payments[r]) {
            paid += payment;
            if (payment > 0) ++payers;
        }
        REQUIRE(paid == election.projects[outcome.selected[r]].cost);
        if (paid > 0) REQUIRE(payers == outcome.rounds[r].payers);
    }
    for (const Rational& money : reference.money) REQUIRE(money >= 0);
    for (std::uint32_t p = 0; p < votes.size(); ++p) {
        const ProjectOutcome& project = outcome.projects[p];
        if (project.verdict != Verdict::too_little_money) continue;
        Rational behind = 0;
        for (std::uint32_t v = 0; v < election.ballots.count(); ++v) {
            const auto named = election.ballots.projects(v);
            const auto points = election.ballots.points(v);
            const auto at = std::find(named.begin(), named.end(), p) - named.begin();
            const auto i = static_cast<std::size_t>(at);
            const bool is_last = rule.utility == Utility::borda && i + 1 == named.size();
            if (i < named.size() && !is_last && (points.empty() || points[i] > 0)) behind += reference.money[v];
        }
        REQUIRE(project.money_behind ==
                static_cast<std::int64_t>(boost::multiprecision::cpp_int{numerator(behind) / denominator(behind)}));
        REQUIRE(project.missing == election.projects[p].cost - project.money_behind);
        REQUIRE(project.missing > 0);
    }
}

Election with_ballots_shuffled(const Election& election, SplitMix64& random) {
    std::vector<std::uint32_t> order(election.ballots.count());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    shuffle(order, random);
    Election shuffled = election;
    shuffled.ballots = {};
    for (const std::uint32_t ballot : order)
        shuffled.ballots.add(election.ballots.projects(ballot), election.ballots.points(ballot));
    return shuffled;
}

}  // namespace

TEST_CASE("the tally equals rational arithmetic on small elections", "[tally][sim]") {
    const auto seed = GENERATE(range(std::uint64_t{1}, std::uint64_t{250}));
    CAPTURE(seed);
    SplitMix64 random{seed};
    const Election election = random_election(random, {});
    for (const Rule& rule : all_rules(election.kind)) check_equal(election, rule);
}

TEST_CASE("the tally equals rational arithmetic on elections with many rounds", "[tally][sim]") {
    const auto seed = GENERATE(range(std::uint64_t{1}, std::uint64_t{13}));
    CAPTURE(seed);
    SplitMix64 random{seed * 1000};
    const Election election = random_election(random, {.projects_max = 30, .voters_max = 60, .cost_max = 200});
    for (const Rule& rule : all_rules(election.kind)) check_equal(election, rule);
}

TEST_CASE("explanations add up", "[tally][sim]") {
    const auto seed = GENERATE(range(std::uint64_t{1}, std::uint64_t{120}));
    CAPTURE(seed);
    SplitMix64 random{seed + 5000};
    const Election election = random_election(random, {});
    for (const Rule& rule : all_rules(election.kind)) check_explanation(election, rule);
}

TEST_CASE("the order of ballots does not matter", "[tally][sim]") {
    const auto seed = GENERATE(range(std::uint64_t{1}, std::uint64_t{60}));
    CAPTURE(seed);
    SplitMix64 random{seed + 7000};
    const Election election = random_election(random, {.projects_max = 10, .voters_max = 40, .cost_max = 50});
    const Election shuffled = with_ballots_shuffled(election, random);
    for (const Rule& rule : all_rules(election.kind)) {
        INFO(describe(rule));
        REQUIRE(tally::tally(election, rule) == tally::tally(shuffled, rule));
    }
}

TEST_CASE("one more supporter never costs a project its funding under greedy", "[tally][sim]") {
    const auto seed = GENERATE(range(std::uint64_t{1}, std::uint64_t{100}));
    CAPTURE(seed);
    SplitMix64 random{seed + 9000};
    const Election election = random_election(random, {});
    if (election.kind == BallotKind::ranking || has_points(election.kind)) return;
    for (const Rule& rule : all_rules(election.kind)) {
        if (rule.method != Method::greedy || rule.threshold.part != 0) continue;
        INFO(describe(rule));
        for (const std::uint32_t funded : tally::tally(election, rule).selected) {
            Election more = election;
            more.ballots.add(std::vector<std::uint32_t>{funded});
            REQUIRE(tally::tally(more, rule).projects[funded].selected);
        }
    }
}

TEST_CASE("random elections survive writing and reading", "[tally][pb][sim]") {
    const auto seed = GENERATE(range(std::uint64_t{1}, std::uint64_t{200}));
    CAPTURE(seed);
    SplitMix64 random{seed + 11000};
    Election election = random_election(random, {.projects_max = 12, .voters_max = 30, .cost_max = 1000});
    const auto again = read_pb(write_pb(election), {.keep_voter_columns = false});
    REQUIRE(again.has_value());
    REQUIRE(*again == election);
}

TEST_CASE("add1 in small currency units leaps to where unit steps would walk", "[tally][sim]") {
    const auto seed = GENERATE(range(std::uint64_t{1}, std::uint64_t{13}));
    CAPTURE(seed);
    SplitMix64 random{seed + 15000};
    const Election election = random_election(random, {.projects_max = 6, .voters_max = 7, .cost_max = 600});
    for (const Rule& rule : all_rules(election.kind)) {
        if (rule.completion == Completion::add1) check_equal(election, rule);
    }
}
