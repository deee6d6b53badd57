// The canvas: its WebGL 2 context, Dear ImGui on it, and when a frame is due.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "wasm/workbench/look.h"

namespace gongyi::workbench {

struct FrameCounts {
    std::uint64_t drawn = 0;  // Frames drawn since the start: stands still while nothing changes.
    int vertices = 0;         // Of the newest frame.
};

// One in a program: Dear ImGui has one context.
class Screen {
public:
    // On the canvas that the CSS selector names; nothing when there is no WebGL 2.
    [[nodiscard]] static std::unique_ptr<Screen> open(const char* canvas_selector);
    ~Screen();
    Screen(const Screen&) = delete;
    Screen& operator=(const Screen&) = delete;

    // The canvas's size in device pixels, and device pixels for each CSS pixel.
    void resize(int width, int height, float ratio);
    // See read_colours().
    void set_colours(std::string_view list);
    // The browser took the context away and gave a new one: everything on the graphics side is made again.
    void restore();

    // Something changed or may change: the next frames are due. ImGui answers to one input over a few frames.
    void touch();
    [[nodiscard]] bool is_due() const;

    // A frame: begin, draw with ImGui, end.
    void begin_frame(double now_ms);
    void end_frame();

    [[nodiscard]] const Look& look() const { return look_; }
    [[nodiscard]] const FrameCounts& counts() const { return counts_; }

private:
    Screen() = default;

    Look look_;
    FrameCounts counts_;
    int width_ = 0;
    int height_ = 0;
    bool is_style_due_ = true;
    int frames_due_ = 0;
    double last_frame_ms_ = 0;
};

}  // namespace gongyi::workbench
