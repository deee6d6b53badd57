// Which acts weigh so much that whoever does them shows again who they are: what opens, closes, is published, taken
// down or seats somebody (the forms about people, at the desk and on the staff's pages, ask for it themselves).
#pragma once

#include "server-stub/accounts/session.h"
#include "server-stub/services.h"
#include "shared/portal/command.h"

namespace gongyi::server {

[[nodiscard]] bool weighs(const portal::Command& command);

// What is still missing before this session may do such an act.
enum class WeightFault : std::uint8_t {
    none,
    no_second_step,  // The server asks for one, and the account has none.
    not_confirmed,   // It is longer ago than ServiceOptions::confirmed_for_ms that they showed who they are.
};
[[nodiscard]] WeightFault weigh(const Services& services, const SignedIn& session);

}  // namespace gongyi::server
