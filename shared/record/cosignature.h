// What witnesses sign (C2SP tlog-cosignature, "cosignature/v1", Ed25519): "at this time this checkpoint was the newest
// that I had seen of this record, and it goes on from all that I saw before".
//
// A record's own key can sign two histories. A witness signs one: so whoever asks for its signature cannot be shown
// another history than everybody else, unless the witness helps. A cosignature is one more signature line of the
// checkpoint's note:
//
//     — witness.example/street BASE64 OF KEY ID, TIME AND SIGNATURE
//
//   key id     the first 4 bytes of SHA-256(name ‖ 0x0A ‖ 0x04 ‖ public key)
//   time       seconds since 1970, 8 bytes, big-endian
//   signature  64 bytes of Ed25519 over "cosignature/v1\ntime SECONDS\n" and the text of the checkpoint
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/expected.h"
#include "shared/base/parse_error.h"
#include "shared/record/note.h"

namespace gongyi::record {

// The public key of a witness. Of another kind than those that sign records: neither can pass for the other.
class WitnessKey {
public:
    // Nothing for a name that VerifyingKey::make refuses.
    [[nodiscard]] static std::optional<WitnessKey> make(std::string name, const VerifyingKey::Bytes& bytes);
    // From the text form "name+id in 8 hexadecimal digits+base64(0x04 ‖ key)". The fault's pointer is "".
    [[nodiscard]] static Expected<WitnessKey, ParseError> parse(std::string_view text);
    [[nodiscard]] std::string to_text() const;

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] std::uint32_t id() const { return id_; }
    [[nodiscard]] const VerifyingKey::Bytes& bytes() const { return bytes_; }
    friend bool operator==(const WitnessKey&, const WitnessKey&) = default;

private:
    WitnessKey(std::string name, const VerifyingKey::Bytes& bytes);

    std::string name_;
    VerifyingKey::Bytes bytes_{};
    std::uint32_t id_ = 0;
};

// The signature line, with its line feed, by which `key` says that it saw the checkpoint `text` at `time_s` (seconds
// since 1970; at most 2^63 - 1). The witness's public key is WitnessKey::make with the name and bytes of
// key.verifying_key(). Cost: as of sign().
[[nodiscard]] std::string cosignature_line(std::string_view text, std::uint64_t time_s, const SigningKey& key);

// When `key` cosigned the note, in seconds since 1970; nothing when it has not. Faults: as of split_note
// (note_lines.h), and forged_signature (a line in its name that is not its) and duplicate_signature.
[[nodiscard]] Expected<std::optional<std::uint64_t>, NoteFault> cosigned_at(std::string_view note,
                                                                            const WitnessKey& key);

}  // namespace gongyi::record
