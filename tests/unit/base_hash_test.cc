#include "shared/base/hash.h"

#include <catch2/catch_test_macros.hpp>
#include <string>

namespace gongyi {

namespace {

std::string bytes_of(const Hash& hash) {
    return {hash.begin(), hash.end()};
}

}  // namespace

TEST_CASE("SHA-256 gives the values of FIPS 180", "[base][hash]") {
    CHECK(to_hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(to_hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(to_hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")) ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(to_hex(sha256(std::string(1'000'000, 'a'))) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("a hash of parts is the hash of the parts one after the other", "[base][hash]") {
    const Hash left = sha256("left");
    const Hash right = sha256("right");
    CHECK(sha256(0x00, "entry") == sha256(std::string{'\0'} + "entry"));
    CHECK(sha256(0x01, left, right) == sha256('\x01' + bytes_of(left) + bytes_of(right)));
    CHECK(sha256(0x01, left, right) != sha256(0x01, right, left));
    CHECK(sha256(0x00, "") != sha256(""));
}

TEST_CASE("a hash is written in lower case and read in no other way", "[base][hash]") {
    const Hash hash = sha256("abc");
    const std::string hex = to_hex(hash);
    CHECK(hash_from_hex(hex) == hash);
    CHECK_FALSE(hash_from_hex("").has_value());
    CHECK_FALSE(hash_from_hex(hex.substr(1)).has_value());
    CHECK_FALSE(hash_from_hex(hex + "0").has_value());
    for (const char c : {'A', 'F', 'g', '/', ':', '`', ' ', '\0'}) {
        std::string changed = hex;
        changed[20] = c;
        CAPTURE(c);
        CHECK_FALSE(hash_from_hex(changed).has_value());
    }
    CHECK(to_hex("\x01\xff") == "01ff");
}

TEST_CASE("base64 is that of RFC 4648, section 4, with padding", "[base][hash]") {
    CHECK(to_base64(sha256("abc")) == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    CHECK(to_base64(Hash{}) == "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
}

}  // namespace gongyi
