// Signed notes (C2SP signed-note, version 1): text with the Ed25519 signatures of one or more keys.
//
//     gongyi/sijihuacheng
//     42
//     47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
//
//     — gongyi/sijihuacheng BASE64 OF KEY ID AND SIGNATURE
//
// The text is worth nothing before a signature of a key that one trusts was checked. Signatures of keys that one does
// not know are ignored: so keys can be replaced, and others can sign as witnesses.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/expected.h"
#include "shared/base/parse_error.h"
#include "shared/base/secret.h"

namespace gongyi::record {

// The largest note that is written or opened, and the most signatures that it may carry (the format asks for at least
// 16, of up to 5,000 bytes each).
inline constexpr std::size_t note_bytes_max = 256 * 1024;
inline constexpr std::size_t note_signatures_max = 64;
inline constexpr std::size_t key_name_bytes_max = 256;

enum class NoteFault : std::uint8_t {
    too_long,             // More than note_bytes_max.
    malformed_text,       // Not UTF-8, a control character other than line feed, or no line feed at the end.
    no_signatures,        // No empty line with signatures behind it.
    malformed_signature,  // A line behind the last empty one that is no signature line.
    too_many_signatures,  // More than note_signatures_max.
    duplicate_signature,  // A known key signs twice.
    forged_signature,     // Of a known key by name and id, but not its signature of this text.
    no_known_signature,   // Nobody signs whose key is known.
    not_a_checkpoint,     // The text of the note is no checkpoint (open_checkpoint only).
    other_origin,         // It is one, of another record (open_checkpoint only).
};

// A stable name of the fault, for programs: "forged_signature".
[[nodiscard]] std::string_view fault_name(NoteFault fault);

// A public key that notes are checked with.
class VerifyingKey {
public:
    using Bytes = std::array<std::uint8_t, 32>;  // RFC 8032 section 5.1.5

    // Nothing for a name that is empty, too long or not UTF-8, or has white space or a plus sign in it.
    [[nodiscard]] static std::optional<VerifyingKey> make(std::string name, const Bytes& bytes);
    // From the text form "name+id in 8 hexadecimal digits+base64(0x01 ‖ key)". The fault's pointer is "".
    [[nodiscard]] static Expected<VerifyingKey, ParseError> parse(std::string_view text);
    [[nodiscard]] std::string to_text() const;

    [[nodiscard]] const std::string& name() const { return name_; }
    // The first 4 bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key), big-endian. No protection: others may share it.
    [[nodiscard]] std::uint32_t id() const { return id_; }
    [[nodiscard]] const Bytes& bytes() const { return bytes_; }
    friend bool operator==(const VerifyingKey&, const VerifyingKey&) = default;

private:
    VerifyingKey(std::string name, const Bytes& bytes);

    std::string name_;
    std::uint32_t id_;
    Bytes bytes_;
};

// A key that signs. Cannot be copied or printed, and is wiped when it goes out of use.
class SigningKey {
public:
    // The key that follows from 32 random bytes, which are what has to be kept (RFC 8032 section 5.1.5). Nothing for a
    // name that VerifyingKey::make refuses.
    [[nodiscard]] static std::optional<SigningKey> from_seed(std::string name, const Secret<32>& seed);

    [[nodiscard]] const VerifyingKey& verifying_key() const { return verifying_key_; }
    // The Ed25519 signature of `text`, the same at every call. Cost: about 30 µs and 4 ns a byte.
    [[nodiscard]] std::array<std::uint8_t, 64> sign(std::string_view text) const;

private:
    SigningKey(VerifyingKey verifying_key, Secret<64> secret);

    VerifyingKey verifying_key_;
    Secret<64> secret_;
};

// The note that says `text`, signed by every key in turn (at least one, at most note_signatures_max).
// Faults: malformed_text, too_long.
[[nodiscard]] Expected<std::string, NoteFault> sign_note(std::string_view text, std::span<const SigningKey> keys);
[[nodiscard]] Expected<std::string, NoteFault> sign_note(std::string_view text, const SigningKey& key);

// What was signed, and by which of the known keys.
struct SignedNote {
    std::string text;
    std::vector<VerifyingKey> signers;  // At least one, in the order of the note.
};

// Opens a note for somebody who trusts `keys` (while a key is replaced: the old and the new one).
// Refused as soon as one signature in the name of a known key is not good, even if another one is.
// Cost: about 60 µs a signature of a known key.
[[nodiscard]] Expected<SignedNote, NoteFault> open_note(std::string_view note, std::span<const VerifyingKey> keys);

}  // namespace gongyi::record
