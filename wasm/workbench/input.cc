#include "wasm/workbench/input.h"

#include <array>
#include <cfloat>

#include <imgui.h>

namespace gongyi::workbench {
namespace {

struct KeyName {
    std::string_view dom;
    ImGuiKey key;
};
// Tab is missing on purpose: it belongs to the page, so that nobody is caught in the canvas. Arrows move within it.
constexpr std::array key_names{
    KeyName{"ArrowLeft", ImGuiKey_LeftArrow},
    KeyName{"ArrowRight", ImGuiKey_RightArrow},
    KeyName{"ArrowUp", ImGuiKey_UpArrow},
    KeyName{"ArrowDown", ImGuiKey_DownArrow},
    KeyName{"PageUp", ImGuiKey_PageUp},
    KeyName{"PageDown", ImGuiKey_PageDown},
    KeyName{"Home", ImGuiKey_Home},
    KeyName{"End", ImGuiKey_End},
    KeyName{"Delete", ImGuiKey_Delete},
    KeyName{"Backspace", ImGuiKey_Backspace},
    KeyName{"Enter", ImGuiKey_Enter},
    KeyName{"Escape", ImGuiKey_Escape},
    KeyName{" ", ImGuiKey_Space},
    KeyName{"a", ImGuiKey_A},
    KeyName{"c", ImGuiKey_C},
    KeyName{"x", ImGuiKey_X},
    KeyName{"y", ImGuiKey_Y},
    KeyName{"z", ImGuiKey_Z},
};

void set_modifiers(int modifiers) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddKeyEvent(ImGuiMod_Ctrl, (modifiers & 1) != 0);
    io.AddKeyEvent(ImGuiMod_Shift, (modifiers & 2) != 0);
    io.AddKeyEvent(ImGuiMod_Alt, (modifiers & 4) != 0);
    io.AddKeyEvent(ImGuiMod_Super, (modifiers & 8) != 0);
}

}  // namespace

void pointer_moved(float x, float y, PointerKind kind) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddMouseSourceEvent(kind == PointerKind::touch ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
    io.AddMousePosEvent(x, y);
}

void pointer_left() {
    ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX);
}

void pointer_pressed(int dom_button, bool is_down) {
    constexpr std::array buttons{ImGuiMouseButton_Left, ImGuiMouseButton_Middle, ImGuiMouseButton_Right};
    if (dom_button < 0 || dom_button >= static_cast<int>(buttons.size())) return;
    ImGui::GetIO().AddMouseButtonEvent(buttons[static_cast<std::size_t>(dom_button)], is_down);
}

void wheel_turned(float right, float down) {
    ImGui::GetIO().AddMouseWheelEvent(-right, -down);
}

void key_pressed(std::string_view dom_key, int modifiers, bool is_down) {
    set_modifiers(modifiers);
    for (const KeyName& name : key_names) {
        if (name.dom == dom_key) ImGui::GetIO().AddKeyEvent(name.key, is_down);
    }
}

void text_entered(const char* utf8) {
    ImGui::GetIO().AddInputCharactersUTF8(utf8);
}

void focus_changed(bool has_focus) {
    ImGui::GetIO().AddFocusEvent(has_focus);
}

void follow_caret(Caret& caret) {
    ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
    platform.Platform_ImeUserData = &caret;
    platform.Platform_SetImeDataFn = [](ImGuiContext*, ImGuiViewport*, ImGuiPlatformImeData* data) {
        auto& followed = *static_cast<Caret*>(ImGui::GetPlatformIO().Platform_ImeUserData);
        followed = {.is_wanted = data->WantTextInput,
                    .x = data->InputPos.x,
                    .y = data->InputPos.y,
                    .line_height = data->InputLineHeight};
    };
}

const char* css_cursor() {
    switch (ImGui::GetMouseCursor()) {
        case ImGuiMouseCursor_TextInput:
            return "text";
        case ImGuiMouseCursor_Hand:
            return "pointer";
        case ImGuiMouseCursor_ResizeEW:
            return "ew-resize";
        default:
            return "default";
    }
}

}  // namespace gongyi::workbench
