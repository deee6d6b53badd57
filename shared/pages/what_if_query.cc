#include "shared/pages/what_if_query.h"

#include <algorithm>

#include "shared/base/check.h"
#include "shared/base/hundredths.h"
#include "shared/portal/election.h"

namespace gongyi::pages {

namespace {

template <class Value>
Value chosen(const std::vector<Choice<Value>>& choices, std::string_view name, Value otherwise) {
    const auto found = std::find_if(choices.begin(), choices.end(),
                                    [&](const Choice<Value>& choice) { return choice.name.view() == name; });
    return found == choices.end() ? otherwise : found->value;
}

template <class Value>
std::string_view name_in(const std::vector<Choice<Value>>& choices, Value value) {
    const auto found = std::find_if(choices.begin(), choices.end(),
                                    [&](const Choice<Value>& choice) { return choice.value == value; });
    GONGYI_CHECK(found != choices.end());
    return found->name.view();
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

const std::vector<Choice<tally::Utility>>& all_utility_choices() {
    static const std::vector<Choice<tally::Utility>> choices{
        {"points", tally::Utility::points, Say::what_if_utility_points},
        {"borda", tally::Utility::borda, Say::what_if_utility_borda},
        {"cost", tally::Utility::cost, Say::what_if_utility_cost},
        {"cardinality", tally::Utility::cardinality, Say::what_if_utility_cardinality}};
    return choices;
}

// What remains of the question of equal shares belongs to it alone: two questions that ask the same are equal.
tally::Rule make_rule(const Scene& scene, const Round& round, WhatIfRule choice) {
    tally::Rule rule = portal::rule_of(round, TallyRule::equal_shares);
    const tally::Rule own = rule;
    rule.completion = tally::Completion::none;
    switch (choice) {
        case WhatIfRule::greedy:
        case WhatIfRule::greedy_per_cost:
            rule.method = tally::Method::greedy;
            rule.order = choice == WhatIfRule::greedy ? tally::GreedyOrder::votes : tally::GreedyOrder::votes_per_cost;
            return rule;
        case WhatIfRule::phragmen:
            rule.method = tally::Method::phragmen;
            rule.utility = tally::Utility::cost;
            return rule;
        case WhatIfRule::shares:
            break;
    }
    rule.utility = chosen(utility_choices(round.ballot.form), scene.query_value(field::utility.view()), own.utility);
    rule.completion = chosen(completion_choices(), scene.query_value(field::completion.view()), own.completion);
    const bool has_add1 = rule.completion == tally::Completion::add1 || rule.completion == tally::Completion::add1u;
    rule.exhaustive = has_add1 && scene.query_value(field::exhaustive.view()) == "1";
    return rule;
}

}  // namespace

const std::vector<Choice<WhatIfRule>>& rule_choices() {
    static const std::vector<Choice<WhatIfRule>> choices{
        {"shares", WhatIfRule::shares, Say::rule_equal_shares},
        {"greedy", WhatIfRule::greedy, Say::rule_greedy},
        {"per-cost", WhatIfRule::greedy_per_cost, Say::what_if_rule_per_cost},
        {"phragmen", WhatIfRule::phragmen, Say::what_if_rule_phragmen}};
    return choices;
}

const std::vector<Choice<tally::Completion>>& completion_choices() {
    static const std::vector<Choice<tally::Completion>> choices{
        {"add1u", tally::Completion::add1u, Say::what_if_completion_add1u},
        {"add1", tally::Completion::add1, Say::what_if_completion_add1},
        {"greedy", tally::Completion::greedy, Say::what_if_completion_greedy},
        {"none", tally::Completion::none, Say::what_if_completion_none}};
    return choices;
}

std::vector<Choice<tally::Utility>> utility_choices(BallotForm form) {
    const bool has_points = form == BallotForm::cumulative || form == BallotForm::scoring;
    std::vector<Choice<tally::Utility>> choices;
    for (const auto& choice : all_utility_choices()) {
        if (choice.value == tally::Utility::points && !has_points) continue;
        if (choice.value == tally::Utility::borda && form != BallotForm::ranking) continue;
        choices.push_back(choice);
    }
    return choices;
}

WhatIfRule what_if_rule(const tally::Rule& rule) {
    if (rule.method == tally::Method::mes) return WhatIfRule::shares;
    if (rule.method == tally::Method::phragmen) return WhatIfRule::phragmen;
    return rule.order == tally::GreedyOrder::votes ? WhatIfRule::greedy : WhatIfRule::greedy_per_cost;
}

std::optional<Money> money_from(std::string_view text) {
    constexpr std::string_view yuan_sign = "¥";
    if (text.substr(0, yuan_sign.size()) == yuan_sign) text.remove_prefix(yuan_sign.size());
    std::int64_t fen = 0;
    bool has_digits = false;
    int decimals = -1;  // Digits after the point; below 0 before it.
    for (const char c : text) {
        if (c == ' ' || (c == ',' && decimals < 0)) continue;
        if (c == '.' && decimals < 0) {
            decimals = 0;
            continue;
        }
        if (!is_digit(c) || decimals == 2) return std::nullopt;
        if (decimals >= 0) ++decimals;
        has_digits = true;
        fen = fen * 10 + (c - '0');
        if (fen > money_max.fen) return std::nullopt;
    }
    if (!has_digits) return std::nullopt;
    for (int digits = std::max(decimals, 0); digits < 2; ++digits) fen *= 10;
    return fen > money_max.fen ? std::nullopt : std::optional{Money{fen}};
}

std::string plain_money(Money amount) {
    return amount.fen % 100 == 0 ? std::to_string(amount.fen / 100) : write_hundredths(amount.fen);
}

WhatIfQuery read_what_if(const Scene& scene, const Round& round) {
    WhatIfQuery query;
    query.is_asked = !scene.request.query.empty();
    const portal::WhatIfQuestion own = portal::own_question(round);
    const WhatIfRule rule = chosen(rule_choices(), scene.query_value(field::rule.view()), what_if_rule(own.rule));
    query.question.rule = make_rule(scene, round, rule);
    query.question.budget = round.budget;
    const std::string budget = scene.query_value(field::budget.view());
    if (budget.empty()) return query;
    const auto amount = money_from(budget);
    query.has_readable_budget = amount.has_value();
    if (amount) query.question.budget = *amount;
    return query;
}

Url what_if_url(RoundId round, const portal::WhatIfQuestion& question) {
    Url url = routes::what_if(round)
                  .with(field::budget, plain_money(question.budget))
                  .with(field::rule, name_in(rule_choices(), what_if_rule(question.rule)));
    if (question.rule.method != tally::Method::mes) return url;
    url = url.with(field::utility, name_in(all_utility_choices(), question.rule.utility))
              .with(field::completion, name_in(completion_choices(), question.rule.completion));
    return question.rule.exhaustive ? url.with(field::exhaustive, "1") : url;
}

}  // namespace gongyi::pages
