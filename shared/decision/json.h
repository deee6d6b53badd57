// Commands and events of the decision flow as JSON. Fields: fields.h.
#pragma once

#include "shared/base/json_reader.h"
#include "shared/base/json_writer.h"
#include "shared/decision/commands.h"
#include "shared/decision/events.h"

namespace gongyi::decision {

// The command of which `index` is the place in command_names(), from the object that holds "type" and its fields. A
// fault stays in the reader.
[[nodiscard]] Command read_command(const JsonValue& root, std::size_t index);
// One object with "type" and the command's fields.
void write_command(JsonWriter& json, const Command& command);

// The value of "data" in an entry, of the event at `index` in event_names().
//   version  1: free text stands in it, and is sealed without salt when it is read. 2: a commitment stands in its
//   place.
[[nodiscard]] Event read_event(const JsonValue& data, std::size_t index, int version);
// Free texts must be sealed; for version 1 they must be there.
void write_event(JsonWriter& json, const Event& event, int version);

}  // namespace gongyi::decision
