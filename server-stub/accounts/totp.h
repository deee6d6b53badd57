// Codes that a phone shows anew each half minute (RFC 6238: HMAC-SHA-1, 6 digits, 30 seconds), which is what every
// authenticator reads; and the recovery codes that stand in for them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server-stub/accounts/secrets.h"
#include "server-stub/store/second_factor.h"
#include "shared/base/time.h"

namespace gongyi::server {

inline constexpr std::int64_t totp_step_ms = 30'000;
inline constexpr int totp_digits = 6;
// Of a step before or after, for a phone whose clock is not quite right (RFC 6238 section 5.2).
inline constexpr std::int64_t totp_slack_steps = 1;
inline constexpr std::size_t recovery_code_count = 10;

// The code of one step, with leading zeros. Requires 1 to 9 digits. Cost: a microsecond.
[[nodiscard]] std::string totp_code(std::string_view secret, std::int64_t step, int digits);

[[nodiscard]] TotpSecret random_totp_secret();
// Base32 (RFC 4648 section 6) without padding, and back: capitals alone.
[[nodiscard]] std::string write_totp_secret(const TotpSecret& secret);
[[nodiscard]] std::optional<TotpSecret> read_totp_secret(std::string_view text);
// otpauth://totp/ISSUER:NAME?secret=…: what authenticators scan.
[[nodiscard]] std::string totp_address(const TotpSecret& secret, std::string_view issuer, std::string_view name);

// A code with which somebody signs in: which of the two, and what it leaves of the second factor.
struct UsedCode {
    SecondFactor after;        // The step, or the recovery code, will not do again.
    bool is_recovery = false;  // One fewer is left.
};
// `typed` in any width, with any blanks. Nothing when it is neither the code of a step near `now` that is later than
// the last one used, nor a recovery code that is left. All steps and all codes are looked at.
[[nodiscard]] std::optional<UsedCode> use_code(const ServerKey& key, const SecondFactor& factor, std::string_view typed,
                                               UnixMs now);

// New ones, as they are shown, and what is kept of them. 60 bits each.
struct RecoveryCodes {
    std::vector<std::string> shown;
    std::vector<Hash> hashes;
};
[[nodiscard]] RecoveryCodes make_recovery_codes(const ServerKey& key);

}  // namespace gongyi::server
