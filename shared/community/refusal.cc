#include "shared/community/refusal.h"

#include <array>

#include "shared/base/check.h"

namespace gongyi {

namespace {

struct Row {
    RefusalCode code;
    std::string_view name;
};

constexpr std::array rows{
    Row{RefusalCode::sign_in_needed, "sign_in_needed"},
    Row{RefusalCode::role_not_allowed, "role_not_allowed"},
    Row{RefusalCode::not_of_age, "not_of_age"},
    Row{RefusalCode::residence_too_short, "residence_too_short"},
    Row{RefusalCode::resident_class_excluded, "resident_class_excluded"},
    Row{RefusalCode::no_community, "no_community"},
    Row{RefusalCode::community_exists, "community_exists"},
    Row{RefusalCode::no_such_round, "no_such_round"},
    Row{RefusalCode::no_such_project, "no_such_project"},
    Row{RefusalCode::round_not_in_draft, "round_not_in_draft"},
    Row{RefusalCode::voting_not_open, "voting_not_open"},
    Row{RefusalCode::voting_ended, "voting_ended"},
    Row{RefusalCode::closing_early_needs_reason, "closing_early_needs_reason"},
    Row{RefusalCode::period_ends_before_it_begins, "period_ends_before_it_begins"},
    Row{RefusalCode::no_choice, "no_choice"},
    Row{RefusalCode::too_few_choices, "too_few_choices"},
    Row{RefusalCode::too_many_choices, "too_many_choices"},
    Row{RefusalCode::choice_repeated, "choice_repeated"},
    Row{RefusalCode::budget_exceeded, "budget_exceeded"},
    Row{RefusalCode::project_above_cap, "project_above_cap"},
    Row{RefusalCode::project_above_budget, "project_above_budget"},
    Row{RefusalCode::round_above_year_cap, "round_above_year_cap"},
    Row{RefusalCode::too_few_projects, "too_few_projects"},
    Row{RefusalCode::too_many_projects, "too_many_projects"},
    Row{RefusalCode::too_many_rounds, "too_many_rounds"},
    Row{RefusalCode::ballot_form_mismatch, "ballot_form_mismatch"},
    Row{RefusalCode::credential_already_issued, "credential_already_issued"},
    Row{RefusalCode::paper_already_issued, "paper_already_issued"},
    Row{RefusalCode::credential_not_genuine, "credential_not_genuine"},
    Row{RefusalCode::credential_of_other_round, "credential_of_other_round"},
    Row{RefusalCode::ballot_signature_wrong, "ballot_signature_wrong"},
    Row{RefusalCode::ballot_version_superseded, "ballot_version_superseded"},
    Row{RefusalCode::too_many_ballot_versions, "too_many_ballot_versions"},
    Row{RefusalCode::paper_serial_repeated, "paper_serial_repeated"},
    Row{RefusalCode::papers_above_roll, "papers_above_roll"},
    Row{RefusalCode::no_such_resident, "no_such_resident"},
};

}  // namespace

std::string_view refusal_name(RefusalCode code) {
    for (const Row& row : rows) {
        if (row.code == code) return row.name;
    }
    GONGYI_CHECK(false && "every code has a row");
    return {};
}

const std::vector<RefusalCode>& refusal_codes() {
    static const std::vector<RefusalCode> codes = [] {
        std::vector<RefusalCode> all;
        for (const Row& row : rows) all.push_back(row.code);
        return all;
    }();
    return codes;
}

}  // namespace gongyi
