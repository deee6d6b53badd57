// Small closed rounds for tests of what is told about outcomes.
#pragma once

#include <cstdint>
#include <vector>

#include "shared/microproject/round.h"

namespace gongyi::tests {

// So many voters who approve the same projects, by their indices.
struct Voters {
    int count = 0;
    std::vector<std::size_t> choices{};
};

// A closed round of approvals, counted by both rules; equal shares is the official one. `costs` in yuan. Projects have
// the ids 1, 2, … and are called 项目1, 项目2, …
[[nodiscard]] Round counted_round(Money budget, const std::vector<std::int64_t>& costs,
                                  const std::vector<Voters>& voters);

}  // namespace gongyi::tests
