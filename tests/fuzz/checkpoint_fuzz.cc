// Checkpoints, notes and keys from the network: what is read is what would be written, and what was signed opens only
// unchanged.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "shared/base/check.h"
#include "shared/record/checkpoint.h"
#include "shared/record/cosignature.h"
#include "shared/record/note.h"

namespace {

using namespace gongyi;
using namespace gongyi::record;

const SigningKey& signer() {
    static const SigningKey key = SigningKey::from_seed("gongyi/fuzz", Secret<32>{}).value();
    return key;
}

std::span<const VerifyingKey> known_keys() {
    static const std::vector keys{signer().verifying_key()};
    return keys;
}

void read_as_checkpoint(std::string_view text) {
    const auto checkpoint = parse_checkpoint(text);
    if (checkpoint) GONGYI_CHECK(write_checkpoint(*checkpoint) == text);
}

void read_as_key(std::string_view text) {
    const auto key = VerifyingKey::parse(text);
    if (key) GONGYI_CHECK(key->to_text() == text);
}

// Nobody but the holder of the key makes a note that opens.
void read_as_note(std::string_view note) {
    GONGYI_CHECK(!open_note(note, known_keys()));
}

// The first bytes say what is changed in the note about the rest.
void sign_and_change(std::string_view input) {
    if (input.size() < 4) return;
    const auto byte = [&](std::size_t at) { return static_cast<std::size_t>(static_cast<unsigned char>(input[at])); };
    const std::size_t bit = byte(0) | byte(1) << 8U | byte(2) << 16U;
    const std::string text{input.substr(3)};
    const auto note = sign_note(text, signer());
    if (!note) return;
    const auto opened = open_note(*note, known_keys());
    GONGYI_CHECK(opened && opened->text == text && opened->signers.size() == 1);

    std::string changed = *note;
    changed[bit / 8 % changed.size()] = static_cast<char>(changed[bit / 8 % changed.size()] ^ (1 << (bit % 8)));
    GONGYI_CHECK(!open_note(changed, known_keys()));
}

const WitnessKey& witness() {
    static const WitnessKey key = WitnessKey::make("gongyi/fuzz", signer().verifying_key().bytes()).value();
    return key;
}

void read_as_witness_key(std::string_view text) {
    const auto key = WitnessKey::parse(text);
    if (key) GONGYI_CHECK(key->to_text() == text);
}

// The first bytes say what is changed in the cosigned note about the rest; then nobody has cosigned it.
void cosign_and_change(std::string_view input) {
    if (input.size() < 4) return;
    const auto byte = [&](std::size_t at) { return static_cast<std::size_t>(static_cast<unsigned char>(input[at])); };
    const std::size_t bit = byte(0) | byte(1) << 8U | byte(2) << 16U;
    const std::string text{input.substr(3)};
    const auto note = sign_note(text, signer());
    if (!note) return;
    std::string cosigned = *note + cosignature_line(text, bit, signer());
    const auto time = cosigned_at(cosigned, witness());
    GONGYI_CHECK(time && *time && **time == bit);
    const std::size_t at = bit / 8 % cosigned.size();
    const bool is_record_line = at > text.size() && at < note->size();  // It may go: the witness did not sign it.
    cosigned[at] = static_cast<char>(cosigned[at] ^ (1 << (bit % 8)));
    const auto after = cosigned_at(cosigned, witness());
    GONGYI_CHECK(is_record_line || !after || !*after);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view input{reinterpret_cast<const char*>(data) + 1, size - 1};
    switch (data[0] % 6) {
        case 0:
            read_as_checkpoint(input);
            break;
        case 1:
            read_as_key(input);
            break;
        case 2:
            read_as_note(input);
            break;
        case 3:
            sign_and_change(input);
            break;
        case 4:
            read_as_witness_key(input);
            break;
        default:
            cosign_and_change(input);
    }
    return 0;
}
