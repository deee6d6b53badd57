// Rounds, projects and ballots as JSON: the parts that commands and entries share.
#pragma once

#include <span>

#include "shared/base/json_reader.h"
#include "shared/base/json_writer.h"
#include "shared/microproject/round.h"

namespace gongyi {

// Readers take the object's value; a fault stays in its JsonReader. Writers write one value, canonically.
[[nodiscard]] std::vector<CostLine> read_cost_lines(const JsonValue& value, std::size_t count_min);
void write_cost_lines(JsonWriter& json, const std::vector<CostLine>& lines);

[[nodiscard]] Category read_category(const JsonValue& value);
void write_category(JsonWriter& json, Category category);

[[nodiscard]] TallyRule read_tally_rule(const JsonValue& value);
void write_tally_rule(JsonWriter& json, TallyRule rule);

// {"choices_max":5,"choices_min":1,"form":"approval"}
[[nodiscard]] BallotRules read_ballot_rules(const JsonValue& value);
void write_ballot_rules(JsonWriter& json, const BallotRules& rules);

// {"age_years_min":18,"includes_hong_kong_macau":true,…}
[[nodiscard]] Electorate read_electorate(const JsonValue& value);
void write_electorate(JsonWriter& json, const Electorate& electorate);

// A whole project, as ProjectAdded holds it.
[[nodiscard]] Project read_project(const JsonValue& value);
void write_project(JsonWriter& json, const Project& project);

// A round as RoundDrafted holds it: without projects, ballots and outcomes.
[[nodiscard]] Round read_drafted_round(const JsonValue& value);
void write_drafted_round(JsonWriter& json, const Round& round);

// {"choices":[12,15],"points":[3,1],"salt":"…"}; points and salt only where there are any.
[[nodiscard]] OpenedBallot read_opened_ballot(const JsonValue& value);
void write_opened_ballot(JsonWriter& json, const OpenedBallot& ballot);

// {"choices":[12,15],"credential":"…","salt":"…","signature":"…","version":2}, or for a paper
// {"choices":[12,15],"paper":"A-0017","salt":"…"}.
[[nodiscard]] OpenedCast read_opened_cast(const JsonValue& value);
void write_opened_cast(JsonWriter& json, const OpenedCast& cast);
// The parts of a cast that belong to it alone: a credential's choices have to ascend.
[[nodiscard]] std::vector<ProjectId> read_ascending_choices(const JsonValue& value);
[[nodiscard]] std::string read_paper_serial(const JsonValue& value);

// The fields of "first", "last", "place" and "series" of an object that may have others before and after: they are
// written where the caller is, in that order.
[[nodiscard]] PaperSheets read_sheets(const JsonValue& object);
// "paper_days", "paper_voided" and "papers_entered" of a close, each only where there is something.
[[nodiscard]] PaperAccount read_paper_account(const JsonValue& object);
void write_paper_account(JsonWriter& json, const PaperAccount& account);

// Fills `bytes` from twice as many lower-case hexadecimal characters, or makes the value a fault.
void read_bytes(const JsonValue& value, std::span<std::uint8_t> bytes);
[[nodiscard]] std::string hex_of(std::span<const std::uint8_t> bytes);

// {"cost_fen":…,"rule":"greedy","selected":[…]}
[[nodiscard]] RuleOutcome read_rule_outcome(const JsonValue& value);
void write_rule_outcome(JsonWriter& json, const RuleOutcome& outcome);

[[nodiscard]] std::vector<ProjectId> read_choices(const JsonValue& value);
void write_choices(JsonWriter& json, const std::vector<ProjectId>& choices);

}  // namespace gongyi
