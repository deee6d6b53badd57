#include <algorithm>
#include <cmath>

#include "wasm/workbench/panels.h"
#include "wasm/workbench/widgets.h"

namespace gongyi::workbench {
namespace {

// The two rules stand side by side from this width.
constexpr float two_rules_css_min = 620;

Asked draw_budget(const OutcomeView& view, Language language, const Look& look, UiState& ui) {
    Asked asked;
    begin_card(look, "budget", 0, view.is_what_if ? look.colors.gold : 0);
    const TextStyle amount{look.bold, title_css, look.colors.ink};
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const float height = look.px(32);
    const std::string_view label = text(language, Text::budget_slider);
    const float label_width = text_width(look, muted(look), label) + look.px(12);
    draw_text_in(look, muted(look), label, min, min + ImVec2{label_width, height});
    const float amount_width = text_width(look, amount, view.budget) + look.px(2);
    draw_text_in(look, amount, view.budget, min + ImVec2{label_width, 0},
                 min + ImVec2{label_width + amount_width, height});
    ImGui::Dummy({label_width + amount_width, height});
    const std::string_view state = text(language, view.is_what_if ? Text::what_if : Text::official_result);
    align_right(chip_size(look, state).x);
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() + look.px(4));
    put_chip(look, view.is_what_if ? Tone::gold : Tone::vermilion, state);
    if (const auto step = draw_budget_slider(view.budget_step, "##budget", look)) asked = MoveBudget{*step};
    ui.slider_place = {ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
    // The line stays when there is nothing to say, so that nothing below jumps while the slider moves.
    if (!view.is_what_if) {
        put_inline(look, muted(look), view.ballots);
        ImGui::SameLine(0, look.px(16));
        if (ImGui::GetContentRegionAvail().x < verified_width(look, view.recount)) ImGui::NewLine();
        switch (view.recount_state) {
            case RecountState::under_way:
                put_inline(look, muted(look), view.recount);
                break;
            case RecountState::equal:
                put_verified(look, view.recount);
                break;
            case RecountState::different:
                put_inline(look, {look.bold, small_css, look.colors.vermilion_ink}, view.recount);
                break;
        }
    } else {
        put_inline(look, muted(look), view.note);
        const std::string_view back = text(language, Text::back_to_official);
        align_right(text_width(look, strong(look), back));
        if (put_link(look, back)) asked = ResetBudget{};
    }
    end_card();
    return asked;
}

}  // namespace

Asked draw_outcome(const OutcomeView& view, Language language, const Look& look, UiState& ui) {
    Asked asked = draw_budget(view, language, look, ui);
    const bool is_stacked = ImGui::GetContentRegionAvail().x < look.px(two_rules_css_min);
    const float gap = look.px(12);
    const float width = is_stacked ? 0 : std::floor((ImGui::GetContentRegionAvail().x - gap) / 2);
    for (std::size_t rule = 0; rule < view.rules.size(); ++rule) {
        if (rule > 0 && !is_stacked) ImGui::SameLine(0, gap);
        if (const Asked here = draw_rule(view.rules[rule], view.is_what_if, language, look, width)) asked = here;
    }
    return asked;
}

}  // namespace gongyi::workbench
