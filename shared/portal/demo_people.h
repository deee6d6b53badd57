// The invented people of the demo community.
#pragma once

#include <vector>

#include "shared/base/random.h"
#include "shared/portal/demo.h"
#include "shared/portal/demo_projects.h"

namespace gongyi::portal {

// What the generator knows of a person beside what the portal does: where they live and what they care for.
struct DemoTaste {
    std::string_view courtyard;      // "百花园"
    std::uint8_t groups = everyone;  // Audience bits.
};

struct DemoPeople {
    std::vector<DemoPerson> people;
    std::vector<DemoTaste> tastes;  // Parallel to people.
};

inline constexpr int demo_households = 2'000;

// Staff, supervisors and the council of sixteen come first, then the residents, household by household.
[[nodiscard]] DemoPeople make_people(SplitMix64& random, const Date& today);

}  // namespace gongyi::portal
