// From a posted form to a command of the decision flow: the server reads what was posted, and the browser what is about
// to be.
//
// A field is called as in the command's JSON, with dots between levels and places counted from 0: "seating.holder",
// "agenda.0.title", "counts.heads.present". Values are written as people write them: amounts in yuan and areas in
// square metres with a decimal point, times as "2026-12-01T19:00" in the community's zone, lists of lines one a line. A
// row of a list of which nothing is filled in is left out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/base/expected.h"
#include "shared/base/incoming.h"
#include "shared/base/time.h"
#include "shared/decision/commands.h"
#include "shared/pages/render.h"

namespace gongyi::pages {

// "/seating/holder" -> "seating.holder": the form field of a JSON pointer.
[[nodiscard]] std::string field_name(std::string_view pointer);

// The text that a field holds, as a command takes it: without blanks around it, line breaks as line feeds. The fault is
// that of a command's JSON: base/incoming.h.
[[nodiscard]] Expected<std::string, FormProblem> read_form_text(std::string_view value, const TextLimits& limits);

// The command that the field "type" names. The fault names the field. Each value is held to what the JSON's reader
// holds it to: the fields and their limits stand in one list (shared/decision/fields.h), the rules of values in
// base/incoming.h. What is accepted here, parse_command() accepts as JSON, and the other way around.
[[nodiscard]] Expected<decision::Command, FormFault> read_command_form(const std::vector<FilledField>& form, Zone zone);

}  // namespace gongyi::pages
