// The default store: one SQLite file, gongyi.sqlite, in the data folder.
//
// WAL with synchronous=FULL: a commit returns after the write-ahead log is on the disk. The file is created readable by
// its owner alone. One process at a time owns the folder; a second one is told so.
#pragma once

#include <memory>
#include <string>

#include "server-stub/store/event_store.h"

namespace gongyi::server {

// PRAGMA user_version of the newest schema. Older files are migrated when opened; newer ones are refused.
inline constexpr int schema_version = 6;

enum class MissingFile : std::uint8_t { create, refuse };

// Opens the store in the folder `data`, which is created (with the file) under MissingFile::create.
// Faults: no such folder or file, owned by another process, written by a newer program, damaged.
[[nodiscard]] Expected<std::unique_ptr<EventStore>, StoreFault> open_sqlite_store(const std::string& data,
                                                                                  MissingFile missing);

// Whether `data` holds a database file.
[[nodiscard]] bool has_sqlite_store(const std::string& data);

}  // namespace gongyi::server
