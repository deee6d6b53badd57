// Bodies (DOMAIN.md A: C01, C14 to C16, C22, C27): the Party committee, the council, the assembly … are one type that
// differs in data.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace gongyi {

enum class BodyKind : std::uint8_t {
    party_committee,      // 社区党委
    joint_committees,     // 社区“两委”联席会
    party_members,        // 党员大会
    representatives,      // 居民代表会议
    assembly,             // 居民会议
    residents_committee,  // 居民委员会
    council,              // 居民议事会
    consultation,         // 居民协商委员会 of an urban village
    merchants,            // 商户议事会
    owners,               // 业主大会; consultative here
    children,             // 儿童议事会; advisory
    supervision,          // 居务监督委员会
};
inline constexpr std::array all_body_kinds{
    BodyKind::party_committee, BodyKind::joint_committees, BodyKind::party_members,
    BodyKind::representatives, BodyKind::assembly,         BodyKind::residents_committee,
    BodyKind::council,         BodyKind::consultation,     BodyKind::merchants,
    BodyKind::owners,          BodyKind::children,         BodyKind::supervision,
};

// "party_committee"
[[nodiscard]] std::string_view body_kind_name(BodyKind kind);

}  // namespace gongyi
