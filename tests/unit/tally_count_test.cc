// Small elections whose outcome is worked out by hand in the comments.
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "shared/tally/pb.h"
#include "shared/tally/tally.h"

using namespace gongyi::tally;

namespace {

// "a:3 b:2" with ballots "a,b|a|" (separated by bars): costs and choices of a small election.
Election make(const std::string& kind, const std::string& budget, const std::string& projects,
              const std::string& votes) {
    const auto election = read_pb("META\nkey;value\nbudget;" + budget + "\nvote_type;" + kind +
                                  "\nPROJECTS\nproject_id;cost\n" + projects + "VOTES\nvoter_id;vote;points\n" + votes);
    if (!election) FAIL(election.error().line << ": " << election.error().what);
    return *election;
}

std::string selected(const Election& election, const Outcome& outcome) {
    std::string ids;
    for (const std::uint32_t p : outcome.selected) ids += election.projects[p].id;
    return ids;
}

std::string count(const Election& election, const Rule& rule) {
    return selected(election, tally(election, rule));
}

const std::string five_votes = "1;a,b;\n2;a;\n3;a,c;\n4;b;\n5;c;\n";

}  // namespace

TEST_CASE("greedy takes projects by votes and skips what does not fit", "[tally][greedy]") {
    // a has 3 votes, b and c 2 each; c is cheaper than b.
    const Election election = make("approval", "10", "a;6\nb;5\nc;4\n", five_votes);
    CHECK(count(election, {.method = Method::greedy}) == "ac");
    // Per cost: a 3/6, b 2/5, c 2/4. a and c are equal; c costs less.
    CHECK(count(election, {.method = Method::greedy, .order = GreedyOrder::votes_per_cost}) == "ca");
    const Election dear = make("approval", "8", "a;6\nb;5\nc;4\nd;2\n", five_votes + "6;b;\n7;d;\n");
    // a and b have 3 votes: b costs less. a and c no longer fit, d does.
    CHECK(count(dear, {.method = Method::greedy}) == "bd");
    CHECK(count(dear, {.method = Method::greedy, .skip = false}) == "b");
    // d has 1 of 7 votes.
    CHECK(count(dear, {.method = Method::greedy, .threshold = {1, 7}}) == "bd");
    CHECK(count(dear, {.method = Method::greedy, .threshold = {2, 7}}) == "b");
}

TEST_CASE("the floor of support takes projects out before any rule runs", "[tally][floor]") {
    // Nobody votes for d; e is free and nobody votes for it. 5 ballots, the last of them empty.
    const Election election = make("approval", "20", "a;6\nb;5\nc;4\nd;1\ne;0\n", "1;a,b;\n2;a;\n3;a,c;\n4;b;\n5;;\n");
    // Without a floor d and e come last, the cheaper one first.
    CHECK(count(election, {.method = Method::greedy}) == "abced");
    CHECK(count(election, {.method = Method::greedy, .min_votes = 1}) == "abc");
    CHECK(count(election, {.method = Method::greedy, .min_votes = 2}) == "ab");
    CHECK(count(election, {.method = Method::greedy, .min_votes = 3}) == "a");
    // No completion brings them back, and Phragmén does not take them last.
    for (const Completion completion : {Completion::greedy, Completion::add1u}) {
        CHECK(count(election, {.completion = completion, .min_votes = 1}).find_first_of("de") == std::string::npos);
        CHECK(count(election, {.completion = completion}).find_first_of("de") != std::string::npos);
    }
    CHECK(count(election, {.method = Method::phragmen, .min_votes = 1}).find_first_of("de") == std::string::npos);
    // A share is one of all valid ballots, the empty one too, and exact: b's 2 of 5 are 40 %, and less than 40.01 %.
    CHECK(count(election, {.method = Method::greedy, .threshold = {40, 100}}) == "ab");
    CHECK(count(election, {.method = Method::greedy, .threshold = {4'001, 10'000}}) == "a");
    const Outcome outcome = tally(election, {.method = Method::greedy, .min_votes = 1});
    CHECK(outcome.projects[3].verdict == Verdict::below_threshold);
    CHECK(outcome.projects[4].verdict == Verdict::below_threshold);
    CHECK(outcome.projects[3].missing == 0);
    // A share of 0 and no ballot at all.
    CHECK(votes_needed({.threshold = {1, 3}}, 0) == 0);
    CHECK(votes_needed({.threshold = {1, 3}}, 3) == 1);
    CHECK(votes_needed({.threshold = {1, 3}}, 4) == 2);
    CHECK(votes_needed({.min_votes = 3, .threshold = {1, 3}}, 4) == 3);
    CHECK(refuse({.min_points = 1}, BallotKind::approval));
    CHECK(refuse({.min_votes = -1}, BallotKind::approval));
}

TEST_CASE("a file's floor is of votes for approvals and of points where there are points", "[tally][floor]") {
    const auto with = [](const std::string& kind, const std::string& floor, const std::string& points) {
        return make(kind + "\nmin_project_score_threshold;" + floor, "20", "a;6\nb;5\n", "1;a,b;" + points + "\n");
    };
    const Floor votes = floor_of(with("approval", "300", ""));
    CHECK(votes.min_votes == 300);
    CHECK(votes.min_points == 0);
    const Election election = with("scoring", "3", "2,3");
    const Floor points = floor_of(election);
    CHECK(points.min_votes == 0);
    CHECK(points.min_points == 3);
    CHECK(count(election, {.method = Method::greedy, .utility = Utility::points, .min_points = 3}) == "b");
    for (const char* odd : {"-1", "many", "1.5"}) {
        CAPTURE(odd);
        CHECK_FALSE(floor_of(with("approval", odd, "")).is_understood);
        CHECK(floor_of(with("approval", odd, "")).min_votes == 1);
    }
    CHECK_FALSE(floor_of(with("ordinal", "30", "")).is_understood);
}

TEST_CASE("equal shares buys by effective votes", "[tally][mes]") {
    // Everyone has 2. a: 3 voters pay 2 each of 6. Then b is left with the 2 of voter 4, and c with that of voter 5.
    const Election election = make("approval", "10", "a;6\nb;4\nc;4\n", five_votes);
    const Outcome outcome = tally(election, {.method = Method::mes});
    CHECK(selected(election, outcome) == "a");
    CHECK(outcome.rounds[0].rate.numerator == "1");  // 1 / 3 effective votes.
    CHECK(outcome.rounds[0].rate.denominator == "3");
    CHECK(outcome.rounds[0].payment_max.numerator == "2");
    CHECK(outcome.rounds[0].emptied == 3);
    CHECK(outcome.projects[1].verdict == Verdict::too_little_money);
    CHECK(outcome.projects[1].money_behind == 2);
    CHECK(outcome.projects[1].missing == 2);
    CHECK(outcome.projects[1].start_money == 4);
    REQUIRE(outcome.projects[1].spent_on.size() == 1);
    CHECK(outcome.projects[1].spent_on[0] == Spending{0, 2});
    CHECK(outcome.funded_counts == std::vector<std::uint32_t>{2, 3});
    // Completed by votes: b and c are equal in everything but the id.
    const Outcome completed = tally(election, {.method = Method::mes, .completion = Completion::greedy});
    CHECK(selected(election, completed) == "ab");
    CHECK(completed.projects[1].verdict == Verdict::completed);
    REQUIRE(completed.ties.size() == 1);
    CHECK(completed.ties[0] == Tie{2, {1, 2}, TieBreak::id});
    // With 3 each b and c both become affordable, which is too much.
    CHECK(count(election, {.method = Method::mes, .completion = Completion::add1}) == "a");
    // With c at 5 it takes 4 each to make c affordable: the outcome with 3 each stays.
    const Election dearer = make("approval", "10", "a;6\nb;4\nc;5\n", five_votes);
    const Outcome raised = tally(dearer, {.method = Method::mes, .completion = Completion::add1});
    CHECK(selected(dearer, raised) == "ab");
    CHECK(raised.raised == 1);
}

TEST_CASE("a project that takes all the money is affordable", "[tally][mes]") {
    // 7 voters share 10: floating point would find a sum below 10.
    std::string votes;
    for (int i = 0; i < 7; ++i) votes += std::to_string(i) + ";a;\n";
    const Election election = make("choose-1", "10", "a;10\n", votes);
    CHECK(count(election, {.method = Method::mes}) == "a");
    // With whole units there are 7 of 10.
    CHECK(count(election, {.method = Method::mes, .integral = true}).empty());
    CHECK(count(election, {.method = Method::mes, .completion = Completion::add1, .integral = true}) == "a");
}

TEST_CASE("add1 does not crawl to what a withdrawn project would take", "[tally][mes]") {
    // Both voters paid in full for a and b; from there nothing changes until w's one voter has its cost.
    const Election election = make("approval", "20", "a;6\nb;4\nw;999999999\n", "1;a,b;\n2;a,w;\n");
    const Outcome outcome = tally(election, {.method = Method::mes, .completion = Completion::add1});
    CHECK(selected(election, outcome) == "ab");
    CHECK(outcome.raised == 999'999'999 - 10 - 1 + 3);
    CHECK(outcome.start.numerator == "1000000001");
}

TEST_CASE("points count as worth", "[tally][mes]") {
    // Everyone has 6. a: rate 6 / (3 + 1) = 1.5 per point, which voter 1 pays with 4.5 and voter 2 with 1.5.
    // b: rate 6 / 5 = 1.2: voter 2 pays 6. b is bought first; then a has voter 1's 6 alone.
    const Election election = make("cumulative", "12", "a;6\nb;6\n", "1;a;3\n2;a,b;1,5\n");
    const Outcome outcome = tally(election, {.method = Method::mes, .utility = Utility::points});
    CHECK(selected(election, outcome) == "ba");
    CHECK(outcome.rounds[0].rate.numerator == "6");
    CHECK(outcome.rounds[0].rate.denominator == "5");
    CHECK(outcome.rounds[1].rate.numerator == "2");
    CHECK(count(election, {.method = Method::greedy, .utility = Utility::points}) == "ba");
}

TEST_CASE("rankings count by Borda", "[tally][greedy]") {
    // a: 2 + 0, b: 1 + 1, c: 0 + 2 with ballots abc and cba; all 2, so by cost.
    const Election election = make("ordinal", "5", "a;3\nb;2\nc;4\n", "1;a,b,c;\n2;c,b,a;\n");
    CHECK(count(election, {.method = Method::greedy, .utility = Utility::borda}) == "ba");
    const Election more = make("ordinal", "5", "a;3\nb;2\nc;4\n", "1;a,b,c;\n2;c,b,a;\n3;c,a,b;\n");
    CHECK(count(more, {.method = Method::greedy, .utility = Utility::borda}) == "c");
}

TEST_CASE("Phragmén buys when supporters have earned the cost", "[tally][phragmen]") {
    // a at time 2 with 3 voters; then b and c at 7/2, each with a voter who has 3/2 since and one who has 7/2. b by id.
    const Election election = make("approval", "12", "a;6\nb;5\nc;5\n", five_votes);
    const Outcome outcome = tally(election, {.method = Method::phragmen});
    CHECK(selected(election, outcome) == "ab");
    CHECK(outcome.rounds[0].rate.numerator == "2");
    CHECK(outcome.rounds[1].rate.numerator == "7");
    CHECK(outcome.rounds[1].rate.denominator == "2");
    CHECK(outcome.rounds[1].payment_max.numerator == "7");
    CHECK(outcome.projects[2].verdict == Verdict::over_budget);
    CHECK(outcome.projects[2].money_behind == 5);
    CHECK(outcome.projects[2].start_money == 7);
    CHECK(outcome.projects[2].spent_on == std::vector<Spending>{{0, 2}});
    REQUIRE(outcome.ties.size() == 1);
    CHECK(outcome.ties[0].by == TieBreak::id);
    // c is next and would break the budget: the rule stops, although d would fit.
    const std::string four = "a;6\nb;5\nc;5\nd;1\n";
    CHECK(count(make("approval", "13", four, five_votes + "6;d;\n"), {.method = Method::phragmen}) == "dab");
    const Election stopping = make("approval", "12", four, five_votes);
    CHECK(count(stopping, {.method = Method::phragmen}) == "ab");
    CHECK(count(stopping, {.method = Method::phragmen, .skip = true}) == "abd");
}

TEST_CASE("a seed orders what cost and votes leave open", "[tally][ties]") {
    const Election election = make("approval", "1", "a;1\nb;1\nc;1\nd;1\n", "1;a,b,c,d;\n");
    std::string seen;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const Outcome outcome = tally(election, {.method = Method::greedy, .seed = seed});
        const std::string first = selected(election, outcome);
        CHECK(first == count(election, {.method = Method::mes, .seed = seed}));
        CHECK(first == count(election, {.method = Method::phragmen, .seed = seed}));
        REQUIRE(outcome.ties.size() == 1);
        CHECK(outcome.ties[0].by == TieBreak::seed);
        CHECK(outcome.ties[0].projects.size() == 4);
        if (seen.find(first) == std::string::npos) seen += first;
    }
    CHECK(seen.size() == 4);
}

TEST_CASE("an election without ballots, projects or money has an outcome", "[tally]") {
    for (const Method method : {Method::greedy, Method::mes, Method::phragmen}) {
        CHECK(count(make("approval", "10", "", ""), {.method = method}).empty());
        CHECK(count(make("approval", "10", "", "1;;\n"), {.method = method}).empty());
        CHECK(count(make("approval", "0", "a;1\n", "1;a;\n"), {.method = method}).empty());
    }
    CHECK(count(make("approval", "10", "a;1\n", ""), {.method = Method::mes, .completion = Completion::add1u}) == "a");
}

TEST_CASE("a free project is bought where it is worth something", "[tally][mes]") {
    const Election election = make("approval", "4", "a;0\nb;4\n", "1;a,b;\n");
    CHECK(count(election, {.method = Method::mes}) == "b");  // Under the utility cost it is worth nothing.
    CHECK(count(election, {.method = Method::mes, .utility = Utility::cardinality}) == "ab");
    CHECK(count(election, {.method = Method::phragmen}) == "ab");
}

TEST_CASE("rules that have no meaning are refused by name", "[tally][rule]") {
    const auto refused = [](const Rule& rule, BallotKind kind) { return refuse(rule, kind).value_or(""); };
    CHECK(refused({.utility = Utility::points}, BallotKind::approval).find("points") != std::string::npos);
    CHECK(refused({.utility = Utility::borda}, BallotKind::scoring).find("borda") != std::string::npos);
    CHECK(refused({.method = Method::greedy, .completion = Completion::add1}, BallotKind::approval).find("add1") !=
          std::string::npos);
    CHECK_FALSE(refused({.method = Method::phragmen, .exhaustive = true}, BallotKind::approval).empty());
    CHECK_FALSE(refused({.method = Method::phragmen, .integral = true}, BallotKind::approval).empty());
    CHECK_FALSE(refused({.method = Method::mes, .order = GreedyOrder::votes_per_cost}, BallotKind::approval).empty());
    CHECK_FALSE(refused({.method = Method::mes, .skip = true}, BallotKind::approval).empty());
    CHECK_FALSE(refused({.threshold = {2, 1}}, BallotKind::approval).empty());
    CHECK(refused({}, BallotKind::approval).empty());
    CHECK(method_from("mes") == Method::mes);
    CHECK(method_from("borda").error() == "There is no rule \"borda\"; there are greedy, mes, phragmen.");
    CHECK(share_from("5%") == Share{5, 100});
    CHECK(share_from("0.05") == Share{5, 100});
    CHECK(share_from("100%") == Share{100, 100});
    CHECK_FALSE(share_from("101%").has_value());
    CHECK_FALSE(share_from("1.01").has_value());
    CHECK_FALSE(share_from("").has_value());
    CHECK_FALSE(share_from("x").has_value());
}

TEST_CASE("a tally can be cancelled, and says how far it is", "[tally]") {
    struct Stop : Progress {
        explicit Stop(int after) : calls_left{after} {}
        bool go_on(std::uint32_t per_mille) override {
            CHECK(per_mille >= last);
            CHECK(per_mille <= 1000);
            last = per_mille;
            return --calls_left > 0;
        }
        int calls_left;
        std::uint32_t last = 0;
    };
    const Election election = make("approval", "10", "a;6\nb;4\nc;4\n", five_votes);
    for (const Method method : {Method::greedy, Method::mes, Method::phragmen}) {
        Stop stop{1};
        CHECK_FALSE(tally(election, {.method = method}, &stop).has_value());
        Stop never{1000};
        CHECK(tally(election, {.method = method}, &never).has_value());
        CHECK(never.last == 1000);
    }
}

TEST_CASE("two outcomes are compared voter by voter", "[tally]") {
    const Election election = make("approval", "10", "a;6\nb;4\nc;4\n", five_votes);
    const Outcome mes = tally(election, {.method = Method::mes});
    const Outcome phragmen = tally(election, {.method = Method::phragmen});
    const Comparison comparison = compare(election, mes, phragmen);
    CHECK(comparison.only_first == std::vector<std::uint32_t>{0});
    CHECK(comparison.only_second == std::vector<std::uint32_t>{1, 2});
    CHECK(comparison.cost_difference == 2);
    CHECK(comparison.prefer_first == 1);
    CHECK(comparison.prefer_second == 2);
    CHECK(comparison.indifferent == 2);
    CHECK(comparison.without_first == 2);
    CHECK(comparison.without_second == 1);
}
