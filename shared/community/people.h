// What the portal must know of a person to decide, and whether that person belongs to an electorate.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "shared/base/expected.h"
#include "shared/base/ids.h"
#include "shared/base/time.h"
#include "shared/community/refusal.h"

namespace gongyi {

// A pseudonym, drawn at random when the person is enrolled. It says nothing about who or where someone is.
using ResidentId = Id<struct ResidentTag>;

enum class ResidentClass : std::uint8_t {
    hukou,            // 户籍居民
    non_hukou,        // 非户籍居民
    hong_kong_macau,  // 港澳居民
    works_here,       // 在本社区工作
    owner,            // 业主: owns a home here, lives elsewhere
    tenant,           // 租户: rents a home here, without hukou
};

// Whether somebody may use their account. Who was suspended or has moved away cannot sign in, and is given neither
// credential nor paper; what they took before stays good.
enum class PersonStanding : std::uint8_t { here, suspended, moved_away };

// Private facts that the shell looks up and hands in with a command. They never enter the record.
struct PersonFacts {
    Date born;
    Date resident_since;
    ResidentClass resident_class = ResidentClass::hukou;
};

// Who may vote. Judged on voting day (the Luohu council notice). hukou-holders need no minimum stay; the
// others need `residence_months_min` (non-hukou residents vote after one year). Tenants are non-hukou
// residents here; owners who live elsewhere vote in the owners' assembly alone.
struct Electorate {
    int age_years_min = 18;
    int residence_months_min = 12;
    bool includes_non_hukou = true;
    bool includes_hong_kong_macau = true;
    bool includes_works_here = false;
    friend bool operator==(const Electorate&, const Electorate&) = default;
};

// Nothing when the person may vote on `voting_day`; else the first reason why not: not_of_age, residence_too_short,
// resident_class_excluded.
[[nodiscard]] Expected<void, Refusal> check_eligible(const Electorate& electorate, const PersonFacts& person,
                                                     const Date& voting_day);

// Somebody of the census, and the home where they live with others.
struct Residing {
    PersonFacts facts;
    std::string_view household;
};

// 应到 of a residents' assembly: everybody who may vote, or one of each of their households (organic law of residents'
// committees, art. 9).
struct ResidentsDue {
    std::int64_t heads = 0;
    std::int64_t households = 0;
    friend bool operator==(const ResidentsDue&, const ResidentsDue&) = default;
};

// Of those whom the usual electorate includes on `day`. Cost: O(residents log households).
[[nodiscard]] ResidentsDue residents_due(std::span<const Residing> residents, const Date& day);

}  // namespace gongyi
