// The demo community: a generated Shenzhen community with people, closed rounds and an open one (DOMAIN.md B.4, B.5).
//
// Everything is drawn from a seed and made by commands through decide(), so it obeys the portal's own rules. All people
// are invented.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "shared/community/authority.h"
#include "shared/portal/command.h"
#include "shared/portal/event.h"

namespace gongyi::portal {

struct DemoPerson {
    ResidentId id;
    std::string name;       // "陈桂芳"
    std::string household;  // "百花园3栋1204"
    Role role = Role::resident;
    PersonFacts facts;
};

struct Demo {
    std::vector<DemoPerson> people;    // Those with another role than resident come first.
    std::vector<Entry> entries;        // The whole public record so far, at most `now`.
    std::vector<SealedBallot> sealed;  // The ballots of the round that is open.
};

// Pure: the same seed and now give the same demo on every platform. `now` is the end of its history: the rounds of the
// two years before are closed, this year's is open and ends twelve days later, next year's is being drafted.
// Cost: about a tenth of a second.
[[nodiscard]] Demo make_demo(std::uint64_t seed, UnixMs now);

}  // namespace gongyi::portal
