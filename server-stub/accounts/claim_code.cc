#include "server-stub/accounts/claim_code.h"

#include <sodium.h>

#include "server-stub/accounts/spelling.h"
#include "shared/base/check.h"

namespace gongyi::server {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
static_assert(alphabet.size() == 32);

char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

// The character that was meant, or 0 when there is none.
char meant(char typed) {
    const char c = upper(typed);
    if (c == 'O') return '0';
    if (c == 'I' || c == 'L') return '1';
    return alphabet.find(c) == std::string_view::npos ? '\0' : c;
}

// Each byte gives five bits; 32 divides 256, so every character is equally likely.
std::string code_from_bytes(const std::uint8_t* bytes) {
    std::string code;
    for (std::size_t i = 0; i < claim_code_characters; ++i) code += alphabet[bytes[i] % alphabet.size()];
    return code;
}

}  // namespace

std::optional<std::string> read_claim_code(std::string_view typed) {
    if (typed.size() > claim_code_bytes_max) return std::nullopt;
    const auto code = meant_code(typed);
    if (!code) return std::nullopt;
    std::string plain;
    for (const char c : *code) {
        const char character = meant(c);
        if (character == '\0') return std::nullopt;
        plain += character;
    }
    if (plain.size() != claim_code_characters) return std::nullopt;
    return plain;
}

std::string show_claim_code(std::string_view plain) {
    GONGYI_CHECK(plain.size() == claim_code_characters);
    std::string shown{plain.substr(0, 4)};
    shown += '-';
    shown += plain.substr(4, 4);
    shown += '-';
    shown += plain.substr(8, 4);
    return shown;
}

std::string random_claim_code() {
    std::array<std::uint8_t, claim_code_characters> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return code_from_bytes(bytes.data());
}

std::string demo_claim_code(std::uint64_t seed, ResidentId person) {
    const Hash hash = sha256("gongyi demo claim code " + std::to_string(seed) + " " + std::to_string(person.raw()));
    return code_from_bytes(hash.data());
}

Hash claim_code_hash(const ServerKey& key, std::string_view plain) {
    return key.hash("claim code", plain);
}

}  // namespace gongyi::server
