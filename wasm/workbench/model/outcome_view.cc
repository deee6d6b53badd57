#include "wasm/workbench/model/outcome_view.h"

#include <algorithm>

#include "shared/base/check.h"
#include "wasm/workbench/model/format.h"

namespace gongyi::workbench {
namespace {

bool contains(const std::vector<ProjectId>& ids, ProjectId id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

const BoardProject& project_of(const BoardRound& round, ProjectId id) {
    const auto found = std::find_if(round.projects.begin(), round.projects.end(),
                                    [id](const BoardProject& p) { return p.project.id == id; });
    GONGYI_CHECK(found != round.projects.end());
    return *found;
}

// The pictures of both rules share one scale, so that lengths may be compared: what is largest of the two budgets fills
// the width.
float share(Money part, Money whole) {
    if (whole.fen <= 0) return 0;
    return static_cast<float>(static_cast<double>(part.fen) / static_cast<double>(whole.fen));
}

std::vector<MoneySegment> segments_of(const BoardRound& round, const RuleCount& shown, const RuleCount& official,
                                      Money width) {
    std::vector<MoneySegment> segments;
    Money before;
    for (const ProjectId id : shown.selected) {
        const Project& project = project_of(round, id).project;
        const Money after = before + project.cost;
        segments.push_back({.project = id,
                            .label = project.title + "  " + format_amount(project.cost, round.facts.currency),
                            .category = project.category,
                            .from = share(before, width),
                            .to = share(after, width),
                            .is_new = !contains(official.selected, id)});
        before = after;
    }
    return segments;
}

std::vector<Figure> reach_figures(Language language, const Reach& reach) {
    constexpr std::array names{Text::reach_none, Text::reach_one, Text::reach_two, Text::reach_more};
    std::int64_t all = 0;
    for (const std::int64_t voters : reach) all += voters;
    std::vector<Figure> figures;
    for (std::size_t group = 0; group < reach.size(); ++group) {
        figures.push_back({.name = std::string{text(language, names[group])},
                           .value = std::to_string(percent(reach[group], all)) + "%"});
    }
    return figures;
}

RuleView rule_view(const Model& model, const BoardRound& round, const RuleCount& shown, const RuleCount& official,
                   Money budget) {
    const Language language = model.language;
    const bool is_greedy = shown.rule == TallyRule::greedy;
    const Money width = std::max(budget, round.facts.budget);
    RuleView view{
        .rule = shown.rule,
        .name = std::string{text(language, is_greedy ? Text::rule_greedy : Text::rule_equal_shares)},
        .why = std::string{text(language, is_greedy ? Text::rule_greedy_why : Text::rule_equal_shares_why)},
        .is_official = shown.rule == round.facts.official_rule,
        .selected =
            fill(language, Text::selected_count, {format_count(static_cast<std::int64_t>(shown.selected.size()))}),
        .spent = format_amount(shown.cost, round.facts.currency),
        .left = format_amount(budget - shown.cost, round.facts.currency),
        .segments = segments_of(round, shown, official, width),
        .budget_mark = share(budget, width),
        .official_budget_mark = share(round.facts.budget, width),
        .reach = reach_figures(language, shown.reach),
    };
    std::int64_t all = 0;
    for (const std::int64_t voters : shown.reach) all += voters;
    for (std::size_t group = 0; group < reach_groups && all > 0; ++group) {
        view.reach_shares[group] =
            static_cast<float>(static_cast<double>(shown.reach[group]) / static_cast<double>(all));
    }
    return view;
}

// Whether the counts that are shown belong to an earlier place of the slider.
bool is_behind(const Model& model, const BoardRound& round) {
    if (!is_what_if(model)) return false;
    return !model.answer || model.answer->question.budget != budget_at(round.facts.budget, model.budget_step);
}

std::string note_of(const Model& model, const BoardRound& round) {
    if (!is_what_if(model)) return {};
    if (is_behind(model, round)) return std::string{text(model.language, Text::counting)};
    return fill(model.language, Text::counted_in, {format_count(model.answer->milliseconds)});
}

RecountState recount_state(const Model& model, RoundId round) {
    const auto known = model.recounts.find(round);
    if (known == model.recounts.end()) return RecountState::under_way;
    return known->second ? RecountState::equal : RecountState::different;
}

std::string recount_text(const Model& model, RoundId round) {
    switch (recount_state(model, round)) {
        case RecountState::under_way:
            return std::string{text(model.language, Text::recount_under_way)};
        case RecountState::equal:
            return std::string{text(model.language, Text::recount_equal)};
        case RecountState::different:
            return std::string{text(model.language, Text::recount_different)};
    }
    GONGYI_CHECK(false);
}

}  // namespace

const std::vector<RuleCount>& shown_counts(const Model& model, const BoardRound& round) {
    return is_what_if(model) && model.answer ? model.answer->counts : round.counts;
}

Standing standing_of(ProjectId project, const RuleCount& shown, const RuleCount& official) {
    const bool is_now = contains(shown.selected, project);
    const bool was = contains(official.selected, project);
    if (is_now) return was ? Standing::in : Standing::now_in;
    return was ? Standing::now_out : Standing::out;
}

OutcomeView make_outcome_view(const Model& model, const BoardRound& round) {
    const std::vector<RuleCount>& shown = shown_counts(model, round);
    GONGYI_CHECK(shown.size() == round.counts.size());
    // While an answer is under way its predecessor stays on show, drawn to its own budget.
    const Money asked_budget = budget_at(round.facts.budget, model.budget_step);
    const Money shown_budget = !is_what_if(model) ? round.facts.budget
                               : model.answer     ? model.answer->question.budget
                                                  : round.facts.budget;
    OutcomeView view{
        .ballots = fill(model.language, Text::ballots_count, {format_count(round.voters)}),
        .recount = recount_text(model, round.facts.id),
        .recount_state = recount_state(model, round.facts.id),
        .budget = format_amount(asked_budget, round.facts.currency),
        .official_budget = format_amount(round.facts.budget, round.facts.currency),
        .budget_step = model.budget_step,
        .is_what_if = is_what_if(model),
        .is_counting = is_behind(model, round),
        .note = note_of(model, round),
        .rules = {},
    };
    for (std::size_t rule = 0; rule < shown.size(); ++rule) {
        view.rules.push_back(rule_view(model, round, shown[rule], round.counts[rule], shown_budget));
    }
    return view;
}

}  // namespace gongyi::workbench
