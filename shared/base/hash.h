// SHA-256 values and their text forms.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace gongyi {

using Hash = std::array<std::uint8_t, 32>;

// SHA-256 (FIPS 180-4) of the parts one after the other. Cost: about 2 ns a byte.
[[nodiscard]] Hash sha256(std::string_view bytes);
[[nodiscard]] Hash sha256(std::uint8_t prefix, std::string_view bytes);
[[nodiscard]] Hash sha256(std::uint8_t prefix, const Hash& left, const Hash& right);

// Lower-case hexadecimal, two characters a byte.
[[nodiscard]] std::string to_hex(std::string_view bytes);
[[nodiscard]] std::string to_hex(const Hash& hash);
// Fills `bytes` from twice as many lower-case hexadecimal characters; false, with `bytes` in an unspecified state, for
// any other text.
[[nodiscard]] bool read_hex(std::string_view text, std::span<std::uint8_t> bytes);
// The 32 bytes that 64 lower-case hexadecimal characters name; nothing for any other text.
[[nodiscard]] std::optional<Hash> hash_from_hex(std::string_view text);

// RFC 4648 section 4, with padding; and back, nothing for any other text.
[[nodiscard]] std::string to_base64(const Hash& hash);
[[nodiscard]] std::optional<Hash> hash_from_base64(std::string_view text);

}  // namespace gongyi
