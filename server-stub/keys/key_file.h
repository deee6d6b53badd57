// A small file that its owner alone may read, written whole or not at all.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server-stub/store/event_store.h"
#include "shared/base/expected.h"

namespace gongyi::server {

inline constexpr std::size_t key_file_bytes_max = 4'096;

// The file's text; nothing when there is no such file. Faults: it cannot be read, is no regular file, is larger than
// key_file_bytes_max, belongs to another user, or others may read or write it.
[[nodiscard]] Expected<std::optional<std::string>, StoreFault> read_key_file(const std::string& path);

enum class ExistingFile : std::uint8_t { replace, refuse };

// Writes the file with mode 0600 and returns when it is durable. Whoever reads it at any moment, or after a power cut,
// finds the old text or the new one.
[[nodiscard]] Expected<void, StoreFault> write_key_file(const std::string& path, std::string_view text,
                                                        ExistingFile existing);

}  // namespace gongyi::server
