// What a program that opens a data folder compares the record with, and where it keeps what it signs.
#pragma once

#include <string>

#include "server-stub/portal_host/portal_host.h"

namespace gongyi::server {

// Options for PortalHost::open: the checkpoints that are known of this record (those kept beside the key, and those
// that witnesses signed), the keys that may have signed them, and where the next ones are kept. Faults: a file of
// checkpoints cannot be read.
[[nodiscard]] Expected<HostOptions, StoreFault> guarded_options(const std::string& data);

// Whether there is a record in the folder and no checkpoint of it: then this start has nothing to compare with. Said on
// stderr, once: from the first checkpoint that is signed there is one.
void tell_if_unguarded(const HostOptions& options, const portal::State& state);

}  // namespace gongyi::server
