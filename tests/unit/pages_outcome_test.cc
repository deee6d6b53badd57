// What an outcome page tells beyond who won: steps, ties, who is represented, votes and money by category.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <string>

#include "shared/pages/outcome_cards.h"
#include "shared/portal/election.h"
#include "tests/support/counted_round.h"
#include "tests/support/html_check.h"
#include "tests/support/sample_portal.h"

namespace gongyi::tests {

namespace {

std::string page_text(const Round& round, const std::string& part, pages::Locale locale = pages::Locale::zh_hans) {
    portal::State state = sample_state();
    state.rounds[0] = round;
    pages::Request request;
    request.path = "/rounds/1/outcome" + part;
    request.locale = locale;
    request.now = sample_now;
    const pages::Page page = pages::render(state, visitor(), sample_live(state), request);
    CHECK(page.status == 200);
    CHECK(html_faults(page.html).empty());
    return html_text(page.html);
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

// Ten voters with ¥100 each. Six share the first project; two of those and two others the second, at ¥100 and all they
// have left; nobody can pay for the third, and what is left of the budget does.
Round three_steps() {
    return counted_round(yuan(1'000), {240, 300, 400}, {{4, {0}}, {2, {0, 1}}, {2, {1}}, {2, {2}}});
}

}  // namespace

TEST_CASE("the steps tell what was bought, who paid what, and what was left", "[pages][outcome]") {
    const Round round = three_steps();
    const portal::Explanation explanation = portal::explain(round);
    const tally::Outcome& outcome = explanation.equal_shares;
    REQUIRE(outcome.rounds.size() == 3);
    const std::string text = page_text(round, "/steps");
    CHECK(contains(text, "1项目1¥2406 人平摊，每人约 ¥40。预算还剩 ¥760"));
    CHECK(contains(text, "最后剩 ¥60。"));
    CHECK(contains(text, "没有哪个项目是因为并列而没通过的。"));
    // In English too, and each purchase once.
    const std::string english = page_text(round, "/steps", pages::Locale::en);
    CHECK(contains(english, "6 voters paid about ¥40 each."));
}

TEST_CASE("the steps tell where the completion begins", "[pages][outcome]") {
    // The six share the first project. Raised starts reach the second one's ¥500 before the third one's ¥350, and both
    // together would break the budget; what is left pays for the third.
    const Round round = counted_round(yuan(1'000), {600, 500, 350}, {{6, {0}}, {3, {1}}, {1, {2}}});
    const std::string text = page_text(round, "/steps");
    CHECK(contains(text, "1项目1¥6006 人平摊，每人约 ¥100。预算还剩 ¥400"));
    CHECK(contains(text, "每位投票人按 ¥166 算。"));
    CHECK(contains(text, "用剩下的钱补上到这里，没有哪个项目是支持者还付得起的。预算里还有 ¥400，"));
    CHECK(contains(text, "2项目3¥3501 人支持，预算剩下的钱够，补上。预算还剩 ¥50"));
    CHECK(contains(text, "最后剩 ¥50，没通过的项目里，已经没有一个办得起了。"));
}

TEST_CASE("points have a price", "[pages][outcome]") {
    Round round = three_steps();
    round.ballot.form = BallotForm::cumulative;
    for (OpenedBallot& opened : round.ballots) opened.ballot.points.assign(opened.ballot.choices.size(), 5'000);
    round.outcomes = portal::count(round);
    const std::string text = page_text(round, "/steps");
    // 24,000 fen over 30,000 points is 0.8 fen a point.
    CHECK(contains(text, "6 人出钱，每 100 分约 ¥0.80；"));
    CHECK(contains(text, "“每一分要出的钱”最少的那个"));
}

TEST_CASE("nobody voted, and nobody could pay", "[pages][outcome]") {
    CHECK(contains(page_text(counted_round(yuan(100), {50, 60}, {}), "/steps"), "没有人投票。"));
    CHECK(contains(page_text(counted_round(yuan(100), {90, 200}, {{2, {1}}}), "/steps"),
                   "没有一个项目是支持者合起来付得起的。"));
}

TEST_CASE("a tie that mattered is told with who was tied and what decided", "[pages][outcome]") {
    struct Row {
        std::vector<std::int64_t> costs;
        const char* want;
    };
    // Two halves of the voters, each for one project; the budget pays for one of them.
    const auto row = GENERATE(values<Row>({
        {{80, 90}, "“项目1”、“项目2”并列。并列时费用低的排前面，所以“项目1”在前；“项目2”因此没有通过。"},
        {{80, 80}, "“项目"},
    }));
    Round round = counted_round(yuan(100), row.costs, {{3, {0}}, {3, {1}}});
    round.official_rule = TallyRule::greedy;
    round.tie_seed = 20'261'128;
    round.outcomes = portal::count(round);
    const portal::Explanation explanation = portal::explain(round);
    REQUIRE(explanation.greedy.ties.size() == 1);
    const std::string text = page_text(round, "");
    CHECK(contains(text, "选第 1 个项目的时候，"));
    CHECK(contains(text, row.want));
    if (row.costs[0] != row.costs[1]) return;
    CHECK(contains(text, "投票前公布了抽签号 20261128，"));
    const std::uint32_t first = explanation.greedy.ties[0].projects[0];
    CHECK(contains(
        text, "：“项目" + std::to_string(first + 1) + "”在前；“项目" + std::to_string(2 - first) + "”因此没有通过。"));
}

TEST_CASE("an imported round has no draw: its ties go by the projects' numbers", "[pages][outcome]") {
    Round round = counted_round(yuan(100), {80, 80}, {{3, {0}}, {3, {1}}});
    round.official_rule = TallyRule::greedy;
    round.source = "elsewhere";
    round.outcomes = portal::count(round);
    CHECK(contains(page_text(round, ""), "按项目编号排先后：“项目1”在前；“项目2”因此没有通过。"));
}

TEST_CASE("a tie of many names a few and counts the rest", "[pages][outcome]") {
    Round round = counted_round(yuan(100), {80, 90, 90, 90, 90}, {{3, {0}}, {3, {1}}, {3, {2}}, {3, {3}}, {3, {4}}});
    round.official_rule = TallyRule::greedy;
    round.outcomes = portal::count(round);
    const std::string text = page_text(round, "");
    CHECK(contains(text, "“项目1”"));
    CHECK(contains(text, "等 5 个项目并列。"));
}

TEST_CASE("voters are told by how many of their choices passed", "[pages][outcome]") {
    const Round round = three_steps();
    const portal::Explanation explanation = portal::explain(round);
    const std::vector<std::uint32_t>& counts = explanation.equal_shares.funded_counts;
    const std::string text = page_text(round, "");
    for (std::size_t k = 0; k < counts.size(); ++k) {
        CAPTURE(k);
        CHECK(contains(text, std::to_string(k) + " 项" + std::to_string(counts[k] * 10) + "%（" +
                                 std::to_string(counts[k]) + " 人）"));
    }
    CHECK(contains(text, std::to_string(100 - counts[0] * 10) + "% 的投票人至少有一项通过"));
}

TEST_CASE("who has many choices that passed is told together", "[pages][outcome]") {
    const std::vector<std::size_t> all{0, 1, 2, 3, 4, 5, 6, 7};
    const Round eight = counted_round(yuan(1'000), std::vector<std::int64_t>(8, 10), {{3, all}, {1, {0}}});
    CHECK(contains(page_text(eight, ""), "6 项或更多75%（3 人）"));
    const std::vector<std::size_t> six{0, 1, 2, 3, 4, 5};
    const Round exact = counted_round(yuan(1'000), std::vector<std::int64_t>(8, 10), {{3, six}, {1, {0}}});
    CHECK(contains(page_text(exact, ""), "6 项75%（3 人）"));
}

TEST_CASE("votes and money are told by category", "[pages][outcome]") {
    Round round = three_steps();
    for (Project& project : round.projects) project.topic = "同一类";
    CHECK_FALSE(contains(page_text(round, ""), "票投给哪类"));
    round.projects[1].topic.clear();
    const std::string text = page_text(round, "");
    // Twelve votes: eight for the first and the third project, four for the second. All three passed: ¥640 and ¥300.
    CHECK(contains(text, "同一类2 项，通过 2 项票：67%（8 票）钱：68%（¥640）"));
    CHECK(contains(text, "没有分类1 项，通过 1 项票：33%（4 票）钱：32%（¥300）"));
}

TEST_CASE("categories beyond the table's length are told together", "[pages][outcome]") {
    const auto count = GENERATE(pages::category_rows_max, pages::category_rows_max + 1);
    Round round = counted_round(yuan(1'000), std::vector<std::int64_t>(count, 10), {{1, {0, 1, 2}}});
    for (std::size_t i = 0; i < count; ++i) round.projects[i].topic = "第" + std::to_string(i) + "类";
    const std::string text = page_text(round, "");
    CHECK(contains(text, "其他 2 类") == (count > pages::category_rows_max));
    CHECK(contains(text, "第9类") == (count == pages::category_rows_max));
}

TEST_CASE("percentages are rounded to the nearest", "[pages][outcome]") {
    CHECK(pages::percent(0, 0) == 0);
    CHECK(pages::percent(1, 3) == 33);
    CHECK(pages::percent(2, 3) == 67);
    CHECK(pages::percent(1, 200) == 1);
    CHECK(pages::percent(3, 3) == 100);
}

TEST_CASE("the largest round can be read step by step", "[pages][outcome]") {
    const std::vector<std::int64_t> costs(round_projects_max, 1);
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < costs.size(); ++i) all.push_back(i);
    const Round round = counted_round(yuan(1'000), costs, {{2, all}});
    CHECK(contains(page_text(round, "/steps"), "1,000项目"));
}

}  // namespace gongyi::tests
