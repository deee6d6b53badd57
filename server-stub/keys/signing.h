// Bringing together the record and the keys that sign it: when the server starts, and when a key is replaced.
#pragma once

#include <memory>
#include <string>

#include "server-stub/keys/record_keys.h"
#include "server-stub/portal_host/portal_host.h"

namespace gongyi::server {

// The keys of the data folder, after making sure that they are this record's. At the first start, when the record names
// no key yet, a key is made and stored. Faults, which say what the operator can do: no file though the record has named
// a key; a file that cannot be used; a file with another key than the record named last.
[[nodiscard]] Expected<std::shared_ptr<RecordKeys>, StoreFault> open_record_keys(const std::string& data,
                                                                                 const portal::State& state);

// As open_record_keys, but with a new key after the present one. The present one endorses it, if it is there and the
// record's; otherwise the new key stands alone, and a file that is there and of no use is kept as record.key.unusable.
// Stored, not yet announced.
[[nodiscard]] Expected<std::shared_ptr<RecordKeys>, StoreFault> rotate_record_keys(const std::string& data,
                                                                                   const portal::State& state);

// Has the record say that it goes on though it does not continue one that was signed (PortalHost::restored), and lays
// the checkpoint of that one aside. Nothing as a rule. To be done before begin_signing; the host must have been
// started.
[[nodiscard]] Expected<void, StoreFault> announce_restoration(PortalHost& host, KeptCheckpoint& kept);

// Lets `keys` sign for the host from now on, and has the record announce the newest one if it has not. The host must
// have been started. A fault when that entry could not be stored.
[[nodiscard]] Expected<void, StoreFault> begin_signing(PortalHost& host, std::shared_ptr<const RecordKeys> keys);

// Has the record say which program browsers are given, if it has not said so last; the host must have been started.
[[nodiscard]] Expected<void, StoreFault> announce_program(PortalHost& host, const portal::Program& program);

}  // namespace gongyi::server
