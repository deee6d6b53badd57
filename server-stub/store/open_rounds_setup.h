// How the database and the file of open rounds beside it come together: made, moved from older tables, found again.
// Faults are thrown as sqlite::Error, as everywhere in the SQLite store.
#pragma once

#include <cstdint>
#include <string>

#include "server-stub/store/open_rounds.h"
#include "server-stub/store/sqlite.h"

namespace gongyi::server {

// How many rounds the record says are open. Cost: reads all of the record.
[[nodiscard]] std::int64_t count_open_rounds(sqlite::Connection& connection);

// Copies the roll and the ballots of rounds that are open from the tables of version 6 into a draft of the file, and
// makes that known to the database. Call within the transaction that forgets them there.
void move_open_rounds(sqlite::Connection& connection, const std::string& data, const SlotOptions& options);
// After that transaction: the draft gets its name.
void name_open_rounds_draft(const std::string& data);

// Opens the file. Finishes what a process that was killed did not, and makes the file where it is missing and no round
// is open.
[[nodiscard]] OpenRounds open_open_rounds(sqlite::Connection& connection, const std::string& data,
                                          const SlotOptions& options);

// Within a transaction: once it is committed, the batch of that tag counts.
void write_slot_batch(sqlite::Connection& connection, const SlotTag& batch);

// Throws what a result says went wrong.
template <class Result>
void require(const Result& result) {
    if (!result) throw sqlite::Error(result.error().what);
}

}  // namespace gongyi::server
