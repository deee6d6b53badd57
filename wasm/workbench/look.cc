#include "wasm/workbench/look.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace gongyi::workbench {
namespace {

// "#0b6b62"
std::optional<ImU32> read_colour(std::string_view written) {
    if (written.size() != 7 || written[0] != '#') return std::nullopt;
    unsigned value = 0;
    for (const char digit : written.substr(1)) {
        const std::size_t place = std::string_view{"0123456789abcdef"}.find(digit);
        if (place == std::string_view::npos) return std::nullopt;
        value = value * 16 + static_cast<unsigned>(place);
    }
    return IM_COL32(value >> 16U, (value >> 8U) & 0xffU, value & 0xffU, 0xff);
}

ImVec4 color(ImU32 packed) {
    return ImGui::ColorConvertU32ToFloat4(packed);
}

void apply_measures(const Look& look, ImGuiStyle& style) {
    style.WindowPadding = {0, 0};
    style.WindowBorderSize = 0;
    style.WindowRounding = 0;
    style.ChildRounding = look.px(12);
    style.ChildBorderSize = look.px(1);
    style.PopupRounding = look.px(10);
    style.PopupBorderSize = look.px(1);
    style.FramePadding = {look.px(12), look.px(9)};
    style.FrameRounding = look.px(8);
    style.FrameBorderSize = look.px(1);
    style.ItemSpacing = {look.px(8), look.px(8)};
    style.ItemInnerSpacing = {look.px(8), look.px(4)};
    style.CellPadding = {look.px(look.is_narrow() ? 4 : 8), 0};
    style.ScrollbarSize = look.px(look.is_narrow() ? 6 : 9);
    style.ScrollbarRounding = look.px(5);
    style.HoverDelayShort = 0;
    style.AntiAliasedLinesUseTex = false;  // The built-in line texture is made for one ratio.
}

void apply_colors(const Palette& p, ImVec4* colors) {
    const ImVec4 clear{0, 0, 0, 0};
    colors[ImGuiCol_Text] = color(p.ink);
    colors[ImGuiCol_TextDisabled] = color(p.muted);
    colors[ImGuiCol_WindowBg] = color(p.paper);
    colors[ImGuiCol_ChildBg] = clear;
    colors[ImGuiCol_PopupBg] = color(p.card);
    colors[ImGuiCol_Border] = color(p.line);
    colors[ImGuiCol_FrameBg] = color(p.card);
    colors[ImGuiCol_FrameBgHovered] = color(p.paper);
    colors[ImGuiCol_FrameBgActive] = color(p.paper);
    colors[ImGuiCol_ScrollbarBg] = clear;
    colors[ImGuiCol_ScrollbarGrab] = color(p.line);
    colors[ImGuiCol_ScrollbarGrabHovered] = color(p.muted);
    colors[ImGuiCol_ScrollbarGrabActive] = color(p.muted);
    colors[ImGuiCol_Button] = color(p.card);
    colors[ImGuiCol_ButtonHovered] = color(p.teal_soft);
    colors[ImGuiCol_ButtonActive] = color(p.teal_soft);
    colors[ImGuiCol_Header] = color(p.teal_soft);
    colors[ImGuiCol_HeaderHovered] = color(p.track);
    colors[ImGuiCol_HeaderActive] = color(p.teal_soft);
    colors[ImGuiCol_Separator] = color(p.line);
    colors[ImGuiCol_TableBorderStrong] = color(p.line);
    colors[ImGuiCol_TableBorderLight] = color(p.line);
    colors[ImGuiCol_TableRowBg] = clear;
    colors[ImGuiCol_TableRowBgAlt] = clear;
    colors[ImGuiCol_TextSelectedBg] = color(p.teal_soft);
    colors[ImGuiCol_InputTextCursor] = color(p.teal);
    colors[ImGuiCol_NavCursor] = color(p.teal);
}

}  // namespace

void read_colours(std::string_view list, Palette& palette) {
    constexpr std::array members{
        &Palette::paper,          &Palette::card,    &Palette::ink,       &Palette::muted,
        &Palette::line,           &Palette::track,   &Palette::teal,      &Palette::teal_ink,
        &Palette::teal_soft,      &Palette::on_teal, &Palette::vermilion, &Palette::vermilion_ink,
        &Palette::vermilion_soft, &Palette::gold,    &Palette::gold_ink,  &Palette::gold_soft,
        &Palette::slate,          &Palette::green,   &Palette::on_green,
    };
    std::size_t begin = 0;
    for (ImU32 Palette::*const member : members) {
        const std::size_t end = std::min(list.find(' ', begin), list.size());
        if (const auto read = read_colour(list.substr(begin, end - begin))) palette.*member = *read;
        begin = std::min(end + 1, list.size());
    }
}

Palette light_palette() {
    Palette palette{};
    read_colours(
        "#faf8f3 #ffffff #1d2b2f #56646a #e4dfd4 #ece7db #0b6b62 #07514a #e2f0ed #ffffff #a93b26 #8a2c1a #f8e9e4 "
        "#a8751a #734f0c #f6ecd8 #5f7593 #2b7448 #ffffff",
        palette);
    return palette;
}

float Look::px(float css) const {
    return std::round(css * ratio);
}

void apply_style(const Look& look) {
    ImGuiStyle& style = ImGui::GetStyle();
    style = ImGuiStyle{};
    apply_measures(look, style);
    apply_colors(look.colors, style.Colors);
    style.FontSizeBase = look.px(body_css);
}

}  // namespace gongyi::workbench
