// The browser's events as Dear ImGui's. Positions are in device pixels.
#pragma once

#include <string_view>

namespace gongyi::workbench {

enum class PointerKind : unsigned char { mouse, touch };

void pointer_moved(float x, float y, PointerKind kind);
void pointer_left();
// `dom_button` is PointerEvent.button: 0 the main one, 1 the middle one, 2 the other one.
void pointer_pressed(int dom_button, bool is_down);
// In lines, positive down and right, as the DOM counts.
void wheel_turned(float right, float down);
// `dom_key` is KeyboardEvent.key; keys that ImGui has no use for are ignored. Modifiers: 1 control, 2 shift, 4 alt,
// 8 command.
void key_pressed(std::string_view dom_key, int modifiers, bool is_down);
void text_entered(const char* utf8);
void focus_changed(bool has_focus);

// Where text goes, for the page's real input box.
struct Caret {
    bool is_wanted = false;
    float x = 0;
    float y = 0;
    float line_height = 0;
};
// Call once; keeps `caret`, which must outlive ImGui's context, up to date after each frame.
void follow_caret(Caret& caret);

// The CSS cursor that ImGui asks for.
[[nodiscard]] const char* css_cursor();

}  // namespace gongyi::workbench
