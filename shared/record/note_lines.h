// The parts of a signed note (note.h): what its signatures of any kind have in common.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/expected.h"
#include "shared/base/parse_error.h"
#include "shared/record/note.h"

namespace gongyi::record {

// What a key's first byte says that it signs, and how (C2SP signed-note).
enum class KeyKind : std::uint8_t {
    note = 0x01,         // Ed25519 over the note's text.
    cosignature = 0x04,  // Ed25519 over a time and the note's text (cosignature.h).
};

inline constexpr std::size_t ed25519_signature_bytes = 64;

[[nodiscard]] bool is_key_name(std::string_view name);
// The first 4 bytes of SHA-256(name ‖ 0x0A ‖ kind ‖ key), big-endian.
[[nodiscard]] std::uint32_t key_id(std::string_view name, KeyKind kind, const VerifyingKey::Bytes& key);
// "name+id+base64(kind ‖ key)"
[[nodiscard]] std::string key_text(std::string_view name, KeyKind kind, const VerifyingKey::Bytes& key);
struct NamedKey {
    std::string name;
    VerifyingKey::Bytes bytes{};
};
// Back from it. Faults: the pointer is "".
[[nodiscard]] Expected<NamedKey, ParseError> parse_key_text(std::string_view text, KeyKind kind);

// "— name base64(id ‖ signature)" and a line feed.
[[nodiscard]] std::string signature_line(std::string_view name, std::uint32_t id,
                                         const std::vector<std::uint8_t>& signature);
struct SignatureLine {
    std::string_view name;
    std::uint32_t id = 0;
    std::vector<std::uint8_t> bytes;  // Behind the id; at least one.
    std::string_view line;            // The whole, with its line feed.
};

// A note taken apart, whoever signed it. Refers to the note.
struct NoteParts {
    std::string_view text;
    std::vector<SignatureLine> signatures;  // 1 to note_signatures_max
};
// Faults: too_long, malformed_text, no_signatures, malformed_signature, too_many_signatures.
[[nodiscard]] Expected<NoteParts, NoteFault> split_note(std::string_view note);

// Whether `signature` is Ed25519's of `message` by `key`, as libsodium has it: keys of small order and signatures in
// another than their one form, which RFC 8032 leaves open, are refused.
[[nodiscard]] bool is_ed25519_signature(const VerifyingKey::Bytes& key, std::string_view message,
                                        const std::uint8_t* signature);

}  // namespace gongyi::record
