#include "shared/record/note.h"

#include <sodium/crypto_sign_ed25519.h>

#include <algorithm>
#include <utility>

#include "shared/base/base64.h"
#include "shared/base/check.h"
#include "shared/base/hash.h"
#include "shared/base/text.h"

namespace gongyi::record {

namespace {

constexpr std::uint8_t algorithm_ed25519 = 0x01;
constexpr std::size_t id_bytes = 4;
constexpr std::size_t signature_bytes = 64;
constexpr std::string_view signature_prefix = "\xe2\x80\x94 ";  // Em dash and space.

const std::uint8_t* bytes_of(std::string_view text) {
    return reinterpret_cast<const std::uint8_t*>(text.data());
}

bool is_key_name(std::string_view name) {
    return !name.empty() && name.size() <= key_name_bytes_max && count_code_points(name).has_value() &&
           !has_white_space(name) && name.find('+') == std::string_view::npos;
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

std::array<std::uint8_t, 1 + sizeof(VerifyingKey::Bytes)> with_algorithm(const VerifyingKey::Bytes& key) {
    std::array<std::uint8_t, 1 + sizeof(VerifyingKey::Bytes)> bytes{algorithm_ed25519};
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

std::string signature_line(const SigningKey& key, std::string_view text) {
    const auto id = to_big_endian(key.verifying_key().id());
    const auto signature = key.sign(text);
    std::array<std::uint8_t, id_bytes + signature_bytes> bytes{};
    std::copy(id.begin(), id.end(), bytes.begin());
    std::copy(signature.begin(), signature.end(), bytes.begin() + id_bytes);
    return std::string{signature_prefix} + key.verifying_key().name() + " " + to_base64(bytes) + "\n";
}

// A signature line, read.
struct Signature {
    std::string_view name;
    std::uint32_t id = 0;
    std::vector<std::uint8_t> bytes;
};

// `line` comes without its line feed.
std::optional<Signature> parse_signature(std::string_view line) {
    if (line.substr(0, signature_prefix.size()) != signature_prefix) return std::nullopt;
    line.remove_prefix(signature_prefix.size());
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos || !is_key_name(line.substr(0, space))) return std::nullopt;
    const auto bytes = bytes_from_base64(line.substr(space + 1));
    if (!bytes || bytes->size() <= id_bytes) return std::nullopt;
    return Signature{line.substr(0, space),
                     big_endian(std::span{*bytes}.first<id_bytes>()),
                     {bytes->begin() + id_bytes, bytes->end()}};
}

bool is_signature_of(const VerifyingKey& key, std::string_view text, const std::vector<std::uint8_t>& signature) {
    // libsodium refuses what RFC 8032 leaves open: keys of small order and signatures in another than their one form.
    return signature.size() == signature_bytes &&
           crypto_sign_ed25519_verify_detached(signature.data(), bytes_of(text), text.size(), key.bytes().data()) == 0;
}

Expected<std::vector<Signature>, NoteFault> parse_signatures(std::string_view lines) {
    std::vector<Signature> signatures;
    while (!lines.empty()) {
        if (signatures.size() == note_signatures_max) return unexpected(NoteFault::too_many_signatures);
        const std::size_t end = lines.find('\n');
        auto signature = end == std::string_view::npos ? std::nullopt : parse_signature(lines.substr(0, end));
        if (!signature) return unexpected(NoteFault::malformed_signature);
        signatures.push_back(*std::move(signature));
        lines.remove_prefix(end + 1);
    }
    if (signatures.empty()) return unexpected(NoteFault::no_signatures);
    return signatures;
}

}  // namespace

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

VerifyingKey::VerifyingKey(std::string name, const Bytes& bytes) : name_{std::move(name)}, id_{0}, bytes_{bytes} {
    std::string hashed = name_ + "\n";
    for (const std::uint8_t byte : with_algorithm(bytes_)) hashed += static_cast<char>(byte);
    const Hash hash = sha256(hashed);
    id_ = big_endian(std::span{hash}.first<id_bytes>());
}

std::optional<VerifyingKey> VerifyingKey::make(std::string name, const Bytes& bytes) {
    if (!is_key_name(name)) return std::nullopt;
    return VerifyingKey{std::move(name), bytes};
}

Expected<VerifyingKey, ParseError> VerifyingKey::parse(std::string_view text) {
    const auto refuse = [](const char* want) { return unexpected(ParseError{"", want}); };
    const std::size_t first = text.find('+');
    if (first == std::string_view::npos) return refuse("a key as name+id+base64");
    const std::size_t second = text.find('+', first + 1);
    if (second == std::string_view::npos) return refuse("a key as name+id+base64");
    std::array<std::uint8_t, id_bytes> id{};
    if (!read_hex(text.substr(first + 1, second - first - 1), id)) return refuse("an id of 8 hexadecimal digits");
    const auto encoded = bytes_from_base64(text.substr(second + 1));
    Bytes bytes{};
    if (!encoded || encoded->size() != 1 + bytes.size()) return refuse("33 bytes in base64");
    if (encoded->front() != algorithm_ed25519) return refuse("an Ed25519 key, which begins with the byte 1");
    std::copy(encoded->begin() + 1, encoded->end(), bytes.begin());
    auto key = make(std::string{text.substr(0, first)}, bytes);
    if (!key) return refuse("a name without white space");
    if (key->id() != big_endian(id)) return refuse("the id that belongs to name and key");
    return *std::move(key);
}

std::string VerifyingKey::to_text() const {
    const auto id = to_big_endian(id_);
    return name_ + "+" + to_hex(std::string_view{reinterpret_cast<const char*>(id.data()), id.size()}) + "+" +
           to_base64(with_algorithm(bytes_));
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
    std::array<std::uint8_t, signature_bytes> signature{};
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
    for (const SigningKey& key : keys) note += signature_line(key, text);
    if (note.size() > note_bytes_max) return unexpected(NoteFault::too_long);
    return note;
}

Expected<std::string, NoteFault> sign_note(std::string_view text, const SigningKey& key) {
    return sign_note(text, std::span{&key, 1});
}

Expected<SignedNote, NoteFault> open_note(std::string_view note, std::span<const VerifyingKey> keys) {
    if (note.size() > note_bytes_max) return unexpected(NoteFault::too_long);
    if (has_control_character(note) || !count_code_points(note)) return unexpected(NoteFault::malformed_text);
    // The last empty line ends the text, so the text may have others.
    const std::size_t end = note.rfind("\n\n");
    if (end == std::string_view::npos) return unexpected(NoteFault::no_signatures);
    const std::string_view text = note.substr(0, end + 1);
    const auto signatures = parse_signatures(note.substr(end + 2));
    if (!signatures) return unexpected(signatures.error());

    SignedNote opened{std::string{text}, {}};
    for (const Signature& signature : *signatures) {
        const auto is_named = [&](const VerifyingKey& key) {
            return key.name() == signature.name && key.id() == signature.id;
        };
        if (std::none_of(keys.begin(), keys.end(), is_named)) continue;
        if (std::any_of(opened.signers.begin(), opened.signers.end(), is_named)) {
            return unexpected(NoteFault::duplicate_signature);
        }
        const auto signer = std::find_if(keys.begin(), keys.end(), [&](const VerifyingKey& key) {
            return is_named(key) && is_signature_of(key, text, signature.bytes);
        });
        if (signer == keys.end()) return unexpected(NoteFault::forged_signature);
        opened.signers.push_back(*signer);
    }
    if (opened.signers.empty()) return unexpected(NoteFault::no_known_signature);
    return opened;
}

}  // namespace gongyi::record
