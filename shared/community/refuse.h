// Making refusals. Each takes exactly the figures that its sentence uses, in the order in which refusal.h names them:
// one too few, one too many, or none at all does not compile (tests/compile_fail/refusals.cc).
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "shared/base/expected.h"
#include "shared/community/refusal.h"

namespace gongyi {

inline constexpr std::size_t refusal_figures_max = 3;

struct FigureNames {
    std::array<std::string_view, refusal_figures_max> names{};
    std::size_t count = 0;
};

// The names of a code's figures. A test holds that every sentence uses no others.
[[nodiscard]] constexpr FigureNames figures_of(RefusalCode code) {
    switch (code) {
        case RefusalCode::not_of_age:
        case RefusalCode::seat_holder_too_young:
            return {{"needed_years", "years"}, 2};
        case RefusalCode::residence_too_short:
            return {{"needed_months", "months"}, 2};
        case RefusalCode::no_such_project:
        case RefusalCode::choice_repeated:
            return {{"project"}, 1};
        case RefusalCode::voting_ended:
        case RefusalCode::closing_early_needs_reason:
        case RefusalCode::period_in_the_past:
        case RefusalCode::notice_period_running:
            return {{"closes_at_ms"}, 1};
        case RefusalCode::opening_early_needs_reason:
            return {{"opens_at_ms"}, 1};
        case RefusalCode::no_choice:
        case RefusalCode::constituencies_needed:
            return {{"needed"}, 1};
        case RefusalCode::too_few_choices:
            return {{"needed", "chosen"}, 2};
        case RefusalCode::too_many_choices:
            return {{"allowed", "chosen"}, 2};
        case RefusalCode::budget_exceeded:
        case RefusalCode::project_above_budget:
            return {{"budget_fen", "cost_fen", "over_fen"}, 3};
        case RefusalCode::project_above_cap:
            return {{"cap_fen", "cost_fen", "over_fen"}, 3};
        case RefusalCode::round_above_year_cap:
            return {{"cap_fen", "budget_fen", "over_fen"}, 3};
        case RefusalCode::no_valid_ballot:
            return {{"needed", "budget_fen", "cost_fen"}, 3};
        case RefusalCode::too_few_projects:
            return {{"needed", "projects"}, 2};
        case RefusalCode::too_many_projects:
            return {{"allowed", "projects"}, 2};
        case RefusalCode::too_many_rounds:
        case RefusalCode::too_many_ballot_versions:
        case RefusalCode::turns_used_up:
        case RefusalCode::limit_reached:
        case RefusalCode::own_share_used:
        case RefusalCode::own_matters_open:
        case RefusalCode::days_out_of_range:
            return {{"allowed"}, 1};
        case RefusalCode::day_share_used:
        case RefusalCode::desk_share_used:
            return {{"allowed", "from_ms"}, 2};
        case RefusalCode::credential_of_other_round:
            return {{"round"}, 1};
        case RefusalCode::ballot_version_superseded:
            return {{"version", "latest"}, 2};
        case RefusalCode::papers_above_roll:
            return {{"papers", "roll"}, 2};
        case RefusalCode::too_few_papers:
            return {{"needed", "papers", "from_ms"}, 3};
        case RefusalCode::papers_above_sheets:
            return {{"papers", "sheets"}, 2};
        case RefusalCode::chair_votes_last:
        case RefusalCode::speakers_waiting:
            return {{"waiting"}, 1};
        case RefusalCode::convened_too_late:
            return {{"needed", "days"}, 2};
        case RefusalCode::meeting_not_yet:
            return {{"begins_at_ms"}, 1};
        case RefusalCode::quorum_not_met:
            return {{"due", "present", "needed"}, 3};
        case RefusalCode::count_impossible:
            return {{"present"}, 1};
        case RefusalCode::objection_open:
            return {{"objections"}, 1};
        case RefusalCode::constituency_full:
            return {{"seats"}, 1};
        case RefusalCode::date_before_history:
            return {{"earliest_day"}, 1};
        case RefusalCode::second_needed:
            return {{"needed", "seconded"}, 2};
        default:
            return {};
    }
}

// Not constexpr: what calls it while compiling does not compile, and its name stands in the compiler's message.
inline void this_refusal_needs_its_figures() {}

// A code without figures. One that has some is no PlainRefusal: see refusal<code>().
class PlainRefusal {
public:
    consteval PlainRefusal(RefusalCode code) : code_{code} {
        if (figures_of(code).count != 0) this_refusal_needs_its_figures();
    }
    [[nodiscard]] constexpr RefusalCode code() const { return code_; }

private:
    RefusalCode code_;
};

// The figures of `code`, named. Requires as many values as it has.
[[nodiscard]] std::vector<RefusalFigure> named_figures(RefusalCode code, std::span<const std::int64_t> values);

template <RefusalCode code, std::integral... Values>
[[nodiscard]] std::vector<RefusalFigure> figures_for(Values... values) {
    static_assert(figures_of(code).count == sizeof...(Values), "a refusal takes exactly the figures of its sentence");
    const std::array<std::int64_t, sizeof...(Values)> list{static_cast<std::int64_t>(values)...};
    return named_figures(code, list);
}

// `field`: see Refusal.
template <RefusalCode code, std::integral... Values>
[[nodiscard]] Refusal refusal(std::string field, Values... values) {
    return {code, std::move(field), figures_for<code>(values...)};
}
[[nodiscard]] inline Refusal refusal(PlainRefusal code, std::string field = {}) {
    return {code.code(), std::move(field), {}};
}

// The same as the unhappy half of an Expected.
template <RefusalCode code, std::integral... Values>
[[nodiscard]] auto refuse(std::string field, Values... values) {
    return unexpected(refusal<code>(std::move(field), values...));
}
[[nodiscard]] inline auto refuse(PlainRefusal code, std::string field = {}) {
    return unexpected(refusal(code, std::move(field)));
}

}  // namespace gongyi
