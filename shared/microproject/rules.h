// What a round allows: the checks behind its commands. Pure; each names the first thing that is wrong.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/base/expected.h"
#include "shared/community/refusal.h"
#include "shared/microproject/commands.h"
#include "shared/microproject/round.h"

namespace gongyi {

// Whether a round of that year has the title already, imported or not: people could not tell them apart.
[[nodiscard]] bool is_round_title_taken(const std::vector<Round>& rounds, int year, std::string_view title);

// Whether a round may be drafted beside `rounds` at `now`: period_ends_before_it_begins, period_in_the_past,
// title_taken (another round of that year has it), too_many_rounds, and the community's yearly ceiling,
// which all rounds of a year share: round_above_year_cap. Imported rounds don't count for the ceiling.
[[nodiscard]] Expected<void, Refusal> check_draft(const std::vector<Round>& rounds, const DraftRound& draft,
                                                  Money year_cap, UnixMs now);

// Whether a project may join the round: round_not_in_draft, project_above_cap (its category's ceiling),
// project_above_budget, too_many_projects, title_taken.
[[nodiscard]] Expected<void, Refusal> check_project(const Round& round, const AddProject& project);

// Everything that can be known before a round opens. round_not_in_draft, period_in_the_past (its end has passed),
// too_few_projects (fewer than a round needs, or than a ballot has to choose), no_valid_ballot (a knapsack in which the
// fewest that a ballot has to choose never fit), and opening_early_needs_reason when `now` is before the announced
// opening and `reason` is empty.
[[nodiscard]] Expected<void, Refusal> check_opening(const Round& round, const std::string& reason, UnixMs now);

// Whether the clock opens the round at `now`: its announced opening has come, it may open, and it was complete before
// that moment. One to which something was added later waits for staff, or it would open with the project that is
// entered next.
[[nodiscard]] bool opens_by_itself(const Round& round, UnixMs now);

// voting_not_open, voting_ended.
[[nodiscard]] Expected<void, Refusal> check_voting_open(const Round& round, UnixMs now);

// Whether `choices` make a valid ballot: no_such_project, choice_repeated, no_choice or too_few_choices,
// too_many_choices, and for knapsack ballots budget_exceeded. Cost: O(choices · log projects).
[[nodiscard]] Expected<void, Refusal> check_choices(const Round& round, const std::vector<ProjectId>& choices);

// voting_not_open; closing_early_needs_reason when `now` is before the announced end and `reason` is empty.
[[nodiscard]] Expected<void, Refusal> check_closing(const Round& round, const std::string& reason, UnixMs now);

}  // namespace gongyi
