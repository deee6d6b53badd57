// The invented people of the demo community.
#pragma once

#include <array>
#include <string_view>
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
inline constexpr std::array<std::string_view, 8> demo_courtyards{"百花园", "桂香苑", "竹园",   "梅苑",
                                                                 "松涛阁", "荷塘里", "紫荆园", "银杏里"};
inline constexpr int demo_buildings_max = 8;  // Of a courtyard, from 1.

// Staff, supervisors and the council of sixteen come first, then the residents, household by household.
[[nodiscard]] DemoPeople make_people(SplitMix64& random, const Date& today);

}  // namespace gongyi::portal
