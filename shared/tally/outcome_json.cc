#include "shared/tally/outcome_json.h"

#include <cstdio>

#include "shared/base/json_writer.h"

namespace gongyi::tally {

namespace {

class OutcomeWriter {
public:
    OutcomeWriter(const Election& election, const Outcome& outcome, const std::vector<std::optional<Margin>>& margins)
        : election_{election}, outcome_{outcome}, margins_{margins} {}

    // The names of each object come in rising order, as canonical JSON wants them.
    std::string write() {
        json_.begin_object();
        json_.key("budget").string(budget_text(election_));
        write_categories();
        json_.key("cost").string(amount(outcome_.cost));
        write_invalid_ballots();
        write_options();
        json_.key("projects").begin_array();
        for (std::uint32_t p = 0; p < outcome_.projects.size(); ++p) write_project(p);
        json_.end_array();
        json_.key("rule").string(name_of(outcome_.rule.method));
        json_.key("selected").begin_array();
        for (const std::uint32_t p : outcome_.selected) json_.string(id(p));
        json_.end_array();
        if (outcome_.rule.method == Method::mes) write_start();
        write_ties();
        write_voters();
        json_.end_object();
        return json_.take();
    }

private:
    const std::string& id(std::uint32_t project) const { return election_.projects[project].id; }
    std::string amount(std::int64_t units) const { return amount_text(units, election_.amount_decimals); }

    void write_categories() {
        json_.key("categories").begin_array();
        for (const CategoryShare& share : outcome_.categories) {
            json_.begin_object();
            json_.key("category").string(share.category);
            json_.key("cost").string(amount(share.cost));
            json_.key("projects").integer(share.projects);
            json_.key("selected").integer(share.selected);
            json_.key("votes").integer(static_cast<std::int64_t>(share.votes));
            json_.end_object();
        }
        json_.end_array();
    }

    void write_invalid_ballots() {
        json_.key("invalid_ballots").begin_array();
        for (const InvalidBallot& invalid : election_.invalid_ballots) {
            json_.begin_object();
            json_.key("detail").string(invalid.detail);
            json_.key("reason").string(name_of(invalid.reason));
            json_.key("row").integer(invalid.row);
            json_.key("voter").string(invalid.voter);
            json_.end_object();
        }
        json_.end_array();
    }

    void write_options() {
        const Rule& rule = outcome_.rule;
        json_.key("options").begin_object();
        if (rule.method == Method::greedy) json_.key("by").string(name_of(rule.order));
        if (rule.method == Method::mes) {
            json_.key("completion").string(name_of(rule.completion));
            json_.key("exhaustive").boolean(rule.exhaustive);
            json_.key("integral").boolean(rule.integral);
        }
        if (rule.min_points > 0) {
            json_.key("min_points").string(amount_text(rule.min_points, election_.points_decimals));
        }
        json_.key("min_votes").integer(rule.min_votes);
        json_.key("seed");
        if (rule.seed) {
            json_.string(std::to_string(*rule.seed));
        } else {
            json_.null();
        }
        if (rule.method != Method::mes) json_.key("skip").boolean(skips(rule));
        json_.key("threshold");
        json_.string(std::to_string(rule.threshold.part) + "/" + std::to_string(rule.threshold.whole));
        json_.key("utility").string(name_of(rule.utility));
        json_.end_object();
    }

    void write_project(std::uint32_t p) {
        const ProjectOutcome& project = outcome_.projects[p];
        json_.begin_object();
        json_.key("cost").string(cost_text(election_, p));
        json_.key("id").string(id(p));
        json_.key("name").string(election_.projects[p].name);
        json_.key("selected").boolean(project.selected);
        json_.key("votes").integer(project.votes);
        json_.key("why");
        write_why(project, p < margins_.size() ? margins_[p] : std::nullopt);
        json_.end_object();
    }

    void write_why(const ProjectOutcome& project, const std::optional<Margin>& margin) {
        const Round* round = project.selected ? &outcome_.rounds[project.order - 1] : nullptr;
        json_.begin_object();
        if (round != nullptr) {
            json_.key("emptied").integer(round->emptied);
            json_.key("left").string(amount(round->left));
        }
        if (margin) {
            json_.key("margin").begin_object();
            if (margin->cost) json_.key("cost").string(amount(*margin->cost));
            if (margin->supporters) json_.key("supporters").integer(*margin->supporters);
            json_.end_object();
        }
        json_.key("missing").string(amount(project.missing));
        json_.key("money_behind").string(amount(project.money_behind));
        if (round != nullptr) {
            json_.key("order").integer(project.order);
            json_.key("payers").integer(round->payers);
            json_.key("payment_max").string(payment_text(round->payment_max));
            json_.key("rate").begin_object();
            json_.key("approximate").string(approximate_text(round->rate.approximate));
            json_.key("denominator").string(round->rate.denominator);
            json_.key("numerator").string(round->rate.numerator);
            json_.end_object();
        }
        const bool in_points = outcome_.rule.utility == Utility::points;
        json_.key("score").string(amount_text(project.score, in_points ? election_.points_decimals : 0));
        json_.key("spent_on").begin_array();
        for (const Spending& spending : project.spent_on) {
            json_.begin_object();
            json_.key("amount").string(amount(spending.amount));
            json_.key("id").string(id(spending.project));
            json_.end_object();
        }
        json_.end_array();
        json_.key("start_money").string(amount(project.start_money));
        json_.key("verdict").string(name_of(project.verdict));
        json_.end_object();
    }

    // A payment in units of currency.
    std::string payment_text(const Fraction& payment) const {
        double value = payment.approximate;
        for (int i = 0; i < election_.amount_decimals; ++i) value /= 10;
        return approximate_text(value);
    }

    void write_start() {
        json_.key("start").begin_object();
        json_.key("denominator").string(outcome_.start.denominator);
        json_.key("each").string(payment_text(outcome_.start));
        json_.key("numerator").string(outcome_.start.numerator);
        json_.key("raised").string(std::to_string(outcome_.raised));
        json_.end_object();
    }

    void write_ties() {
        json_.key("ties").begin_array();
        for (const Tie& tie : outcome_.ties) {
            json_.begin_object();
            json_.key("by").string(name_of(tie.by));
            json_.key("order").integer(tie.order);
            json_.key("projects").begin_array();
            for (const std::uint32_t p : tie.projects) json_.string(id(p));
            json_.end_array();
            json_.end_object();
        }
        json_.end_array();
    }

    void write_voters() {
        json_.key("voters").begin_object();
        json_.key("count").integer(election_.ballots.count());
        json_.key("funded").begin_array();
        for (const std::uint32_t count : outcome_.funded_counts) json_.integer(count);
        json_.end_array();
        json_.key("invalid").integer(static_cast<std::int64_t>(election_.invalid_ballots.size()));
        json_.end_object();
    }

    const Election& election_;
    const Outcome& outcome_;
    const std::vector<std::optional<Margin>>& margins_;
    JsonWriter json_{};
};

}  // namespace

std::string outcome_json(const Election& election, const Outcome& outcome,
                         const std::vector<std::optional<Margin>>& margins) {
    return OutcomeWriter{election, outcome, margins}.write();
}

std::string approximate_text(double value) {
    char text[40];
    std::snprintf(text, sizeof text, "%.15g", value);
    return text;
}

}  // namespace gongyi::tally
