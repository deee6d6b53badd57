#include "shared/decision/branch.h"

#include <algorithm>
#include <cstddef>

#include "shared/base/check.h"

namespace gongyi::decision {

GatePlace place_of(const std::vector<Gate>& gates, std::int64_t gate) {
    GONGYI_CHECK(gate >= 0 && static_cast<std::size_t>(gate) < gates.size());
    const auto here = gates.begin() + static_cast<std::ptrdiff_t>(gate);
    const auto is_deliberation = [](const Gate& one) { return one.kind == GateKind::deliberation; };
    switch (here->kind) {
        case GateKind::implementation:
            return GatePlace::implementation;
        case GateKind::disclosure: {
            const bool is_behind =
                std::any_of(gates.begin(), here, [](const Gate& one) { return one.kind == GateKind::implementation; });
            return is_behind ? GatePlace::result : GatePlace::disclosure;
        }
        case GateKind::deliberation:
            break;
    }
    // The only deliberation of a short profile is its resolution.
    if (std::none_of(here + 1, gates.end(), is_deliberation)) return GatePlace::resolution;
    return std::none_of(gates.begin(), here, is_deliberation) ? GatePlace::proposal : GatePlace::deliberation;
}

bool has_power(BranchRight right, GatePlace place) {
    return std::any_of(branch_powers.begin(), branch_powers.end(),
                       [&](const BranchPower& one) { return one.right == right && one.place == place; });
}

}  // namespace gongyi::decision
