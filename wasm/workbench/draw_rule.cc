#include <algorithm>
#include <array>
#include <cmath>

#include <imgui_internal.h>
#include "wasm/workbench/panels.h"
#include "wasm/workbench/widgets.h"

namespace gongyi::workbench {
namespace {

ImU32 color_of(const Palette& p, Category category) {
    switch (category) {
        case Category::works:
            return p.teal;
        case Category::services:
            return p.gold;
        case Category::goods:
            return p.slate;
        case Category::other:
            return p.muted;
    }
    return p.muted;
}

// Neighbours of one category differ in lightness, so that each project is seen.
ImU32 shade(const Look& look, Category category, int turn) {
    constexpr std::array lightened{0.0F, 0.18F, 0.34F, 0.10F, 0.26F};
    return mix(color_of(look.colors, category), look.colors.card,
               lightened[static_cast<std::size_t>(turn) % lightened.size()]);
}

// The segments as pieces of one bar; returns the one under the pointer.
const MoneySegment* draw_segments(const RuleView& view, const Look& look, const ImRect& box) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const MoneySegment* hovered = nullptr;
    const float rounding = look.px(7);
    const auto x_of = [&](float share) { return std::round(box.Min.x + box.GetWidth() * share); };
    list->AddRectFilled(box.Min, {x_of(view.budget_mark), box.Max.y}, look.colors.track, rounding);
    std::array<int, all_categories.size()> turns{};
    for (std::size_t i = 0; i < view.segments.size(); ++i) {
        const MoneySegment& segment = view.segments[i];
        const bool is_first = i == 0;
        const bool reaches_end = segment.to > 0.995F;
        ImRect piece{{x_of(segment.from), box.Min.y}, {x_of(segment.to), box.Max.y}};
        const bool is_hovered = ImGui::IsItemHovered() && ImGui::IsMouseHoveringRect(piece.Min, piece.Max);
        if (is_hovered) hovered = &segment;
        const int turn = turns[static_cast<std::size_t>(segment.category)]++;
        const ImU32 color = is_hovered ? look.colors.ink : shade(look, segment.category, turn);
        const ImDrawFlags corners = is_first && reaches_end ? ImDrawFlags_RoundCornersAll
                                    : is_first              ? ImDrawFlags_RoundCornersLeft
                                    : reaches_end           ? ImDrawFlags_RoundCornersRight
                                                            : ImDrawFlags_RoundCornersNone;
        // A hairline of the card's white between neighbours, unless there is no room for it.
        if (piece.GetWidth() > look.px(3)) piece.Max.x -= std::max(1.0F, look.px(1));
        list->AddRectFilled(piece.Min, piece.Max, color, rounding, corners);
        if (segment.is_new) {
            list->AddRectFilled({piece.Min.x, box.Max.y + look.px(3)}, {piece.Max.x, box.Max.y + look.px(6)},
                                look.colors.gold, look.px(1));
        }
    }
    return hovered;
}

Asked draw_money(const RuleView& view, bool is_what_if, const Look& look) {
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const ImVec2 size{ImGui::GetContentRegionAvail().x, look.px(24)};
    ImGui::InvisibleButton("##money", size + ImVec2{0, look.px(8)});
    const bool is_pressed = ImGui::IsItemClicked();
    const ImRect box{min, min + size};
    const MoneySegment* hovered = draw_segments(view, look, box);
    if (is_what_if) {
        const float mark = std::round(box.Min.x + box.GetWidth() * view.official_budget_mark);
        ImGui::GetWindowDrawList()->AddRectFilled({mark - look.px(2), box.Min.y - look.px(4)},
                                                  {mark, box.Max.y + look.px(4)}, look.colors.vermilion);
    }
    if (hovered == nullptr) return std::nullopt;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{look.px(12), look.px(9)});
    if (ImGui::BeginTooltip()) {
        put_text(look, body(look), hovered->label);
        ImGui::EndTooltip();
    }
    ImGui::PopStyleVar();
    if (is_pressed) return SelectProject{hovered->project};
    return std::nullopt;
}

// "用去 ¥1,986,000" in one go: the name muted, the figure strong.
float pair_width(const Look& look, std::string_view name, std::string_view value) {
    return text_width(look, muted(look), name) + look.px(6) + text_width(look, strong(look), value);
}

void draw_figures(const RuleView& view, Language language, const Look& look) {
    put_inline(look, strong(look), view.selected);
    const auto follow = [&](Text name, const std::string& value) {
        const std::string_view name_text = text(language, name);
        ImGui::SameLine(0, look.px(18));
        if (ImGui::GetContentRegionAvail().x < pair_width(look, name_text, value)) ImGui::NewLine();
        put_inline(look, muted(look), name_text);
        ImGui::SameLine(0, look.px(6));
        put_inline(look, strong(look), value);
    };
    follow(Text::spent, view.spent);
    follow(Text::left_over, view.left);
}

// How many of their projects the voters got, as a bar of four parts with its legend.
void draw_reach(const RuleView& view, Language language, const Look& look) {
    const Palette& p = look.colors;
    const std::array shades{p.track, mix(p.teal, p.card, 0.62F), mix(p.teal, p.card, 0.34F), p.teal};
    put_text(look, muted(look), text(language, Text::reach));
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = look.px(8);
    float from = 0;
    ImDrawList* list = ImGui::GetWindowDrawList();
    for (std::size_t group = 0; group < reach_groups; ++group) {
        const float to = from + view.reach_shares[group];
        list->AddRectFilled({std::round(min.x + width * from), min.y}, {std::round(min.x + width * to), min.y + height},
                            shades[group]);
        from = to;
    }
    ImGui::Dummy({width, height});
    const float cell = std::floor(width / static_cast<float>(reach_groups));
    const ImVec2 legend = ImGui::GetCursorScreenPos();
    for (std::size_t group = 0; group < view.reach.size(); ++group) {
        const float left = legend.x + cell * static_cast<float>(group);
        const float right = left + cell - look.px(4);
        list->AddRectFilled({left, legend.y + look.px(6)}, {left + look.px(8), legend.y + look.px(14)}, shades[group],
                            look.px(2));
        draw_text_in(look, muted(look), view.reach[group].name, {left + look.px(13), legend.y},
                     {right, legend.y + look.px(20)});
        draw_text_in(look, strong(look), view.reach[group].value, {left + look.px(13), legend.y + look.px(20)},
                     {right, legend.y + look.px(40)});
    }
    ImGui::Dummy({width, look.px(42)});
}

}  // namespace

Asked draw_rule(const RuleView& view, bool is_what_if, Language language, const Look& look, float width) {
    begin_card(look, view.rule == TallyRule::greedy ? "greedy" : "equal-shares", width,
               is_what_if ? look.colors.gold : 0);
    put_text(look, {look.bold, strong_css, look.colors.ink}, view.name);
    if (view.is_official) {
        const std::string_view official = text(language, Text::official_rule);
        ImGui::SameLine(0, look.px(10));
        const ImVec2 at = ImGui::GetCursorScreenPos() - ImVec2{0, look.px(3)};
        draw_chip(look, Tone::vermilion, official, at);
        ImGui::Dummy({chip_size(look, official).x, look.px(18)});
    }
    put_text(look, muted(look), view.why);
    ImGui::Dummy({0, look.px(2)});
    const Asked asked = draw_money(view, is_what_if, look);
    draw_figures(view, language, look);
    ImGui::Dummy({0, look.px(2)});
    draw_reach(view, language, look);
    end_card();
    return asked;
}

}  // namespace gongyi::workbench
