#include <algorithm>

#include "wasm/workbench/panels.h"
#include "wasm/workbench/widgets.h"

namespace gongyi::workbench {
namespace {

float figure_width(const Figure& figure, const Look& look) {
    return std::max(text_width(look, muted(look), figure.name),
                    text_width(look, {look.bold, title_css, look.colors.ink}, figure.value));
}

void draw_figure(const Figure& figure, const Look& look) {
    ImGui::BeginGroup();
    put_text(look, muted(look), figure.name);
    put_text(look, {look.bold, title_css, figure.is_urgent ? look.colors.vermilion : look.colors.ink}, figure.value);
    ImGui::EndGroup();
}

}  // namespace

void draw_open_round(const OpenRoundView& view, const Look& look) {
    begin_card(look, "open-round", 0);
    const float gap = look.px(40);
    bool is_first = true;
    for (const Figure& figure : view.figures) {
        // Side by side while there is room, else below.
        if (!is_first) {
            ImGui::SameLine(0, gap);
            if (ImGui::GetContentRegionAvail().x < figure_width(figure, look)) ImGui::NewLine();
        }
        draw_figure(figure, look);
        is_first = false;
    }
    ImGui::Dummy({0, look.px(2)});
    std::string notes;
    for (const std::string& note : view.notes) notes += (notes.empty() ? "" : "  ·  ") + note;
    put_wrapped(look, muted(look), notes);
    end_card();
}

}  // namespace gongyi::workbench
