// The drawing side's C interface: what static/workbench-page.js calls. Everything in between is C++.
#include <emscripten.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <imgui.h>
#include "wasm/workbench/input.h"
#include "wasm/workbench/model/news.h"
#include "wasm/workbench/panels.h"
#include "wasm/workbench/screen.h"
#include "wasm/workbench/summary.h"

namespace gongyi::workbench {
namespace {

struct App {
    std::unique_ptr<Screen> screen;
    Model model;
    View view;
    bool is_view_due = true;
    UiState ui;
    Caret caret;
    std::optional<WhatIfQuestion> question;  // For the worker; the page takes it.
    std::string text;                        // What the last call returned a pointer to.
    std::string copied;                      // Text for the clipboard; the page takes it.
};

// The C interface has no way to hand an object over, and there is one canvas.
App& app() {
    static App the_app;
    return the_app;
}

void act(Action action) {
    if (std::optional<WhatIfQuestion> question = update(app().model, std::move(action))) app().question = question;
    app().is_view_due = true;
    app().screen->touch();
}

const char* keep(std::string text) {
    app().text = std::move(text);
    return app().text.c_str();
}

void take_clipboard() {
    ImGui::GetPlatformIO().Platform_SetClipboardTextFn = [](ImGuiContext*, const char* copied) {
        app().copied = copied;
    };
    ImGui::GetPlatformIO().Platform_GetClipboardTextFn = [](ImGuiContext*) { return ""; };  // Paste comes as text.
}

}  // namespace
}  // namespace gongyi::workbench

using namespace gongyi::workbench;  // NOLINT: the C interface of this namespace.

extern "C" {

// 1 when the canvas is ready, 0 when the browser has no WebGL 2.
EMSCRIPTEN_KEEPALIVE int workbench_open(const char* canvas_selector, const char* language) {
    app().screen = Screen::open(canvas_selector);
    if (!app().screen) return 0;
    app().model.language = language_from(language);
    follow_caret(app().caret);
    take_clipboard();
    return 1;
}

EMSCRIPTEN_KEEPALIVE void workbench_resize(int width, int height, double ratio) {
    app().screen->resize(width, height, static_cast<float>(ratio));
}
EMSCRIPTEN_KEEPALIVE void workbench_set_colours(const char* list) {
    app().screen->set_colours(list);
}
EMSCRIPTEN_KEEPALIVE void workbench_restore() {
    app().screen->restore();
}

// What the worker said (news.h). 0 when it was not understood.
EMSCRIPTEN_KEEPALIVE int workbench_hear(const char* json) {
    auto news = parse_news(json);
    if (!news) {
        emscripten_log(EM_LOG_ERROR, "workbench: news not understood at %s: want %s", news.error().pointer.c_str(),
                       news.error().want.c_str());
        return 0;
    }
    act(std::move(*news));
    return 1;
}
EMSCRIPTEN_KEEPALIVE void workbench_tell_time(double now_ms) {
    act(MinutePassed{{static_cast<std::int64_t>(now_ms)}});
}

// Makes the next frames due.
EMSCRIPTEN_KEEPALIVE void workbench_touch() {
    app().screen->touch();
}
// Draws if anything may have changed. 1 when another frame is due.
EMSCRIPTEN_KEEPALIVE int workbench_frame(double now_ms) {
    App& a = app();
    if (!a.screen->is_due()) return 0;
    if (a.is_view_due) a.view = make_view(a.model);
    a.is_view_due = false;
    a.screen->begin_frame(now_ms);
    Asked asked = draw_workbench(a.view, a.screen->look(), a.ui);
    a.screen->end_frame();
    if (asked) act(std::move(*asked));
    return a.screen->is_due() ? 1 : 0;
}

// The question for the worker, as JSON, once; "" when there is none.
EMSCRIPTEN_KEEPALIVE const char* workbench_take_question() {
    if (!app().question) return "";
    const WhatIfQuestion question = *app().question;
    app().question.reset();
    return keep(write_question(question));
}
// Text that was copied, once; "" when there is none.
EMSCRIPTEN_KEEPALIVE const char* workbench_take_copied() {
    return keep(std::exchange(app().copied, {}));
}

EMSCRIPTEN_KEEPALIVE void workbench_pointer_moved(double x, double y, int is_touch) {
    pointer_moved(static_cast<float>(x), static_cast<float>(y),
                  is_touch != 0 ? PointerKind::touch : PointerKind::mouse);
    app().screen->touch();
}
EMSCRIPTEN_KEEPALIVE void workbench_pointer_left() {
    pointer_left();
    app().screen->touch();
}
EMSCRIPTEN_KEEPALIVE void workbench_pointer_pressed(int dom_button, int is_down) {
    pointer_pressed(dom_button, is_down != 0);
    app().screen->touch();
}
EMSCRIPTEN_KEEPALIVE void workbench_wheel_turned(double right, double down) {
    wheel_turned(static_cast<float>(right), static_cast<float>(down));
    app().screen->touch();
}
EMSCRIPTEN_KEEPALIVE void workbench_key_pressed(const char* dom_key, int modifiers, int is_down) {
    key_pressed(dom_key, modifiers, is_down != 0);
    app().screen->touch();
}
EMSCRIPTEN_KEEPALIVE void workbench_text_entered(const char* utf8) {
    text_entered(utf8);
    app().screen->touch();
}
EMSCRIPTEN_KEEPALIVE void workbench_focus_changed(int has_focus) {
    focus_changed(has_focus != 0);
    app().screen->touch();
}
EMSCRIPTEN_KEEPALIVE void workbench_focus_search() {
    app().ui.wants_search_focus = true;
    app().screen->touch();
}

// Where the page's real input box belongs, in device pixels.
EMSCRIPTEN_KEEPALIVE int workbench_wants_text() {
    return app().caret.is_wanted ? 1 : 0;
}
EMSCRIPTEN_KEEPALIVE double workbench_caret_x() {
    return app().caret.x;
}
EMSCRIPTEN_KEEPALIVE double workbench_caret_y() {
    return app().caret.y;
}
EMSCRIPTEN_KEEPALIVE double workbench_caret_height() {
    return app().caret.line_height;
}
EMSCRIPTEN_KEEPALIVE const char* workbench_cursor() {
    return css_cursor();
}

// Shows a round, for addresses that name one. 0 when it is not there (yet).
EMSCRIPTEN_KEEPALIVE int workbench_show_round(double round) {
    const gongyi::RoundId id{static_cast<std::uint64_t>(round)};
    act(SelectRound{id});
    return app().model.round == id ? 1 : 0;
}

// What is on show, as JSON, for tests.
EMSCRIPTEN_KEEPALIVE const char* workbench_summary() {
    return keep(write_summary(app().model, app().view, app().ui, app().screen->counts()));
}
}
