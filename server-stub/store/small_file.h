// Small files beside the database that are replaced often and may be a little old after a power cut.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server-stub/store/event_store.h"
#include "shared/base/expected.h"

namespace gongyi::server {

// The file's bytes; nothing when there is no such file. Faults: it cannot be read, or has more than `bytes_max`.
[[nodiscard]] Expected<std::optional<std::string>, StoreFault> read_small_file(const std::string& path,
                                                                               std::size_t bytes_max);

// Replaces the file (mode 0600) as a whole: a reader finds the old bytes or the new ones. Does not wait for the disk:
// after a power cut it may be the old file, or an empty one. One writer at a time.
[[nodiscard]] Expected<void, StoreFault> replace_small_file(const std::string& path, std::string_view bytes);

// Returns when the file and its name are on the disk.
[[nodiscard]] Expected<void, StoreFault> sync_small_file(const std::string& path);

}  // namespace gongyi::server
