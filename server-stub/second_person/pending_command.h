// Commands of the portal as they wait for a second person, and as staff see them then.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server-stub/accounts/directory.h"
#include "server-stub/store/rows.h"
#include "shared/pages/render.h"
#include "shared/portal/command.h"

namespace gongyi::server {

// PendingAct::kind of a command.
inline constexpr std::string_view pending_command_kind = "command";

// Papers without their salts: those are drawn when they are confirmed.
[[nodiscard]] std::string write_pending_command(const portal::Command& command);
// Nothing for what this program does not understand: it was kept by another version.
[[nodiscard]] std::optional<portal::Command> read_pending_command(std::string_view body);

// `reader` looks at it.
[[nodiscard]] pages::PendingView view_pending(const PendingAct& act, const Directory& directory, ResidentId reader);

}  // namespace gongyi::server
