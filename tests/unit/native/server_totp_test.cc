// The second step's codes, by the vectors of RFC 6238 appendix B (SHA-1) and RFC 4226 appendix D.
#include <catch2/catch_test_macros.hpp>
#include <set>
#include <utility>

#include "server-stub/accounts/totp.h"

namespace gongyi::server::test {
namespace {

constexpr std::string_view rfc_secret = "12345678901234567890";

SecondFactor factor_of(const ServerKey& key, RecoveryCodes& codes) {
    codes = make_recovery_codes(key);
    SecondFactor factor{.person = ResidentId{7}};
    std::copy(rfc_secret.begin(), rfc_secret.end(), factor.secret.begin());
    factor.recovery_hashes = codes.hashes;
    return factor;
}

}  // namespace

TEST_CASE("codes are those of RFC 6238 and RFC 4226", "[server][accounts][totp]") {
    for (const auto& [seconds, code] : {std::pair{59LL, "94287082"},
                                        {1'111'111'109LL, "07081804"},
                                        {1'111'111'111LL, "14050471"},
                                        {1'234'567'890LL, "89005924"},
                                        {2'000'000'000LL, "69279037"},
                                        {20'000'000'000LL, "65353130"}}) {
        CAPTURE(seconds);
        CHECK(totp_code(rfc_secret, seconds * 1'000 / totp_step_ms, 8) == code);
    }
    const char* const counted[]{"755224", "287082", "359152", "969429", "338314",
                                "254676", "287922", "162583", "399871", "520489"};
    for (std::int64_t step = 0; step < 10; ++step) CHECK(totp_code(rfc_secret, step, 6) == counted[step]);
}

TEST_CASE("a code is good for its step and one beside it, and once", "[server][accounts][totp]") {
    REQUIRE(start_cryptography());
    const ServerKey key = ServerKey::generate();
    RecoveryCodes codes;
    const SecondFactor factor = factor_of(key, codes);
    const std::int64_t step = 50'000'000;
    const UnixMs now{step * totp_step_ms};
    const std::string code = totp_code(rfc_secret, step, totp_digits);
    for (const std::int64_t off : {-1, 0, 1}) {
        CHECK(use_code(key, factor, code, UnixMs{now.ms + off * totp_step_ms}).has_value());
    }
    CHECK(use_code(key, factor, code, UnixMs{now.ms + 2 * totp_step_ms - 1}).has_value());
    CHECK_FALSE(use_code(key, factor, code, UnixMs{now.ms + 2 * totp_step_ms}).has_value());
    CHECK_FALSE(use_code(key, factor, code, UnixMs{now.ms - totp_step_ms - 1}).has_value());
    const auto used = use_code(key, factor, code, now);
    REQUIRE(used);
    CHECK_FALSE(used->is_recovery);
    CHECK_FALSE(use_code(key, used->after, code, now).has_value());
    // Nor one from before it.
    CHECK_FALSE(use_code(key, used->after, totp_code(rfc_secret, step - 1, totp_digits), now).has_value());
    CHECK(use_code(key, used->after, totp_code(rfc_secret, step + 1, totp_digits), now).has_value());
    // As a Chinese keyboard types it.
    std::string wide;
    for (const char c : code) wide += std::string{"\xEF\xBC"} + static_cast<char>('\x90' + (c - '0'));
    CHECK(use_code(key, factor, wide.substr(0, 9) + " " + wide.substr(9), now).has_value());
    for (const char* wrong : {"", "0", "abcdef", "1234567", "\xff"}) CHECK_FALSE(use_code(key, factor, wrong, now));
}

TEST_CASE("a recovery code is good once", "[server][accounts][totp]") {
    REQUIRE(start_cryptography());
    const ServerKey key = ServerKey::generate();
    RecoveryCodes codes;
    SecondFactor factor = factor_of(key, codes);
    REQUIRE(codes.shown.size() == recovery_code_count);
    CHECK(std::set<std::string>(codes.shown.begin(), codes.shown.end()).size() == recovery_code_count);
    for (const std::string& code : codes.shown) {
        const auto used = use_code(key, factor, code, UnixMs{0});
        REQUIRE(used);
        CHECK(used->is_recovery);
        CHECK(used->after.recovery_hashes.size() + 1 == factor.recovery_hashes.size());
        factor = used->after;
        CHECK_FALSE(use_code(key, factor, code, UnixMs{0}).has_value());
    }
    CHECK(factor.recovery_hashes.empty());
    const SecondFactor other = factor_of(key, codes);
    CHECK(use_code(key, other, codes.shown[0], UnixMs{0}).has_value());
    CHECK_FALSE(use_code(ServerKey::generate(), other, codes.shown[0], UnixMs{0}).has_value());
}

TEST_CASE("a secret is read back, and its address names who and where", "[server][accounts][totp]") {
    TotpSecret secret{};
    std::copy(rfc_secret.begin(), rfc_secret.end(), secret.begin());
    CHECK(write_totp_secret(secret) == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    CHECK(read_totp_secret("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ") == secret);
    CHECK_FALSE(read_totp_secret("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ").has_value());
    CHECK_FALSE(read_totp_secret("gEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").has_value());
    CHECK(totp_address(secret, "四季 A", "老陈&") ==
          "otpauth://totp/%E5%9B%9B%E5%AD%A3%20A:%E8%80%81%E9%99%88%26?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
          "&issuer=%E5%9B%9B%E5%AD%A3%20A");
}

}  // namespace gongyi::server::test
