// The five rights of an estate's Party branch (议事、建议、人事、监督和评议): at which gate of a
// matter each may be used. One table: decide() enforces it, the pages offer and explain it.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "shared/base/free_text.h"
#include "shared/community/body.h"
#include "shared/community/profile.h"

namespace gongyi::decision {

inline constexpr std::size_t branch_views_max = 10'000;  // Of a matter: one of each body and right a passage.

enum class BranchRight : std::uint8_t {
    deliberate,  // 议事
    advise,      // 建议
    personnel,   // 人事: an opinion on who is proposed or appointed
    supervise,   // 监督
    appraise,    // 评议: with one to five stars
};
inline constexpr std::array all_branch_rights{BranchRight::deliberate, BranchRight::advise, BranchRight::personnel,
                                              BranchRight::supervise, BranchRight::appraise};

// Where a gate stands among those of its profile, whatever it is called there.
enum class GatePlace : std::uint8_t {
    proposal,      // The first deliberation.
    deliberation,  // Those between.
    resolution,    // The last deliberation.
    disclosure,    // A disclosure before the implementation.
    implementation,
    result,  // A disclosure behind it.
};

// Which right may be used where.
struct BranchPower {
    BranchRight right;
    GatePlace place;
};
inline constexpr std::array branch_powers{
    BranchPower{BranchRight::advise, GatePlace::proposal},
    BranchPower{BranchRight::deliberate, GatePlace::deliberation},
    BranchPower{BranchRight::advise, GatePlace::deliberation},
    BranchPower{BranchRight::deliberate, GatePlace::resolution},
    BranchPower{BranchRight::personnel, GatePlace::resolution},
    BranchPower{BranchRight::supervise, GatePlace::disclosure},
    BranchPower{BranchRight::supervise, GatePlace::implementation},
    BranchPower{BranchRight::appraise, GatePlace::implementation},
    BranchPower{BranchRight::supervise, GatePlace::result},
    BranchPower{BranchRight::appraise, GatePlace::result},
};

// What a branch said of a matter.
struct BranchView {
    std::int64_t gate = 0;  // From 0.
    BodyId body;
    std::int64_t seat = 0;
    BranchRight right = BranchRight::advise;
    FreeText text;
    std::int64_t rating = 0;  // Of an appraisal, 1 to 5; else 0.
    std::int64_t step = 0;    // DecisionState::step at which it came.
    friend bool operator==(const BranchView&, const BranchView&) = default;
};

// Where gate `gate` (from 0) stands. Requires a gate of the profile.
[[nodiscard]] GatePlace place_of(const std::vector<Gate>& gates, std::int64_t gate);
[[nodiscard]] bool has_power(BranchRight right, GatePlace place);

}  // namespace gongyi::decision
