#include <algorithm>
#include <cmath>

#include <imgui_internal.h>
#include "wasm/workbench/panels.h"
#include "wasm/workbench/widgets.h"

namespace gongyi::workbench {
namespace {

// A round as two lines: its title, and how far it is.
bool draw_item(const RoundItem& item, const Look& look) {
    const float height = look.px(64);
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const float right = min.x + ImGui::GetContentRegionAvail().x;
    const bool is_pressed = ImGui::InvisibleButton("round", {right - min.x, height}, ImGuiButtonFlags_EnableNav);
    const float left = min.x + look.px(14);
    if (item.is_selected || ImGui::IsItemHovered()) {
        ImGui::GetWindowDrawList()->AddRectFilled(min, {right, min.y + height},
                                                  item.is_selected ? look.colors.card : look.colors.track, look.px(10));
    }
    if (item.is_selected) {
        ImGui::GetWindowDrawList()->AddRect(min, {right, min.y + height}, look.colors.line, look.px(10), 0,
                                            std::max(1.0F, look.px(1)));
        ImGui::GetWindowDrawList()->AddRectFilled({min.x, min.y + look.px(12)},
                                                  {min.x + look.px(3), min.y + height - look.px(12)}, look.colors.teal,
                                                  look.px(2));
    }
    draw_text_in(look, item.is_selected ? strong(look) : body(look), item.title, {left, min.y + look.px(8)},
                 {right - look.px(8), min.y + look.px(30)});
    draw_chip(look, item.is_open ? Tone::teal : Tone::plain, item.stage, {left, min.y + look.px(33)});
    return is_pressed;
}

}  // namespace

void draw_status(const View& view, const Look& look) {
    if (!view.failure.empty()) {
        put_wrapped(look, {look.sans, small_css, look.colors.vermilion_ink}, view.failure);
    } else if (view.is_status_good) {
        put_verified(look, view.status);
    } else {
        put_wrapped(look, muted(look), view.status);
    }
}

Asked draw_rounds(const View& view, const Look& look) {
    Asked asked;
    put_text(look, muted(look), text(view.language, Text::rounds));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0, look.px(2)});
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(view.rounds.size()));
    while (clipper.Step()) {
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            ImGui::PushID(i);
            const RoundItem& item = view.rounds[static_cast<std::size_t>(i)];
            if (draw_item(item, look)) asked = SelectRound{item.id};
            ImGui::PopID();
        }
    }
    ImGui::PopStyleVar();
    return asked;
}

Asked draw_round_choice(const View& view, const Look& look) {
    Asked asked;
    if (view.rounds.empty()) return asked;
    ImGui::SetNextItemWidth(-1);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{look.px(14), look.px(14)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{look.px(8), look.px(8)});
    if (ImGui::BeginCombo("##rounds", view.title.c_str(),
                          ImGuiComboFlags_HeightLarge | ImGuiComboFlags_NoArrowButton)) {
        for (const RoundItem& item : view.rounds) {
            ImGui::PushID(static_cast<int>(item.id.raw()));
            if (draw_item(item, look)) {
                asked = SelectRound{item.id};
                ImGui::CloseCurrentPopup();
            }
            ImGui::PopID();
        }
        ImGui::EndCombo();
    }
    ImGui::PopStyleVar(2);
    const ImVec2 max = ImGui::GetItemRectMax();
    const ImVec2 min = ImGui::GetItemRectMin();
    draw_text_in(look, muted(look), "▾", {max.x - look.px(28), min.y}, {max.x - look.px(8), max.y});
    const ImVec2 chip = chip_size(look, view.stage);
    draw_chip(look, view.is_open ? Tone::teal : Tone::plain, view.stage,
              {max.x - look.px(36) - chip.x, std::round((min.y + max.y - chip.y) / 2)});
    return asked;
}

}  // namespace gongyi::workbench
