#include <catch2/catch_test_macros.hpp>
#include <utility>

#include "tests/unit/workbench_fixture.h"
#include "wasm/workbench/model/model.h"

using namespace gongyi;
using namespace gongyi::workbench;

namespace {

Model loaded() {
    Model model;
    static_cast<void>(update(model, BoardArrived{make_board()}));
    return model;
}

// The closed round on show, with its recount answered.
Model with_outcome() {
    Model model = loaded();
    const auto recount = update(model, SelectRound{closed_round});
    REQUIRE(recount);
    const auto none = update(model, AnswerArrived{{.question = *recount, .counts = make_board().rounds[0].counts}});
    REQUIRE_FALSE(none);
    return model;
}

}  // namespace

TEST_CASE("what a person most likely came for is shown first", "[workbench]") {
    CHECK(loaded().round == open_round);
    Board board = make_board();
    board.rounds.pop_back();
    Model model;
    const auto question = update(model, BoardArrived{std::move(board)});
    CHECK(model.round == closed_round);
    CHECK(question == WhatIfQuestion{.round = closed_round, .budget = yuan(1'000'000)});
}

TEST_CASE("a closed round is counted again once when it is shown", "[workbench]") {
    Model model = with_outcome();
    CHECK(model.recounts.at(closed_round));
    CHECK_FALSE(update(model, SelectRound{open_round}));
    CHECK_FALSE(update(model, SelectRound{closed_round}));
}

TEST_CASE("a recount that differs from the record is told", "[workbench]") {
    Model model = loaded();
    const auto recount = update(model, SelectRound{closed_round});
    auto counts = make_board().rounds[0].counts;
    counts[1].selected.pop_back();
    static_cast<void>(update(model, AnswerArrived{{.question = recount.value(), .counts = counts}}));
    CHECK_FALSE(model.recounts.at(closed_round));
}

TEST_CASE("the slider asks one question at a time, and the newest place follows", "[workbench]") {
    Model model = with_outcome();
    const auto first = update(model, MoveBudget{210});
    REQUIRE(first == WhatIfQuestion{.round = closed_round, .budget = yuan(1'050'000)});
    CHECK_FALSE(update(model, MoveBudget{220}));
    CHECK_FALSE(update(model, MoveBudget{240}));
    const auto second = update(model, AnswerArrived{{.question = *first, .counts = {}}});
    REQUIRE(second == WhatIfQuestion{.round = closed_round, .budget = yuan(1'200'000)});
    CHECK(model.answer->question == *first);
    CHECK_FALSE(update(model, AnswerArrived{{.question = *second, .counts = {}}}));
    CHECK(model.answer->question == *second);
}

TEST_CASE("back at the official budget nothing is asked and nothing is a what-if", "[workbench]") {
    Model model = with_outcome();
    const auto asked = update(model, MoveBudget{10});
    REQUIRE(asked);
    CHECK(is_what_if(model));
    static_cast<void>(update(model, AnswerArrived{{.question = *asked, .counts = {}}}));
    CHECK_FALSE(update(model, ResetBudget{}));
    CHECK_FALSE(is_what_if(model));
    CHECK_FALSE(update(model, MoveBudget{budget_steps_per_official}));
}

TEST_CASE("an answer about a round that is no longer shown is dropped", "[workbench]") {
    Model model = with_outcome();
    const auto asked = update(model, MoveBudget{10});
    REQUIRE(asked);
    static_cast<void>(update(model, SelectRound{open_round}));
    static_cast<void>(update(model, AnswerArrived{{.question = *asked, .counts = {}}}));
    CHECK_FALSE(model.answer);
    CHECK_FALSE(model.asked);
}

TEST_CASE("the slider stays within its ends", "[workbench]") {
    Model model = with_outcome();
    static_cast<void>(update(model, MoveBudget{-1}));
    CHECK(model.budget_step == 0);
    static_cast<void>(update(model, MoveBudget{budget_steps_max + 1}));
    CHECK(model.budget_step == budget_steps_max);
}

TEST_CASE("the budget at a step is exact, for the largest budget too", "[workbench]") {
    CHECK(budget_at(yuan(2'000'000), 0) == Money{0});
    CHECK(budget_at(yuan(2'000'000), 1) == yuan(10'000));
    CHECK(budget_at(yuan(2'000'000), budget_steps_per_official) == yuan(2'000'000));
    CHECK(budget_at(Money{199}, 1) == Money{0});
    CHECK(budget_at(Money{199}, budget_steps_per_official) == Money{199});
    CHECK(budget_at(Money{199}, budget_steps_max) == Money{398});
    CHECK(budget_at(money_max, budget_steps_max) == money_max + money_max);
}

TEST_CASE("a click on the same column turns the order round", "[workbench]") {
    Model model = loaded();
    static_cast<void>(update(model, SortBy{SortKey::cost}));
    CHECK(model.sort == SortKey::cost);
    CHECK(model.is_descending);
    static_cast<void>(update(model, SortBy{SortKey::cost}));
    CHECK_FALSE(model.is_descending);
    static_cast<void>(update(model, SortBy{SortKey::title}));
    CHECK_FALSE(model.is_descending);
}

TEST_CASE("a round that closes while it is shown turns into its outcome", "[workbench]") {
    Model model = loaded();
    static_cast<void>(update(model, SelectProject{ProjectId{5}}));
    Board board = make_board();
    board.rounds[1].facts.stage = Stage::closed;
    board.rounds[1].counts = board.rounds[0].counts;
    const auto question = update(model, BoardArrived{std::move(board)});
    CHECK(question == WhatIfQuestion{.round = open_round, .budget = yuan(2'000'000)});
    CHECK(model.round == open_round);
    CHECK(model.sort == SortKey::supporters);
}

TEST_CASE("a round that is not there can not be shown", "[workbench]") {
    Model model = loaded();
    static_cast<void>(update(model, SelectRound{RoundId{9}}));
    CHECK(model.round == open_round);
}
