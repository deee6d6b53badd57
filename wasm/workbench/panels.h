// The panels: each draws its part of the view and returns what the person asked for, if anything. They decide nothing
// and change nothing but UiState. One file a panel: draw_<panel>.cc.
#pragma once

#include <array>
#include <optional>

#include "wasm/workbench/look.h"
#include "wasm/workbench/model/view.h"

namespace gongyi::workbench {

// Where something was drawn last, in device pixels.
struct Place {
    ImVec2 min;
    ImVec2 max;
};

// What exists only while drawing: text being typed belongs to ImGui until it is an action.
struct UiState {
    std::array<char, search_bytes_max + 1> search{};
    bool wants_search_focus = false;  // "/" was pressed.
    // So that tests find them on the canvas.
    Place slider_place;
    Place search_place;
    Place table_place;
};

using Asked = std::optional<Action>;

// The whole screen: arranges the panels by its width.
[[nodiscard]] Asked draw_workbench(const View& view, const Look& look, UiState& ui);

// The rounds, newest first; a list, or on narrow screens a box to choose from.
[[nodiscard]] Asked draw_rounds(const View& view, const Look& look);
[[nodiscard]] Asked draw_round_choice(const View& view, const Look& look);
// The state of the record: fetched, checked, failed.
void draw_status(const View& view, const Look& look);

void draw_open_round(const OpenRoundView& view, const Look& look);
// The slider, and the counts by both rules side by side.
[[nodiscard]] Asked draw_outcome(const OutcomeView& view, Language language, const Look& look, UiState& ui);
// One rule's count: figures and the picture of the money.
[[nodiscard]] Asked draw_rule(const RuleView& view, bool is_what_if, Language language, const Look& look, float width);

// The search box and the number of projects found.
[[nodiscard]] Asked draw_search(const View& view, const Look& look, UiState& ui);
// The projects. `height` 0: as long as it is, within what scrolls around it; else it scrolls in itself.
[[nodiscard]] Asked draw_table(const ProjectTable& table, Language language, const Look& look, float height);
// The project that was selected.
[[nodiscard]] Asked draw_detail(const ProjectDetail& detail, Language language, const Look& look);

// The slider for the budget, 0 to budget_steps_max with the official budget marked at its middle; the new step when it
// was moved. The left and right keys move it by one.
[[nodiscard]] std::optional<std::int64_t> draw_budget_slider(std::int64_t step, const char* id, const Look& look);

}  // namespace gongyi::workbench
