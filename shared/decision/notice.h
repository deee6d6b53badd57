// Notices (公示): what was decided and what came of it, hung up for a period, and the objections to it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shared/decision/matter.h"

namespace gongyi::decision {

inline constexpr std::size_t notice_code_points_max = 10'000;
inline constexpr std::size_t notice_versions_max = 50;
inline constexpr std::size_t notice_places_max = 20;
inline constexpr std::size_t objections_max = 100'000;  // To a notice: see matters_max.
inline constexpr std::size_t objection_code_points_max = 2'000;

// A notice as it was posted. Never changed; a correction is another version, and its period begins anew.
struct NoticeVersion {
    FreeText text;
    std::vector<std::string> places;  // Where it hangs: "社区公告栏", "门户", "楼栋群".
    UnixMs posted_at;
    Date last_day;                // Of the period.
    std::int64_t step = 0;        // DecisionState::step at which it was posted.
    bool is_provisional = false;  // The year's holidays were not published when it was counted.
    friend bool operator==(const NoticeVersion&, const NoticeVersion&) = default;
};

enum class ObjectionStage : std::uint8_t { open, dismissed, upheld };

// Who objected is private and not in the record; only whether two objections are of one person is.
struct Objection {
    FreeText text;
    UnixMs filed_at;
    bool is_late = false;  // After the period: kept, marked, and blocks nothing.
    Date answer_due;
    ObjectionStage stage = ObjectionStage::open;
    FreeText answer;
    std::optional<UnixMs> answered_at;
    std::int64_t escalations = 0;  // How many steps of the profile's escalation it took.
    std::int64_t person = 0;       // As Opinion::person.
    Role by = Role::system;        // As the entry says: the desk enters what came on paper.
    friend bool operator==(const Objection&, const Objection&) = default;
};

struct Notice {
    NoticeId id;
    MatterId matter;
    std::int64_t gate = 0;
    std::vector<NoticeVersion> versions;  // At least one; the last hangs.
    std::vector<Objection> objections;
    bool is_void = false;  // An upheld objection returned the matter.
    friend bool operator==(const Notice&, const Notice&) = default;
};

// The first instant behind the period of the version that hangs.
[[nodiscard]] UnixMs period_over_at(const Notice& notice, Zone zone);
// Objections in time that are not settled.
[[nodiscard]] std::int64_t open_objections(const Notice& notice);

}  // namespace gongyi::decision
