// The demo community in a store: written once, in one transaction; its claim codes can be told again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "server-stub/accounts/secrets.h"
#include "server-stub/ballots/round_keys.h"
#include "server-stub/portal_host/portal_host.h"
#include "server-stub/store/event_store.h"

namespace gongyi::server {

inline constexpr std::uint64_t demo_seed_default = 20'261'121;
inline constexpr std::int64_t demo_codes_default = 3;

// The key of the server that owns the store; made and stored when there is none yet.
[[nodiscard]] Expected<ServerKey, StoreFault> load_server_key(EventStore& store);

// Fills an empty store. A fault when it holds a record already.
//   keys  settled: the demo's ballots follow from their seed.
[[nodiscard]] Expected<void, StoreFault> store_demo(EventStore& store, const ServerKey& key, const RoundKeys& keys,
                                                    std::uint64_t seed, UnixMs now);
// The seed of the demo in the store; nothing when the store holds no demo.
[[nodiscard]] Expected<std::optional<std::uint64_t>, StoreFault> demo_seed_of(EventStore& store);

// A table of claim codes for print: for each role the first `count` people; of residents those who may vote and have
// not been made to vote. Who has claimed theirs is shown with the name that they sign in with. The same people each
// time.
[[nodiscard]] std::string demo_codes_text(const PortalHost& host, std::uint64_t seed, std::size_t count);

}  // namespace gongyi::server
