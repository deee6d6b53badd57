// Why the portal did not do what was asked.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/expected.h"

namespace gongyi {

// Stable numbers: they are stored, shown, translated and known to other programs. Append; never renumber or reuse.
// The name of the enumerator is the code that the API shows ("budget_exceeded").
enum class RefusalCode : std::uint16_t {
    // Who asks.
    sign_in_needed = 1,
    role_not_allowed = 2,
    not_of_age = 3,           // {needed_years, years}
    residence_too_short = 4,  // {needed_months, months}
    resident_class_excluded = 5,
    // What it is about.
    no_community = 10,
    community_exists = 11,
    no_such_round = 12,
    no_such_project = 13,  // {project}
    // When.
    round_not_in_draft = 20,
    voting_not_open = 21,
    voting_ended = 22,                // {closes_at_ms}
    closing_early_needs_reason = 23,  // {closes_at_ms}
    period_ends_before_it_begins = 24,
    // How much.
    no_choice = 30,             // {needed}
    too_few_choices = 31,       // {needed, chosen}
    too_many_choices = 32,      // {allowed, chosen}
    choice_repeated = 33,       // {project}
    budget_exceeded = 34,       // {budget_fen, cost_fen, over_fen}
    project_above_cap = 35,     // {cap_fen, cost_fen, over_fen}
    project_above_budget = 36,  // {budget_fen, cost_fen, over_fen}
    round_above_year_cap = 37,  // {cap_fen, budget_fen, over_fen}
    too_few_projects = 38,      // {needed, projects}
    too_many_projects = 39,     // {allowed, projects}
    too_many_rounds = 40,       // {allowed}
    ballot_form_mismatch = 41,
    // The secret ballot.
    credential_already_issued = 50,
    paper_already_issued = 51,
    credential_not_genuine = 52,     // Made without the round's key.
    credential_of_other_round = 53,  // {round}
    ballot_signature_wrong = 54,
    ballot_version_superseded = 55,  // {version, latest}
    too_many_ballot_versions = 56,   // {allowed}
    paper_serial_repeated = 57,
    papers_above_roll = 58,  // {papers, roll}
    no_such_resident = 59,
};

// The code's name as the API shows it, "budget_exceeded"; and every code, in order, for tests and documents.
[[nodiscard]] std::string_view refusal_name(RefusalCode code);
[[nodiscard]] const std::vector<RefusalCode>& refusal_codes();

// A number that the message needs, named as the comment of its code says. Names ending in _fen are money, in _ms
// instants.
struct RefusalFigure {
    std::string_view name;  // A string literal: refers to static storage.
    std::int64_t value = 0;
    friend bool operator==(const RefusalFigure&, const RefusalFigure&) = default;
};

struct Refusal {
    RefusalCode code{};
    std::string field;  // JSON pointer into the command of what it concerns; "" is the command as a whole.
    std::vector<RefusalFigure> figures;
    friend bool operator==(const Refusal&, const Refusal&) = default;
};

}  // namespace gongyi
