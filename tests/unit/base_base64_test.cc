#include "shared/base/base64.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "shared/base/number.h"

namespace gongyi {

TEST_CASE("the examples of RFC 4648 section 10 read and write", "[base][base64]") {
    const std::string text = "foobar";
    const std::vector<std::string> encoded{"", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"};
    for (std::size_t length = 0; length <= text.size(); ++length) {
        const std::vector<std::uint8_t> bytes(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(length));
        CHECK(to_base64(bytes) == encoded[length]);
        CHECK(bytes_from_base64(encoded[length]) == bytes);
    }
}

TEST_CASE("base64 that would not have been written is refused", "[base][base64]") {
    const char* const text = GENERATE("Z", "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zm9v\n", " Zm9v", "Zm 9v",
                                      "Zm9v=", "_-_-", "====", "Zg==Zg==");
    CAPTURE(text);
    CHECK_FALSE(bytes_from_base64(text).has_value());
}

TEST_CASE("whole numbers are read strictly, up to 64 bits", "[base][number]") {
    CHECK(whole_number("0") == 0U);
    CHECK(whole_number("18446744073709551615") == ~std::uint64_t{0});
    const char* const text = GENERATE("", "18446744073709551616", "99999999999999999999999", "-1", "+1", "00", "01",
                                      " 1", "1 ", "1.0", "1e3", "0x1", "１");
    CAPTURE(text);
    CHECK_FALSE(whole_number(text).has_value());
}

}  // namespace gongyi
