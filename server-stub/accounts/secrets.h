// Random values, keyed hashes and passphrases: the little cryptography that accounts need, all of it libsodium's.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server-stub/store/rows.h"
#include "shared/base/commitment.h"
#include "shared/base/hash.h"

namespace gongyi::server {

inline constexpr std::size_t passphrase_code_points_min = 8;
inline constexpr std::size_t passphrase_code_points_max = 128;

// Readies libsodium; call once before anything else here. False when it cannot be used (no source of randomness).
[[nodiscard]] bool start_cryptography();

// A key that stays on this server. Everything hashed with it is useless elsewhere.
class ServerKey {
public:
    // A new random key.
    [[nodiscard]] static ServerKey generate();
    // From 64 hexadecimal characters, and back.
    [[nodiscard]] static std::optional<ServerKey> from_hex(std::string_view text);
    [[nodiscard]] std::string to_hex() const;

    // BLAKE2b keyed with this key, over purpose ‖ 0x00 ‖ text. Different purposes give unrelated values.
    [[nodiscard]] Hash hash(std::string_view purpose, std::string_view text) const;
    // As hash(), 128 bits. Cost: about 300 ns and 1 ns a byte.
    [[nodiscard]] Fingerprint fingerprint(std::string_view purpose, std::string_view text) const;
    // As hash(), 64 bits: what stands for a text where a number is wanted.
    [[nodiscard]] std::uint64_t number(std::string_view purpose, std::string_view text) const;
    // The fingerprint that an answer is found by: of the actor and the Idempotency-Key together.
    [[nodiscard]] Fingerprint answer_key(ResidentId actor, std::string_view idempotency_key) const;
    // The number by which `person` stands in the record beside what they say in one matter or notice: never 0, below
    // 2^53. Without the key it tells neither who that is nor which number they have elsewhere.
    [[nodiscard]] std::int64_t person_in(ResidentId person, std::string_view thing) const;

private:
    std::array<std::uint8_t, 32> bytes_{};
};

[[nodiscard]] Salt random_salt();
// 256 random bits.
[[nodiscard]] Hash random_hash();
// A random number from 0 to `bound` - 1. Requires 0 < bound < 2^32.
[[nodiscard]] std::uint64_t random_below(std::uint64_t bound);
// 43 characters of base64url: 256 random bits.
[[nodiscard]] std::string random_token();

// Argon2id (RFC 9106) with libsodium's "interactive" costs: 64 MiB, two passes. Takes about 100 ms: never on an I/O
// thread. Nothing when memory is short.
[[nodiscard]] std::optional<std::string> hash_passphrase(std::string_view passphrase);
[[nodiscard]] bool passphrase_matches(const std::string& passphrase_hash, std::string_view passphrase);

// Well-formed UTF-8 of a length within the limits above.
[[nodiscard]] bool is_acceptable_passphrase(std::string_view passphrase);

// Whether two texts are equal, in a time that tells nothing about where they differ.
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace gongyi::server
