// The portal of a data folder whose server is not running, for the commands that work on it.
#pragma once

#include <memory>
#include <string>

#include "server-stub/ballots/round_keys.h"
#include "server-stub/portal_host/portal_host.h"
#include "server-stub/store/event_store.h"

namespace gongyi::server {

struct OfflinePortal {
    std::unique_ptr<EventStore> store;
    std::unique_ptr<RoundKeys> keys;
    std::unique_ptr<PortalHost> host;  // Not started. Refers to the two above.
};

// Faults when the folder has no database or the record in it cannot be replayed.
[[nodiscard]] Expected<OfflinePortal, StoreFault> open_offline_portal(const std::string& data);

}  // namespace gongyi::server
