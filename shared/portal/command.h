// Everything that anyone may ask of the portal, and what a decision may know of the world.
#pragma once

#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "shared/community/authority.h"
#include "shared/community/community.h"
#include "shared/community/people.h"
#include "shared/decision/commands.h"
#include "shared/decision/decide.h"
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

// The record goes on though it does not continue one that was signed: `restored` says which, and why.
struct RestoreRecord {
    RecordRestored restored;
};

// The operator has found these witnesses. Nothing follows if the record says so already. Requires is_sound(policy).
struct NameWitnesses {
    WitnessPolicy policy;
};

// The alternatives stand in the order of Act.
using Command = std::variant<FoundCommunity, DraftRound, AddProject, OpenVoting, CastBallot, CloseVoting, ImportRound,
                             Tick, AnnounceRecordKey, AnnounceProgram, NameWitnesses, IssueCredential, EnterPapers,
                             RestoreRecord, RegisterSheets, TakePaperBack, decision::Command>;

[[nodiscard]] Act act_of(const Command& command);
// "OpenVoting", as in JSON.
[[nodiscard]] std::string_view command_name(const Command& command);

// Who handed a paper out, where and on which day; at what hour is kept nowhere.
struct Handing {
    ResidentId by;
    ResidentId second;  // Who confirmed it; 0 where the resident showed the letter.
    Date on;
    std::int64_t place = 0;  // Index into Round::sheets.
    friend bool operator==(const Handing&, const Handing&) = default;
};

// What the roll of a round says about a person: that a credential was issued for this blinded element, or, without one,
// that a paper was handed out. Never what was voted, nor when.
struct RollMark {
    std::optional<BallotKey> blinded{};
    std::optional<Handing> handing{};  // Of papers that staff hand out.
    friend bool operator==(const RollMark&, const RollMark&) = default;
};
struct RollEntry {
    RoundId round;
    ResidentId voter;
    RollMark mark;
};

// A paper was taken back: its voter is on the roll no longer.
struct PaperReturn {
    RoundId round;
    ResidentId voter;
    Handing handing;  // As it was noted.
    ResidentId by;
    ResidentId second;
    Date on;
    std::string serial;  // Of the sheet that came back; may be empty.
};

// Papers of the urn were entered.
struct UrnEntry {
    RoundId round;
    ResidentId by;
    ResidentId second;
    std::int64_t count = 0;
};

// A ballot as it is kept, privately, until the close. Nothing in it says whose it is or when it came.
struct SealedCast {
    RoundId round;
    Hash commitment{};  // cast_commitment(round, cast).
    OpenedCast cast;
};

// What the shell found out about a ballot that is being cast.
struct CastFacts {
    bool has_genuine_credential = false;
    RoundId genuine_in;  // Where not here: the round whose key made it, if that is known; else 0.
    bool has_good_signature = false;
    int latest_version = 0;  // The highest one that this credential has cast; 0 for none.
    bool is_stored = false;  // This very ballot is there already.
};

// What is kept of one round, for decisions about all of it.
struct BoxFacts {
    RoundId round;
    // Commitments that are to enter the record now, in any order: a batch (draw_batch() in ballot_pool.h), or at the
    // close all that wait.
    std::vector<Hash> due;
    // The rest is needed for the close alone.
    std::vector<SealedCast> casts;  // All, in any order; those of `due` among them.
    std::int64_t credentials_issued = 0;
    std::int64_t papers_issued = 0;
    std::string private_key;  // RoundKey::publish().
    PaperAccount papers;
};

// What is known of somebody on the roll of papers.
struct PaperVoterFacts {
    std::optional<PersonFacts> person;  // Nothing if there is no such person.
    std::optional<RollMark> mark;
};

// The public key of a round that the clock opens.
struct RoundOpening {
    RoundId round;
    BallotKey ballot_key{};
};

// Where the private journal stands, and since when it has lines that no published head covers.
struct JournalFacts {
    JournalHead head;
    std::optional<UnixMs> unpublished_since;
};

// What is not in the record and yet decides; the shell looks it up. Empty where a command does not need it.
struct Facts {
    std::optional<PersonFacts> person;    // IssueCredential: the voter.
    std::optional<RollMark> mark;         // IssueCredential, TakePaperBack: what the roll says already.
    std::optional<BallotKey> ballot_key;  // OpenVoting: the round's public key.
    std::vector<RoundOpening> openings;   // Tick: the rounds that openings_due() names.
    std::int64_t batch_min = 0;           // OpenVoting and Tick: how large batches are, by the rules (batch_rule()).
    std::optional<CastFacts> cast;        // CastBallot.
    std::vector<PaperVoterFacts> paper_voters;  // EnterPapers: parallel to its roll.
    std::vector<std::string> paper_serials;     // EnterPapers: those that were entered before.
    std::vector<BoxFacts> boxes;                // CloseVoting and Tick: the rounds that rounds_due() names.
    Hash text_seed{};                           // What people write freely: random bytes that its salts follow from.
    std::int64_t papers_issued = 0;             // EnterPapers: how many were handed out before.
    JournalFacts journal;                       // Tick.
    // EnterPapers and TakePaperBack.
    bool is_letter_shown = false;        // The one person of the roll showed the code of their letter.
    std::vector<ResidentId> desk_hands;  // Who handed out papers of the round, or confirmed that.
    std::vector<ResidentId> urn_hands;   // Who entered some, or confirmed that.
    std::vector<std::string> void_papers;
    // Of the decision flow (decision::Context): who is to hold a seat; the asker's number in a matter or notice.
    std::optional<decision::LookedUp> holder;
    decision::PersonIn person_in;
};

// All that a decision may know of the world beside the State.
struct Context {
    ResidentId actor;  // 0 for a visitor and for the system.
    Role role = Role::visitor;
    UnixMs now;
    Facts facts;
    // Another person of staff, who confirms what `actor` asked for; 0 for nobody.
    ResidentId second{};
};

}  // namespace gongyi::portal
