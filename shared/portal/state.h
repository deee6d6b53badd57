// The whole public state of one community: what its record says, replayed.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "shared/community/community.h"
#include "shared/decision/state.h"
#include "shared/microproject/round.h"
#include "shared/portal/event.h"
#include "shared/record/note.h"

namespace gongyi::portal {

// A key that has signed the record's checkpoints, or does.
struct RecordKey {
    record::VerifyingKey key;
    std::uint64_t entry = 0;   // The index of the entry that announced it.
    bool is_endorsed = false;  // By the key before it. The first is by none.
    friend bool operator==(const RecordKey&, const RecordKey&) = default;
};

// Where the record says that it does not continue one that was signed.
struct Restoration {
    RecordRestored told;
    std::uint64_t entry = 0;
    friend bool operator==(const Restoration&, const Restoration&) = default;
};

// Witnesses that the record has named.
struct NamedWitnesses {
    WitnessPolicy policy;
    std::uint64_t entry = 0;  // The index of the entry that named them.
    UnixMs at;
    friend bool operator==(const NamedWitnesses&, const NamedWitnesses&) = default;
};

// Where the private journal stood when that was last published.
struct PublishedJournal {
    JournalHead head;
    std::uint64_t entry = 0;
    friend bool operator==(const PublishedJournal&, const PublishedJournal&) = default;
};

struct State {
    std::optional<Community> community;
    std::vector<Round> rounds;              // In the order of their ids: rounds[i].id is i + 1.
    std::vector<RecordKey> record_keys;     // In the order of their announcement; the last one signs.
    std::optional<Program> program;         // The one announced last.
    std::vector<NamedWitnesses> witnesses;  // In the order of their naming; the last ones count.
    std::vector<Restoration> restorations;
    std::vector<PublishedJournal> journal;  // In order.
    decision::DecisionState decisions;      // Bodies, matters, meetings, notices.
    // The round whose only batch, smaller than its batches are, was the newest entry: the next one has to close it.
    RoundId closing;
    std::uint64_t project_count = 0;
    std::uint64_t entry_count = 0;
    UnixMs last_at;  // The time of the newest entry. Entries' times never run backwards.
    friend bool operator==(const State&, const State&) = default;
};

// Total: an entry is a fact, so it is never refused. What decide() promised is checked with GONGYI_CHECK.
// Entries from elsewhere (a download) go through check_applicable() first.
void apply_event(State& state, const Entry& entry);

// Whether `entry` can follow in `state`: rounds and projects that it names exist, ids follow on, stages and times fit.
// For records that are read rather than written: apply_event may be called if and only if this holds. The text says
// what is wrong, in English, for a log.
[[nodiscard]] Expected<void, std::string> check_applicable(const State& state, const Entry& entry);

[[nodiscard]] const Round* find_round(const State& state, RoundId id);

// The record's name in its checkpoints and keys: "gongyi/" and the community's slug, empty without a community.
[[nodiscard]] std::string record_origin(const State& state);

// Whether `policy` is as WitnessPolicy says.
[[nodiscard]] bool is_sound(const WitnessPolicy& policy);
// Who witnesses the record now; null when nobody does.
[[nodiscard]] const NamedWitnesses* present_witnesses(const State& state);

// How somebody who has trusted `key` so far comes to trust the record's present key.
enum class KeyTrust : std::uint8_t {
    same,      // It is the present key.
    followed,  // Each key since has the word of the one before it.
    replaced,  // A later key has no such word: the operator says that a key was lost.
    unknown,   // The record has never had this key.
};
[[nodiscard]] KeyTrust key_trust(const State& state, const record::VerifyingKey& key);

}  // namespace gongyi::portal
