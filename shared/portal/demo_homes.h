// The homes of the demo's people, and who owns them.
#pragma once

#include <cstdint>
#include <vector>

#include "shared/community/homes.h"
#include "shared/portal/demo.h"

namespace gongyi::portal {

// One home for each household, in the order in which people come; most belong to one or two of those who live there, a
// few are unsold. `entries` name the buildings.
[[nodiscard]] std::vector<Home> make_homes(std::uint64_t seed, const std::vector<DemoPerson>& people,
                                           const std::vector<Entry>& entries);

}  // namespace gongyi::portal
