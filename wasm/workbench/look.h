// Colours, type and measures: the portal's look on a canvas.
#pragma once

#include <string_view>

#include <imgui.h>

namespace gongyi::workbench {

// The style sheet's colours under their names there (static/app.css, "Tokens"), in the order in which
// static/workbench-page.js sends them. Teal: act, in progress, selected. Vermilion (seal): official weight, a
// shortfall, a deadline. Gold: services, money kept, and here what is not official. Slate: goods. Green: verified in
// this browser.
struct Palette {
    ImU32 paper, card, ink, muted, line, track;
    ImU32 teal, teal_ink, teal_soft, on_teal;
    ImU32 vermilion, vermilion_ink, vermilion_soft;
    ImU32 gold, gold_ink, gold_soft;
    ImU32 slate;
    ImU32 green, on_green;
};

// From "#faf8f3 #ffffff …"; a colour that is missing or written otherwise stays as it is in `palette`.
void read_colours(std::string_view list, Palette& palette);
[[nodiscard]] Palette light_palette();

struct Look {
    Palette colors = light_palette();
    ImFont* sans = nullptr;
    ImFont* bold = nullptr;
    ImFont* song = nullptr;
    // Device pixels for each CSS pixel. All of ImGui works in device pixels here, so that lines and glyphs fall on
    // whole ones at 125 % and 150 % too.
    float ratio = 1;
    [[nodiscard]] float px(float css) const;
    // The width of the screen, in CSS pixels.
    float width_css = 0;
    [[nodiscard]] bool is_narrow() const { return width_css < 760; }
    [[nodiscard]] bool is_wide() const { return width_css >= 1120; }
};

// Type scale, in CSS pixels. 14 is the least.
inline constexpr float small_css = 14;
inline constexpr float body_css = 15;
inline constexpr float strong_css = 18;
inline constexpr float title_css = 24;

// Fits ImGui's own colours and measures to the look.
void apply_style(const Look& look);

}  // namespace gongyi::workbench
