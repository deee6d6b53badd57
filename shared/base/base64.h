// Base64 (RFC 4648 section 4, with padding) of bytes of any length. Hashes have their own functions in hash.h.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gongyi {

[[nodiscard]] std::string to_base64(std::span<const std::uint8_t> bytes);

// The bytes that `text` stands for. Nothing for any text that to_base64 would not have written: other characters, line
// breaks, missing padding, bits behind the last byte. Empty text is no bytes.
[[nodiscard]] std::optional<std::vector<std::uint8_t>> bytes_from_base64(std::string_view text);

}  // namespace gongyi
