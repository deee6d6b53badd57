#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include <imgui_internal.h>
#include "wasm/workbench/panels.h"
#include "wasm/workbench/widgets.h"

namespace gongyi::workbench {
namespace {

struct Column {
    SortKey key = SortKey::number;
    Text name = Text::column_number;
    float width_css = 0;  // 0: shares what is left with the others of 0, by weight.
    float weight = 0;
    bool is_right = false;
    float inset_css = 0;  // Room before the cell, behind a column that ends at its right edge.
};

constexpr std::array open_columns{
    Column{SortKey::number, Text::column_number, 48, 0, true},
    Column{SortKey::title, Text::column_title, 0, 5, false},
    Column{SortKey::place, Text::column_place, 0, 3, false},
    Column{SortKey::category, Text::column_category, 72, 0, false},
    Column{SortKey::beneficiaries, Text::column_beneficiaries, 92, 0, true},
    Column{SortKey::cost, Text::column_cost, 112, 0, true},
};
constexpr std::array outcome_columns{
    Column{SortKey::number, Text::column_number, 48, 0, true},
    Column{SortKey::title, Text::column_title, 0, 5, false},
    Column{SortKey::category, Text::column_category, 64, 0, false},
    Column{SortKey::supporters, Text::column_supporters, 132, 0, false},
    Column{SortKey::cost, Text::column_cost, 108, 0, true},
    Column{SortKey::greedy, Text::rule_greedy, 112, 0, false, 12},
    Column{SortKey::equal_shares, Text::rule_equal_shares, 100, 0, false},
};
// Where there is less room a row has two lines: title and cost, then place or support, and where it stands.
constexpr float full_table_css_min = 720;
constexpr std::array compact_columns{
    Column{SortKey::title, Text::column_title, 0, 5, false},
    Column{SortKey::cost, Text::column_cost, 100, 0, true},
};
constexpr std::array compact_outcome_columns{
    Column{SortKey::supporters, Text::column_supporters, 0, 5, false},
    Column{SortKey::cost, Text::column_cost, 100, 0, true},
};

struct Columns {
    const Column* first = nullptr;
    int count = 0;
    [[nodiscard]] bool is_compact() const { return count == 2; }
    [[nodiscard]] const Column& operator[](int index) const { return first[index]; }
};

template <std::size_t size>
Columns columns(const std::array<Column, size>& all) {
    return {all.data(), static_cast<int>(size)};
}

Columns columns_for(const ProjectTable& table, bool is_compact) {
    if (is_compact) return table.is_outcome ? columns(compact_outcome_columns) : columns(compact_columns);
    return table.is_outcome ? columns(outcome_columns) : columns(open_columns);
}

void set_up(const Columns& all, const Look& look) {
    for (int i = 0; i < all.count; ++i) {
        const Column& column = all[i];
        ImGui::PushID(i);
        const bool is_fixed = column.width_css > 0;
        ImGui::TableSetupColumn("", is_fixed ? ImGuiTableColumnFlags_WidthFixed : ImGuiTableColumnFlags_WidthStretch,
                                is_fixed ? look.px(column.width_css) : column.weight);
        ImGui::PopID();
    }
    ImGui::TableSetupScrollFreeze(0, 1);
}

// The cell that the cursor is in: its box for a row of `height`.
ImRect cell_box(const Column& column, const Look& look, float height) {
    const ImVec2 min = ImGui::GetCursorScreenPos();
    return {min + ImVec2{look.px(column.inset_css), 0}, min + ImVec2{ImGui::GetContentRegionAvail().x, height}};
}

Asked draw_header(const ProjectTable& table, const Columns& all, Language language, const Look& look) {
    Asked asked;
    const float height = look.px(look.is_narrow() ? 44 : 36);
    ImGui::TableNextRow(ImGuiTableRowFlags_Headers, height);
    ImGui::TableSetBgColor(ImGuiTableBgTarget_RowBg0, look.colors.card);
    for (int i = 0; i < all.count; ++i) {
        const Column& column = all[i];
        ImGui::TableSetColumnIndex(i);
        const ImRect box = cell_box(column, look, height);
        ImGui::PushID(i);
        if (ImGui::InvisibleButton("sort", {std::max(1.0F, box.GetWidth()), height})) asked = SortBy{column.key};
        const bool is_sorted = table.sort == column.key;
        std::string name{text(language, column.name)};
        if (is_sorted) name += table.is_descending ? " ↓" : " ↑";
        const ImU32 color = ImGui::IsItemHovered() || is_sorted ? look.colors.teal : look.colors.muted;
        draw_text_in(look, {is_sorted ? look.bold : look.sans, small_css, color}, name, box.Min, box.Max,
                     column.is_right ? Align::right : Align::left);
        ImGui::PopID();
    }
    return asked;
}

Tone tone_of(Category category) {
    switch (category) {
        case Category::works:
            return Tone::teal;
        case Category::services:
            return Tone::gold;
        case Category::goods:
            return Tone::slate;
        case Category::other:
            return Tone::plain;
    }
    return Tone::plain;
}

void draw_category(const ProjectRow& row, const Look& look, const ImRect& box) {
    const float top = std::round((box.Min.y + box.Max.y - look.px(24)) / 2);
    draw_chip(look, tone_of(row.category), row.category_name, {box.Min.x, top});
}

struct StandingLook {
    Text words;
    Tone tone;
    std::string_view sign;  // A shape beside the colour.
};
StandingLook look_of(Standing standing) {
    switch (standing) {
        case Standing::in:
            return {Text::in, Tone::teal, "✓ "};
        case Standing::now_in:
            return {Text::in_now, Tone::solid_teal, "+ "};
        case Standing::now_out:
            return {Text::out_now, Tone::vermilion, "− "};
        case Standing::out:
            return {Text::out, Tone::plain, ""};
    }
    return {Text::out, Tone::plain, ""};
}

// `prefix` names the rule where no column header does. Returns the width used.
float draw_standing(Standing standing, std::string_view prefix, Language language, const Look& look, ImVec2 min) {
    const StandingLook how = look_of(standing);
    const std::string words = std::string{prefix} + std::string{how.sign} + std::string{text(language, how.words)};
    if (standing == Standing::out) {
        const float width = text_width(look, muted(look), words);
        draw_text_in(look, muted(look), words, min, min + ImVec2{width + 1, look.px(24)});
        return width;
    }
    draw_chip(look, how.tone, words, min);
    return chip_size(look, words).x;
}

void draw_support(const ProjectRow& row, const Look& look, const ImRect& box) {
    const float number_width = look.px(56);
    const float middle = std::round((box.Min.y + box.Max.y) / 2);
    const ImVec2 bar_min{box.Min.x, middle - look.px(4)};
    const ImVec2 bar_max{std::max(box.Min.x + look.px(20), box.Max.x - number_width - look.px(10)),
                         middle + look.px(4)};
    const bool is_selected = is_in(row.greedy) || is_in(row.equal_shares);
    draw_bar(look, is_selected ? look.colors.teal : mix(look.colors.muted, look.colors.track, 0.5F), row.support_bar,
             bar_min, bar_max);
    draw_text_in(look, strong(look), row.supporters, {bar_max.x, box.Min.y}, box.Max, Align::right);
}

void draw_cell(const ProjectRow& row, SortKey key, Language language, const Look& look, const ImRect& box) {
    const ImVec2 chip_at{box.Min.x, std::round((box.Min.y + box.Max.y - look.px(24)) / 2)};
    switch (key) {
        case SortKey::number:
            draw_text_in(look, muted(look), row.number, box.Min, box.Max, Align::right);
            break;
        case SortKey::title:
            draw_text_in(look, strong(look), row.title, box.Min, box.Max);
            break;
        case SortKey::place:
            draw_text_in(look, body(look), row.place, box.Min, box.Max);
            break;
        case SortKey::category:
            draw_category(row, look, box);
            break;
        case SortKey::supporters:
            draw_support(row, look, box);
            break;
        case SortKey::cost:
            draw_text_in(look, strong(look), row.cost, box.Min, box.Max, Align::right);
            break;
        case SortKey::beneficiaries:
            draw_text_in(look, body(look), row.beneficiaries, box.Min, box.Max, Align::right);
            break;
        case SortKey::greedy:
            draw_standing(row.greedy, "", language, look, chip_at);
            break;
        case SortKey::equal_shares:
            draw_standing(row.equal_shares, "", language, look, chip_at);
            break;
    }
}

// The first cell of a compact row: title above, what else there is to say below.
void draw_compact_first(const ProjectRow& row, bool is_outcome, Language language, const Look& look,
                        const ImRect& box) {
    const float top = box.Min.y + look.px(9);
    draw_text_in(look, strong(look), row.title, {box.Min.x, top}, {box.Max.x, top + look.px(20)});
    const ImVec2 below{box.Min.x, top + look.px(24)};
    if (!is_outcome) {
        draw_chip(look, tone_of(row.category), row.category_name, below);
        const float after = below.x + chip_size(look, row.category_name).x + look.px(8);
        draw_text_in(look, muted(look), row.place, {after, below.y}, {box.Max.x, below.y + look.px(24)});
        return;
    }
    const auto named = [&](Text rule) { return std::string{text(language, rule)} + " "; };
    const float used = draw_standing(row.greedy, named(Text::rule_greedy), language, look, below);
    draw_standing(row.equal_shares, named(Text::rule_equal_shares), language, look,
                  {below.x + used + look.px(6), below.y});
}

void draw_compact_second(const ProjectRow& row, bool is_outcome, Language language, const Look& look,
                         const ImRect& box) {
    const float top = box.Min.y + look.px(9);
    draw_text_in(look, strong(look), row.cost, {box.Min.x, top}, {box.Max.x, top + look.px(20)}, Align::right);
    const std::string below = is_outcome ? fill(language, Text::people, {row.supporters}) : row.beneficiaries;
    draw_text_in(look, muted(look), below, {box.Min.x, top + look.px(24)}, {box.Max.x, top + look.px(48)},
                 Align::right);
}

bool draw_row(const ProjectTable& table, const ProjectRow& row, const Columns& all, Language language, const Look& look,
              float height) {
    ImGui::TableNextRow(ImGuiTableRowFlags_None, height);
    ImGui::TableSetColumnIndex(0);
    const ImRect first = cell_box(all[0], look, height);
    ImGui::PushID(static_cast<int>(row.id.raw()));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0, 0});  // Else the ground reaches into the next rows.
    const bool is_pressed =
        ImGui::Selectable("##row", table.selected == row.id, ImGuiSelectableFlags_SpanAllColumns, {0, height});
    ImGui::PopStyleVar();
    ImGui::PopID();
    for (int i = 0; i < all.count; ++i) {
        if (i > 0) ImGui::TableSetColumnIndex(i);
        const ImRect box = i == 0 ? first : cell_box(all[i], look, height);
        if (!all.is_compact()) {
            draw_cell(row, all[i].key, language, look, box);
        } else if (i == 0) {
            draw_compact_first(row, table.is_outcome, language, look, box);
        } else {
            draw_compact_second(row, table.is_outcome, language, look, box);
        }
    }
    return is_pressed;
}

}  // namespace

Asked draw_table(const ProjectTable& table, Language language, const Look& look, float height) {
    Asked asked;
    if (table.rows.empty()) {
        put_wrapped(look, muted(look), text(language, Text::nothing_found));
        return asked;
    }
    const Columns all = columns_for(table, ImGui::GetContentRegionAvail().x < look.px(full_table_css_min));
    const ImGuiTableFlags flags = ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_NoSavedSettings |
                                  ImGuiTableFlags_NoClip | ImGuiTableFlags_NoPadOuterX |
                                  (height > 0 ? ImGuiTableFlags_ScrollY : ImGuiTableFlags_None);
    // Another set of columns is another table to ImGui.
    ImGui::PushID(all.first);
    const bool is_drawn = ImGui::BeginTable("projects", all.count, flags, {0, height});
    if (is_drawn) {
        set_up(all, look);
        asked = draw_header(table, all, language, look);
        const float row_height = look.px(all.is_compact() ? 66 : 40);
        ImGuiListClipper clipper;
        clipper.Begin(static_cast<int>(table.rows.size()), row_height);
        while (clipper.Step()) {
            for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
                const ProjectRow& row = table.rows[static_cast<std::size_t>(i)];
                if (draw_row(table, row, all, language, look, row_height)) {
                    asked = SelectProject{table.selected == row.id ? ProjectId{} : row.id};
                }
            }
        }
        ImGui::EndTable();
    }
    ImGui::PopID();
    return asked;
}

}  // namespace gongyi::workbench
