#include <algorithm>

#include <imgui_internal.h>
#include "wasm/workbench/panels.h"
#include "wasm/workbench/widgets.h"

namespace gongyi::workbench {
namespace {

constexpr float side_css = 216;
constexpr float detail_css = 340;
// A table of its own scrolling must be at least this high; else it scrolls with the page.
constexpr float table_css_min = 320;

// The later request wins; a person makes one at a time.
void take(Asked& asked, Asked more) {
    if (more) asked = std::move(more);
}

float margin_of(const Look& look) {
    return look.px(look.is_narrow() ? 8 : 20);
}

// A column that scrolls. It reaches down to the screen's edge; its own end keeps the margin.
void begin_column(const char* id, float width, const Look& look) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_ChildRounding, 0);
    ImGui::BeginChild(id, {width, ImGui::GetContentRegionAvail().y + margin_of(look)}, ImGuiChildFlags_NavFlattened);
    ImGui::PopStyleVar(2);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{look.px(8), look.px(12)});
}
void end_column(const Look& look) {
    ImGui::PopStyleVar();
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0, 0});
    ImGui::Dummy({0, margin_of(look) - look.px(12)});
    ImGui::PopStyleVar();
    ImGui::EndChild();
}

void draw_heading(const View& view, const Look& look) {
    put_wrapped(look, {look.song, title_css, look.colors.ink}, view.title);
    if (view.stage.empty()) return;
    const float title_width = text_width(look, {look.song, title_css, look.colors.ink}, view.title);
    const float chip_width = chip_size(look, view.stage).x;
    // Beside the title where the title is one line and leaves room.
    if (title_width + look.px(12) + chip_width < ImGui::GetContentRegionAvail().x) {
        ImGui::SameLine(0, look.px(12));
        const ImVec2 at = ImGui::GetCursorScreenPos();
        draw_chip(look, view.is_open ? Tone::teal : Tone::plain, view.stage, at);
        ImGui::Dummy({chip_width, look.px(24)});
    } else {
        put_chip(look, view.is_open ? Tone::teal : Tone::plain, view.stage);
    }
}

Asked draw_projects(const View& view, const Look& look, UiState& ui, float height) {
    Asked asked;
    begin_card(look, "projects", 0);
    take(asked, draw_search(view, look, ui));
    take(asked, draw_table(view.table, view.language, look, height));
    ui.table_place = {ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
    end_card();
    return asked;
}

// The round: its figures or its outcome, then its projects.
Asked draw_round(const View& view, const Look& look, UiState& ui) {
    Asked asked;
    if (!look.is_narrow()) draw_heading(view, look);
    if (view.open_round) draw_open_round(*view.open_round, look);
    if (view.outcome) take(asked, draw_outcome(*view.outcome, view.language, look, ui));
    const float search_and_card = look.px(84);
    const float left = ImGui::GetContentRegionAvail().y - search_and_card - margin_of(look);
    const bool scrolls_itself = look.is_wide() && left >= look.px(table_css_min);
    take(asked, draw_projects(view, look, ui, scrolls_itself ? left : 0));
    return asked;
}

// Whether the project's details may stand beside the round and leave it room for its whole table.
bool has_room_for_detail(const Look& look) {
    return look.width_css >= side_css + detail_css + 720 + 4 * 20;
}

// The details above everything else, at the right edge or, on narrow screens, at the lower one.
Asked draw_drawer(const ProjectDetail& detail, Language language, const Look& look) {
    const ImGuiViewport* viewport = ImGui::GetMainViewport();
    const ImVec2 corner = viewport->Pos + viewport->Size;
    const float margin = margin_of(look);
    const float width = look.is_narrow() ? viewport->Size.x - 2 * margin : look.px(detail_css);
    const float height_max = look.is_narrow() ? viewport->Size.y * 0.75F : viewport->Size.y - 2 * margin;
    ImGui::SetNextWindowPos({corner.x - margin, look.is_narrow() ? corner.y - margin : viewport->Pos.y + margin},
                            ImGuiCond_Always, {1, look.is_narrow() ? 1.0F : 0.0F});
    ImGui::SetNextWindowSizeConstraints({width, 0}, {width, height_max});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, look.px(12));
    ImGui::PushStyleColor(ImGuiCol_WindowBg, look.colors.card);
    ImGui::Begin("detail", nullptr,
                 ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_AlwaysAutoResize |
                     ImGuiWindowFlags_NoFocusOnAppearing);
    ImGui::PopStyleColor();
    ImGui::PopStyleVar();
    const Asked asked = draw_detail(detail, language, look);
    ImGui::End();
    return asked;
}

Asked draw_wide(const View& view, const Look& look, UiState& ui) {
    Asked asked;
    const float gap = look.px(20);
    begin_column("side", look.px(side_css), look);
    draw_status(view, look);
    ImGui::Dummy({0, look.px(8)});
    take(asked, draw_rounds(view, look));
    end_column(look);
    ImGui::SameLine(0, gap);
    const bool has_detail = view.detail && has_room_for_detail(look);
    const float detail_width = has_detail ? look.px(detail_css) + gap : 0;
    // Each round keeps its own place of scrolling.
    ImGui::PushID(static_cast<int>(view.round.raw()));
    begin_column("round", ImGui::GetContentRegionAvail().x - detail_width, look);
    if (!view.title.empty() && !view.rounds.empty()) {
        take(asked, draw_round(view, look, ui));
    } else {
        put_wrapped(look, strong(look), view.title);
    }
    end_column(look);
    ImGui::PopID();
    if (has_detail) {
        ImGui::SameLine(0, gap);
        begin_column("detail", 0, look);
        take(asked, draw_detail(*view.detail, view.language, look));
        end_column(look);
    }
    return asked;
}

Asked draw_stacked(const View& view, const Look& look, UiState& ui) {
    Asked asked;
    ImGui::PushID(static_cast<int>(view.round.raw()));
    begin_column("all", 0, look);
    draw_status(view, look);
    take(asked, draw_round_choice(view, look));
    if (view.rounds.empty()) {
        put_wrapped(look, strong(look), view.title);
    } else {
        take(asked, draw_round(view, look, ui));
    }
    end_column(look);
    ImGui::PopID();
    return asked;
}

}  // namespace

Asked draw_workbench(const View& view, const Look& look, UiState& ui) {
    ImGui::PushFont(look.sans, look.px(body_css));
    const ImGuiViewport* viewport = ImGui::GetMainViewport();
    ImGui::SetNextWindowPos(viewport->Pos);
    ImGui::SetNextWindowSize(viewport->Size);
    const float margin = margin_of(look);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{margin, margin});
    ImGui::Begin("workbench", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse);
    ImGui::PopStyleVar();
    Asked asked = look.is_wide() ? draw_wide(view, look, ui) : draw_stacked(view, look, ui);
    ImGui::End();
    if (view.detail && !(look.is_wide() && has_room_for_detail(look))) {
        take(asked, draw_drawer(*view.detail, view.language, look));
    }
    ImGui::PopFont();
    return asked;
}

}  // namespace gongyi::workbench
