// The checkpoints that witnesses signed, as the portal keeps them: `witnessed.ndjson` in the data folder.
//
// They are what others have seen of this record. So they are worth more than anything else here when one asks whether
// the database is whole: a record that does not go on from each of them was cut or changed.
#pragma once

#include <string>
#include <vector>

#include "server-stub/store/event_store.h"
#include "shared/base/expected.h"

namespace gongyi::server {

// The newest that enough witnesses signed, and the newest of each witness.
inline constexpr std::size_t witnessed_notes_max = 64;

// "DATA/witnessed.ndjson"
[[nodiscard]] std::string witnessed_path(const std::string& data);

// The signed notes in the file, each with at least one cosignature when it was written; none when there is no file.
// They are read, not verified: record::stated_checkpoint says what they state. Faults: the file cannot be read or is
// damaged.
[[nodiscard]] Expected<std::vector<std::string>, StoreFault> read_witnessed_checkpoints(const std::string& data);

// Written whole or not at all, durable on return. Requires at most witnessed_notes_max.
[[nodiscard]] Expected<void, StoreFault> write_witnessed_checkpoints(const std::string& data,
                                                                     const std::vector<std::string>& notes);

}  // namespace gongyi::server
