// Homes and who owns them: private, kept beside the record. What a decision must know of them, how many are due when
// the owners decide together, is counted here and handed in as a fact (Civil Code art. 278).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "shared/base/ids.h"
#include "shared/community/org_tree.h"
#include "shared/community/people.h"

namespace gongyi {

inline constexpr std::size_t homes_max = 200'000;
inline constexpr std::size_t home_owners_max = 20;
inline constexpr std::size_t home_name_bytes_max = 120;
inline constexpr std::int64_t home_area_max = 10'000'000;  // 100,000 m² in units of 0.01 m².

struct Home {
    std::string name{};                // "百花园3栋1204"; no two are alike.
    NodeId building{};                 // 0 when it is not known.
    std::int64_t area = 0;             // Exclusive, in units of 0.01 m²; at least 1.
    std::vector<ResidentId> owners{};  // Ascending. None: unsold or not handed over, so the developer's.
    std::string household{};           // Of the owners; empty when unsold.
    friend bool operator==(const Home&, const Home&) = default;
};

// 应到 of an owners' assembly, in each measure.
struct OwnersDue {
    std::int64_t heads = 0;
    std::int64_t households = 0;
    std::int64_t units = 0;
    std::int64_t area = 0;  // In units of 0.01 m².
    friend bool operator==(const OwnersDue&, const OwnersDue&) = default;
};

// heads: one home is one person, several homes of the same owners are one, all that is unsold is one (the developer).
// households: as often as owners live together. Cost: O(homes log homes).
[[nodiscard]] OwnersDue owners_due(const std::vector<Home>& homes);

}  // namespace gongyi
