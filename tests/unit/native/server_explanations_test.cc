// What the server counts for readers, and what it leaves to their own devices.
#include "server-stub/web/explanations.h"

#include <catch2/catch_test_macros.hpp>
#include <thread>
#include <vector>

#include "tests/support/counted_round.h"

namespace gongyi::tests {

namespace {

Round round_with(std::size_t ballot_count) {
    return counted_round(yuan(100), {60, 50}, {{static_cast<int>(ballot_count), {0}}});
}

}  // namespace

TEST_CASE("the server tries rounds up to a size", "[server][what-if]") {
    server::SharedExplanations explanations;
    const portal::WhatIfQuestion question{yuan(70), {.method = tally::Method::greedy}};
    Round round = round_with(server::what_if_ballots_max);
    CHECK(explanations.what_if(round, question).has_value());
    round.ballots.push_back(round.ballots.back());
    round.id = RoundId{2};
    const auto refused = explanations.what_if(round, question);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error() == portal::WhatIfLack::too_large);
}

TEST_CASE("a count that takes too long is given up", "[server][what-if]") {
    server::SharedExplanations explanations{/*what_if_ms=*/0};
    const auto refused = explanations.what_if(round_with(3), {yuan(70), {.method = tally::Method::mes}});
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error() == portal::WhatIfLack::too_long);
}

TEST_CASE("readers of many rounds at once get each round's own explanation", "[server][what-if]") {
    server::SharedExplanations explanations;
    std::vector<Round> rounds;
    for (std::uint64_t i = 1; i <= 4; ++i) {
        rounds.push_back(round_with(i));
        rounds.back().id = RoundId{i};
    }
    std::vector<std::thread> readers;
    std::vector<std::size_t> voters(8);
    for (std::size_t reader = 0; reader < voters.size(); ++reader) {
        readers.emplace_back([&, reader] {
            const Round& round = rounds[reader % rounds.size()];
            voters[reader] = explanations.of(round).greedy.projects[0].votes;
            (void)explanations.nearness(round, TallyRule::equal_shares, 1);
        });
    }
    for (std::thread& reader : readers) reader.join();
    for (std::size_t reader = 0; reader < voters.size(); ++reader) {
        CHECK(voters[reader] == reader % rounds.size() + 1);
    }
}

}  // namespace gongyi::tests
