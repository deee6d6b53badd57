#include "server-stub/accounts/totp.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include "server-stub/accounts/claim_code.h"
#include "server-stub/accounts/spelling.h"
#include "shared/base/check.h"

namespace gongyi::server {
namespace {

constexpr std::string_view base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::size_t secret_characters = 32;  // 160 bits of five each.

std::string_view bytes_of(const TotpSecret& secret) {
    return {reinterpret_cast<const char*>(secret.data()), secret.size()};
}

std::string percent_encoded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                              c == '.' || c == '_' || c == '~';
        if (is_plain) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += "0123456789ABCDEF"[byte / 16];
        out += "0123456789ABCDEF"[byte % 16];
    }
    return out;
}

}  // namespace

// RFC 4226 section 5.3.
std::string totp_code(std::string_view secret, std::int64_t step, int digits) {
    GONGYI_CHECK(digits >= 1 && digits <= 9);
    std::array<std::uint8_t, 8> counter{};
    auto rest = static_cast<std::uint64_t>(step);
    for (auto byte = counter.rbegin(); byte != counter.rend(); ++byte, rest >>= 8) {
        *byte = static_cast<std::uint8_t>(rest);
    }
    std::array<std::uint8_t, EVP_MAX_MD_SIZE> mac{};
    unsigned int size = 0;
    const unsigned char* const made = ::HMAC(::EVP_sha1(), secret.data(), static_cast<int>(secret.size()),
                                             counter.data(), counter.size(), mac.data(), &size);
    GONGYI_CHECK(made != nullptr && size == 20);
    const std::size_t at = mac[size - 1] & 0xfU;
    const std::uint32_t number =
        (mac[at] & 0x7fU) << 24U | std::uint32_t{mac[at + 1]} << 16U | std::uint32_t{mac[at + 2]} << 8U | mac[at + 3];
    std::string code(static_cast<std::size_t>(digits), '0');
    std::uint32_t left = number;
    for (auto digit = code.rbegin(); digit != code.rend(); ++digit, left /= 10) {
        *digit = static_cast<char>('0' + left % 10);
    }
    return code;
}

TotpSecret random_totp_secret() {
    TotpSecret secret{};
    randombytes_buf(secret.data(), secret.size());
    return secret;
}

std::string write_totp_secret(const TotpSecret& secret) {
    std::string text;
    std::uint32_t bits = 0;
    int count = 0;
    for (const std::uint8_t byte : secret) {
        bits = (bits << 8U | byte) & 0xfffU;
        for (count += 8; count >= 5; count -= 5) text += base32[bits >> (count - 5) & 31U];
    }
    return text;
}

std::optional<TotpSecret> read_totp_secret(std::string_view text) {
    if (text.size() != secret_characters) return std::nullopt;
    TotpSecret secret{};
    std::uint32_t bits = 0;
    int count = 0;
    std::size_t at = 0;
    for (const char c : text) {
        const auto value = base32.find(c);
        if (value == std::string_view::npos) return std::nullopt;
        bits = (bits << 5U | static_cast<std::uint32_t>(value)) & 0xfffU;
        count += 5;
        if (count < 8) continue;
        count -= 8;
        secret[at++] = static_cast<std::uint8_t>(bits >> count);
    }
    return secret;
}

std::string totp_address(const TotpSecret& secret, std::string_view issuer, std::string_view name) {
    const std::string who = percent_encoded(issuer);
    return "otpauth://totp/" + who + ":" + percent_encoded(name) + "?secret=" + write_totp_secret(secret) +
           "&issuer=" + who;
}

std::optional<UsedCode> use_code(const ServerKey& key, const SecondFactor& factor, std::string_view typed, UnixMs now) {
    std::optional<UsedCode> used;
    if (typed.size() > claim_code_bytes_max) return used;
    const std::string code = meant_code(typed).value_or("");
    const std::int64_t present = now.ms / totp_step_ms;
    for (std::int64_t step = present - totp_slack_steps; step <= present + totp_slack_steps; ++step) {
        const bool matches = equal_in_constant_time(code, totp_code(bytes_of(factor.secret), step, totp_digits));
        if (!matches || step <= factor.used_step || used) continue;
        used = UsedCode{.after = factor, .is_recovery = false};
        used->after.used_step = step;
    }
    const auto plain = read_claim_code(typed);
    if (!plain) return used;
    const Hash hash = key.hash("recovery code", *plain);
    for (std::size_t i = 0; i < factor.recovery_hashes.size(); ++i) {
        if (sodium_memcmp(factor.recovery_hashes[i].data(), hash.data(), hash.size()) != 0 || used) continue;
        used = UsedCode{.after = factor, .is_recovery = true};
        used->after.recovery_hashes.erase(used->after.recovery_hashes.begin() + static_cast<std::ptrdiff_t>(i));
    }
    return used;
}

RecoveryCodes make_recovery_codes(const ServerKey& key) {
    RecoveryCodes codes;
    for (std::size_t i = 0; i < recovery_code_count; ++i) {
        const std::string plain = random_claim_code();
        codes.shown.push_back(show_claim_code(plain));
        codes.hashes.push_back(key.hash("recovery code", plain));
    }
    return codes;
}

}  // namespace gongyi::server
