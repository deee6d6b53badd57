#include "shared/microproject/json.h"

#include <algorithm>

namespace gongyi {

namespace {

constexpr std::array categories{
    JsonName<Category>{"works", Category::works},
    JsonName<Category>{"goods", Category::goods},
    JsonName<Category>{"services", Category::services},
    JsonName<Category>{"other", Category::other},
};
static_assert(categories.size() == all_categories.size());

constexpr std::array forms{
    JsonName<BallotForm>{"approval", BallotForm::approval},     JsonName<BallotForm>{"knapsack", BallotForm::knapsack},
    JsonName<BallotForm>{"choose_one", BallotForm::choose_one}, JsonName<BallotForm>{"ranking", BallotForm::ranking},
    JsonName<BallotForm>{"cumulative", BallotForm::cumulative}, JsonName<BallotForm>{"scoring", BallotForm::scoring},
};
static_assert(forms.size() == all_ballot_forms.size());

constexpr std::array rules{
    JsonName<TallyRule>{"greedy", TallyRule::greedy},
    JsonName<TallyRule>{"equal_shares", TallyRule::equal_shares},
};

constexpr std::int64_t beneficiaries_max = 1'000'000;
constexpr std::int64_t points_max =
    1'000'000'000;  // Of one project on one ballot, either way: tally::points_units_max.

JsonTextLimits line_of(std::size_t code_points_max, std::size_t code_points_min = 1) {
    return {code_points_min, code_points_max, /*allow_line_breaks=*/false};
}

bool is_zero(const Salt& salt) {
    return std::all_of(salt.begin(), salt.end(), [](std::uint8_t byte) { return byte == 0; });
}

}  // namespace

std::vector<CostLine> read_cost_lines(const JsonValue& value, std::size_t count_min) {
    std::vector<CostLine> lines;
    for (const JsonValue line : value.items(count_min, cost_lines_max)) {
        CostLine read;
        read.amount = line.field("amount_fen").money();
        read.item = line.field("item").text(line_of(cost_line_item_code_points_max));
        lines.push_back(std::move(read));
    }
    return lines;
}

void write_cost_lines(JsonWriter& json, const std::vector<CostLine>& lines) {
    json.begin_array();
    for (const CostLine& line : lines) {
        json.begin_object().key("amount_fen").integer(line.amount.fen).key("item").string(line.item).end_object();
    }
    json.end_array();
}

Category read_category(const JsonValue& value) {
    return value.one_of(categories);
}

void write_category(JsonWriter& json, Category category) {
    json.string(json_name_of(categories, category));
}

TallyRule read_tally_rule(const JsonValue& value) {
    return value.one_of(rules);
}

void write_tally_rule(JsonWriter& json, TallyRule rule) {
    json.string(json_name_of(rules, rule));
}

BallotRules read_ballot_rules(const JsonValue& value) {
    BallotRules read;
    const auto limit = static_cast<std::int64_t>(ballot_choices_max);
    read.choices_max = value.field("choices_max").integer(1, limit);
    // 0 is for imported elections: an empty ballot counts there.
    const JsonValue least = value.field("choices_min");
    read.choices_min = least.integer(0, limit);
    if (read.choices_min > read.choices_max) least.fault("at most choices_max");
    read.form = value.field("form").one_of(forms);
    return read;
}

void write_ballot_rules(JsonWriter& json, const BallotRules& ballot) {
    json.begin_object().key("choices_max").integer(ballot.choices_max).key("choices_min").integer(ballot.choices_min);
    json.key("form").string(json_name_of(forms, ballot.form)).end_object();
}

Electorate read_electorate(const JsonValue& value) {
    Electorate read;
    read.age_years_min = value.field("age_years_min").integer<int>(0, 120);
    read.includes_hong_kong_macau = value.field("includes_hong_kong_macau").boolean();
    read.includes_non_hukou = value.field("includes_non_hukou").boolean();
    read.includes_works_here = value.field("includes_works_here").boolean();
    read.residence_months_min = value.field("residence_months_min").integer<int>(0, 1'200);
    return read;
}

void write_electorate(JsonWriter& json, const Electorate& electorate) {
    json.begin_object().key("age_years_min").integer(electorate.age_years_min);
    json.key("includes_hong_kong_macau").boolean(electorate.includes_hong_kong_macau);
    json.key("includes_non_hukou").boolean(electorate.includes_non_hukou);
    json.key("includes_works_here").boolean(electorate.includes_works_here);
    json.key("residence_months_min").integer(electorate.residence_months_min).end_object();
}

Project read_project(const JsonValue& value) {
    Project read;
    read.beneficiaries = value.field("beneficiaries").integer(0, beneficiaries_max);
    read.category = read_category(value.field("category"));
    read.code = value.field("code").text(line_of(imported_line_code_points_max, 0));
    read.cost = value.field("cost_fen").money();
    read.cost_lines = read_cost_lines(value.field("cost_lines"), 0);
    read.id = value.field("id").id<ProjectId>();
    read.need = value.field("need").text({0, project_need_code_points_max, /*allow_line_breaks=*/true});
    read.place = value.field("place").text(line_of(imported_line_code_points_max, 0));
    read.title = value.field("title").text(line_of(imported_line_code_points_max));
    read.topic = value.field("topic").text(line_of(imported_line_code_points_max, 0));
    return read;
}

void write_project(JsonWriter& json, const Project& project) {
    json.begin_object().key("beneficiaries").integer(project.beneficiaries).key("category");
    write_category(json, project.category);
    json.key("code").string(project.code).key("cost_fen").integer(project.cost.fen).key("cost_lines");
    write_cost_lines(json, project.cost_lines);
    json.key("id").integer(static_cast<std::int64_t>(project.id.raw())).key("need").string(project.need);
    json.key("place").string(project.place).key("title").string(project.title);
    json.key("topic").string(project.topic).end_object();
}

Round read_drafted_round(const JsonValue& value) {
    Round read;
    read.ballot = read_ballot_rules(value.field("ballot"));
    read.budget = value.field("budget_fen").money();
    read.closes_at = value.field("closes_at").unix_ms();
    read.currency = value.field("currency").string(3);
    read.electorate = read_electorate(value.field("electorate"));
    read.id = value.field("id").id<RoundId>();
    read.official_rule = read_tally_rule(value.field("official_rule"));
    read.opens_at = value.field("opens_at").unix_ms();
    read.source = value.field("source").text(line_of(imported_line_code_points_max, 0));
    if (const auto share = value.optional_field("support_min_share")) {
        read.support_min_share = share->integer(1, support_share_whole);
    }
    if (const auto votes = value.optional_field("support_min_votes")) {
        read.support_min_votes = votes->integer(1, round_ballots_max);
    }
    read.tie_seed = value.field("tie_seed").integer<std::uint64_t>(0, json_integer_max);
    read.title = value.field("title").text(line_of(round_title_code_points_max));
    read.year = value.field("year").integer<int>(1, 9'999);
    return read;
}

void write_drafted_round(JsonWriter& json, const Round& round) {
    json.begin_object().key("ballot");
    write_ballot_rules(json, round.ballot);
    json.key("budget_fen").integer(round.budget.fen).key("closes_at").integer(round.closes_at.ms);
    json.key("currency").string(round.currency).key("electorate");
    write_electorate(json, round.electorate);
    json.key("id").integer(static_cast<std::int64_t>(round.id.raw())).key("official_rule");
    write_tally_rule(json, round.official_rule);
    json.key("opens_at").integer(round.opens_at.ms).key("source").string(round.source);
    // Left out where there is none: so are the entries of rounds of before there was a floor.
    if (round.support_min_share != 0) json.key("support_min_share").integer(round.support_min_share);
    if (round.support_min_votes != 0) json.key("support_min_votes").integer(round.support_min_votes);
    json.key("tie_seed").integer(static_cast<std::int64_t>(round.tie_seed)).key("title").string(round.title);
    json.key("year").integer(round.year).end_object();
}

std::vector<ProjectId> read_choices(const JsonValue& value) {
    std::vector<ProjectId> choices;
    const JsonItems items = value.items(0, ballot_choices_max);
    choices.reserve(items.size());
    for (const JsonValue choice : items) choices.push_back(choice.id<ProjectId>());
    return choices;
}

void write_choices(JsonWriter& json, const std::vector<ProjectId>& choices) {
    json.begin_array();
    for (const ProjectId id : choices) json.integer(static_cast<std::int64_t>(id.raw()));
    json.end_array();
}

OpenedBallot read_opened_ballot(const JsonValue& value) {
    OpenedBallot read;
    read.ballot.choices = read_choices(value.field("choices"));
    if (const auto points = value.optional_field("points")) {
        const std::size_t count = read.ballot.choices.size();
        for (const JsonValue one : points->items(count, count)) {
            read.ballot.points.push_back(one.integer(-points_max, points_max));
        }
    }
    if (const auto salt = value.optional_field("salt")) read.salt = salt->salt();
    return read;
}

void write_opened_ballot(JsonWriter& json, const OpenedBallot& opened) {
    json.begin_object().key("choices");
    write_choices(json, opened.ballot.choices);
    if (!opened.ballot.points.empty()) {
        json.key("points").begin_array();
        for (const std::int64_t points : opened.ballot.points) json.integer(points);
        json.end_array();
    }
    if (!is_zero(opened.salt)) json.key("salt").string(to_hex(opened.salt));
    json.end_object();
}

void read_bytes(const JsonValue& value, std::span<std::uint8_t> bytes) {
    const std::size_t digits = 2 * bytes.size();
    const std::string text = value.string(digits);
    if (!read_hex(text, bytes)) value.fault(std::to_string(digits) + " lower-case hexadecimal characters");
}

std::string hex_of(std::span<const std::uint8_t> bytes) {
    return to_hex(std::string_view{reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

std::vector<ProjectId> read_ascending_choices(const JsonValue& value) {
    std::vector<ProjectId> choices = read_choices(value);
    if (!std::is_sorted(choices.begin(), choices.end())) value.fault("projects in ascending order");
    return choices;
}

std::string read_paper_serial(const JsonValue& value) {
    std::string serial = value.string(paper_serial_bytes_max);
    if (!is_paper_serial(serial)) value.fault("1 to 40 of A-Z, a-z, 0-9 and -");
    return serial;
}

OpenedCast read_opened_cast(const JsonValue& value) {
    OpenedCast read;
    read.ballot.choices = read_ascending_choices(value.field("choices"));
    if (const auto paper = value.optional_field("paper")) {
        read.paper = read_paper_serial(*paper);
        read.salt = value.field("salt").salt();
        return read;
    }
    read_bytes(value.field("credential"), read.credential);
    read.salt = value.field("salt").salt();
    read_bytes(value.field("signature"), read.signature);
    read.version = value.field("version").integer<int>(1, ballot_versions_max);
    return read;
}

void write_opened_cast(JsonWriter& json, const OpenedCast& cast) {
    json.begin_object().key("choices");
    write_choices(json, cast.ballot.choices);
    if (cast.is_paper()) {
        json.key("paper").string(cast.paper).key("salt").string(to_hex(cast.salt)).end_object();
        return;
    }
    json.key("credential").string(hex_of(cast.credential)).key("salt").string(to_hex(cast.salt));
    json.key("signature").string(hex_of(cast.signature)).key("version").integer(cast.version).end_object();
}

RuleOutcome read_rule_outcome(const JsonValue& value) {
    RuleOutcome read;
    read.cost = value.field("cost_fen").money();
    read.rule = read_tally_rule(value.field("rule"));
    read.selected = read_choices(value.field("selected"));
    return read;
}

void write_rule_outcome(JsonWriter& json, const RuleOutcome& outcome) {
    json.begin_object().key("cost_fen").integer(outcome.cost.fen).key("rule");
    write_tally_rule(json, outcome.rule);
    json.key("selected");
    write_choices(json, outcome.selected);
    json.end_object();
}

PaperSheets read_sheets(const JsonValue& object) {
    PaperSheets read;
    read.first = object.field("first").integer(1, sheet_number_max);
    const JsonValue last = object.field("last");
    read.last = last.integer(1, sheet_number_max);
    if (read.last < read.first) last.fault("at least first");
    read.place = object.field("place").text(line_of(sheet_place_code_points_max));
    const JsonValue series = object.field("series");
    read.series = series.string(sheet_series_bytes_max);
    const bool is_good = !read.series.empty() && std::all_of(read.series.begin(), read.series.end(),
                                                             [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!is_good) series.fault("1 to 4 of A-Z");
    return read;
}

PaperAccount read_paper_account(const JsonValue& object) {
    PaperAccount read;
    if (const auto days = object.optional_field("paper_days")) {
        for (const JsonValue day : days->items(1, paper_days_max)) {
            PaperDay one;
            one.day = day.field("day").date();
            one.desk = day.field("desk").integer(1, desks_max);
            one.handed = day.field("handed").integer(0, round_ballots_max);
            one.place = day.field("place").integer(0, static_cast<std::int64_t>(sheets_max) - 1);
            one.returned = day.field("returned").integer(0, round_ballots_max);
            read.days.push_back(one);
        }
    }
    if (const auto voided = object.optional_field("paper_voided")) {
        for (const JsonValue serial : voided->items(1, static_cast<std::size_t>(sheet_number_max))) {
            read.voided.push_back(read_paper_serial(serial));
        }
    }
    if (const auto entered = object.optional_field("papers_entered")) {
        for (const JsonValue hands : entered->items(1, paper_days_max)) {
            PapersEntered one;
            one.count = hands.field("count").integer(1, round_ballots_max);
            one.desk = hands.field("desk").integer(1, desks_max);
            one.second_desk = hands.field("second_desk").integer(1, desks_max);
            read.entered.push_back(one);
        }
    }
    return read;
}

void write_paper_account(JsonWriter& json, const PaperAccount& account) {
    if (!account.days.empty()) {
        json.key("paper_days").begin_array();
        for (const PaperDay& one : account.days) {
            json.begin_object().key("day").string(to_iso(one.day)).key("desk").integer(one.desk);
            json.key("handed").integer(one.handed).key("place").integer(one.place);
            json.key("returned").integer(one.returned).end_object();
        }
        json.end_array();
    }
    if (!account.voided.empty()) {
        json.key("paper_voided").begin_array();
        for (const std::string& serial : account.voided) json.string(serial);
        json.end_array();
    }
    if (!account.entered.empty()) {
        json.key("papers_entered").begin_array();
        for (const PapersEntered& one : account.entered) {
            json.begin_object().key("count").integer(one.count).key("desk").integer(one.desk);
            json.key("second_desk").integer(one.second_desk).end_object();
        }
        json.end_array();
    }
}

}  // namespace gongyi
