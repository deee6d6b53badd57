// The workbench's own state and what changes it. Nothing here draws, fetches or counts.
//
//   Action ──update──► Model (and questions for the worker) ──make_view──► View ──draw──► Action …
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>

#include "wasm/workbench/model/board.h"
#include "wasm/workbench/model/messages.h"

namespace gongyi::workbench {

enum class SortKey : std::uint8_t {
    number,
    title,
    place,
    category,
    supporters,
    cost,
    beneficiaries,
    greedy,
    equal_shares
};

// How often the slider divides the official budget. It runs from 0 to twice the official budget.
inline constexpr std::int64_t budget_steps_per_official = 200;
inline constexpr std::int64_t budget_steps_max = 2 * budget_steps_per_official;
inline constexpr std::size_t search_bytes_max = 120;

// ---- What the person asked for ----
struct SelectRound {
    RoundId round;
};
// 0 selects none.
struct SelectProject {
    ProjectId project;
};
struct Search {
    std::string words;
};
// Again with the same key: turns the direction round.
struct SortBy {
    SortKey key = SortKey::number;
};
// 0 to budget_steps_max.
struct MoveBudget {
    std::int64_t step = 0;
};
struct ResetBudget {};

// ---- What the world says ----
struct BoardArrived {
    Board board;
};
struct AnswerArrived {
    WhatIfAnswer answer;
};
// Entries replayed so far.
struct LoadingWentOn {
    std::uint64_t entries = 0;
};
// Why the record could not be brought here or did not check, in English, for a log and for the curious.
struct LoadingFailed {
    std::string why;
};
struct MinutePassed {
    UnixMs now;
};

using Action = std::variant<SelectRound, SelectProject, Search, SortBy, MoveBudget, ResetBudget, BoardArrived,
                            AnswerArrived, LoadingWentOn, LoadingFailed, MinutePassed>;

struct Model {
    Language language = Language::zh_hans;
    Board board;
    bool is_loaded = false;
    LoadingWentOn loading;
    std::string failure;  // Empty while all is well.
    UnixMs now;

    RoundId round;      // 0: none yet.
    ProjectId project;  // 0: none.
    std::string search;
    SortKey sort = SortKey::number;
    bool is_descending = false;

    // The slider's place; budget_steps_per_official is the official budget.
    std::int64_t budget_step = budget_steps_per_official;
    std::optional<WhatIfQuestion> asked;  // Sent to the worker and not answered yet.
    std::optional<WhatIfAnswer> answer;   // The newest one about another budget than the official.
    // Rounds counted again here with their own budget, and whether the published counts came out.
    std::map<RoundId, bool> recounts;
};

[[nodiscard]] const BoardRound* selected_round(const Model& model);
// The budget at `step` of the slider: the official one times step / budget_steps_per_official, rounded down to the fen.
[[nodiscard]] Money budget_at(Money official, std::int64_t step);
// Whether the slider is away from the official budget, so that what is shown is no official result.
[[nodiscard]] bool is_what_if(const Model& model);

// Changes the model. Returns the question that the worker should be asked now, if any: at most one is under way, and
// the newest place of the slider follows when its answer is in, so a fast hand never queues work. A closed round that
// is shown for the first time is asked about with its own budget: that is the recount.
[[nodiscard]] std::optional<WhatIfQuestion> update(Model& model, Action action);

}  // namespace gongyi::workbench
