// Everything that the public record can say happened.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "shared/base/hash.h"
#include "shared/community/authority.h"
#include "shared/community/community.h"
#include "shared/community/journal.h"
#include "shared/decision/events.h"
#include "shared/microproject/events.h"
#include "shared/record/cosignature.h"

namespace gongyi::portal {

struct CommunityFounded {
    Community community;
};

// The key that signs the record's checkpoints from now on.
struct RecordKeyAnnounced {
    std::string key;          // record::VerifyingKey's text form; its name is the record's origin.
    std::string previous;     // The key before it; empty for the first.
    std::string endorsement;  // The previous key's word for it (record/key_change.h); empty if that key was lost.
};

// What the server gives to browsers, so that everybody can see whether they were given the same.
struct Program {
    Hash core{};   // SHA-256 of core.wasm, the module that checks the record.
    Hash files{};  // SHA-256 of the list of all files of the web root, as sha256sum prints it for their sorted names.
    friend bool operator==(const Program&, const Program&) = default;
};
struct ProgramAnnounced {
    Program program;
};

// The record stopped continuing one whose checkpoint was signed (a backup was put back, or the database was changed),
// and the operator let it go on all the same. Whoever saw the former record goes on being warned.
struct RecordRestored {
    Hash former_root{};             // Of the record that this one does not continue,
    std::uint64_t former_size = 0;  // and how many entries that had; at least 1.
    std::string reason;             // The operator's, one line of at most reason_code_points_max.
    friend bool operator==(const RecordRestored&, const RecordRestored&) = default;
};

// The most witnesses of one record.
inline constexpr std::size_t witnesses_max = 16;
// Who signs that they saw the record beside its own key, and how many of them must have, for a checkpoint to count as
// witnessed: from 1 to all of them; 0 when there are none.
struct WitnessPolicy {
    std::int64_t quorum = 0;
    std::vector<record::WitnessKey> witnesses;  // Of different names and keys.
    friend bool operator==(const WitnessPolicy&, const WitnessPolicy&) = default;
};
// These are the record's witnesses from now on. Without any, it has none any more.
struct WitnessesNamed {
    WitnessPolicy policy;
};

// The private journal (community/journal.h) had this head: what was written into it before cannot be changed any more.
struct JournalHeadPublished {
    JournalHead head;
};

using Event = std::variant<CommunityFounded, RoundDrafted, ProjectAdded, VotingOpened, VotingClosed, BallotsOpened,
                           RoundTallied, RecordKeyAnnounced, ProgramAnnounced, WitnessesNamed, BallotsCommitted,
                           RoundKeyPublished, RecordRestored, JournalHeadPublished, SheetsRegistered, decision::Event>;

// The version of entries that is written. Older ones are read and upgraded, never rewritten. In version 1 free text
// stood within the entry; since version 2 a commitment to it does, since version 3 one to titles too.
inline constexpr int entry_version = 3;

// One entry: an event, when it happened, and in which role it was brought about. No person is named. Acts of staff
// carry the desk numbers of who did it and of who confirmed it: pseudonyms that stand for nothing but the office, so
// that acts of one hand can be told to be that. 0 for none; entries of before have none.
struct Entry {
    UnixMs at;
    Role by = Role::system;
    Event event;
    int version = entry_version;
    std::int64_t desk = 0;
    std::int64_t second_desk = 0;
};

// The types of entries, in the order of Event's alternatives: "CommunityFounded", "RoundDrafted" …; at the end, in the
// place of decision::Event, those of its own alternatives.
[[nodiscard]] std::span<const std::string_view> event_names();
// "VotingOpened": the entry's type in the record.
[[nodiscard]] std::string_view event_name(const Event& event);

// Each free text of the event that is not empty.
void for_each_text(Event& event, const std::function<void(FreeText&)>& visit);

}  // namespace gongyi::portal
