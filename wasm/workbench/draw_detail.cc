#include "wasm/workbench/panels.h"
#include "wasm/workbench/widgets.h"

namespace gongyi::workbench {
namespace {

void draw_line(const Figure& line, const Look& look, const TextStyle& style) {
    const float value_width = text_width(look, style, line.value);
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = look.px(24);
    draw_text_in(look, style, line.name, min, {min.x + width - value_width - look.px(12), min.y + height});
    draw_text_in(look, style, line.value, {min.x + width - value_width, min.y}, {min.x + width + 1, min.y + height});
    ImGui::Dummy({width, height});
}

}  // namespace

Asked draw_detail(const ProjectDetail& detail, Language language, const Look& look) {
    Asked asked;
    begin_card(look, "detail", 0);
    put_wrapped(look, {look.bold, strong_css, look.colors.ink}, detail.title);
    put_wrapped(look, muted(look), detail.where);
    ImGui::Dummy({0, look.px(2)});
    if (!detail.support.empty()) put_wrapped(look, strong(look), detail.support);
    if (!detail.need.empty()) {
        ImGui::Dummy({0, look.px(2)});
        put_text(look, muted(look), text(language, Text::need));
        put_wrapped(look, body(look), detail.need);
    }
    ImGui::Dummy({0, look.px(2)});
    put_text(look, muted(look), text(language, Text::cost_lines));
    for (const Figure& line : detail.cost_lines) draw_line(line, look, body(look));
    ImGui::Separator();
    draw_line({.name = std::string{text(language, Text::sum)}, .value = detail.cost}, look, strong(look));
    ImGui::Dummy({0, look.px(2)});
    if (put_button(look, text(language, Text::close).data())) asked = SelectProject{ProjectId{}};
    if (ImGui::IsKeyPressed(ImGuiKey_Escape) && !ImGui::IsAnyItemActive()) asked = SelectProject{ProjectId{}};
    end_card();
    return asked;
}

}  // namespace gongyi::workbench
