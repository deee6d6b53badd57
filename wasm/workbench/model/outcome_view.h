// The part of the view that shows a closed round's counts.
#pragma once

#include "wasm/workbench/model/view.h"

namespace gongyi::workbench {

// The counts that are shown: the what-if's newest answer while the slider is away from the official budget, else the
// official budget's.
[[nodiscard]] const std::vector<RuleCount>& shown_counts(const Model& model, const BoardRound& round);
// Where `project` stands in `shown`, compared with `official`.
[[nodiscard]] Standing standing_of(ProjectId project, const RuleCount& shown, const RuleCount& official);

// Requires a closed round with its counts.
[[nodiscard]] OutcomeView make_outcome_view(const Model& model, const BoardRound& round);

}  // namespace gongyi::workbench
