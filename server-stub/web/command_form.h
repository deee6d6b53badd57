// From a posted form to a command of the decision flow.
//
// A field is called as in the command's JSON, with dots between levels and places counted from 0: "seating.holder",
// "agenda.0.title", "counts.heads.present". Values are written as people write them: amounts in yuan and areas in
// square metres with a decimal point, times as "2026-12-01T19:00" in the community's zone, lists of lines one a line. A
// row of a list of which nothing is filled in is left out.
#pragma once

#include "server-stub/http/request.h"
#include "shared/base/expected.h"
#include "shared/base/time.h"
#include "shared/decision/commands.h"
#include "shared/pages/render.h"

namespace gongyi::server::web {

// The command that the field "type" names. The fault names the field that is missing or malformed; limits are those of
// the JSON (shared/decision/fields.h).
[[nodiscard]] Expected<decision::Command, pages::FormFault> read_command_form(const Form& form, Zone zone);

}  // namespace gongyi::server::web
