// How close a project was: what would have carried it, found by counting again.
#pragma once

#include <cstdint>
#include <optional>

#include "shared/tally/election.h"
#include "shared/tally/rule.h"
#include "shared/tally/tally.h"

namespace gongyi::tally {

// What would have funded a project that was not funded, everything else staying as it was.
//   supporters  That many more voters whose ballot names this project alone (with the most points that any ballot of
//   the
//               election gave to a project) would have funded it, and one fewer would not. They share the budget like
//               everyone else. Nothing if no number up to MarginLimits::supporters_max is found, and under the utility
//               Borda, where a ballot with one project is worth nothing.
//   cost        At that cost, a whole number of steps, it would have been funded, and at one step more not. Nothing if
//               not even at one step.
// Under greedy and under equal shares without add1, any more supporters (greedy) and any lower cost (both) would have
// done as well. Raised starts and Phragmén's stop are not monotone: there the values are such a boundary, not always
// the nearest.
struct Margin {
    std::optional<std::uint32_t> supporters{};
    std::optional<std::int64_t> cost{};
    friend bool operator==(const Margin&, const Margin&) = default;
};

inline constexpr std::uint32_t margin_supporters_max = 1'000'000;

// How far, and how finely, a margin is looked for.
struct MarginLimits {
    std::uint32_t supporters_max = margin_supporters_max;  // 0: supporters are not looked for.
    std::int64_t cost_step = 1;                            // In smallest units.
};

// The election with so many more voters who name `project` alone; what Margin::supporters counts.
[[nodiscard]] Election with_more_supporters(const Election& election, std::uint32_t project, std::uint32_t count);

// Counts again for each step of two bisections, about forty times. Requires that `rule` did not fund `project`.
// Nothing when `progress` cancelled it.
[[nodiscard]] std::optional<Margin> find_margin(const Election& election, const Rule& rule, std::uint32_t project,
                                                Progress* progress = nullptr, const MarginLimits& limits = {});

}  // namespace gongyi::tally
