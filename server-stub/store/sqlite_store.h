// The default store: one SQLite file, gongyi.sqlite, in the data folder, and beside it open-rounds.slots with the roll
// and the ballots of rounds that are open (open_rounds.h).
//
// WAL with synchronous=FULL: a commit returns after the write-ahead log is on the disk. The files are created readable
// by their owner alone. One process at a time owns the folder; a second one is told so.
#pragma once

#include <memory>
#include <string>

#include "server-stub/store/event_store.h"
#include "server-stub/store/slot_file.h"

namespace gongyi::server {

// PRAGMA user_version of the newest schema. Older files are migrated when opened; newer ones are refused.
inline constexpr int schema_version = 10;

enum class MissingFile : std::uint8_t { create, refuse };

// Opens the store in the folder `data`, which is created (with the file) under MissingFile::create.
// Faults: no such folder or file, owned by another process, written by a newer program, damaged; a round is open and
// the file with its ballots is missing, or others may read it.
//   slots  for tests.
[[nodiscard]] Expected<std::unique_ptr<EventStore>, StoreFault> open_sqlite_store(const std::string& data,
                                                                                  MissingFile missing,
                                                                                  const SlotOptions& slots = {});

// Whether `data` holds a database file.
[[nodiscard]] bool has_sqlite_store(const std::string& data);

}  // namespace gongyi::server
