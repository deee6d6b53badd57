// The demo community: a generated Shenzhen community with people, closed rounds and an open one.
//
// Everything is drawn from a seed and made by commands through decide(), so it obeys the portal's own rules. All people
// are invented.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "shared/base/secret.h"
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
    std::vector<DemoPerson> people;  // Those with another role than resident come first.
    std::vector<Entry> entries;      // The whole public record so far, at most `now`.
    std::vector<RollEntry> roll;     // Who was issued a credential, in every round.
    std::vector<SealedCast> casts;   // The ballots of the round that is open.
};

// Pure: the same arguments give the same demo on every platform. `now` is the end of its history: the rounds of the two
// years before are closed, this year's is open and ends twelve days later, next year's is being drafted.
//   round_seed  what the rounds' ballot keys follow from: the one of the server that is to serve the demo.
// Cost: about half a second, most of it for credentials.
[[nodiscard]] Demo make_demo(std::uint64_t seed, UnixMs now, const Secret<32>& round_seed);

}  // namespace gongyi::portal
