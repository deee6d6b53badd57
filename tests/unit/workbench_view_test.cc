#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <string>
#include <vector>

#include "tests/unit/workbench_fixture.h"
#include "wasm/workbench/model/format.h"
#include "wasm/workbench/model/view.h"

using namespace gongyi;
using namespace gongyi::workbench;

namespace {

Model showing(RoundId round) {
    Model model;
    static_cast<void>(update(model, BoardArrived{make_board()}));
    static_cast<void>(update(model, SelectRound{round}));
    model.asked.reset();
    return model;
}

std::vector<std::uint64_t> ids(const ProjectTable& table) {
    std::vector<std::uint64_t> found;
    for (const ProjectRow& row : table.rows) found.push_back(row.id.raw());
    return found;
}

}  // namespace

TEST_CASE("an open round shows its budget, turnout and time left, and no totals", "[workbench]") {
    Model model = showing(open_round);
    model.now = {10 * day_ms - 3 * hour_ms - 20 * minute_ms};
    model.board.rounds[1].voted = 812;
    model.board.rounds[1].told_from = 40;
    const View view = make_view(model);
    REQUIRE(view.open_round);
    CHECK_FALSE(view.outcome);
    const auto& figures = view.open_round->figures;
    REQUIRE(figures.size() == 3);
    CHECK(figures[0].value == "¥2,000,000");
    CHECK(figures[1].value == "至少 812 人");
    CHECK(figures[2].value == "3 小时 20 分");
    CHECK(figures[2].is_urgent);
    for (const ProjectRow& row : view.table.rows) CHECK(row.supporters.empty());

    model.board.rounds[1].voted = 0;
    CHECK(make_view(model).open_round->figures[1].value == "满 40 人后公布");
}

TEST_CASE("totals that should be sealed are not shown even if they came", "[workbench]") {
    Model model;
    Board board = make_board();
    board.rounds[1].projects[0].supporters = 99;
    static_cast<void>(update(model, BoardArrived{board}));
    static_cast<void>(update(model, SelectProject{ProjectId{5}}));
    const View view = make_view(model);
    CHECK(view.table.rows[0].supporters.empty());
    REQUIRE(view.detail);
    CHECK(view.detail->support.empty());
}

TEST_CASE("a closed round shows both counts beside each other", "[workbench]") {
    const View view = make_view(showing(closed_round));
    REQUIRE(view.outcome);
    const auto& rules = view.outcome->rules;
    REQUIRE(rules.size() == 2);
    CHECK_FALSE(rules[0].is_official);
    CHECK(rules[1].is_official);
    CHECK(rules[0].spent == "¥1,000,000");
    CHECK(rules[1].left == "¥200,000");
    REQUIRE(rules[1].segments.size() == 3);
    CHECK_THAT(rules[1].segments[1].from, Catch::Matchers::WithinAbs(0.4, 1e-6));
    CHECK_THAT(rules[1].segments[1].to, Catch::Matchers::WithinAbs(0.7, 1e-6));
    CHECK(rules[0].reach[0].value == "10%");
    CHECK_FALSE(view.outcome->is_what_if);
    CHECK(ids(view.table) == std::vector<std::uint64_t>{1, 3, 2, 4});
    CHECK(view.table.rows[0].greedy == Standing::in);
    CHECK(view.table.rows[0].equal_shares == Standing::out);
}

TEST_CASE("a what-if is marked, and what it changes is named", "[workbench]") {
    Model model = showing(closed_round);
    const auto asked = update(model, MoveBudget{100});
    REQUIRE(asked);
    CHECK(make_view(model).outcome->is_counting);
    CHECK(make_view(model).outcome->budget == "¥500,000");
    auto counts = model.board.rounds[0].counts;
    counts[0].selected = {ProjectId{2}};
    counts[0].cost = yuan(300'000);
    static_cast<void>(update(model, AnswerArrived{{.question = *asked, .counts = counts}}));
    const View view = make_view(model);
    CHECK(view.outcome->is_what_if);
    CHECK_FALSE(view.outcome->is_counting);
    CHECK(view.table.rows[0].greedy == Standing::now_out);
    CHECK(view.table.rows[2].greedy == Standing::now_in);
    CHECK(view.table.rows[3].greedy == Standing::out);
    CHECK(view.outcome->rules[0].left == "¥200,000");
    // The picture keeps the official budget's scale, and shows where the smaller budget ends.
    CHECK_THAT(view.outcome->rules[0].budget_mark, Catch::Matchers::WithinAbs(0.5, 1e-6));
    CHECK_THAT(view.outcome->rules[0].official_budget_mark, Catch::Matchers::WithinAbs(1, 1e-6));
}

TEST_CASE("the table sorts by each column both ways, equal rows in the round's order", "[workbench]") {
    Model model = showing(closed_round);
    model.sort = SortKey::cost;
    model.is_descending = false;
    CHECK(ids(make_view(model).table) == std::vector<std::uint64_t>{4, 2, 3, 1});
    model.is_descending = true;
    CHECK(ids(make_view(model).table) == std::vector<std::uint64_t>{1, 3, 2, 4});
    model.sort = SortKey::beneficiaries;
    CHECK(ids(make_view(model).table) == std::vector<std::uint64_t>{1, 2, 3, 4});
    model.sort = SortKey::equal_shares;
    model.is_descending = false;
    CHECK(ids(make_view(model).table) == std::vector<std::uint64_t>{3, 2, 4, 1});
    model.sort = SortKey::title;
    CHECK(ids(make_view(model).table).front() == 4);
}

TEST_CASE("the search wants every word, in any field, in either case", "[workbench]") {
    Project project = make_project(1, "Library 图书角", yuan(1)).project;
    project.place = "党群服务中心";
    CHECK(matches(project, ""));
    CHECK(matches(project, "  "));
    CHECK(matches(project, "library"));
    CHECK(matches(project, "LIB 服务"));
    CHECK(matches(project, "路滑"));
    CHECK_FALSE(matches(project, "library 操场"));
    Model model = showing(closed_round);
    model.search = "坡";
    const View view = make_view(model);
    CHECK(ids(view.table) == std::vector<std::uint64_t>{2});
    CHECK(view.table.shown == "4 项中的 1 项");
}

TEST_CASE("time left is told in the two units that matter", "[workbench]") {
    const auto left = [](std::int64_t ms) { return format_time_left(Language::zh_hans, ms); };
    CHECK(left(0) == "已截止,等待计票");
    CHECK(left(1) == "1 分钟");
    CHECK(left(59 * minute_ms + 1) == "1 小时 0 分");
    CHECK(left(day_ms - minute_ms) == "23 小时 59 分");
    CHECK(left(day_ms) == "1 天 0 小时");
    CHECK(left(9 * day_ms + 5 * hour_ms) == "9 天 5 小时");
}

TEST_CASE("amounts, shares and counts as texts", "[workbench]") {
    CHECK(format_amount(yuan(1'240'000), "CNY") == "¥1,240,000");
    CHECK(format_amount(yuan(995'079), "PLN") == "995,079 PLN");
    CHECK(format_amount({-50}, "EUR") == "-0.50 EUR");
    CHECK(percent(1, 3) == 33);
    CHECK(percent(2, 3) == 67);
    CHECK(percent(1, 0) == 0);
    CHECK(format_count(0) == "0");
    CHECK(format_count(999) == "999");
    CHECK(format_count(1'000) == "1,000");
    CHECK(format_count(-1'234'567) == "-1,234,567");
    CHECK(format_instant(Language::zh_hans, {0}, Zone{}) == "1月1日 08:00");
    CHECK(format_instant(Language::en, {0}, Zone{}) == "1970-01-01 08:00");
}

TEST_CASE("every text is there in every language", "[workbench]") {
    for (const Language language : all_languages) {
        for (std::size_t which = 0; which < static_cast<std::size_t>(Text::count_); ++which) {
            CAPTURE(which, language_tag(language));
            CHECK_FALSE(text(language, static_cast<Text>(which)).empty());
        }
    }
    CHECK(language_from("zh-Hans") == Language::zh_hans);
    CHECK(language_from("zh-TW") == Language::zh_hant);
    CHECK(language_from("en-GB") == Language::en);
    CHECK(language_from("fr") == Language::zh_hans);
    CHECK(fill(Language::zh_hans, Text::projects_shown, {"3", "24"}) == "24 项中的 3 项");
}
