#include "shared/community/homes.h"

#include <map>
#include <set>

#include "shared/community/quorum.h"

namespace gongyi {

OwnersDue owners_due(const std::vector<Home>& homes) {
    std::map<std::vector<ResidentId>, OwnerId> owners;  // The empty one is the developer.
    std::set<std::string> households;
    std::vector<ExclusiveUnit> units;
    units.reserve(homes.size());
    for (const Home& home : homes) {
        const OwnerId owner = owners.emplace(home.owners, OwnerId{owners.size() + 1}).first->second;
        if (!home.household.empty()) households.insert(home.household);
        units.push_back({owner, home.area});
    }
    const OwnerCount counted = count_owners(units);
    return {counted.heads, static_cast<std::int64_t>(households.size()), static_cast<std::int64_t>(units.size()),
            counted.area_hundredths};
}

}  // namespace gongyi
