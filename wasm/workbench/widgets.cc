#include "wasm/workbench/widgets.h"

#include <algorithm>
#include <cfloat>
#include <cmath>

#include <imgui_internal.h>
#include "wasm/workbench/model/wrap.h"

namespace gongyi::workbench {
namespace {

void push(const Look& look, const TextStyle& style) {
    ImGui::PushFont(style.font, look.px(style.css));
    ImGui::PushStyleColor(ImGuiCol_Text, style.color);
}
void pop() {
    ImGui::PopStyleColor();
    ImGui::PopFont();
}

const char* end_of(std::string_view text) {
    return text.data() + text.size();
}

struct ToneColors {
    ImU32 ground;
    ImU32 ink;
};
ToneColors colors_of(const Palette& p, Tone tone) {
    switch (tone) {
        case Tone::teal:
            return {p.teal_soft, p.teal_ink};
        case Tone::vermilion:
            return {p.vermilion_soft, p.vermilion_ink};
        case Tone::gold:
            return {p.gold_soft, p.gold_ink};
        case Tone::slate:
            return {mix(p.slate, p.card, 0.84F), mix(p.slate, p.ink, 0.4F)};
        case Tone::plain:
            return {p.track, p.muted};
        case Tone::solid_teal:
            return {p.teal, p.on_teal};
    }
    return {p.track, p.muted};
}

}  // namespace

TextStyle body(const Look& look) {
    return {look.sans, body_css, look.colors.ink};
}
TextStyle muted(const Look& look) {
    return {look.sans, small_css, look.colors.muted};
}
TextStyle strong(const Look& look) {
    return {look.bold, body_css, look.colors.ink};
}

float text_width(const Look& look, const TextStyle& style, std::string_view text) {
    return style.font->CalcTextSizeA(look.px(style.css), FLT_MAX, 0, text.data(), end_of(text)).x;
}

void put_text(const Look& look, const TextStyle& style, std::string_view text) {
    push(look, style);
    ImGui::TextUnformatted(text.data(), end_of(text));
    pop();
}

void put_wrapped(const Look& look, const TextStyle& style, std::string_view text) {
    const float width = ImGui::GetContentRegionAvail().x;
    const auto lines = wrap(text, width, [&](std::string_view part) { return text_width(look, style, part); });
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0, look.px(style.css * 0.45F)});
    for (const std::string_view line : lines) put_text(look, style, line);
    ImGui::PopStyleVar();
}

void put_inline(const Look& look, const TextStyle& style, std::string_view text) {
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const float width = text_width(look, style, text);
    draw_text_in(look, style, text, min, min + ImVec2{width + look.px(2), look.px(line_css)});
    ImGui::Dummy({width, look.px(line_css)});
}

void align_right(float width) {
    ImGui::SameLine();
    const float room = ImGui::GetContentRegionAvail().x;
    if (room < width) {
        ImGui::NewLine();
        return;
    }
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + room - width);
}

void draw_text_in(const Look& look, const TextStyle& style, std::string_view text, ImVec2 min, ImVec2 max,
                  Align align) {
    push(look, style);
    const ImVec2 size = ImGui::CalcTextSize(text.data(), end_of(text), false, -1);
    const float y = std::round((min.y + max.y - size.y) / 2);
    const float x = align == Align::right ? std::max(min.x, max.x - size.x) : min.x;
    ImGui::RenderTextEllipsis(ImGui::GetWindowDrawList(), {x, y}, {max.x, y + size.y * 1.3F}, max.x, text.data(),
                              end_of(text), &size);
    pop();
}

ImVec2 chip_size(const Look& look, std::string_view text) {
    return {text_width(look, muted(look), text) + look.px(16), look.px(24)};
}

void draw_chip(const Look& look, Tone tone, std::string_view text, ImVec2 min) {
    const ToneColors colors = colors_of(look.colors, tone);
    const ImVec2 size = chip_size(look, text);
    ImGui::GetWindowDrawList()->AddRectFilled(min, min + size, colors.ground, look.px(6));
    draw_text_in(look, {look.sans, small_css, colors.ink}, text, min + ImVec2{look.px(8), 0},
                 min + size - ImVec2{look.px(6), 0});
}

void put_chip(const Look& look, Tone tone, std::string_view text) {
    draw_chip(look, tone, text, ImGui::GetCursorScreenPos());
    ImGui::Dummy(chip_size(look, text));
}

float verified_width(const Look& look, std::string_view text) {
    return look.px(18) + look.px(8) + text_width(look, muted(look), text);
}

void put_verified(const Look& look, std::string_view text) {
    const ImVec2 line = ImGui::GetCursorScreenPos();
    const float height = look.px(line_css);
    const float size = look.px(18);
    const ImVec2 at = line + ImVec2{0, std::round((height - size) / 2)};
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddCircleFilled(at + ImVec2{size / 2, size / 2}, size / 2, look.colors.green);
    const ImVec2 tick[3] = {at + ImVec2{size * 0.28F, size * 0.52F}, at + ImVec2{size * 0.44F, size * 0.68F},
                            at + ImVec2{size * 0.74F, size * 0.34F}};
    list->AddPolyline(tick, 3, look.colors.on_green, ImDrawFlags_None, std::max(1.0F, look.px(2)));
    const float width = std::min(verified_width(look, text), ImGui::GetContentRegionAvail().x);
    draw_text_in(look, {look.sans, small_css, look.colors.green}, text, line + ImVec2{size + look.px(6), 0},
                 line + ImVec2{width, height});
    ImGui::Dummy({width, height});
}

void draw_bar(const Look& look, ImU32 color, float share, ImVec2 min, ImVec2 max) {
    const float rounding = (max.y - min.y) / 2;
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(min, max, look.colors.track, rounding);
    if (share <= 0) return;
    // A sliver shows too, as a dot.
    const float end = std::max(min.x + (max.x - min.x) * std::min(share, 1.0F), min.x + 2 * rounding);
    list->AddRectFilled(min, {std::round(end), max.y}, color, rounding);
}

bool put_button(const Look& look, const char* label) {
    const float height = look.px(look.is_narrow() ? 44 : 36);
    ImGui::PushFont(look.bold, look.px(body_css));
    ImGui::PushStyleColor(ImGuiCol_Text, look.colors.teal);
    ImGui::PushStyleColor(ImGuiCol_Border, look.colors.teal);
    const bool is_pressed = ImGui::Button(label, {0, height});
    ImGui::PopStyleColor(2);
    ImGui::PopFont();
    return is_pressed;
}

bool put_link(const Look& look, std::string_view label) {
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const TextStyle style{look.bold, body_css, look.colors.teal};
    const ImVec2 size{text_width(look, style, label), look.px(line_css)};
    ImGui::PushID(label.data());
    const bool is_pressed = ImGui::InvisibleButton("link", size, ImGuiButtonFlags_EnableNav);
    ImGui::PopID();
    if (ImGui::IsItemHovered()) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        ImGui::GetWindowDrawList()->AddRectFilled({min.x, min.y + size.y - look.px(1)}, min + size, style.color);
    }
    draw_text_in(look, style, label, min, min + size + ImVec2{look.px(2), 0});
    return is_pressed;
}

void begin_card(const Look& look, const char* id, float width, ImU32 border) {
    ImGui::PushStyleColor(ImGuiCol_ChildBg, look.colors.card);
    ImGui::PushStyleColor(ImGuiCol_Border, border == 0 ? look.colors.line : border);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{look.px(look.is_narrow() ? 12 : 16), look.px(14)});
    ImGui::BeginChild(id, {width, 0},
                      ImGuiChildFlags_Borders | ImGuiChildFlags_AutoResizeY | ImGuiChildFlags_AlwaysUseWindowPadding |
                          ImGuiChildFlags_NavFlattened,
                      ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    ImGui::PopStyleVar();
    ImGui::PopStyleColor(2);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{look.px(8), look.px(8)});
}

void end_card() {
    ImGui::PopStyleVar();
    ImGui::EndChild();
}

ImU32 mix(ImU32 from, ImU32 to, float share) {
    return ImGui::ColorConvertFloat4ToU32(
        ImLerp(ImGui::ColorConvertU32ToFloat4(from), ImGui::ColorConvertU32ToFloat4(to), share));
}

}  // namespace gongyi::workbench
