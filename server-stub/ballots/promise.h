// The signed promise that a ballot will be in the record.
#pragma once

#include <optional>
#include <string>

#include "server-stub/portal_host/portal_host.h"

namespace gongyi::server {

// The promise (portal/promise.h) for a ballot that is stored, as a signed note. Nothing when the keys cannot sign now.
// Cost: about 30 µs a key.
[[nodiscard]] std::optional<std::string> sign_promise(const PortalHost& host, RoundId round,
                                                      const StoredBallot& ballot);

}  // namespace gongyi::server
