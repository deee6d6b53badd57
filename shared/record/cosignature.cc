#include "shared/record/cosignature.h"

#include <utility>
#include <vector>

#include "shared/base/check.h"
#include "shared/record/note_lines.h"

namespace gongyi::record {

namespace {

constexpr std::size_t time_bytes = 8;
constexpr std::uint64_t time_max = ~std::uint64_t{0} >> 1U;

std::string cosigned_message(std::string_view text, std::uint64_t time_s) {
    std::string message = "cosignature/v1\ntime " + std::to_string(time_s) + '\n';
    return message += text;
}

// The time that a cosignature states, if it is `key`'s of `text`.
std::optional<std::uint64_t> time_of(const std::vector<std::uint8_t>& signature, std::string_view text,
                                     const WitnessKey& key) {
    if (signature.size() != time_bytes + ed25519_signature_bytes) return std::nullopt;
    std::uint64_t time_s = 0;
    for (std::size_t i = 0; i < time_bytes; ++i) time_s = time_s << 8U | signature[i];
    if (time_s > time_max) return std::nullopt;
    const bool is_good =
        is_ed25519_signature(key.bytes(), cosigned_message(text, time_s), signature.data() + time_bytes);
    return is_good ? std::optional{time_s} : std::nullopt;
}

}  // namespace

WitnessKey::WitnessKey(std::string name, const VerifyingKey::Bytes& bytes)
    : name_{std::move(name)}, bytes_{bytes}, id_{key_id(name_, KeyKind::cosignature, bytes)} {}

std::optional<WitnessKey> WitnessKey::make(std::string name, const VerifyingKey::Bytes& bytes) {
    if (!is_key_name(name)) return std::nullopt;
    return WitnessKey{std::move(name), bytes};
}

Expected<WitnessKey, ParseError> WitnessKey::parse(std::string_view text) {
    auto key = parse_key_text(text, KeyKind::cosignature);
    if (!key) return unexpected(std::move(key.error()));
    return WitnessKey{std::move(key->name), key->bytes};
}

std::string WitnessKey::to_text() const {
    return key_text(name_, KeyKind::cosignature, bytes_);
}

std::string cosignature_line(std::string_view text, std::uint64_t time_s, const SigningKey& key) {
    GONGYI_CHECK(time_s <= time_max);
    const VerifyingKey& own = key.verifying_key();
    const auto signed_bytes = key.sign(cosigned_message(text, time_s));
    std::vector<std::uint8_t> bytes(time_bytes);
    for (std::size_t i = time_bytes; i-- > 0; time_s >>= 8U) bytes[i] = static_cast<std::uint8_t>(time_s & 0xffU);
    bytes.insert(bytes.end(), signed_bytes.begin(), signed_bytes.end());
    return signature_line(own.name(), key_id(own.name(), KeyKind::cosignature, own.bytes()), bytes);
}

Expected<std::optional<std::uint64_t>, NoteFault> cosigned_at(std::string_view note, const WitnessKey& key) {
    const auto parts = split_note(note);
    if (!parts) return unexpected(parts.error());
    std::optional<std::uint64_t> found;
    for (const SignatureLine& signature : parts->signatures) {
        if (signature.name != key.name() || signature.id != key.id()) continue;
        if (found) return unexpected(NoteFault::duplicate_signature);
        found = time_of(signature.bytes, parts->text, key);
        if (!found) return unexpected(NoteFault::forged_signature);
    }
    return found;
}

}  // namespace gongyi::record
