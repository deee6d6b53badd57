// The community itself.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "shared/base/money.h"
#include "shared/base/time.h"

namespace gongyi {

inline constexpr std::size_t name_code_points_max = 40;
inline constexpr std::size_t slug_bytes_max = 40;
inline constexpr std::int64_t households_max = 100'000;

struct Community {
    std::string slug;         // In addresses: 1 to 40 of a-z, 0-9 and '-'.
    std::string name;         // "四季花城社区"
    std::string subdistrict;  // "坂田街道"
    std::string district;     // "深圳市龙岗区"
    std::int64_t households = 0;
    std::int64_t council_seats = 0;
    Zone zone;
    // Earmarked for microprojects in a year (200万 per community).
    Money year_cap;
    friend bool operator==(const Community&, const Community&) = default;
};

// Whether `text` can name a community in addresses.
[[nodiscard]] bool is_slug(std::string_view text);

}  // namespace gongyi
