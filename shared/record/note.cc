#include "shared/record/note.h"

#include <sodium/crypto_sign_ed25519.h>

#include <algorithm>
#include <utility>

#include "shared/base/base64.h"
#include "shared/base/check.h"
#include "shared/base/hash.h"
#include "shared/base/text.h"
#include "shared/record/note_lines.h"

namespace gongyi::record {

namespace {

constexpr std::size_t id_bytes = 4;
constexpr std::string_view signature_prefix = "\xe2\x80\x94 ";  // Em dash and space.

const std::uint8_t* bytes_of(std::string_view text) {
    return reinterpret_cast<const std::uint8_t*>(text.data());
}

std::uint32_t big_endian(std::span<const std::uint8_t, id_bytes> bytes) {
    std::uint32_t value = 0;
    for (const std::uint8_t byte : bytes) value = value << 8U | byte;
    return value;
}

std::array<std::uint8_t, id_bytes> to_big_endian(std::uint32_t value) {
    std::array<std::uint8_t, id_bytes> bytes{};
    for (std::size_t i = id_bytes; i-- > 0; value >>= 8U) bytes[i] = static_cast<std::uint8_t>(value & 0xffU);
    return bytes;
}

std::array<std::uint8_t, 1 + sizeof(VerifyingKey::Bytes)> with_kind(KeyKind kind, const VerifyingKey::Bytes& key) {
    std::array<std::uint8_t, 1 + sizeof(VerifyingKey::Bytes)> bytes{static_cast<std::uint8_t>(kind)};
    std::copy(key.begin(), key.end(), bytes.begin() + 1);
    return bytes;
}

bool has_control_character(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; });
}

bool is_note_text(std::string_view text) {
    return !text.empty() && text.back() == '\n' && !has_control_character(text) && count_code_points(text).has_value();
}

std::string own_line(const SigningKey& key, std::string_view text) {
    const auto signature = key.sign(text);
    const VerifyingKey& own = key.verifying_key();
    return signature_line(own.name(), own.id(), {signature.begin(), signature.end()});
}

// `line` comes without its line feed.
std::optional<SignatureLine> parse_signature(std::string_view line) {
    if (line.substr(0, signature_prefix.size()) != signature_prefix) return std::nullopt;
    line.remove_prefix(signature_prefix.size());
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos || !is_key_name(line.substr(0, space))) return std::nullopt;
    const auto bytes = bytes_from_base64(line.substr(space + 1));
    if (!bytes || bytes->size() <= id_bytes) return std::nullopt;
    return SignatureLine{line.substr(0, space),
                         big_endian(std::span{*bytes}.first<id_bytes>()),
                         {bytes->begin() + id_bytes, bytes->end()},
                         {}};
}

Expected<std::vector<SignatureLine>, NoteFault> parse_signatures(std::string_view lines) {
    std::vector<SignatureLine> signatures;
    while (!lines.empty()) {
        if (signatures.size() == note_signatures_max) return unexpected(NoteFault::too_many_signatures);
        const std::size_t end = lines.find('\n');
        auto signature = end == std::string_view::npos ? std::nullopt : parse_signature(lines.substr(0, end));
        if (!signature) return unexpected(NoteFault::malformed_signature);
        signature->line = lines.substr(0, end + 1);
        signatures.push_back(*std::move(signature));
        lines.remove_prefix(end + 1);
    }
    if (signatures.empty()) return unexpected(NoteFault::no_signatures);
    return signatures;
}

}  // namespace

bool is_key_name(std::string_view name) {
    return !name.empty() && name.size() <= key_name_bytes_max && count_code_points(name).has_value() &&
           !has_white_space(name) && name.find('+') == std::string_view::npos;
}

std::uint32_t key_id(std::string_view name, KeyKind kind, const VerifyingKey::Bytes& key) {
    std::string hashed = std::string{name} + "\n";
    for (const std::uint8_t byte : with_kind(kind, key)) hashed += static_cast<char>(byte);
    const Hash hash = sha256(hashed);
    return big_endian(std::span{hash}.first<id_bytes>());
}

std::string key_text(std::string_view name, KeyKind kind, const VerifyingKey::Bytes& key) {
    const auto id = to_big_endian(key_id(name, kind, key));
    return std::string{name} + "+" + to_hex(std::string_view{reinterpret_cast<const char*>(id.data()), id.size()}) +
           "+" + to_base64(with_kind(kind, key));
}

Expected<NamedKey, ParseError> parse_key_text(std::string_view text, KeyKind kind) {
    const auto refuse = [](const char* want) { return unexpected(ParseError{"", want}); };
    const std::size_t first = text.find('+');
    if (first == std::string_view::npos) return refuse("a key as name+id+base64");
    const std::size_t second = text.find('+', first + 1);
    if (second == std::string_view::npos) return refuse("a key as name+id+base64");
    std::array<std::uint8_t, id_bytes> id{};
    if (!read_hex(text.substr(first + 1, second - first - 1), id)) return refuse("an id of 8 hexadecimal digits");
    const auto encoded = bytes_from_base64(text.substr(second + 1));
    NamedKey key{std::string{text.substr(0, first)}, {}};
    if (!encoded || encoded->size() != 1 + key.bytes.size()) return refuse("33 bytes in base64");
    if (encoded->front() != static_cast<std::uint8_t>(kind)) {
        return refuse(kind == KeyKind::note ? "an Ed25519 key, which begins with the byte 1"
                                            : "a witness's key, which begins with the byte 4");
    }
    std::copy(encoded->begin() + 1, encoded->end(), key.bytes.begin());
    if (!is_key_name(key.name)) return refuse("a name without white space");
    if (key_id(key.name, kind, key.bytes) != big_endian(id)) return refuse("the id that belongs to name and key");
    return key;
}

std::string signature_line(std::string_view name, std::uint32_t id, const std::vector<std::uint8_t>& signature) {
    const auto id_in_order = to_big_endian(id);
    std::vector<std::uint8_t> bytes(id_in_order.begin(), id_in_order.end());
    bytes.insert(bytes.end(), signature.begin(), signature.end());
    return std::string{signature_prefix} + std::string{name} + " " + to_base64(bytes) + "\n";
}

Expected<NoteParts, NoteFault> split_note(std::string_view note) {
    if (note.size() > note_bytes_max) return unexpected(NoteFault::too_long);
    if (has_control_character(note) || !count_code_points(note)) return unexpected(NoteFault::malformed_text);
    // The last empty line ends the text, so the text may have others.
    const std::size_t end = note.rfind("\n\n");
    if (end == std::string_view::npos) return unexpected(NoteFault::no_signatures);
    auto signatures = parse_signatures(note.substr(end + 2));
    if (!signatures) return unexpected(signatures.error());
    return NoteParts{note.substr(0, end + 1), *std::move(signatures)};
}

bool is_ed25519_signature(const VerifyingKey::Bytes& key, std::string_view message, const std::uint8_t* signature) {
    return crypto_sign_ed25519_verify_detached(signature, bytes_of(message), message.size(), key.data()) == 0;
}

std::string_view fault_name(NoteFault fault) {
    static constexpr std::array<std::string_view, 10> names{"too_long",
                                                            "malformed_text",
                                                            "no_signatures",
                                                            "malformed_signature",
                                                            "too_many_signatures",
                                                            "duplicate_signature",
                                                            "forged_signature",
                                                            "no_known_signature",
                                                            "not_a_checkpoint",
                                                            "other_origin"};
    return names.at(static_cast<std::size_t>(fault));
}

VerifyingKey::VerifyingKey(std::string name, const Bytes& bytes)
    : name_{std::move(name)}, id_{key_id(name_, KeyKind::note, bytes)}, bytes_{bytes} {}

std::optional<VerifyingKey> VerifyingKey::make(std::string name, const Bytes& bytes) {
    if (!is_key_name(name)) return std::nullopt;
    return VerifyingKey{std::move(name), bytes};
}

Expected<VerifyingKey, ParseError> VerifyingKey::parse(std::string_view text) {
    auto key = parse_key_text(text, KeyKind::note);
    if (!key) return unexpected(std::move(key.error()));
    return VerifyingKey{std::move(key->name), key->bytes};
}

std::string VerifyingKey::to_text() const {
    return key_text(name_, KeyKind::note, bytes_);
}

SigningKey::SigningKey(VerifyingKey verifying_key, Secret<64> secret)
    : verifying_key_{std::move(verifying_key)}, secret_{std::move(secret)} {}

std::optional<SigningKey> SigningKey::from_seed(std::string name, const Secret<32>& seed) {
    VerifyingKey::Bytes bytes{};
    Secret<64> secret;
    const int fault = crypto_sign_ed25519_seed_keypair(bytes.data(), secret.data(), seed.data());
    GONGYI_CHECK(fault == 0);
    auto verifying_key = VerifyingKey::make(std::move(name), bytes);
    if (!verifying_key) return std::nullopt;
    return SigningKey{*std::move(verifying_key), std::move(secret)};
}

std::array<std::uint8_t, 64> SigningKey::sign(std::string_view text) const {
    std::array<std::uint8_t, ed25519_signature_bytes> signature{};
    const int fault = crypto_sign_ed25519_detached(signature.data(), /*siglen_p=*/nullptr, bytes_of(text), text.size(),
                                                   secret_.data());
    GONGYI_CHECK(fault == 0);
    return signature;
}

Expected<std::string, NoteFault> sign_note(std::string_view text, std::span<const SigningKey> keys) {
    GONGYI_CHECK(!keys.empty() && keys.size() <= note_signatures_max);
    if (text.size() > note_bytes_max) return unexpected(NoteFault::too_long);
    if (!is_note_text(text)) return unexpected(NoteFault::malformed_text);
    std::string note = std::string{text} + "\n";
    for (const SigningKey& key : keys) note += own_line(key, text);
    if (note.size() > note_bytes_max) return unexpected(NoteFault::too_long);
    return note;
}

Expected<std::string, NoteFault> sign_note(std::string_view text, const SigningKey& key) {
    return sign_note(text, std::span{&key, 1});
}

Expected<SignedNote, NoteFault> open_note(std::string_view note, std::span<const VerifyingKey> keys) {
    const auto parts = split_note(note);
    if (!parts) return unexpected(parts.error());

    SignedNote opened{std::string{parts->text}, {}};
    for (const SignatureLine& signature : parts->signatures) {
        const auto is_named = [&](const VerifyingKey& key) {
            return key.name() == signature.name && key.id() == signature.id;
        };
        if (std::none_of(keys.begin(), keys.end(), is_named)) continue;
        if (std::any_of(opened.signers.begin(), opened.signers.end(), is_named)) {
            return unexpected(NoteFault::duplicate_signature);
        }
        const auto signer = std::find_if(keys.begin(), keys.end(), [&](const VerifyingKey& key) {
            return is_named(key) && signature.bytes.size() == ed25519_signature_bytes &&
                   is_ed25519_signature(key.bytes(), parts->text, signature.bytes.data());
        });
        if (signer == keys.end()) return unexpected(NoteFault::forged_signature);
        opened.signers.push_back(*signer);
    }
    if (opened.signers.empty()) return unexpected(NoteFault::no_known_signature);
    return opened;
}

}  // namespace gongyi::record
