// Whether the record in the database is the one that was signed and shown: compared, before anything is signed anew,
// with every checkpoint that is known from before, and with the hashes that were stored together with the entries.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "server-stub/store/event_store.h"
#include "shared/portal/verify.h"
#include "shared/record/checkpoint.h"
#include "shared/record/tree.h"

namespace gongyi::server {

// A signed checkpoint from before, and where it was kept: "data/record.checkpoint", or the name of a witness.
struct KnownCheckpoint {
    std::string note;
    std::string where;
};

// What a start goes by.
struct RecordExpectation {
    std::vector<KnownCheckpoint> known;
    // Keys that may sign though the record has not announced them yet: the data folder's own. (The key is stored, then
    // used, then announced.)
    std::vector<record::VerifyingKey> keys;
    // The operator's reason for letting the record go on though it does not continue what is known; empty: refuse.
    std::string accepted_because;
};

// Why the record is not the one that was signed.
struct RecordBreak {
    std::string what;           // In English, for the operator: what is wrong, and with which entry.
    record::Checkpoint former;  // What the record does not continue; size 0 when nobody can say.
};

// Whether the record of `tree`, replayed to `state`, has the entries under each of `known`: at least as many, with that
// root, and the note signed by a key of the record or of `expected.keys`. A checkpoint that an entry RecordRestored
// names is known not to be continued, and passes. Any number of checkpoints; the first break is told. Cost: O(log size)
// for each, and the check of its signatures (60 µs each).
[[nodiscard]] std::optional<RecordBreak> check_extends(const portal::State& state, const record::Tree& tree,
                                                       const RecordExpectation& expected);

// The entries, compared with the leaf hashes that were stored when they were written.
struct EntryComparison {
    std::uint64_t entry_count = 0;
    std::uint64_t leaf_count = 0;        // Those that follow on from 0.
    record::TreeHead stored;             // The tree over the stored leaf hashes.
    std::optional<std::uint64_t> other;  // The first entry whose hash is another one,
    std::string other_what;  // and that in words: "entry 1234 (VoteClosed) was changed: its stored hash …".
};
// Reads all of both, in pieces: any thread, beside everything else. Cost: about 2 µs an entry and 1 ns a byte.
[[nodiscard]] Expected<EntryComparison, StoreFault> compare_entries(EventStore& store);

// What a start found.
struct RecordFinding {
    std::optional<RecordBreak> broken;
    // What is wrong with stored hashes although the entries are those that were signed, or are new to this version of
    // the program; empty when there is nothing. They are to be made anew.
    std::string hashes;
    bool needs_hashes = false;  // Whether they are to be made anew, with or without words.
};
// `nodes` are those of the replayed record.
[[nodiscard]] Expected<RecordFinding, StoreFault> check_record(EventStore& store, const portal::Replay& replay,
                                                               record::MemoryNodes& nodes,
                                                               const RecordExpectation& expected);

// Reads everything through again while the portal runs: the database's own check, and the entries up to `published`
// against its root and the stored hashes. The fault names what is damaged. Cost: as compare_entries, and the database's
// check, about 1 s a GB; off the writer's thread.
[[nodiscard]] Expected<void, StoreFault> check_running(EventStore& store, const record::Checkpoint& published);

}  // namespace gongyi::server
