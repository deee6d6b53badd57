// Small pieces that the panels share. They draw, and tell what was done with them; they know nothing of the model.
#pragma once

#include <string_view>

#include <imgui.h>
#include "wasm/workbench/look.h"

namespace gongyi::workbench {

struct TextStyle {
    ImFont* font = nullptr;
    float css = body_css;
    ImU32 color = 0;
};
[[nodiscard]] TextStyle body(const Look& look);
[[nodiscard]] TextStyle muted(const Look& look);   // Small.
[[nodiscard]] TextStyle strong(const Look& look);  // Bold, body size.

[[nodiscard]] float text_width(const Look& look, const TextStyle& style, std::string_view text);

// An item on a line of its own.
void put_text(const Look& look, const TextStyle& style, std::string_view text);
// The same, over as many lines as the width takes.
void put_wrapped(const Look& look, const TextStyle& style, std::string_view text);
// The same, within a line of `line_css`: several such on one line stand at one height, whatever their styles.
inline constexpr float line_css = 22;
void put_inline(const Look& look, const TextStyle& style, std::string_view text);
// Continues the line, so that what comes next, `width` device pixels wide, ends at the right edge; or starts a new line
// where there is no room.
void align_right(float width);

// Draws into a box, cut with an ellipsis where it is too long. No item.
enum class Align : unsigned char { left, right };
void draw_text_in(const Look& look, const TextStyle& style, std::string_view text, ImVec2 min, ImVec2 max,
                  Align align = Align::left);

// A word on a soft ground.
enum class Tone : unsigned char { teal, vermilion, gold, slate, plain, solid_teal };
[[nodiscard]] ImVec2 chip_size(const Look& look, std::string_view text);
void draw_chip(const Look& look, Tone tone, std::string_view text, ImVec2 min);
void put_chip(const Look& look, Tone tone, std::string_view text);

// "✓ …" in green: verified here.
void put_verified(const Look& look, std::string_view text);
[[nodiscard]] float verified_width(const Look& look, std::string_view text);

// A bar of `share` (0 to 1) within [min, max].
void draw_bar(const Look& look, ImU32 color, float share, ImVec2 min, ImVec2 max);

// A quiet button with a line round it. At least 36 CSS pixels high, 44 on narrow screens.
[[nodiscard]] bool put_button(const Look& look, const char* label);

// Words that act, within a line of line_css.
[[nodiscard]] bool put_link(const Look& look, std::string_view label);

// A white card with a one-pixel line; `width` 0 takes what there is. Its height follows what is in it.
void begin_card(const Look& look, const char* id, float width, ImU32 border = 0);
void end_card();

[[nodiscard]] ImU32 mix(ImU32 from, ImU32 to, float share);

}  // namespace gongyi::workbench
