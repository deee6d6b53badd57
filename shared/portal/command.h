// Everything that anyone may ask of the portal, and what a decision may know of the world.
#pragma once

#include <variant>
#include <vector>

#include "shared/community/authority.h"
#include "shared/community/community.h"
#include "shared/community/people.h"
#include "shared/microproject/commands.h"
#include "shared/portal/event.h"
#include "shared/record/note.h"

namespace gongyi::portal {

struct FoundCommunity {
    Community community;
};

// What happens because time passed: the server's clock asks, decide answers with what is due.
struct Tick {};

// The shell signs with this key from now on. Nothing follows if the record says so already.
struct AnnounceRecordKey {
    record::VerifyingKey key;
    std::string endorsement;  // RecordKeyAnnounced::endorsement
};

// Browsers are given this program from now on. Nothing follows if the record says so already.
struct AnnounceProgram {
    Program program;
};

// The alternatives stand in the order of Act.
using Command = std::variant<FoundCommunity, DraftRound, AddProject, OpenVoting, CastBallot, CloseVoting, ImportRound,
                             Tick, AnnounceRecordKey, AnnounceProgram>;

[[nodiscard]] Act act_of(const Command& command);

// A ballot as it is kept, privately, until the close. One per round and voter.
struct SealedBallot {
    RoundId round;
    ResidentId voter;
    Ballot ballot;
    Salt salt{};
};

// What is not in the record and yet decides; the shell looks it up. Empty where a command does not need it.
struct Facts {
    // CastBallot, and whoever asks about their own: the voter.
    std::optional<PersonFacts> person;
    // CastBallot: fresh random bits.
    Salt salt{};
    // CloseVoting and Tick: the sealed ballots of the rounds that may close, in any order.
    std::vector<SealedBallot> sealed;
};

// All that a decision may know of the world beside the State.
struct Context {
    ResidentId actor;  // 0 for a visitor and for the system.
    Role role = Role::visitor;
    UnixMs now;
    Facts facts;
};

}  // namespace gongyi::portal
