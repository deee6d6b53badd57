// The what-if page: its address, its form, its loud word that nothing here is official.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <string>

#include "shared/pages/what_if_query.h"
#include "shared/portal/election.h"
#include "tests/support/counted_round.h"
#include "tests/support/html_check.h"
#include "tests/support/sample_portal.h"

namespace gongyi::tests {

namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

portal::State state_with(const Round& round) {
    portal::State state = sample_state();
    state.rounds[0] = round;
    return state;
}

Round sample() {
    return counted_round(yuan(1'000), {600, 500, 350}, {{6, {0}}, {3, {1}}, {1, {2}}});
}

pages::Page asked(const Round& round, const std::string& query, portal::Explanations& explanations) {
    pages::Request request;
    request.path = "/rounds/1/what-if";
    request.query = query;
    request.now = sample_now;
    const portal::State state = state_with(round);
    pages::Page page = pages::render(state, visitor(), sample_live(state), request, explanations);
    CHECK(html_faults(page.html).empty());
    return page;
}

pages::Page asked(const Round& round, const std::string& query) {
    portal::KeptExplanations explanations;
    return asked(round, query, explanations);
}

// Gives one and the same reason for every question.
class Lacking final : public portal::Explanations {
public:
    explicit Lacking(portal::WhatIfLack lack) : lack_{lack} {}
    [[nodiscard]] const portal::Explanation& of(const Round& round) override { return kept_.of(round); }
    [[nodiscard]] portal::Nearness nearness(const Round&, TallyRule, std::size_t) override { return {}; }
    [[nodiscard]] portal::WhatIfResult what_if(const Round&, const portal::WhatIfQuestion&) override {
        return unexpected(lack_);
    }

private:
    portal::WhatIfLack lack_;
    portal::KeptExplanations kept_;
};

}  // namespace

TEST_CASE("every what-if page says that it is not the official result", "[pages][what-if]") {
    const auto* query = GENERATE("", "budget=1100", "rule=greedy", "budget=x", "nothing=known");
    CAPTURE(query);
    const std::string text = html_text(asked(sample(), query).html);
    CHECK(contains(text, "演算，不是正式结果"));
}

TEST_CASE("a what-if tells what changes", "[pages][what-if]") {
    const pages::Page page = asked(sample(), "budget=1100");
    CHECK(page.status == 200);
    CHECK(contains(page.html, "data-what-if-result"));
    const std::string text = html_text(page.html);
    CHECK(contains(text, "会多通过 1 个项目2¥500"));
    CHECK(contains(text, "会落下 1 个项目3¥350"));
    CHECK(contains(text, "用去¥1,100¥950"));
    CHECK(contains(text, "至少一项通过的投票人97"));
    CHECK(contains(text, "3 人选的项目多通过了，1 人少通过了，6 人一样多。"));
    CHECK(contains(html_text(asked(sample(), "budget=1000").html), "通过的项目和正式结果一样。"));
}

TEST_CASE("without a question nothing is counted", "[pages][what-if]") {
    Lacking never{portal::WhatIfLack::too_long};
    const pages::Page page = asked(sample(), "", never);
    CHECK(page.status == 200);
    CHECK_FALSE(contains(page.html, "data-what-if-result"));
}

TEST_CASE("why there is no answer is said, with a status to match", "[pages][what-if]") {
    struct Row {
        portal::WhatIfLack lack;
        int status;
        const char* words;
    };
    const auto row = GENERATE(values<Row>({{portal::WhatIfLack::too_large, 503, "选票太多"},
                                           {portal::WhatIfLack::too_long, 503, "要算很久"},
                                           {portal::WhatIfLack::busy, 503, "请过几秒再按一次"},
                                           {portal::WhatIfLack::elsewhere, 200, "改一改这里的选项"}}));
    Lacking lacking{row.lack};
    const pages::Page page = asked(sample(), "budget=1", lacking);
    CHECK(page.status == row.status);
    CHECK(contains(html_text(page.html), row.words));
}

TEST_CASE("budgets are read as people write them", "[pages][what-if]") {
    struct Row {
        const char* text;
        std::optional<std::int64_t> fen;
    };
    const auto row = GENERATE(values<Row>({{"1500000", 150'000'000},
                                           {"1,500,000", 150'000'000},
                                           {"¥1,500,000.5", 150'000'050},
                                           {" 12.34 ", 1'234},
                                           {"0", 0},
                                           {"10000000000", 1'000'000'000'000},
                                           {"10000000000.01", std::nullopt},
                                           {"99999999999999999999999", std::nullopt},
                                           {"12.345", std::nullopt},
                                           {"1.2.3", std::nullopt},
                                           {"1.2,3", std::nullopt},
                                           {"-1", std::nullopt},
                                           {"1e3", std::nullopt},
                                           {"¥", std::nullopt},
                                           {".", std::nullopt},
                                           {"一百", std::nullopt}}));
    CAPTURE(row.text);
    const auto money = pages::money_from(row.text);
    REQUIRE(money.has_value() == row.fen.has_value());
    if (!money) return;
    CHECK(money->fen == *row.fen);
    CHECK(pages::money_from(pages::plain_money(*money)) == money);
}

TEST_CASE("a budget that cannot be read comes back as it was written", "[pages][what-if]") {
    const pages::Page page = asked(sample(), "budget=%3Cb%3E");
    CHECK(page.status == 422);
    CHECK(contains(page.html, "value=\"&lt;b&gt;\""));
    CHECK(contains(html_text(page.html), "预算没看懂"));
    CHECK_FALSE(contains(page.html, "data-what-if-result"));
}

TEST_CASE("the address of a question asks that question", "[pages][what-if]") {
    const auto form = GENERATE(from_range(all_ballot_forms.begin(), all_ballot_forms.end()));
    Round round = sample();
    round.ballot.form = form;
    const portal::State state = state_with(round);
    portal::KeptExplanations explanations;
    for (const auto& rule : pages::rule_choices()) {
        for (const auto& utility : pages::utility_choices(form)) {
            for (const auto& completion : pages::completion_choices()) {
                for (const char* exhaustive : {"", "&exhaustive=1"}) {
                    pages::Request request;
                    request.query = "budget=12.50&rule=" + std::string(rule.name.view()) +
                                    "&utility=" + std::string(utility.name.view()) +
                                    "&completion=" + std::string(completion.name.view()) + exhaustive;
                    CAPTURE(request.query);
                    const pages::Viewer viewer;
                    const pages::Live live;
                    const pages::Wording say{pages::Locale::en, Zone{}, sample_now};
                    const pages::Scene scene{state, viewer, live, request, say, explanations};
                    const pages::WhatIfQuery query = pages::read_what_if(scene, round);
                    CHECK(query.question.budget.fen == 1'250);
                    const tally::Election election = portal::election_of(round);
                    CHECK(tally::refuse(query.question.rule, election.kind) == std::nullopt);
                    pages::Request again;
                    const std::string url = pages::what_if_url(round.id, query.question).text();
                    again.query = url.substr(url.find('?') + 1);
                    const pages::Scene second{state, viewer, live, again, say, explanations};
                    CHECK(pages::read_what_if(second, round).question == query.question);
                }
            }
        }
    }
}

}  // namespace gongyi::tests
