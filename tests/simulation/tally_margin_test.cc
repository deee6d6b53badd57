// Margins on random elections: what would have funded a project does, and one supporter fewer or one unit dearer does
// not.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include "shared/tally/margin.h"
#include "tests/support/tally_random.h"

using namespace gongyi;
using namespace gongyi::tally;

namespace {

bool funds(const Election& election, const Rule& rule, std::uint32_t project) {
    return tally::tally(election, rule).projects[project].selected;
}

bool funds_at(Election election, const Rule& rule, std::uint32_t project, std::int64_t cost) {
    election.projects[project].cost = cost;
    return funds(election, rule, project);
}

}  // namespace

TEST_CASE("margins are the boundary between funded and not", "[tally][sim]") {
    const auto seed = GENERATE(range(std::uint64_t{1}, std::uint64_t{25}));
    CAPTURE(seed);
    SplitMix64 random{seed + 13000};
    const Election election = test::random_election(random, {.projects_max = 5, .voters_max = 10, .cost_max = 30});
    for (const Rule& rule :
         {Rule{.method = Method::greedy}, Rule{.method = Method::mes},
          Rule{.method = Method::mes, .completion = Completion::add1u}, Rule{.method = Method::phragmen}}) {
        CAPTURE(name_of(rule.method), name_of(rule.completion));
        const Outcome outcome = tally::tally(election, rule);
        for (std::uint32_t p = 0; p < election.projects.size(); ++p) {
            if (outcome.projects[p].selected) continue;
            CAPTURE(p);
            const auto margin = find_margin(election, rule, p);
            REQUIRE(margin.has_value());
            if (margin->cost) {
                CHECK(funds_at(election, rule, p, *margin->cost));
                CHECK_FALSE(funds_at(election, rule, p, *margin->cost + 1));
            }
            if (margin->supporters) {
                CHECK(funds(with_more_supporters(election, p, *margin->supporters), rule, p));
                CHECK_FALSE(funds(with_more_supporters(election, p, *margin->supporters - 1), rule, p));
            }
            // What is looked for by doubling is found when one of the doublings would have done.
            for (std::uint32_t count = 1; count <= 16 && election.projects[p].cost <= election.budget; count *= 2) {
                if (!funds(with_more_supporters(election, p, count), rule, p)) continue;
                CHECK(margin->supporters.value_or(count + 1) <= count);
            }
            // Where the rule is monotone, everything cheaper would have been funded as well.
            const bool is_monotone =
                rule.method == Method::greedy || (rule.method == Method::mes && rule.completion == Completion::none);
            for (std::int64_t cost = 1; is_monotone && cost < election.projects[p].cost && cost <= 40; ++cost) {
                CHECK(funds_at(election, rule, p, cost) == (margin->cost && cost <= *margin->cost));
            }
        }
    }
}
