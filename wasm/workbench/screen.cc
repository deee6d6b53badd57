#include "wasm/workbench/screen.h"

#include <GLES3/gl3.h>
#include <emscripten/html5.h>

#include <algorithm>

#include <imgui_impl_opengl3.h>
#include <imgui_internal.h>
#include "wasm/workbench/browser_fonts.h"

namespace gongyi::workbench {
namespace {

// ImGui lays out with last frame's sizes; cards within cards need this many frames to come to rest.
constexpr int settle_frames = 4;

bool make_context(const char* canvas_selector) {
    EmscriptenWebGLContextAttributes attributes;
    emscripten_webgl_init_context_attributes(&attributes);
    attributes.majorVersion = 2;
    attributes.alpha = EM_FALSE;
    attributes.depth = EM_FALSE;
    attributes.antialias = EM_FALSE;  // ImGui smooths its own edges.
    attributes.powerPreference = EM_WEBGL_POWER_PREFERENCE_LOW_POWER;
    attributes.enableExtensionsByDefault = EM_FALSE;
    const EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context = emscripten_webgl_create_context(canvas_selector, &attributes);
    return context > 0 && emscripten_webgl_make_context_current(context) == EMSCRIPTEN_RESULT_SUCCESS;
}

}  // namespace

std::unique_ptr<Screen> Screen::open(const char* canvas_selector) {
    if (!make_context(canvas_selector)) return nullptr;
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    io.ConfigInputTextCursorBlink = false;  // A blinking cursor would draw for ever.
    io.ConfigWindowsMoveFromTitleBarOnly = true;
    io.BackendPlatformName = "gongyi";
    io.BackendFlags |= ImGuiBackendFlags_HasMouseCursors;
    if (!ImGui_ImplOpenGL3_Init("#version 300 es")) return nullptr;

    std::unique_ptr<Screen> screen{new Screen};
    screen->look_.sans = add_browser_font(*io.Fonts, Face::sans);
    screen->look_.bold = add_browser_font(*io.Fonts, Face::bold);
    screen->look_.song = add_browser_font(*io.Fonts, Face::song);
    return screen;
}

Screen::~Screen() {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui::DestroyContext();
}

void Screen::resize(int width, int height, float ratio) {
    width_ = width;
    height_ = height;
    look_.ratio = ratio;
    look_.width_css = static_cast<float>(width) / ratio;
    is_style_due_ = true;
    touch();
}

void Screen::set_colours(std::string_view list) {
    read_colours(list, look_.colors);
    is_style_due_ = true;
    touch();
}

void Screen::restore() {
    ImGui_ImplOpenGL3_DestroyDeviceObjects();
    touch();
}

void Screen::touch() {
    frames_due_ = settle_frames;
}

bool Screen::is_due() const {
    return width_ > 0 && height_ > 0 && (frames_due_ > 0 || !ImGui::GetCurrentContext()->InputEventsQueue.empty());
}

void Screen::begin_frame(double now_ms) {
    if (is_style_due_) apply_style(look_);
    is_style_due_ = false;
    ImGuiIO& io = ImGui::GetIO();
    // Device pixels throughout: see Look::ratio.
    io.DisplaySize = {static_cast<float>(width_), static_cast<float>(height_)};
    io.DisplayFramebufferScale = {1, 1};
    const double passed_ms = last_frame_ms_ == 0 ? 16 : now_ms - last_frame_ms_;
    io.DeltaTime = static_cast<float>(std::clamp(passed_ms, 1.0, 100.0) / 1000);
    last_frame_ms_ = now_ms;
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
}

void Screen::end_frame() {
    ImGui::Render();
    const ImVec4 paper = ImGui::ColorConvertU32ToFloat4(look_.colors.paper);
    glViewport(0, 0, width_, height_);
    glClearColor(paper.x, paper.y, paper.z, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    ++counts_.drawn;
    counts_.vertices = ImGui::GetDrawData()->TotalVtxCount;
    frames_due_ = std::max(0, frames_due_ - 1);
}

}  // namespace gongyi::workbench
