#include "shared/base/base64.h"

#include <sodium/utils.h>

namespace gongyi {

std::string to_base64(std::span<const std::uint8_t> bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    text.resize(text.size() - 1);  // libsodium ends the text with a NUL.
    return text;
}

std::optional<std::vector<std::uint8_t>> bytes_from_base64(std::string_view text) {
    std::vector<std::uint8_t> bytes(text.size() / 4 * 3 + 3);
    std::size_t length = 0;
    const int fault = sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), /*ignore=*/nullptr,
                                        &length, /*b64_end=*/nullptr, sodium_base64_VARIANT_ORIGINAL);
    if (fault != 0) return std::nullopt;
    bytes.resize(length);
    return bytes;
}

}  // namespace gongyi
