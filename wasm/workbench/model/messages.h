// What the workbench says, in the languages that it speaks.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace gongyi::workbench {

enum class Language : std::uint8_t { zh_hans, zh_hant, en };
inline constexpr std::array all_languages{Language::zh_hans, Language::zh_hant, Language::en};

// The page's lang attribute as a language: "zh-Hant" and "zh-TW" are traditional Chinese, "en…" English, any other
// simplified Chinese.
[[nodiscard]] Language language_from(std::string_view tag);
// The tag for the browser's fonts: "zh-Hans", "zh-Hant", "en".
[[nodiscard]] const char* language_tag(Language language);

enum class Text : std::uint8_t {
    rounds,
    loading,
    loading_entries,  // {0} entries so far
    failed,
    record_checked,  // {0} entries
    stage_draft,
    stage_voting,
    stage_closed,
    no_rounds,
    budget,
    projects,
    projects_count,  // {0}
    projects_shown,  // {0} of {1}
    voted_count,     // At least {0} people
    voted_later,     // Told from {0} on
    turnout,
    totals_sealed,
    time_left,
    days_hours_left,     // {0} days {1} hours
    hours_minutes_left,  // {0} hours {1} minutes
    minutes_left,        // {0} minutes
    voting_over,
    ends_at,        // {0}
    choices_limit,  // {0} to {1}
    knapsack_limit,
    column_number,
    column_title,
    column_place,
    column_category,
    column_cost,
    column_beneficiaries,
    column_supporters,
    households,  // {0}
    people,      // {0}
    works,
    goods,
    services,
    other,
    search_hint,
    nothing_found,
    rule_greedy,
    rule_greedy_why,
    rule_equal_shares,
    rule_equal_shares_why,
    official_rule,
    official_result,
    what_if,
    what_if_explained,  // {0} official budget
    back_to_official,
    budget_slider,
    counting,
    counted_in,      // {0} milliseconds
    selected_count,  // {0}
    spent,
    left_over,
    reach,
    reach_none,
    reach_one,
    reach_two,
    reach_more,
    in,
    out,
    in_now,
    out_now,
    recount_under_way,
    recount_equal,
    recount_different,
    ballots_count,  // {0}
    need,
    cost_lines,
    close,
    supporters_share,  // {0} people, {1} percent
    sum,
    count_,  // The number of texts.
};

// The text as it stands.
[[nodiscard]] std::string_view text(Language language, Text which);
// The text with {0}, {1} … replaced.
[[nodiscard]] std::string fill(Language language, Text which, std::initializer_list<std::string_view> figures);

// "12,345"
[[nodiscard]] std::string format_count(std::int64_t count);

}  // namespace gongyi::workbench
