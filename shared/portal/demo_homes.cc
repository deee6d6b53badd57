#include "shared/portal/demo_homes.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "shared/base/random.h"

namespace gongyi::portal {

namespace {

std::map<std::string, NodeId> buildings_in(const std::vector<Entry>& entries) {
    std::map<std::string, NodeId> buildings;
    for (const Entry& entry : entries) {
        const auto* const decided = std::get_if<decision::Event>(&entry.event);
        const auto* const added = decided == nullptr ? nullptr : std::get_if<decision::NodeAdded>(decided);
        if (added != nullptr && added->level == NodeLevel::building) buildings.emplace(added->name, added->node);
    }
    return buildings;
}

// "百花园3栋1204" -> "百花园3栋"
std::string building_of(const std::string& household) {
    constexpr std::string_view ending = "栋";
    return household.substr(0, household.find(ending) + ending.size());
}

}  // namespace

std::vector<Home> make_homes(std::uint64_t seed, const std::vector<DemoPerson>& people,
                             const std::vector<Entry>& entries) {
    std::map<std::string, std::vector<ResidentId>> adults;
    std::vector<std::string> households;
    for (const DemoPerson& person : people) {
        auto& living_there = adults[person.household];
        if (living_there.empty()) households.push_back(person.household);
        living_there.push_back(person.id);
    }
    const std::map<std::string, NodeId> buildings = buildings_in(entries);
    SplitMix64 random{seed};
    std::vector<Home> homes;
    for (const std::string& household : households) {
        Home home{.name = household, .area = static_cast<std::int64_t>(6'500 + random.below(6'300))};
        if (const auto building = buildings.find(building_of(household)); building != buildings.end()) {
            home.building = building->second;
        }
        if (!random.chance(40)) {
            home.owners = adults.at(household);
            home.owners.resize(std::min<std::size_t>(home.owners.size(), random.chance(300) ? 2 : 1));
            std::sort(home.owners.begin(), home.owners.end());
            home.household = household;
        }
        homes.push_back(std::move(home));
    }
    return homes;
}

}  // namespace gongyi::portal
