// The fields of the decision flow's commands as forms have them, found out from shared/decision/fields.h: so a new
// command, or a new field of one, is fuzzed without anything being added here.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "shared/decision/commands.h"
#include "shared/pages/render.h"

namespace gongyi::test {

struct FieldWords {
    std::string name;                 // "agenda.0.title"
    std::vector<std::string> values;  // Some that may stand in it; the first is a good one.
};

// The fields of the command at that place in command_names(); rows 0 and 1 of each list.
[[nodiscard]] const std::vector<FieldWords>& fields_of(std::size_t command_index);

// A form that is read as the command at that place: its type, and in each field the first of its words.
[[nodiscard]] std::vector<pages::FilledField> form_of(std::size_t command_index);

// The form that would give `command`. Requires what a form can say: times in whole minutes of `zone`.
[[nodiscard]] std::vector<pages::FilledField> form_of(const decision::Command& command, Zone zone);

}  // namespace gongyi::test
