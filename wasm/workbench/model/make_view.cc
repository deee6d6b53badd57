#include <algorithm>
#include <cctype>

#include "wasm/workbench/model/format.h"
#include "wasm/workbench/model/outcome_view.h"
#include "wasm/workbench/model/view.h"

namespace gongyi::workbench {
namespace {

std::string lower_ascii(std::string_view given) {
    std::string lowered{given};
    for (char& c : lowered) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lowered;
}

bool contains(std::string_view given, std::string_view lowered_word) {
    return lower_ascii(given).find(lowered_word) != std::string::npos;
}

bool is_outcome(const BoardRound& round) {
    return !round.counts.empty();
}

std::string stage_text(Language language, Stage stage) {
    const Text which = stage == Stage::draft    ? Text::stage_draft
                       : stage == Stage::voting ? Text::stage_voting
                                                : Text::stage_closed;
    return std::string{text(language, which)};
}

// ---- The table ----

// A row's place in the round beside what it is sorted by.
struct SortItem {
    std::size_t index = 0;
    std::int64_t rank = 0;
};

std::int64_t standing_rank(const RuleCount& count, ProjectId id) {
    const auto found = std::find(count.selected.begin(), count.selected.end(), id);
    return found - count.selected.begin();  // Those that are out come last.
}

std::int64_t rank_of(const Model& model, const BoardRound& round, std::size_t index) {
    const BoardProject& p = round.projects[index];
    const auto standing = [&](std::size_t rule) {
        return is_outcome(round) ? standing_rank(shown_counts(model, round)[rule], p.project.id) : 0;
    };
    switch (model.sort) {
        case SortKey::category:
            return static_cast<std::int64_t>(p.project.category);
        case SortKey::supporters:
            return p.supporters;
        case SortKey::cost:
            return p.project.cost.fen;
        case SortKey::beneficiaries:
            return p.project.beneficiaries;
        case SortKey::greedy:
            return standing(0);
        case SortKey::equal_shares:
            return standing(1);
        case SortKey::number:
        case SortKey::title:
        case SortKey::place:
            break;
    }
    return static_cast<std::int64_t>(index);
}

// Equal ranks keep the round's own order, in both directions.
std::vector<std::size_t> sorted_indices(const Model& model, const BoardRound& round) {
    std::vector<SortItem> items;
    for (std::size_t index = 0; index < round.projects.size(); ++index) {
        if (!matches(round.projects[index].project, model.search)) continue;
        items.push_back({.index = index, .rank = rank_of(model, round, index)});
    }
    const auto by_text = [&](const std::string Project::*field) {
        std::stable_sort(items.begin(), items.end(), [&](const SortItem& a, const SortItem& b) {
            const std::string& left = round.projects[a.index].project.*field;
            const std::string& right = round.projects[b.index].project.*field;
            return model.is_descending ? right < left : left < right;
        });
    };
    if (model.sort == SortKey::title) {
        by_text(&Project::title);
    } else if (model.sort == SortKey::place) {
        by_text(&Project::place);
    } else {
        std::stable_sort(items.begin(), items.end(), [&](const SortItem& a, const SortItem& b) {
            return model.is_descending ? b.rank < a.rank : a.rank < b.rank;
        });
    }
    std::vector<std::size_t> indices;
    for (const SortItem& item : items) indices.push_back(item.index);
    return indices;
}

float ratio(std::int64_t part, std::int64_t whole) {
    return whole == 0 ? 0.0F : static_cast<float>(static_cast<double>(part) / static_cast<double>(whole));
}

ProjectRow make_row(const Model& model, const BoardRound& round, std::size_t index, std::int64_t supporters_max) {
    const BoardProject& p = round.projects[index];
    ProjectRow row{
        .id = p.project.id,
        .number = std::to_string(index + 1),
        .title = p.project.title,
        .place = p.project.place,
        .category = p.project.category,
        .category_name = std::string{category_text(model.language, p.project.category)},
        .cost = format_amount(p.project.cost, round.facts.currency),
        .beneficiaries = p.project.beneficiaries == 0
                             ? std::string{}
                             : fill(model.language, Text::households, {format_count(p.project.beneficiaries)}),
        .supporters = {},
    };
    if (!is_outcome(round)) return row;
    const std::vector<RuleCount>& shown = shown_counts(model, round);
    row.supporters = format_count(p.supporters);
    row.support_share = ratio(p.supporters, round.voters);
    row.support_bar = ratio(p.supporters, supporters_max);
    row.greedy = standing_of(p.project.id, shown[0], round.counts[0]);
    row.equal_shares = standing_of(p.project.id, shown[1], round.counts[1]);
    return row;
}

ProjectTable make_table(const Model& model, const BoardRound& round) {
    ProjectTable table{.is_outcome = is_outcome(round),
                       .rows = {},
                       .shown = {},
                       .sort = model.sort,
                       .is_descending = model.is_descending,
                       .selected = model.project};
    std::int64_t supporters_max = 0;
    for (const BoardProject& p : round.projects) supporters_max = std::max(supporters_max, p.supporters);
    for (const std::size_t index : sorted_indices(model, round)) {
        table.rows.push_back(make_row(model, round, index, supporters_max));
    }
    const std::string all = format_count(static_cast<std::int64_t>(round.projects.size()));
    const std::string shown = format_count(static_cast<std::int64_t>(table.rows.size()));
    table.shown = model.search.empty() ? fill(model.language, Text::projects_count, {all})
                                       : fill(model.language, Text::projects_shown, {shown, all});
    return table;
}

// ---- The open round ----

OpenRoundView make_open_round(const Model& model, const BoardRound& round) {
    const Language language = model.language;
    const Round& facts = round.facts;
    OpenRoundView view;
    view.figures.push_back(
        {.name = std::string{text(language, Text::budget)}, .value = format_amount(facts.budget, facts.currency)});
    if (facts.stage == Stage::voting) {
        const bool is_told = round.voted > 0 || round.told_from == 0;
        view.figures.push_back({.name = std::string{text(language, Text::turnout)},
                                .value = is_told ? fill(language, Text::voted_count, {format_count(round.voted)})
                                                 : fill(language, Text::voted_later, {format_count(round.told_from)})});
        const std::int64_t left_ms = facts.closes_at.ms - model.now.ms;
        view.figures.push_back({.name = std::string{text(language, Text::time_left)},
                                .value = format_time_left(language, left_ms),
                                .is_urgent = left_ms < 3 * day_ms});
    }
    view.notes.push_back(fill(language, Text::ends_at, {format_instant(language, facts.closes_at, model.board.zone)}));
    if (facts.ballot.form == BallotForm::approval) {
        view.notes.push_back(fill(language, Text::choices_limit,
                                  {format_count(facts.ballot.choices_min), format_count(facts.ballot.choices_max)}));
    }
    if (facts.ballot.form == BallotForm::knapsack) view.notes.emplace_back(text(language, Text::knapsack_limit));
    view.notes.emplace_back(text(language, Text::totals_sealed));
    return view;
}

// ---- One project ----

std::optional<ProjectDetail> make_detail(const Model& model, const BoardRound& round) {
    const auto found = std::find_if(round.projects.begin(), round.projects.end(),
                                    [&](const BoardProject& p) { return p.project.id == model.project; });
    if (found == round.projects.end()) return std::nullopt;
    const Project& project = found->project;
    ProjectDetail detail{.id = project.id,
                         .title = project.title,
                         .where = std::string{category_text(model.language, project.category)},
                         .need = project.need,
                         .support = {},
                         .cost_lines = {},
                         .cost = format_amount(project.cost, round.facts.currency)};
    for (const std::string& more : {project.topic, project.place}) {
        if (!more.empty()) detail.where += " · " + more;
    }
    if (is_outcome(round)) {
        detail.support =
            fill(model.language, Text::supporters_share,
                 {format_count(found->supporters), std::to_string(percent(found->supporters, round.voters))});
    }
    for (const CostLine& line : project.cost_lines) {
        detail.cost_lines.push_back({.name = line.item, .value = format_amount(line.amount, round.facts.currency)});
    }
    return detail;
}

void describe_record(const Model& model, View& view) {
    if (!model.failure.empty()) {
        view.failure = std::string{text(model.language, Text::failed)};
    } else if (model.is_loaded) {
        view.status = fill(model.language, Text::record_checked,
                           {format_count(static_cast<std::int64_t>(model.board.entry_count))});
        view.is_status_good = true;
    } else if (model.loading.entries > 0) {
        view.status = fill(model.language, Text::loading_entries,
                           {format_count(static_cast<std::int64_t>(model.loading.entries))});
    } else {
        view.status = std::string{text(model.language, Text::loading)};
    }
}

}  // namespace

std::string format_time_left(Language language, std::int64_t left_ms) {
    if (left_ms <= 0) return std::string{text(language, Text::voting_over)};
    const std::int64_t minutes = (left_ms + minute_ms - 1) / minute_ms;
    const std::int64_t minutes_in_day = day_ms / minute_ms;
    if (minutes >= minutes_in_day) {
        return fill(language, Text::days_hours_left,
                    {std::to_string(minutes / minutes_in_day), std::to_string(minutes % minutes_in_day / 60)});
    }
    if (minutes >= 60) {
        return fill(language, Text::hours_minutes_left, {std::to_string(minutes / 60), std::to_string(minutes % 60)});
    }
    return fill(language, Text::minutes_left, {std::to_string(minutes)});
}

bool matches(const Project& project, std::string_view words) {
    const std::string lowered = lower_ascii(words);
    std::size_t begin = 0;
    while (begin < lowered.size()) {
        const std::size_t end = std::min(lowered.find(' ', begin), lowered.size());
        const std::string_view word{lowered.data() + begin, end - begin};
        begin = end + 1;
        if (word.empty()) continue;
        if (!contains(project.title, word) && !contains(project.place, word) && !contains(project.topic, word) &&
            !contains(project.need, word) && !contains(project.code, word)) {
            return false;
        }
    }
    return true;
}

View make_view(const Model& model) {
    View view;
    view.language = model.language;
    view.search = model.search;
    describe_record(model, view);
    for (auto round = model.board.rounds.rbegin(); round != model.board.rounds.rend(); ++round) {
        view.rounds.push_back({.id = round->facts.id,
                               .title = round->facts.title,
                               .stage = stage_text(model.language, round->facts.stage),
                               .is_open = round->facts.stage == Stage::voting,
                               .is_selected = round->facts.id == model.round});
    }
    const BoardRound* round = selected_round(model);
    if (round == nullptr) {
        if (model.is_loaded) view.title = std::string{text(model.language, Text::no_rounds)};
        return view;
    }
    view.round = round->facts.id;
    view.title = round->facts.title;
    view.stage = stage_text(model.language, round->facts.stage);
    view.is_open = round->facts.stage == Stage::voting;
    view.table = make_table(model, *round);
    if (is_outcome(*round)) {
        view.outcome = make_outcome_view(model, *round);
    } else {
        view.open_round = make_open_round(model, *round);
    }
    view.detail = make_detail(model, *round);
    return view;
}

}  // namespace gongyi::workbench
