#include <catch2/catch_test_macros.hpp>
#include <string>
#include <variant>

#include "tests/unit/workbench_fixture.h"
#include "wasm/workbench/model/news.h"

using namespace gongyi;
using namespace gongyi::workbench;

TEST_CASE("a board comes over whole", "[workbench]") {
    const std::string written = write_news(make_board());
    const auto read = parse_news(written);
    REQUIRE(read);
    const Board& board = std::get<BoardArrived>(*read).board;
    REQUIRE(board.rounds.size() == 2);
    CHECK(board.rounds[0].counts == make_board().rounds[0].counts);
    CHECK(board.rounds[0].projects[2].project == make_board().rounds[0].projects[2].project);
    CHECK(board.rounds[1].facts.closes_at == UnixMs{10 * day_ms});
    CHECK(write_news(board) == written);
}

TEST_CASE("answers, progress and failures come over", "[workbench]") {
    const WhatIfAnswer answer{.question = {.round = closed_round, .budget = yuan(5)},
                              .counts = make_board().rounds[0].counts,
                              .milliseconds = 12};
    const auto read_answer = parse_news(write_news(answer));
    REQUIRE(read_answer);
    CHECK(std::get<AnswerArrived>(*read_answer).answer.question == answer.question);
    CHECK(std::get<AnswerArrived>(*read_answer).answer.counts == answer.counts);

    const auto loading = parse_news(write_news(LoadingWentOn{77}));
    REQUIRE(loading);
    CHECK(std::get<LoadingWentOn>(*loading).entries == 77);

    const auto failure = parse_news(write_news(LoadingFailed{"entry 3: \"bad\""}));
    REQUIRE(failure);
    CHECK(std::get<LoadingFailed>(*failure).why == "entry 3: \"bad\"");

    const auto question = parse_question(write_question(answer.question));
    REQUIRE(question);
    CHECK(*question == answer.question);
}

TEST_CASE("news that is not understood is refused with its place", "[workbench]") {
    CHECK_FALSE(parse_news("{}"));
    CHECK_FALSE(parse_news("not json"));
    const auto unknown = parse_news(R"({"kind":"gossip"})");
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().pointer == "/kind");
    const auto negative = parse_news(R"({"kind":"loading","entries":-1})");
    REQUIRE_FALSE(negative);
    CHECK(negative.error().pointer == "/entries");
}
