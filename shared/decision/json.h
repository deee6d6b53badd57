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
[[nodiscard]] Event read_event(const JsonValue& data, std::size_t index);
void write_event(JsonWriter& json, const Event& event);

}  // namespace gongyi::decision
