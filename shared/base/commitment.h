// A commitment: it fixes a text without showing it, until salt and text are published.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/hash.h"

namespace gongyi {

// 128 random bits that keep a short text from being guessed from its commitment.
using Salt = std::array<std::uint8_t, 16>;

// SHA-256(salt ‖ text).
[[nodiscard]] Hash commit(const Salt& salt, std::string_view text);

// 32 lower-case hexadecimal characters, and back; nothing for any other text.
[[nodiscard]] std::string to_hex(const Salt& salt);
[[nodiscard]] std::optional<Salt> salt_from_hex(std::string_view text);

}  // namespace gongyi
