#include "shared/base/hash.h"

#include <sodium/crypto_hash_sha256.h>
#include <sodium/utils.h>

namespace gongyi {

namespace {

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

Hash sha256(std::string_view bytes) {
    Hash hash{};
    crypto_hash_sha256(hash.data(), bytes_of(bytes), bytes.size());
    return hash;
}

Hash sha256(std::uint8_t prefix, std::string_view bytes) {
    Hash hash{};
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, &prefix, 1);
    crypto_hash_sha256_update(&state, bytes_of(bytes), bytes.size());
    crypto_hash_sha256_final(&state, hash.data());
    return hash;
}

Hash sha256(std::uint8_t prefix, const Hash& left, const Hash& right) {
    Hash hash{};
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, &prefix, 1);
    crypto_hash_sha256_update(&state, left.data(), left.size());
    crypto_hash_sha256_update(&state, right.data(), right.size());
    crypto_hash_sha256_final(&state, hash.data());
    return hash;
}

std::string to_hex(std::string_view bytes) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text += digits[byte >> 4U];
        text += digits[byte & 0xfU];
    }
    return text;
}

std::string to_hex(const Hash& hash) {
    return to_hex(std::string_view{reinterpret_cast<const char*>(hash.data()), hash.size()});
}

bool read_hex(std::string_view text, std::span<std::uint8_t> bytes) {
    if (text.size() != bytes.size() * 2) return false;
    const auto value = [](char c) -> int {
        if (c >= '0' && c <= '9') return c - '0';
        if (c >= 'a' && c <= 'f') return c - 'a' + 10;
        return -1;
    };
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const int high = value(text[2 * i]);
        const int low = value(text[2 * i + 1]);
        if (high < 0 || low < 0) return false;
        bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return true;
}

std::optional<Hash> hash_from_hex(std::string_view text) {
    Hash hash{};
    if (!read_hex(text, hash)) return std::nullopt;
    return hash;
}

std::string to_base64(const Hash& hash) {
    std::string text(sodium_base64_ENCODED_LEN(sizeof(Hash), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), hash.data(), hash.size(), sodium_base64_VARIANT_ORIGINAL);
    text.resize(text.size() - 1);  // libsodium ends the text with a NUL.
    return text;
}

std::optional<Hash> hash_from_base64(std::string_view text) {
    Hash hash{};
    std::size_t length = 0;
    const int fault = sodium_base642bin(hash.data(), hash.size(), text.data(), text.size(), /*ignore=*/nullptr, &length,
                                        /*b64_end=*/nullptr, sodium_base64_VARIANT_ORIGINAL);
    if (fault != 0 || length != hash.size()) return std::nullopt;
    return hash;
}

}  // namespace gongyi
