#include "shared/microproject/rules.h"

#include <algorithm>

namespace gongyi {

namespace {

auto refuse(RefusalCode code, std::string field, std::vector<RefusalFigure> figures) {
    return unexpected(Refusal{code, std::move(field), std::move(figures)});
}

auto refuse_above(RefusalCode code, std::string field, std::string_view limit_name, Money limit,
                  std::string_view asked_name, Money asked) {
    return refuse(code, std::move(field),
                  {{limit_name, limit.fen}, {asked_name, asked.fen}, {"over_fen", (asked - limit).fen}});
}

std::int64_t count_of(std::size_t size) {
    return static_cast<std::int64_t>(size);
}

Money sum_of(const std::vector<CostLine>& lines) {
    Money total;
    for (const CostLine& line : lines) total += line.amount;
    return total;
}

}  // namespace

Expected<void, Refusal> check_draft(const std::vector<Round>& rounds, const DraftRound& draft, Money year_cap) {
    if (draft.closes_at <= draft.opens_at) {
        return refuse(RefusalCode::period_ends_before_it_begins, "/closes_at", {});
    }
    if (rounds.size() >= rounds_max) {
        return refuse(RefusalCode::too_many_rounds, "", {{"allowed", count_of(rounds_max)}});
    }
    Money year_total = draft.budget;
    for (const Round& round : rounds) {
        if (round.year == draft.year && round.source.empty()) year_total += round.budget;
    }
    if (year_total > year_cap) {
        return refuse_above(RefusalCode::round_above_year_cap, "/budget_fen", "cap_fen", year_cap, "budget_fen",
                            year_total);
    }
    return {};
}

Expected<void, Refusal> check_project(const Round& round, const AddProject& project) {
    if (round.stage != Stage::draft) return refuse(RefusalCode::round_not_in_draft, "/round", {});
    const Money cost = sum_of(project.cost_lines);
    if (const Money cap = category_cap(project.category); cost > cap) {
        return refuse_above(RefusalCode::project_above_cap, "/cost_lines", "cap_fen", cap, "cost_fen", cost);
    }
    if (cost > round.budget) {
        return refuse_above(RefusalCode::project_above_budget, "/cost_lines", "budget_fen", round.budget, "cost_fen",
                            cost);
    }
    if (round.projects.size() >= round_projects_max) {
        return refuse(RefusalCode::too_many_projects, "",
                      {{"allowed", count_of(round_projects_max)}, {"projects", count_of(round.projects.size())}});
    }
    return {};
}

Expected<void, Refusal> check_opening(const Round& round, UnixMs now) {
    if (round.stage != Stage::draft) return refuse(RefusalCode::round_not_in_draft, "/round", {});
    if (now >= round.closes_at) {
        return refuse(RefusalCode::voting_ended, "/round", {{"closes_at_ms", round.closes_at.ms}});
    }
    if (round.projects.size() < round_projects_min) {
        return refuse(RefusalCode::too_few_projects, "",
                      {{"needed", count_of(round_projects_min)}, {"projects", count_of(round.projects.size())}});
    }
    return {};
}

Expected<void, Refusal> check_voting_open(const Round& round, UnixMs now) {
    if (round.stage == Stage::draft) return refuse(RefusalCode::voting_not_open, "/round", {});
    if (round.stage == Stage::closed || now >= round.closes_at) {
        return refuse(RefusalCode::voting_ended, "/round", {{"closes_at_ms", round.closes_at.ms}});
    }
    return {};
}

Expected<void, Refusal> check_choices(const Round& round, const std::vector<ProjectId>& choices) {
    std::vector<ProjectId> seen;
    seen.reserve(choices.size());
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const std::string field = "/choices/" + std::to_string(i);
        const auto project = static_cast<std::int64_t>(choices[i].raw());
        if (find_project(round, choices[i]) == nullptr) {
            return refuse(RefusalCode::no_such_project, field, {{"project", project}});
        }
        const auto place = std::lower_bound(seen.begin(), seen.end(), choices[i]);
        if (place != seen.end() && *place == choices[i]) {
            return refuse(RefusalCode::choice_repeated, field, {{"project", project}});
        }
        seen.insert(place, choices[i]);
    }
    const std::int64_t chosen = count_of(choices.size());
    if (chosen < round.ballot.choices_min) {
        if (chosen == 0) return refuse(RefusalCode::no_choice, "/choices", {{"needed", round.ballot.choices_min}});
        return refuse(RefusalCode::too_few_choices, "/choices",
                      {{"needed", round.ballot.choices_min}, {"chosen", chosen}});
    }
    if (chosen > round.ballot.choices_max) {
        return refuse(RefusalCode::too_many_choices, "/choices",
                      {{"allowed", round.ballot.choices_max}, {"chosen", chosen}});
    }
    if (const Money cost = cost_of(round, choices); round.ballot.form == BallotForm::knapsack && cost > round.budget) {
        return refuse_above(RefusalCode::budget_exceeded, "/choices", "budget_fen", round.budget, "cost_fen", cost);
    }
    return {};
}

Expected<void, Refusal> check_closing(const Round& round, const std::string& reason, UnixMs now) {
    if (round.stage != Stage::voting) return refuse(RefusalCode::voting_not_open, "/round", {});
    if (now < round.closes_at && reason.empty()) {
        return refuse(RefusalCode::closing_early_needs_reason, "/reason", {{"closes_at_ms", round.closes_at.ms}});
    }
    return {};
}

}  // namespace gongyi
