#include "shared/portal/command_json.h"

#include "shared/base/match.h"
#include "shared/decision/json.h"
#include "shared/microproject/json.h"
#include "shared/portal/cast_json.h"

namespace gongyi::portal {

namespace {

using CommandReader = Command (*)(const JsonValue& root);

JsonTextLimits line_of(std::size_t code_points_max, std::size_t code_points_min = 1) {
    return {code_points_min, code_points_max, /*allow_line_breaks=*/false};
}

// Residents are offered approval and knapsack ballots with at least one choice; the other forms are imported ones'.
BallotRules read_offered_ballot_rules(const JsonValue& value) {
    const BallotRules rules = read_ballot_rules(value);
    if (rules.form != BallotForm::approval && rules.form != BallotForm::knapsack) {
        value.field("form").fault("one of approval, knapsack");
    }
    if (rules.choices_min < 1) value.field("choices_min").fault("a whole number from 1");
    return rules;
}

Category read_offered_category(const JsonValue& value) {
    const Category category = read_category(value);
    if (category == Category::other) value.fault("one of works, goods, services");
    return category;
}

RoundId read_round_id(const JsonValue& root) {
    return root.field("round").id<RoundId>();
}

constexpr std::array readers{
    JsonName<CommandReader>{"DraftRound",
                            [](const JsonValue& root) -> Command {
                                DraftRound read;
                                read.ballot = read_offered_ballot_rules(root.field("ballot"));
                                read.budget = root.field("budget_fen").money();
                                read.closes_at = root.field("closes_at").unix_ms();
                                read.electorate = read_electorate(root.field("electorate"));
                                read.official_rule = read_tally_rule(root.field("official_rule"));
                                read.opens_at = root.field("opens_at").unix_ms();
                                if (const auto share = root.optional_field("support_min_share")) {
                                    read.support_min_share = share->integer(0, support_share_whole);
                                }
                                if (const auto votes = root.optional_field("support_min_votes")) {
                                    read.support_min_votes = votes->integer(0, round_ballots_max);
                                }
                                read.tie_seed = root.field("tie_seed").integer<std::uint64_t>(0, json_integer_max);
                                read.title = root.field("title").text(line_of(round_title_code_points_max));
                                read.year = root.field("year").integer<int>(round_year_min, round_year_max);
                                return read;
                            }},
    JsonName<CommandReader>{
        "AddProject",
        [](const JsonValue& root) -> Command {
            AddProject read;
            read.beneficiaries = root.field("beneficiaries").integer(0, households_max);
            read.category = read_offered_category(root.field("category"));
            read.cost_lines = read_cost_lines(root.field("cost_lines"), 1);
            read.need = root.field("need").text({1, project_need_code_points_max, /*allow_line_breaks=*/true});
            read.place = root.field("place").text(line_of(project_place_code_points_max));
            read.round = read_round_id(root);
            read.title = root.field("title").text(line_of(project_title_code_points_max));
            read.topic = root.field("topic").text(line_of(name_code_points_max, 0));
            return read;
        }},
    JsonName<CommandReader>{"OpenVoting",
                            [](const JsonValue& root) -> Command {
                                OpenVoting read;
                                if (const auto reason = root.optional_field("reason")) {
                                    read.reason = reason->text({0, reason_code_points_max, /*allow_line_breaks=*/true});
                                }
                                read.round = read_round_id(root);
                                return read;
                            }},
    JsonName<CommandReader>{"CastBallot", [](const JsonValue& root) -> Command { return read_cast_ballot(root); }},
    JsonName<CommandReader>{"IssueCredential",
                            [](const JsonValue& root) -> Command {
                                IssueCredential read;
                                read.blinded = root.field("blinded").hash();
                                read.round = read_round_id(root);
                                return read;
                            }},
    JsonName<CommandReader>{"RegisterSheets",
                            [](const JsonValue& root) -> Command {
                                PaperSheets sheets = read_sheets(root);
                                return RegisterSheets{read_round_id(root), std::move(sheets)};
                            }},
    JsonName<CommandReader>{
        "CloseVoting",
        [](const JsonValue& root) -> Command {
            std::string reason = root.field("reason").text({0, reason_code_points_max, /*allow_line_breaks=*/true});
            return CloseVoting{read_round_id(root), std::move(reason)};
        }},
};

void write_round_id(JsonWriter& json, RoundId id) {
    json.key("round").integer(static_cast<std::int64_t>(id.raw()));
}

// The types of commands that come over the network, with their places: the readers above, then decision::Command's.
const std::vector<JsonName<std::size_t>>& command_types() {
    static const std::vector<JsonName<std::size_t>> types = [] {
        std::vector<JsonName<std::size_t>> table;
        for (const auto& reader : readers) table.push_back({reader.name, table.size()});
        for (const std::string_view name : decision::command_names()) table.push_back({name, table.size()});
        return table;
    }();
    return types;
}

}  // namespace

Expected<Command, ParseError> parse_command(std::string_view text) {
    JsonReader reader{text, command_bytes_max, JsonFaults::first, InputRules::incoming};
    const JsonValue root = reader.root();
    const std::size_t type = root.field("type").one_of(command_types());
    Command command = Tick{};
    if (!reader.has_fault()) {
        command = type < readers.size() ? readers[type].value(root)
                                        : Command{decision::read_command(root, type - readers.size())};
    }
    return reader.finish(std::move(command));
}

std::string write_command(const Command& command) {
    JsonWriter json;
    if (const auto* asked = std::get_if<decision::Command>(&command)) {
        decision::write_command(json, *asked);
        return json.take();
    }
    if (const auto* cast = std::get_if<CastBallot>(&command)) return write_cast_ballot(*cast);
    json.begin_object();
    std::visit(Match{
                   [&](const DraftRound& c) {
                       json.key("ballot");
                       write_ballot_rules(json, c.ballot);
                       json.key("budget_fen").integer(c.budget.fen).key("closes_at").integer(c.closes_at.ms);
                       json.key("electorate");
                       write_electorate(json, c.electorate);
                       json.key("official_rule");
                       write_tally_rule(json, c.official_rule);
                       json.key("opens_at").integer(c.opens_at.ms);
                       json.key("support_min_share").integer(c.support_min_share);
                       json.key("support_min_votes").integer(c.support_min_votes);
                       json.key("tie_seed").integer(static_cast<std::int64_t>(c.tie_seed));
                       json.key("title").string(c.title).key("type").string("DraftRound");
                       json.key("year").integer(c.year);
                   },
                   [&](const AddProject& c) {
                       json.key("beneficiaries").integer(c.beneficiaries).key("category");
                       write_category(json, c.category);
                       json.key("cost_lines");
                       write_cost_lines(json, c.cost_lines);
                       json.key("need").string(c.need).key("place").string(c.place);
                       write_round_id(json, c.round);
                       json.key("title").string(c.title).key("topic").string(c.topic);
                       json.key("type").string("AddProject");
                   },
                   [&](const OpenVoting& c) {
                       if (!c.reason.empty()) json.key("reason").string(c.reason);
                       write_round_id(json, c.round);
                       json.key("type").string("OpenVoting");
                   },
                   [&](const IssueCredential& c) {
                       json.key("blinded").string(to_hex(c.blinded));
                       write_round_id(json, c.round);
                       json.key("type").string("IssueCredential");
                   },
                   [&](const CloseVoting& c) {
                       json.key("reason").string(c.reason);
                       write_round_id(json, c.round);
                       json.key("type").string("CloseVoting");
                   },
                   [&](const RegisterSheets& c) {
                       json.key("first").integer(c.sheets.first).key("last").integer(c.sheets.last);
                       json.key("place").string(c.sheets.place);
                       write_round_id(json, c.round);
                       json.key("series").string(c.sheets.series).key("type").string("RegisterSheets");
                   },
                   [](const auto&) { GONGYI_CHECK(false && "comes over no network"); },
               },
               command);
    json.end_object();
    return json.take();
}

}  // namespace gongyi::portal
