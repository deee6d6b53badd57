// Why a project passed or did not: the sentences, the numbers in them, and what would have carried it.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <string>
#include <vector>

#include "shared/pages/why_words.h"
#include "shared/portal/election.h"
#include "shared/tally/tally.h"
#include "tests/support/counted_round.h"
#include "tests/support/html_check.h"
#include "tests/support/sample_portal.h"

namespace gongyi::tests {

namespace {

using tally::Verdict;

// Six of ten voters pay for project 1, four for project 3, and nobody wants project 4. Everyone's start is raised from
// ¥100 until two could pay for project 2 as well, which the budget does not allow: it ends at ¥249.
Round sample_round() {
    return counted_round(yuan(1'000), {600, 300, 400, 100}, {{4, {0}}, {2, {0, 1}}, {4, {2}}});
}

std::string sentence(const Round& round, TallyRule rule, std::size_t index, pages::Locale locale) {
    std::string html;
    const portal::Explanation explanation = portal::explain(round);
    pages::write_why(html, pages::Wording{locale, Zone{}, sample_now}, round, explanation.by(rule), index);
    return html_text(html);
}

std::string sentence(const Round& round, TallyRule rule, std::size_t index) {
    return sentence(round, rule, index, pages::Locale::zh_hans);
}

std::string why_path(const Round& round, std::size_t index) {
    return "/rounds/" + std::to_string(round.id.raw()) + "/outcome/projects/" +
           std::to_string(round.projects[index].id.raw());
}

}  // namespace

TEST_CASE("equal shares: the sentence tells what the supporters held, and where it went", "[pages][why]") {
    const Round round = sample_round();
    CHECK(sentence(round, TallyRule::equal_shares, 0) ==
          "支持它的 6 人，当时手里合起来有 ¥1,494，项目要 ¥600：够了。"
          "6 人出了钱，一个人最多出约 ¥100。它是第 1 个通过的。");
    CHECK(sentence(round, TallyRule::equal_shares, 1) ==
          "支持它的 2 人手里本来共有 ¥498，其中 ¥200 已经用在他们支持的别的项目上，剩下 ¥298；项目要 ¥300，差 ¥2。");
    CHECK(sentence(round, TallyRule::equal_shares, 3) == "没有人支持它，所以没有人替它出钱。");
}

TEST_CASE("sums of shared money are told in whole yuan, and add up, where costs are", "[pages][why]") {
    // Seven voters start with ¥142.86, raised by ¥223: the three hold ¥1,097.57, of which two pay ¥100 each.
    Round round = counted_round(yuan(1'000), {600, 900}, {{2, {0, 1}}, {1, {1}}, {4, {0}}});
    CHECK(sentence(round, TallyRule::equal_shares, 1) ==
          "支持它的 3 人手里本来共有 ¥1,097，其中 ¥200 已经用在他们支持的别的项目上，剩下 ¥897；项目要 ¥900，差 ¥3。");
    round.projects[1].cost = Money{90'001};
    CHECK(sentence(round, TallyRule::equal_shares, 1) ==
          "支持它的 3 人手里本来共有 ¥1,097.57，其中 ¥200 已经用在他们支持的别的项目上，剩下 ¥897.57；"
          "项目要 ¥900.01，差 ¥2.44。");
}

TEST_CASE("equal shares: money that was never enough, and what is left over", "[pages][why]") {
    // Two of ten cannot pay ¥900 before project 1 and it together would break the budget.
    const Round small = counted_round(yuan(1'000), {800, 900}, {{8, {0}}, {2, {1}}});
    CHECK(sentence(small, TallyRule::equal_shares, 1) == "支持它的 2 人手里共有 ¥898，项目要 ¥900，差 ¥2。");
    const Round left = counted_round(yuan(1'000), {800, 900, 150}, {{8, {0}}, {1, {1}}, {1, {2}}});
    CHECK(sentence(left, TallyRule::equal_shares, 2).find("¥150") != std::string::npos);
    CHECK(portal::explain(left).equal_shares.projects[2].selected);
}

TEST_CASE("greedy: the sentence tells what was left at its turn", "[pages][why]") {
    const Round round = sample_round();
    CHECK(sentence(round, TallyRule::greedy, 0) ==
          "6 人支持。轮到它时，预算还有 ¥1,000，项目要 ¥600：够了。它是第 1 个通过的。");
    CHECK(sentence(round, TallyRule::greedy, 1) ==
          "2 人支持。排在它前面的项目用过以后，预算只剩 ¥0；项目要 ¥300，差 ¥300，所以没有办法办它。");
}

TEST_CASE("what costs nothing, or nobody voted for, gets a true sentence", "[pages][why][floor]") {
    const auto rule = GENERATE(TallyRule::greedy, TallyRule::equal_shares);
    // Project 1 is free, and 2 has no votes.
    Round round = counted_round(yuan(1'000), {600, 0, 100}, {{3, {0}}, {1, {1}}});
    CHECK(sentence(round, rule, 1).find("它不用花预算的钱") != std::string::npos);
    CHECK(sentence(round, rule, 1).find("¥0") == std::string::npos);
    // As it was counted before there was a floor.
    REQUIRE(portal::explain(round).by(rule).projects[2].selected);
    CHECK(sentence(round, TallyRule::equal_shares, 2).find("没有人投它") == 0);
    round.support_min_votes = 1;
    CHECK_FALSE(portal::explain(round).by(rule).projects[2].selected);
    CHECK(sentence(round, rule, 2) == "支持它的有 0 人，没有达到最低支持票数（至少 1 票），所以没有参加计票。");
    round.support_min_share = 2'600;  // 26 % of 4 ballots: two votes.
    CHECK(sentence(round, rule, 1) == "支持它的有 1 人，没有达到最低支持票数（至少 2 票），所以没有参加计票。");
}

// Goal: no verdict is left without words in any language. Method: each verdict put into an outcome by hand.
TEST_CASE("every verdict has a sentence in every language", "[pages][why]") {
    const Round round = sample_round();
    const auto verdict = GENERATE(Verdict::bought, Verdict::completed, Verdict::too_little_money, Verdict::over_budget,
                                  Verdict::after_stop, Verdict::below_threshold, Verdict::no_supporters);
    const auto locale = GENERATE(from_range(pages::all_locales.begin(), pages::all_locales.end()));
    const auto rule = GENERATE(TallyRule::greedy, TallyRule::equal_shares);
    tally::Outcome outcome = portal::explain(round).by(rule);
    outcome.projects[0].verdict = verdict;
    std::string html;
    pages::write_why(html, pages::Wording{locale, Zone{}, sample_now}, round, outcome, 0);
    CAPTURE(tally::name_of(verdict), html);
    CHECK(html.size() > 20);
    CHECK(html.find('{') == std::string::npos);
}

TEST_CASE("what would have carried a project is what counting says", "[pages][why][portal]") {
    const Round round = sample_round();
    for (const TallyRule rule : {TallyRule::greedy, TallyRule::equal_shares}) {
        CAPTURE(static_cast<int>(rule));
        CHECK(portal::find_nearness(round, rule, 0) == portal::Nearness{});  // It was funded.
        const portal::Nearness nearness = portal::find_nearness(round, rule, 1);
        const auto is_funded = [&](Money cost, std::int64_t more) {
            Round changed = round;
            changed.projects[1].cost = cost;
            OpenedBallot only;
            only.ballot.choices = {changed.projects[1].id};
            changed.ballots.insert(changed.ballots.end(), static_cast<std::size_t>(more), only);
            return portal::explain(changed).by(rule).projects[1].selected;
        };
        if (nearness.supporters) {
            CHECK(is_funded(yuan(300), *nearness.supporters));
            CHECK_FALSE(is_funded(yuan(300), *nearness.supporters - 1));
        }
        if (nearness.cost) {
            CHECK(is_funded(*nearness.cost, 0));
            CHECK_FALSE(is_funded(*nearness.cost + yuan(1), 0));
        }
        CHECK((nearness.supporters || nearness.cost));
    }
}

TEST_CASE("the cost that would have carried a project is told in round amounts", "[pages][why][portal]") {
    // Of the budget 476,544 are left, which the second project may take; a cost of 900,000 is told in thousands.
    const Round round = counted_round(yuan(1'000'000), {523'456, 900'000}, {{4, {0}}, {3, {1}}});
    CHECK(portal::find_nearness(round, TallyRule::greedy, 1).cost == yuan(476'000));
    CHECK(portal::find_nearness(round, TallyRule::equal_shares, 1).cost == yuan(476'000));
}

TEST_CASE("a large round is explained without being tried again and again", "[pages][why][portal]") {
    Round round = counted_round(yuan(1'000), {600, 500}, {{6'000, {0}}, {4'000, {1}}});
    REQUIRE(round.ballots.size() == portal::nearness_ballots_max);
    CHECK(portal::find_nearness(round, TallyRule::greedy, 1).supporters == 2'000);
    round.ballots.push_back(round.ballots.front());
    CHECK(portal::find_nearness(round, TallyRule::greedy, 1) == portal::Nearness{});
}

TEST_CASE("each project of an outcome leads to its reason, by both rules", "[pages][why]") {
    const portal::State state = sample_state();
    const Round& round = state.rounds[0];
    const portal::Explanation explanation = portal::explain(round);
    pages::Request request;
    request.now = sample_now;
    request.path = "/rounds/1/outcome";
    const std::string outcome = pages::render(state, visitor(), sample_live(state), request).html;
    for (std::size_t index = 0; index < round.projects.size(); ++index) {
        request.path = why_path(round, index);
        CAPTURE(request.path);
        CHECK(outcome.find("href=\"" + request.path + "\"") != std::string::npos);
        const pages::Page page = pages::render(state, visitor(), sample_live(state), request);
        CHECK(page.status == 200);
        for (const TallyRule rule : {TallyRule::greedy, TallyRule::equal_shares}) {
            CHECK(html_text(page.html).find(sentence(round, rule, index)) != std::string::npos);
        }
        const bool is_funded = explanation.by(round.official_rule).projects[index].selected;
        CHECK((page.html.find("为什么通过了") != std::string::npos) == is_funded);
    }
}

TEST_CASE("a raised start is told, so that the supporters' money adds up for a reader", "[pages][why]") {
    portal::State state = sample_state();
    state.rounds[0] = sample_round();
    REQUIRE(portal::explain(state.rounds[0]).equal_shares.raised == 149);
    pages::Request request;
    request.now = sample_now;
    request.path = why_path(state.rounds[0], 0);
    const std::string text = html_text(pages::render(state, visitor(), sample_live(state), request).html);
    CHECK(text.find("每位投票人按 ¥249 算。预算平分是每人 ¥100，") != std::string::npos);
}

TEST_CASE("kept explanations are those that were worked out", "[pages][why][portal]") {
    const Round round = sample_round();
    portal::KeptExplanations kept;
    const portal::Explanation& first = kept.of(round);
    CHECK(first.greedy == portal::explain(round).greedy);
    CHECK(&kept.of(round) == &first);
    const portal::Nearness nearness = kept.nearness(round, TallyRule::equal_shares, 1);
    CHECK(nearness == portal::find_nearness(round, TallyRule::equal_shares, 1));
    CHECK(kept.nearness(round, TallyRule::equal_shares, 1) == nearness);
    CHECK(&kept.of(round) == &first);
}

}  // namespace gongyi::tests
