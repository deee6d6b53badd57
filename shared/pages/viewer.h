// Who looks at a page, and what the public record does not tell about them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shared/base/time.h"
#include "shared/community/authority.h"
#include "shared/community/homes.h"
#include "shared/community/refusal.h"
#include "shared/microproject/round.h"
#include "shared/record/checkpoint.h"

namespace gongyi::pages {

// What the roll of a round says about a person. What was voted nobody but the voter's own browser knows.
enum class RollStanding : std::uint8_t { none, credential, paper };

// A person's own standing in one round.
struct RoundStanding {
    RoundId round;
    // Why this person may not vote in it; nothing when they may as soon as it is open. Judged by the server.
    std::optional<Refusal> refusal;
    RollStanding roll = RollStanding::none;
    // Of a paper: who handed it out, where and when. For the voter's own page, which the server makes.
    std::optional<PaperDay> paper{};
    friend bool operator==(const RoundStanding&, const RoundStanding&) = default;
};

struct Viewer {
    Role role = Role::visitor;
    ResidentId id;     // The pseudonym under which the record knows this person; 0 for a visitor.
    std::string name;  // As the account calls itself; empty for a visitor.
    std::string csrf;  // The token of the session's forms.
    // Any number that stays the same for this person and says nothing about them: projects are shown in an order drawn
    // from it, and it is the name under which the person's browser keeps what is theirs. 0 for visitors. Below 2^53.
    std::uint64_t order_seed = 0;
    // Whether this person said, when signing in, that the device is shared: then their browser keeps nothing of theirs.
    bool is_shared_device = false;
    std::vector<RoundStanding> standings;  // At most one a round.
    // For staff, where the census has homes: what an owners' assembly has due.
    std::optional<OwnersDue> owners_due{};
    // For staff: what a residents' assembly has due by the census today.
    std::optional<ResidentsDue> residents_due{};
    friend bool operator==(const Viewer&, const Viewer&) = default;
};

// What a witness of the record (portal::present_witnesses) has signed last, and what is the matter with it, as the
// server says.
enum class WitnessFault : std::uint8_t {
    none,
    unreachable,  // No answer, or one that makes no sense.
    stranger,     // It does not know this record, or not its key.
    refuses,      // What it saw before, this record does not go on from.
};
struct WitnessSeen {
    std::uint64_t size = 0;  // 0: it has not signed yet.
    UnixMs at;
    WitnessFault fault = WitnessFault::none;
    friend bool operator==(const WitnessSeen&, const WitnessSeen&) = default;
};

// What is known of the portal beyond its State, the same for everybody.
struct Live {
    record::Checkpoint checkpoint;         // The record's newest: size and root.
    std::vector<WitnessSeen> witnesses{};  // In the order of the record's; empty where nothing is known of them.
    friend bool operator==(const Live&, const Live&) = default;
};

}  // namespace gongyi::pages
