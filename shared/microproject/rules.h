// What a round allows: the checks behind its commands. Pure; each names the first thing that is wrong.
#pragma once

#include <vector>

#include "shared/base/expected.h"
#include "shared/community/refusal.h"
#include "shared/microproject/commands.h"
#include "shared/microproject/round.h"

namespace gongyi {

// Whether a round may be drafted beside `rounds`: too_many_rounds, period_ends_before_it_begins, and the community's
// yearly ceiling, which all rounds of a year share: round_above_year_cap. Imported rounds don't count.
[[nodiscard]] Expected<void, Refusal> check_draft(const std::vector<Round>& rounds, const DraftRound& draft,
                                                  Money year_cap);

// Whether a project may join the round: round_not_in_draft, project_above_cap (its category's ceiling),
// project_above_budget, too_many_projects.
[[nodiscard]] Expected<void, Refusal> check_project(const Round& round, const AddProject& project);

// round_not_in_draft, voting_ended (the announced end has passed), too_few_projects.
[[nodiscard]] Expected<void, Refusal> check_opening(const Round& round, UnixMs now);

// voting_not_open, voting_ended.
[[nodiscard]] Expected<void, Refusal> check_voting_open(const Round& round, UnixMs now);

// Whether `choices` make a valid ballot: no_such_project, choice_repeated, no_choice or too_few_choices,
// too_many_choices, and for knapsack ballots budget_exceeded. Cost: O(choices · log projects).
[[nodiscard]] Expected<void, Refusal> check_choices(const Round& round, const std::vector<ProjectId>& choices);

// voting_not_open; closing_early_needs_reason when `now` is before the announced end and `reason` is empty.
[[nodiscard]] Expected<void, Refusal> check_closing(const Round& round, const std::string& reason, UnixMs now);

}  // namespace gongyi
