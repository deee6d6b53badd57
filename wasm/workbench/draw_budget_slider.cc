#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <imgui_internal.h>
#include "wasm/workbench/panels.h"
#include "wasm/workbench/widgets.h"

namespace gongyi::workbench {
namespace {

constexpr std::int64_t magnet_steps = 2;

// What the left and right keys say while the slider has the focus: one step, ten with shift.
std::int64_t steps_by_key(ImGuiID id) {
    if (ImGui::GetCurrentContext()->NavId != id || !ImGui::IsWindowFocused()) return 0;
    // Owned, so that they do not move the focus as well.
    ImGui::SetKeyOwner(ImGuiKey_LeftArrow, id);
    ImGui::SetKeyOwner(ImGuiKey_RightArrow, id);
    const std::int64_t stride = ImGui::GetIO().KeyShift ? 10 : 1;
    const auto is_pressed = [id](ImGuiKey key) { return ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, id); };
    return (is_pressed(ImGuiKey_RightArrow) ? stride : 0) - (is_pressed(ImGuiKey_LeftArrow) ? stride : 0);
}

}  // namespace

std::optional<std::int64_t> draw_budget_slider(std::int64_t step, const char* id_text, const Look& look) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    const ImGuiID id = window->GetID(id_text);
    const float knob = look.px(look.is_narrow() ? 28 : 22);
    const float height = look.px(44);
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const ImRect box{min, min + ImVec2{ImGui::GetContentRegionAvail().x, height}};
    ImGui::ItemSize(box);
    if (!ImGui::ItemAdd(box, id)) return std::nullopt;

    const bool is_hovered = ImGui::ItemHoverable(box, id, ImGuiItemFlags_None);
    const bool is_clicked = is_hovered && ImGui::IsMouseClicked(0, ImGuiInputFlags_None, id);
    if (is_clicked) {
        ImGui::SetKeyOwner(ImGuiKey_MouseLeft, id);
        ImGui::SetActiveID(id, window);
        ImGui::SetFocusID(id, window);
        ImGui::FocusWindow(window);
    }
    const std::int64_t step_min = 0;
    const std::int64_t step_max = budget_steps_max;
    std::int64_t moved = step;
    ImRect grab;
    ImGui::PushStyleVar(ImGuiStyleVar_GrabMinSize, knob);
    ImGui::SliderBehavior(box, id, ImGuiDataType_S64, &moved, &step_min, &step_max, "%lld", ImGuiSliderFlags_None,
                          &grab);
    ImGui::PopStyleVar();
    // A hand finds the official budget again without aiming.
    const bool is_near = std::abs(moved - budget_steps_per_official) <= magnet_steps;
    if (ImGui::GetActiveID() == id && is_near) moved = budget_steps_per_official;
    const std::int64_t keyed = std::clamp(moved + steps_by_key(id), step_min, step_max);
    if (is_hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);

    // The knob's center runs from half a knob inside the left edge to half a knob inside the right one.
    const float y = std::round((box.Min.y + box.Max.y) / 2);
    const float left = box.Min.x + knob / 2;
    const float right = box.Max.x - knob / 2;
    const auto place = [&](std::int64_t at) {
        return std::round(left + (right - left) * static_cast<float>(at) / static_cast<float>(budget_steps_max));
    };
    const float half_track = look.px(3);
    const float official = place(budget_steps_per_official);
    const float center = place(keyed);
    const bool is_official = keyed == budget_steps_per_official;
    const Palette& p = look.colors;
    const ImU32 color = is_official ? p.teal : p.gold;
    ImDrawList* list = window->DrawList;
    list->AddRectFilled({box.Min.x, y - half_track}, {box.Max.x, y + half_track}, p.track, half_track);
    list->AddRectFilled({box.Min.x, y - half_track}, {center, y + half_track}, color, half_track);
    list->AddRectFilled({official - look.px(1), y - look.px(14)}, {official + look.px(1), y + look.px(14)},
                        p.vermilion);
    list->AddCircleFilled({center, y}, knob / 2, color);
    list->AddCircleFilled({center, y}, knob / 2 - look.px(4), p.card);
    ImGui::RenderNavCursor({{center - knob / 2, y - knob / 2}, {center + knob / 2, y + knob / 2}}, id);
    if (keyed == step) return std::nullopt;
    return keyed;
}

}  // namespace gongyi::workbench
