#include "server-stub/accounts/secrets.h"

#include <sodium.h>
#include <algorithm>

#include <cstring>

#include "shared/base/check.h"
#include "shared/base/text.h"

namespace gongyi::server {
namespace {

template <std::size_t size>
std::array<std::uint8_t, size> keyed_hash(const std::array<std::uint8_t, 32>& key, std::string_view purpose,
                                          std::string_view text) {
    crypto_generichash_state state;
    std::array<std::uint8_t, size> hash{};
    const auto bytes = [](std::string_view of) { return reinterpret_cast<const unsigned char*>(of.data()); };
    crypto_generichash_init(&state, key.data(), key.size(), hash.size());
    crypto_generichash_update(&state, bytes(purpose), purpose.size());
    crypto_generichash_update(&state, bytes(std::string_view{"\0", 1}), 1);
    crypto_generichash_update(&state, bytes(text), text.size());
    crypto_generichash_final(&state, hash.data(), hash.size());
    return hash;
}

}  // namespace

bool start_cryptography() {
    return sodium_init() >= 0;
}

ServerKey ServerKey::generate() {
    ServerKey key;
    randombytes_buf(key.bytes_.data(), key.bytes_.size());
    return key;
}

std::optional<ServerKey> ServerKey::from_hex(std::string_view text) {
    const auto bytes = hash_from_hex(text);
    if (!bytes) return std::nullopt;
    ServerKey key;
    key.bytes_ = *bytes;
    return key;
}

std::string ServerKey::to_hex() const {
    return gongyi::to_hex(Hash{bytes_});
}

Hash ServerKey::hash(std::string_view purpose, std::string_view text) const {
    return keyed_hash<32>(bytes_, purpose, text);
}

Fingerprint ServerKey::fingerprint(std::string_view purpose, std::string_view text) const {
    return keyed_hash<16>(bytes_, purpose, text);
}

std::uint64_t ServerKey::number(std::string_view purpose, std::string_view text) const {
    const Fingerprint print = fingerprint(purpose, text);
    std::uint64_t number = 0;
    std::memcpy(&number, print.data(), sizeof number);
    return number;
}

Fingerprint ServerKey::answer_key(ResidentId actor, std::string_view idempotency_key) const {
    std::string text = std::to_string(actor.raw());
    text += '/';
    text += idempotency_key;
    return fingerprint("answer", text);
}

std::int64_t ServerKey::person_in(ResidentId person, std::string_view thing) const {
    const Hash hash = this->hash("person-in", std::string{thing} + '/' + std::to_string(person.raw()));
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < 8; ++i) number = number << 8U | hash[i];
    constexpr std::uint64_t bits = 53;  // A number that every reader of JSON holds.
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(number >> (64 - bits)));
}

Salt random_salt() {
    Salt salt{};
    randombytes_buf(salt.data(), salt.size());
    return salt;
}

Hash random_hash() {
    Hash hash{};
    randombytes_buf(hash.data(), hash.size());
    return hash;
}

std::uint64_t random_below(std::uint64_t bound) {
    GONGYI_CHECK(bound > 0 && bound <= UINT32_MAX);
    return randombytes_uniform(static_cast<std::uint32_t>(bound));
}

std::string random_token() {
    std::array<std::uint8_t, 32> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string token(sodium_base64_ENCODED_LEN(bytes.size(), variant), '\0');
    sodium_bin2base64(token.data(), token.size(), bytes.data(), bytes.size(), variant);
    token.pop_back();  // The terminating zero, which the function counts.
    return token;
}

std::optional<std::string> hash_passphrase(std::string_view passphrase) {
    std::array<char, crypto_pwhash_STRBYTES> text{};
    const int fault =
        crypto_pwhash_str_alg(text.data(), passphrase.data(), passphrase.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                              crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13);
    if (fault != 0) return std::nullopt;
    return std::string{text.data()};
}

bool passphrase_matches(const std::string& passphrase_hash, std::string_view passphrase) {
    return crypto_pwhash_str_verify(passphrase_hash.c_str(), passphrase.data(), passphrase.size()) == 0;
}

bool is_acceptable_passphrase(std::string_view passphrase) {
    const auto count = count_code_points(passphrase);
    return count && *count >= passphrase_code_points_min && *count <= passphrase_code_points_max;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace gongyi::server
