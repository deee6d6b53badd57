#include "server-stub/cli/offline_portal.h"

#include <utility>

#include "server-stub/cli/system_clock.h"
#include "server-stub/keys/record_guard.h"
#include "server-stub/store/sqlite_store.h"

namespace gongyi::server {

Expected<OfflinePortal, StoreFault> open_offline_portal(const std::string& data) {
    auto store = open_sqlite_store(data, MissingFile::refuse);
    if (!store) return unexpected(std::move(store.error()));
    auto keys = RoundKeys::load(data);
    if (!keys) return unexpected(std::move(keys.error()));
    auto options = guarded_options(data);
    if (!options) return unexpected(std::move(options.error()));
    auto host = PortalHost::open(**store, **keys, system_now, *std::move(options));
    if (!host) return unexpected(std::move(host.error()));
    return OfflinePortal{std::move(*store), std::move(*keys), std::move(*host)};
}

}  // namespace gongyi::server
