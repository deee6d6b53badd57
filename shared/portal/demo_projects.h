// The microprojects that the demo community's rounds choose from.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "shared/microproject/round.h"

namespace gongyi::portal {

// Whom a project helps most: voters who belong to such a group want it more. Bits.
enum Audience : std::uint8_t {
    everyone = 0,
    elders = 1,
    parents = 2,
    young_workers = 4,
    riders = 8,  // Electric bicycles and cars.
    pet_owners = 16,
};

struct DemoCostLine {
    std::string_view item;
    std::int64_t yuan;
};

struct DemoProject {
    std::string_view title;
    std::string_view place;  // Starts with the courtyard's name where it serves one courtyard.
    std::string_view topic;  // Its content class.
    Category category;
    std::int64_t households;
    std::string_view need;
    std::array<DemoCostLine, 3> lines;  // Those of 0 yuan are left out.
    int appeal;                         // 0 to 100: how much people in general want it.
    std::uint8_t audience;              // Audience bits.
};

[[nodiscard]] std::span<const DemoProject> demo_projects_two_years_ago();
[[nodiscard]] std::span<const DemoProject> demo_projects_last_year();
[[nodiscard]] std::span<const DemoProject> demo_projects_this_year();
[[nodiscard]] std::span<const DemoProject> demo_projects_next_year();

}  // namespace gongyi::portal
