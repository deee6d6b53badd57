// What is on show, as JSON: a picture cannot be asked what it shows, so tests ask this.
#pragma once

#include <string>

#include "wasm/workbench/panels.h"
#include "wasm/workbench/screen.h"

namespace gongyi::workbench {

// Places are [left, top, right, bottom] in the canvas's pixels.
[[nodiscard]] std::string write_summary(const Model& model, const View& view, const UiState& ui,
                                        const FrameCounts& frames);

}  // namespace gongyi::workbench
