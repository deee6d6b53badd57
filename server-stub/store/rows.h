// What is kept beside the public record: its free texts, which are public but can be taken down; and people, homes,
// accounts, sessions, the roll, sealed ballots, answers. These are private, erasable. Nothing here says when somebody
// voted, and nothing links a person to a ballot.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server-stub/store/second_factor.h"
#include "shared/base/hash.h"
#include "shared/base/time.h"
#include "shared/community/authority.h"
#include "shared/community/homes.h"
#include "shared/community/journal.h"
#include "shared/community/people.h"
#include "shared/portal/command.h"
#include "shared/portal/text_json.h"
#include "shared/record/tree.h"

namespace gongyi::server {

// Somebody who lives or works in the community, as the census knows them.
struct Person {
    ResidentId id;
    Role role = Role::resident;
    PersonFacts facts;
    std::string household;  // "百花园3栋1204"; at most person_household_code_points_max.
    std::string name;       // At most person_name_code_points_max.
    PersonStanding standing = PersonStanding::here;
};
inline constexpr std::size_t person_name_code_points_max = 40;
inline constexpr std::size_t person_household_code_points_max = 60;

// A person's way in. One for each person.
struct Account {
    ResidentId person;
    Hash claim_code_hash{};
    std::string name;             // Chosen when claiming, to sign in with; empty before. No two are alike.
    std::string passphrase_hash;  // Argon2id in libsodium's text form; empty until the account is claimed.
};

struct Session {
    Hash token_hash{};
    ResidentId person;
    UnixMs expires_at;
    UnixMs begun_at{};
    UnixMs confirmed_at{};   // When passphrase and, where there is one, the second factor were last asked for.
    UnixMs seen_at{};        // The beginning of the day of its last use, in the community's zone.
    bool is_shared = false;  // On a device that others use too.
};

// 128 bits of a keyed hash: enough to tell requests apart, not enough to say what they were.
using Fingerprint = std::array<std::uint8_t, 16>;

// What an accepted command was answered, so that repeating it is answered alike.
struct Answer {
    Fingerprint key{};      // Of the actor and the Idempotency-Key.
    Fingerprint request{};  // Of the request's body.
    int status = 0;
    std::string body;
    UnixMs at;
};

// A node of the record's tree: a perfect subtree's hash. Follows from the entries; kept so that proofs are quick.
struct TreeNode {
    record::NodeAddress address;
    Hash hash{};
};

// The bytes of a document, which an entry names by their SHA-256.
struct DocumentBytes {
    Hash hash{};
    std::shared_ptr<const std::string> bytes;
    std::string ending{};  // Under which the file came and is saved again (".csv"), or nothing.
};

// A document as it is read again.
struct KeptDocument {
    std::string bytes;
    std::string ending;
    friend bool operator==(const KeptDocument&, const KeptDocument&) = default;
};

// An officer's desk number (portal::Entry::desk).
struct DeskNumber {
    ResidentId person;
    std::int64_t number = 0;
};

// Something that a second person has to confirm (second_person/pending_acts.h).
struct PendingAct {
    std::int64_t id = 0;
    std::string kind;  // Which part of the program knows what `body` says.
    std::string body;  // JSON.
    ResidentId asked_by;
    UnixMs at;
};

// What one transaction stores. All of it becomes durable, or none.
struct Batch {
    std::uint64_t first_position = 0;  // Of `entries`; must be the number of entries stored so far.
    std::vector<std::string> entries;
    std::vector<TreeNode> nodes;  // That `entries` complete; replace those at the same place.
    bool forgets_nodes = false;   // Those stored before, first.
    std::vector<Person> people;
    std::vector<Home> homes;                   // Replace the home of the same name.
    std::vector<Account> accounts;             // Replace the account of the same person.
    std::vector<portal::RollEntry> roll;       // For people who are not on it yet; of rounds not closed before.
    std::vector<portal::TextLine> texts;       // To which `entries` refer; those that are there already are left out.
    std::vector<DocumentBytes> documents;      // Those that are there already are left out.
    std::vector<Hash> forgotten_texts;         // Texts and documents that were taken down: they are deleted.
    std::vector<portal::SealedCast> casts;     // Until the close; new ones.
    std::vector<RoundId> opened;               // Closed: their casts are public now and deleted, their roll is kept.
    std::vector<portal::PaperReturn> returns;  // Their voters leave the roll.
    std::vector<portal::UrnEntry> urns;
    std::vector<JournalLine> deeds;       // What `journal` is made from, with the time of the commit, by the host.
    std::int64_t first_journal_line = 0;  // Of `journal`; must be the number of lines stored so far.
    std::vector<std::string> journal;     // journal/journal_line.h
    std::vector<DeskNumber> desks;
    std::vector<PendingAct> pending;
    std::vector<std::int64_t> settled_pending;
    std::vector<Session> sessions;
    std::vector<Hash> ended_sessions;
    std::vector<SecondFactor> factors;  // Replace that of the same person.
    std::vector<ResidentId> ended_factors;
    std::vector<Answer> answers;
    std::vector<std::pair<std::string, std::string>> settings;
    std::optional<UnixMs> forget_answers_before;
    std::optional<UnixMs> forget_sessions_expired_before;
};

// Everything private, as it is read when the server starts.
struct PrivateRows {
    std::vector<Person> people;
    std::vector<Home> homes;
    std::vector<Account> accounts;
    std::vector<Session> sessions;
    std::vector<SecondFactor> factors;
    std::vector<portal::RollEntry> roll;
    std::vector<portal::SealedCast> casts;     // Of rounds that are open.
    std::vector<portal::PaperReturn> returns;  // Without their voters.
    std::vector<portal::UrnEntry> urns;
    std::vector<DeskNumber> desks;
    std::vector<PendingAct> pending;
};

}  // namespace gongyi::server
