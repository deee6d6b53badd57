#include <algorithm>
#include <string>

#include <imgui_internal.h>
#include "wasm/workbench/panels.h"
#include "wasm/workbench/widgets.h"

namespace gongyi::workbench {

Asked draw_search(const View& view, const Look& look, UiState& ui) {
    Asked asked;
    const float count_width = text_width(look, muted(look), view.table.shown) + look.px(12);
    const float room = ImGui::GetContentRegionAvail().x;
    ImGui::SetNextItemWidth(look.is_narrow() ? room - count_width : std::min(look.px(360), room - count_width));
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{look.px(14), look.px(look.is_narrow() ? 14 : 10)});
    if (ui.wants_search_focus) {
        ImGui::SetKeyboardFocusHere();
        ui.wants_search_focus = false;
    }
    if (ImGui::InputTextWithHint("##search", text(view.language, Text::search_hint).data(), ui.search.data(),
                                 ui.search.size(), ImGuiInputTextFlags_EscapeClearsAll)) {
        asked = Search{std::string{ui.search.data()}};
    }
    ImGui::PopStyleVar();
    const ImRect box{ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
    ui.search_place = {box.Min, box.Max};
    ImGui::SameLine(0, look.px(12));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_text_in(look, muted(look), view.table.shown, {at.x, box.Min.y}, {at.x + count_width, box.Max.y});
    ImGui::NewLine();
    return asked;
}

}  // namespace gongyi::workbench
