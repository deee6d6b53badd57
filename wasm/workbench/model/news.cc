#include "wasm/workbench/model/news.h"

#include <array>
#include <utility>

#include "shared/base/json_reader.h"
#include "shared/base/json_writer.h"

namespace gongyi::workbench {
namespace {

constexpr std::size_t text_bytes_max = 64 * 1024;
constexpr std::size_t projects_in_round_max = 100'000;  // Imported elections are larger than drafted rounds.
constexpr std::int64_t count_max = 1'000'000'000;

constexpr std::array category_names{
    JsonName<Category>{"works", Category::works}, JsonName<Category>{"goods", Category::goods},
    JsonName<Category>{"services", Category::services}, JsonName<Category>{"other", Category::other}};
constexpr std::array stage_names{JsonName<Stage>{"draft", Stage::draft}, JsonName<Stage>{"voting", Stage::voting},
                                 JsonName<Stage>{"closed", Stage::closed}};
constexpr std::array rule_names{JsonName<TallyRule>{"greedy", TallyRule::greedy},
                                JsonName<TallyRule>{"equal_shares", TallyRule::equal_shares}};
constexpr std::array form_names{
    JsonName<BallotForm>{"approval", BallotForm::approval},     JsonName<BallotForm>{"knapsack", BallotForm::knapsack},
    JsonName<BallotForm>{"choose_one", BallotForm::choose_one}, JsonName<BallotForm>{"ranking", BallotForm::ranking},
    JsonName<BallotForm>{"cumulative", BallotForm::cumulative}, JsonName<BallotForm>{"scoring", BallotForm::scoring}};
enum class Kind : std::uint8_t { answer, board, failure, loading };
constexpr std::array kind_names{JsonName<Kind>{"answer", Kind::answer}, JsonName<Kind>{"board", Kind::board},
                                JsonName<Kind>{"failure", Kind::failure}, JsonName<Kind>{"loading", Kind::loading}};

std::int64_t signed_id(std::uint64_t raw) {
    return static_cast<std::int64_t>(raw);
}

// ---- Counts ----

void write_count(JsonWriter& json, const RuleCount& count) {
    json.begin_object().key("cost").integer(count.cost.fen).key("reach").begin_array();
    for (const std::int64_t voters : count.reach) json.integer(voters);
    json.end_array().key("rule").string(json_name_of(rule_names, count.rule)).key("selected").begin_array();
    for (const ProjectId id : count.selected) json.integer(signed_id(id.raw()));
    json.end_array().end_object();
}

void write_counts(JsonWriter& json, const std::vector<RuleCount>& counts) {
    json.begin_array();
    for (const RuleCount& count : counts) write_count(json, count);
    json.end_array();
}

RuleCount parse_count(const JsonValue& json) {
    RuleCount count;
    count.cost = {json.field("cost").integer(0, json_integer_max)};
    std::size_t group = 0;
    for (const JsonValue voters : json.field("reach").items(reach_groups, reach_groups)) {
        count.reach[group++] = voters.integer(0, count_max);
    }
    count.rule = json.field("rule").one_of(rule_names);
    for (const JsonValue id : json.field("selected").items(0, projects_in_round_max)) {
        count.selected.push_back(id.id<ProjectId>());
    }
    return count;
}

std::vector<RuleCount> parse_counts(const JsonValue& json) {
    std::vector<RuleCount> counts;
    for (const JsonValue count : json.items(0, 2)) counts.push_back(parse_count(count));
    return counts;
}

// ---- The board ----

void write_project(JsonWriter& json, const BoardProject& p) {
    const Project& project = p.project;
    json.begin_object().key("beneficiaries").integer(project.beneficiaries);
    json.key("category").string(json_name_of(category_names, project.category));
    json.key("code").string(project.code).key("cost").integer(project.cost.fen).key("cost_lines").begin_array();
    for (const CostLine& line : project.cost_lines) {
        json.begin_object().key("amount").integer(line.amount.fen).key("item").string(line.item).end_object();
    }
    json.end_array().key("id").integer(signed_id(project.id.raw())).key("need").string(project.need);
    json.key("place").string(project.place).key("supporters").integer(p.supporters);
    json.key("title").string(project.title).key("topic").string(project.topic).end_object();
}

BoardProject parse_project(const JsonValue& json) {
    BoardProject p;
    Project& project = p.project;
    project.beneficiaries = json.field("beneficiaries").integer(0, count_max);
    project.category = json.field("category").one_of(category_names);
    project.code = json.field("code").string(text_bytes_max);
    project.cost = {json.field("cost").integer(0, json_integer_max)};
    for (const JsonValue line : json.field("cost_lines").items(0, cost_lines_max)) {
        const Money amount{line.field("amount").integer(0, json_integer_max)};
        project.cost_lines.push_back({.item = line.field("item").string(text_bytes_max), .amount = amount});
    }
    project.id = json.field("id").id<ProjectId>();
    project.need = json.field("need").string(text_bytes_max);
    project.place = json.field("place").string(text_bytes_max);
    p.supporters = json.field("supporters").integer(0, count_max);
    project.title = json.field("title").string(text_bytes_max);
    project.topic = json.field("topic").string(text_bytes_max);
    return p;
}

void write_round(JsonWriter& json, const BoardRound& round) {
    const Round& facts = round.facts;
    json.begin_object().key("budget").integer(facts.budget.fen);
    json.key("choices_max").integer(facts.ballot.choices_max).key("choices_min").integer(facts.ballot.choices_min);
    json.key("closes_at").integer(facts.closes_at.ms).key("counts");
    write_counts(json, round.counts);
    json.key("currency").string(facts.currency).key("form").string(json_name_of(form_names, facts.ballot.form));
    json.key("id").integer(signed_id(facts.id.raw()));
    json.key("official_rule").string(json_name_of(rule_names, facts.official_rule)).key("projects").begin_array();
    for (const BoardProject& project : round.projects) write_project(json, project);
    json.end_array().key("stage").string(json_name_of(stage_names, facts.stage));
    json.key("title").string(facts.title).key("told_from").integer(round.told_from);
    json.key("voted").integer(round.voted).key("voters").integer(round.voters).end_object();
}

BoardRound parse_round(const JsonValue& json) {
    BoardRound round;
    Round& facts = round.facts;
    facts.budget = {json.field("budget").integer(0, json_integer_max)};
    facts.ballot.choices_max = json.field("choices_max").integer(0, count_max);
    facts.ballot.choices_min = json.field("choices_min").integer(0, count_max);
    facts.closes_at = {json.field("closes_at").integer(-json_integer_max, json_integer_max)};
    round.counts = parse_counts(json.field("counts"));
    facts.currency = json.field("currency").string(text_bytes_max);
    facts.ballot.form = json.field("form").one_of(form_names);
    facts.id = json.field("id").id<RoundId>();
    facts.official_rule = json.field("official_rule").one_of(rule_names);
    for (const JsonValue project : json.field("projects").items(0, projects_in_round_max)) {
        round.projects.push_back(parse_project(project));
    }
    facts.stage = json.field("stage").one_of(stage_names);
    facts.title = json.field("title").string(text_bytes_max);
    round.told_from = json.field("told_from").integer(0, count_max);
    round.voted = json.field("voted").integer(0, count_max);
    round.voters = json.field("voters").integer(0, count_max);
    return round;
}

Board parse_board(const JsonValue& json) {
    Board board;
    board.community = json.field("community").string(text_bytes_max);
    board.entry_count = json.field("entry_count").integer<std::uint64_t>(0, json_integer_max);
    board.root_hex = json.field("root").string(text_bytes_max);
    for (const JsonValue round : json.field("rounds").items(0, rounds_max)) board.rounds.push_back(parse_round(round));
    board.zone.offset_minutes = json.field("zone").integer<int>(-1440, 1440);
    return board;
}

// ---- The rest ----

void write_question_fields(JsonWriter& json, const WhatIfQuestion& question) {
    json.begin_object().key("budget").integer(question.budget.fen);
    json.key("round").integer(signed_id(question.round.raw())).end_object();
}

WhatIfQuestion parse_question_fields(const JsonValue& json) {
    WhatIfQuestion question;
    question.budget = {json.field("budget").integer(0, json_integer_max)};
    question.round = json.field("round").id<RoundId>();
    return question;
}

WhatIfAnswer parse_answer(const JsonValue& json) {
    WhatIfAnswer answer;
    answer.counts = parse_counts(json.field("counts"));
    answer.milliseconds = json.field("milliseconds").integer(0, count_max);
    answer.question = parse_question_fields(json.field("question"));
    return answer;
}

Action parse_body(Kind kind, const JsonValue& json) {
    switch (kind) {
        case Kind::answer:
            return AnswerArrived{parse_answer(json)};
        case Kind::board:
            return BoardArrived{parse_board(json)};
        case Kind::failure:
            return LoadingFailed{json.field("why").string(text_bytes_max)};
        case Kind::loading:
            return LoadingWentOn{json.field("entries").integer<std::uint64_t>(0, json_integer_max)};
    }
    return LoadingFailed{};
}

}  // namespace

std::string write_news(const Board& board) {
    JsonWriter json;
    json.begin_object().key("community").string(board.community);
    json.key("entry_count").integer(signed_id(board.entry_count)).key("kind").string("board");
    json.key("root").string(board.root_hex).key("rounds").begin_array();
    for (const BoardRound& round : board.rounds) write_round(json, round);
    json.end_array().key("zone").integer(board.zone.offset_minutes).end_object();
    return json.take();
}

std::string write_news(const WhatIfAnswer& answer) {
    JsonWriter json;
    json.begin_object().key("counts");
    write_counts(json, answer.counts);
    json.key("kind").string("answer").key("milliseconds").integer(answer.milliseconds).key("question");
    write_question_fields(json, answer.question);
    json.end_object();
    return json.take();
}

std::string write_news(const LoadingWentOn& loading) {
    JsonWriter json;
    json.begin_object().key("entries").integer(signed_id(loading.entries)).key("kind").string("loading").end_object();
    return json.take();
}

std::string write_news(const LoadingFailed& failure) {
    JsonWriter json;
    json.begin_object().key("kind").string("failure").key("why").string(failure.why).end_object();
    return json.take();
}

Expected<Action, ParseError> parse_news(std::string_view text) {
    JsonReader reader{text, news_bytes_max};
    const JsonValue root = reader.root();
    const Kind kind = root.field("kind").one_of(kind_names);
    Action action = parse_body(kind, root);
    return reader.finish(std::move(action));
}

std::string write_question(const WhatIfQuestion& question) {
    JsonWriter json;
    write_question_fields(json, question);
    return json.take();
}

Expected<WhatIfQuestion, ParseError> parse_question(std::string_view text) {
    JsonReader reader{text, news_bytes_max};
    WhatIfQuestion question = parse_question_fields(reader.root());
    return reader.finish(question);
}

}  // namespace gongyi::workbench
