#include "shared/microproject/rules.h"

#include <algorithm>

#include "shared/community/refuse.h"

namespace gongyi {

namespace {

// `limit` and `asked`: in the order of the code's figures.
template <RefusalCode code>
auto refuse_above(std::string field, Money limit, Money asked) {
    return refuse<code>(std::move(field), limit.fen, asked.fen, (asked - limit).fen);
}

std::int64_t count_of(std::size_t size) {
    return static_cast<std::int64_t>(size);
}

Money sum_of(const std::vector<CostLine>& lines) {
    Money total;
    for (const CostLine& line : lines) total += line.amount;
    return total;
}

// What the `count` cheapest projects cost together. Requires as many.
Money cheapest(const Round& round, std::int64_t count) {
    std::vector<Money> costs;
    for (const Project& project : round.projects) costs.push_back(project.cost);
    std::sort(costs.begin(), costs.end());
    Money total;
    for (std::int64_t i = 0; i < count; ++i) total += costs[static_cast<std::size_t>(i)];
    return total;
}

}  // namespace

bool is_round_title_taken(const std::vector<Round>& rounds, int year, std::string_view title) {
    return std::any_of(rounds.begin(), rounds.end(),
                       [&](const Round& round) { return round.year == year && round.title == title; });
}

Expected<void, Refusal> check_draft(const std::vector<Round>& rounds, const DraftRound& draft, Money year_cap,
                                    UnixMs now) {
    if (draft.closes_at <= draft.opens_at) {
        return refuse(RefusalCode::period_ends_before_it_begins, "/closes_at");
    }
    if (draft.closes_at <= now) {
        return refuse<RefusalCode::period_in_the_past>("/closes_at", draft.closes_at.ms);
    }
    if (is_round_title_taken(rounds, draft.year, draft.title)) return refuse(RefusalCode::title_taken, "/title");
    if (rounds.size() >= rounds_max) {
        return refuse<RefusalCode::too_many_rounds>("", rounds_max);
    }
    Money year_total = draft.budget;
    for (const Round& round : rounds) {
        if (round.year == draft.year && round.source.empty()) year_total += round.budget;
    }
    if (year_total > year_cap) {
        return refuse_above<RefusalCode::round_above_year_cap>("/budget_fen", year_cap, year_total);
    }
    return {};
}

Expected<void, Refusal> check_project(const Round& round, const AddProject& project) {
    if (round.stage != Stage::draft) return refuse(RefusalCode::round_not_in_draft, "/round");
    const Money cost = sum_of(project.cost_lines);
    if (const Money cap = category_cap(project.category); cost > cap) {
        return refuse_above<RefusalCode::project_above_cap>("/cost_lines", cap, cost);
    }
    if (cost > round.budget) {
        return refuse_above<RefusalCode::project_above_budget>("/cost_lines", round.budget, cost);
    }
    if (round.projects.size() >= round_projects_max) {
        return refuse<RefusalCode::too_many_projects>("", round_projects_max, round.projects.size());
    }
    const bool is_title_taken = std::any_of(round.projects.begin(), round.projects.end(),
                                            [&](const Project& other) { return other.title == project.title; });
    if (is_title_taken) return refuse(RefusalCode::title_taken, "/title");
    return {};
}

Expected<void, Refusal> check_opening(const Round& round, const std::string& reason, UnixMs now) {
    if (round.stage != Stage::draft) return refuse(RefusalCode::round_not_in_draft, "/round");
    if (now >= round.closes_at) {
        return refuse<RefusalCode::period_in_the_past>("/round", round.closes_at.ms);
    }
    const std::int64_t least = round.ballot.choices_min;
    const std::int64_t needed = std::max(count_of(round_projects_min), least);
    if (const std::int64_t projects = count_of(round.projects.size()); projects < needed) {
        return refuse<RefusalCode::too_few_projects>("", needed, projects);
    }
    if (const Money cost = cheapest(round, least); round.ballot.form == BallotForm::knapsack && cost > round.budget) {
        return refuse<RefusalCode::no_valid_ballot>("", least, round.budget.fen, cost.fen);
    }
    if (now < round.opens_at && reason.empty()) {
        return refuse<RefusalCode::opening_early_needs_reason>("/reason", round.opens_at.ms);
    }
    return {};
}

bool opens_by_itself(const Round& round, UnixMs now) {
    return round.stage == Stage::draft && now >= round.opens_at && round.changed_at < round.opens_at &&
           check_opening(round, {}, now).has_value();
}

Expected<void, Refusal> check_voting_open(const Round& round, UnixMs now) {
    if (round.stage == Stage::draft) return refuse(RefusalCode::voting_not_open, "/round");
    if (round.stage == Stage::closed || now >= round.closes_at) {
        return refuse<RefusalCode::voting_ended>("/round", round.closes_at.ms);
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
            return refuse<RefusalCode::no_such_project>(field, project);
        }
        const auto place = std::lower_bound(seen.begin(), seen.end(), choices[i]);
        if (place != seen.end() && *place == choices[i]) {
            return refuse<RefusalCode::choice_repeated>(field, project);
        }
        seen.insert(place, choices[i]);
    }
    const std::int64_t chosen = count_of(choices.size());
    if (chosen < round.ballot.choices_min) {
        if (chosen == 0) return refuse<RefusalCode::no_choice>("/choices", round.ballot.choices_min);
        return refuse<RefusalCode::too_few_choices>("/choices", round.ballot.choices_min, chosen);
    }
    if (chosen > round.ballot.choices_max) {
        return refuse<RefusalCode::too_many_choices>("/choices", round.ballot.choices_max, chosen);
    }
    if (const Money cost = cost_of(round, choices); round.ballot.form == BallotForm::knapsack && cost > round.budget) {
        return refuse_above<RefusalCode::budget_exceeded>("/choices", round.budget, cost);
    }
    return {};
}

Expected<void, Refusal> check_closing(const Round& round, const std::string& reason, UnixMs now) {
    if (round.stage != Stage::voting) return refuse(RefusalCode::voting_not_open, "/round");
    if (now < round.closes_at && reason.empty()) {
        return refuse<RefusalCode::closing_early_needs_reason>("/reason", round.closes_at.ms);
    }
    return {};
}

}  // namespace gongyi
