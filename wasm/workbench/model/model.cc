#include "wasm/workbench/model/model.h"

#include <algorithm>
#include <utility>

#include "shared/base/match.h"

namespace gongyi::workbench {
namespace {

const BoardRound* find(const Board& board, RoundId id) {
    const auto found = std::find_if(board.rounds.begin(), board.rounds.end(),
                                    [id](const BoardRound& round) { return round.facts.id == id; });
    return found == board.rounds.end() ? nullptr : &*found;
}

// What a person most likely came for: the open round, else the newest one that is closed, else the newest.
RoundId first_shown(const Board& board) {
    for (const Stage stage : {Stage::voting, Stage::closed, Stage::draft}) {
        const auto found = std::find_if(board.rounds.rbegin(), board.rounds.rend(),
                                        [stage](const BoardRound& round) { return round.facts.stage == stage; });
        if (found != board.rounds.rend()) return found->facts.id;
    }
    return RoundId{};
}

void show_round(Model& model, RoundId id) {
    model.round = id;
    model.project = ProjectId{};
    model.budget_step = budget_steps_per_official;
    model.answer.reset();
    const BoardRound* round = selected_round(model);
    const bool is_closed = round != nullptr && round->facts.stage == Stage::closed;
    // A result is read from its most supported project down; a ballot in the order of its numbers.
    model.sort = is_closed ? SortKey::supporters : SortKey::number;
    model.is_descending = is_closed;
}

// The question that the slider's place poses, or the recount that is still to be made; none while one is under way.
std::optional<WhatIfQuestion> next_question(Model& model) {
    const BoardRound* round = selected_round(model);
    if (round == nullptr || round->counts.empty() || model.asked) return std::nullopt;
    const WhatIfQuestion question{.round = model.round, .budget = budget_at(round->facts.budget, model.budget_step)};
    const bool is_answered =
        is_what_if(model) ? model.answer && model.answer->question == question : model.recounts.count(model.round) != 0;
    if (is_answered) return std::nullopt;
    model.asked = question;
    return question;
}

void take_answer(Model& model, WhatIfAnswer answer) {
    model.asked.reset();
    const BoardRound* round = find(model.board, answer.question.round);
    if (round == nullptr) return;
    if (answer.question.budget == round->facts.budget) {
        model.recounts[answer.question.round] = answer.counts == round->counts;
    } else if (answer.question.round == model.round) {
        model.answer = std::move(answer);  // One about a round that is no longer shown is of no use.
    }
}

void sort_by(Model& model, SortKey key) {
    const bool starts_high = key == SortKey::supporters || key == SortKey::cost || key == SortKey::beneficiaries;
    model.is_descending = model.sort == key ? !model.is_descending : starts_high;
    model.sort = key;
}

}  // namespace

const BoardRound* selected_round(const Model& model) {
    return find(model.board, model.round);
}

Money budget_at(Money official, std::int64_t step) {
    // Divided first: the largest budget times the steps would not fit.
    const std::int64_t whole = official.fen / budget_steps_per_official;
    const std::int64_t rest = official.fen % budget_steps_per_official;
    return {whole * step + rest * step / budget_steps_per_official};
}

bool is_what_if(const Model& model) {
    return model.budget_step != budget_steps_per_official;
}

std::optional<WhatIfQuestion> update(Model& model, Action action) {
    std::visit(
        Match{
            [&](const SelectRound& a) {
                if (find(model.board, a.round) != nullptr && a.round != model.round) show_round(model, a.round);
            },
            [&](const SelectProject& a) { model.project = a.project; },
            [&](Search& a) { model.search = std::move(a.words); },
            [&](const SortBy& a) { sort_by(model, a.key); },
            [&](const MoveBudget& a) { model.budget_step = std::clamp<std::int64_t>(a.step, 0, budget_steps_max); },
            [&](const ResetBudget&) { model.budget_step = budget_steps_per_official; },
            [&](BoardArrived& a) {
                const BoardRound* before = selected_round(model);
                const std::optional<Stage> stage =
                    before == nullptr ? std::nullopt : std::optional{before->facts.stage};
                model.board = std::move(a.board);
                model.is_loaded = true;
                model.failure.clear();
                const BoardRound* after = selected_round(model);
                if (after == nullptr) {
                    show_round(model, first_shown(model.board));
                } else if (after->facts.stage != stage) {
                    show_round(model, model.round);
                }
            },
            [&](AnswerArrived& a) { take_answer(model, std::move(a.answer)); },
            [&](const LoadingWentOn& a) { model.loading = a; },
            [&](LoadingFailed& a) { model.failure = std::move(a.why); },
            [&](const MinutePassed& a) { model.now = a.now; },
        },
        action);
    return next_question(model);
}

}  // namespace gongyi::workbench
