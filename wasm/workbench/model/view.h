// What the panels draw: texts and figures ready to be shown, made once for each change of the model, not once a frame.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "wasm/workbench/model/model.h"

namespace gongyi::workbench {

struct RoundItem {
    RoundId id;
    std::string title;
    std::string stage;
    bool is_open = false;
    bool is_selected = false;
};

// Whether a project is selected by a rule, and whether that differs from the official budget's count.
enum class Standing : std::uint8_t { out, in, now_in, now_out };
[[nodiscard]] constexpr bool is_in(Standing standing) {
    return standing == Standing::in || standing == Standing::now_in;
}

struct ProjectRow {
    ProjectId id;
    std::string number;
    std::string title;
    std::string place;
    Category category = Category::works;
    std::string category_name;
    std::string cost;
    std::string beneficiaries;  // "" when unknown.
    // Closed rounds alone.
    std::string supporters;
    float support_share = 0;  // 0 to 1, of the voters.
    float support_bar = 0;    // 0 to 1, of the most supported project.
    Standing greedy = Standing::out;
    Standing equal_shares = Standing::out;
};

struct ProjectTable {
    bool is_outcome = false;  // Shows support and standings rather than beneficiaries.
    std::vector<ProjectRow> rows;
    std::string shown;  // "24 个项目", "24 项中的 3 项"
    SortKey sort = SortKey::number;
    bool is_descending = false;
    ProjectId selected;
};

// A figure with its name: "总预算" "¥2,000,000".
struct Figure {
    std::string name;
    std::string value;
    bool is_urgent = false;
};

struct OpenRoundView {
    std::vector<Figure> figures;
    std::vector<std::string> notes;
};

// A project's place in the picture of the money; 0 to 1 of the picture's width.
struct MoneySegment {
    ProjectId project;
    std::string label;  // Title and cost.
    Category category = Category::works;
    float from = 0;
    float to = 0;
    bool is_new = false;  // Selected by the what-if and not by the official budget.
};

struct RuleView {
    TallyRule rule = TallyRule::greedy;
    std::string name;
    std::string why;
    bool is_official = false;
    std::string selected;
    std::string spent;
    std::string left;
    std::vector<MoneySegment> segments;
    float budget_mark = 1;           // Where the budget ends in the picture.
    float official_budget_mark = 1;  // Where the official budget ends.
    std::vector<Figure> reach;
    std::array<float, reach_groups> reach_shares{};
};

enum class RecountState : std::uint8_t { under_way, equal, different };

struct OutcomeView {
    std::string ballots;
    std::string recount;
    RecountState recount_state = RecountState::under_way;
    std::string budget;
    std::string official_budget;
    std::int64_t budget_step = budget_steps_per_official;
    bool is_what_if = false;
    bool is_counting = false;  // The figures shown are those of the place where the slider was a moment ago.
    std::string note;
    std::vector<RuleView> rules;
};

struct ProjectDetail {
    ProjectId id;
    std::string title;
    std::string where;  // Category, place.
    std::string need;
    std::string support;  // "" until the close.
    std::vector<Figure> cost_lines;
    std::string cost;
};

struct View {
    Language language = Language::zh_hans;
    std::string status;  // Of the record.
    bool is_status_good = false;
    std::string failure;
    std::vector<RoundItem> rounds;
    // The selected round; 0 and an empty title when there is none.
    RoundId round;
    std::string title;
    std::string stage;
    bool is_open = false;
    std::string search;
    ProjectTable table;
    std::optional<OpenRoundView> open_round;  // Rounds in draft and open ones.
    std::optional<OutcomeView> outcome;       // Closed ones.
    std::optional<ProjectDetail> detail;
};

// Cost: O(projects × log projects) of the selected round.
[[nodiscard]] View make_view(const Model& model);

// "还剩" in the two largest units that matter: days and hours, hours and minutes, or minutes (rounded up).
[[nodiscard]] std::string format_time_left(Language language, std::int64_t left_ms);

// Whether every word of `words` (separated by spaces) occurs in the project's title, place, topic, need or code. ASCII
// letters match in either case.
[[nodiscard]] bool matches(const Project& project, std::string_view words);

}  // namespace gongyi::workbench
