// How gongyi.sqlite is opened for writing, and brought to the newest schema (migrations.h).
#pragma once

#include <string>

#include "server-stub/store/slot_file.h"
#include "server-stub/store/sqlite.h"

namespace gongyi::server {

// Throws sqlite::Error.
void configure_writer(sqlite::Connection& connection);
// In one transaction; what the log held of it is emptied. `data` is the folder, where what open rounds hold moves to.
// Throws sqlite::Error: written by a newer program, or a round is open of before there was the secret ballot.
void migrate(sqlite::Connection& connection, const std::string& data, const SlotOptions& slots);

}  // namespace gongyi::server
