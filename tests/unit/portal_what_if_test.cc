// Closed rounds counted as if their budget or rule were another.
#include "shared/portal/what_if.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/portal/explanation.h"
#include "tests/support/counted_round.h"

namespace gongyi::tests {

namespace {

using portal::WhatIfQuestion;

Round sample() {
    return counted_round(yuan(1'000), {600, 500, 350}, {{6, {0}}, {3, {1}}, {1, {2}}});
}

class CancelAtOnce final : public tally::Progress {
public:
    [[nodiscard]] bool go_on(std::uint32_t /*per_mille*/) override { return false; }
};

}  // namespace

TEST_CASE("the round's own question gives the official outcome", "[portal][what-if]") {
    const Round round = sample();
    portal::KeptExplanations explanations;
    const auto answer = explanations.what_if(round, portal::own_question(round));
    REQUIRE(answer.has_value());
    CHECK((*answer)->here == (*answer)->official);
    CHECK((*answer)->here.cost == yuan(950));
    CHECK((*answer)->here.reached == 7);
    CHECK((*answer)->votes == std::vector<std::uint32_t>{6, 3, 1});
    CHECK((*answer)->comparison.only_first.empty());
    CHECK((*answer)->comparison.only_second.empty());
}

TEST_CASE("another budget and another rule are counted anew, from the same election", "[portal][what-if]") {
    const Round round = sample();
    const tally::Outcome official = portal::explain(round).equal_shares;
    portal::WhatIfCounter counter;
    WhatIfQuestion question = portal::own_question(round);
    question.budget = yuan(1'100);
    const auto richer = counter.answer(round, question, official);
    CHECK(richer->comparison.only_second == std::vector<std::uint32_t>{1});
    CHECK(richer->comparison.only_first == std::vector<std::uint32_t>{2});
    CHECK(richer->here.reached == 9);
    question = {round.budget, {.method = tally::Method::greedy}};
    CHECK(counter.answer(round, question, official)->here.selected == std::vector<std::uint32_t>{0, 2});
    question.budget = Money{};
    CHECK(counter.answer(round, question, official)->here.selected.empty());
    question.budget = money_max;
    CHECK(counter.answer(round, question, official)->here.cost == yuan(1'450));
    // Another round's question is not answered from this one's election.
    Round other = counted_round(yuan(100), {100, 90}, {{3, {1}}});
    other.id = RoundId{2};
    CHECK(counter.answer(other, {yuan(100), {.method = tally::Method::greedy}}, portal::explain(other).equal_shares)
              ->here.selected == std::vector<std::uint32_t>{1});
}

TEST_CASE("answers are kept, the newest of them", "[portal][what-if]") {
    const Round round = sample();
    const tally::Outcome official = portal::explain(round).equal_shares;
    portal::WhatIfCounter counter;
    const auto ask = [&](std::size_t fen) {
        return counter.answer(round, {Money{static_cast<std::int64_t>(fen)}, {.method = tally::Method::greedy}},
                              official);
    };
    const auto is_kept = [&](std::int64_t fen) {
        return counter.find(round.id, {Money{fen}, {.method = tally::Method::greedy}}) != nullptr;
    };
    const auto first = ask(0);
    CHECK(ask(0) == first);
    for (std::size_t fen = 1; fen < portal::kept_answers_max; ++fen) (void)ask(fen);
    CHECK(is_kept(0));
    (void)ask(portal::kept_answers_max);
    CHECK_FALSE(is_kept(0));
    CHECK(is_kept(1));
    CHECK(*ask(0) == *first);
}

TEST_CASE("a cancelled count gives nothing and is not kept", "[portal][what-if]") {
    const Round round = sample();
    const tally::Outcome official = portal::explain(round).equal_shares;
    portal::WhatIfCounter counter;
    CancelAtOnce cancel;
    CHECK(counter.answer(round, portal::own_question(round), official, &cancel) == nullptr);
    CHECK(counter.find(round.id, portal::own_question(round)) == nullptr);
    CHECK(counter.answer(round, portal::own_question(round), official) != nullptr);
}

}  // namespace gongyi::tests
