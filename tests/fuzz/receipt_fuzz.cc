// Any bytes as a receipt, as what its QR code holds and as a promise: refused, or equal after writing and reading
// again, and never a crash when the receipt is looked up.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "shared/base/check.h"
#include "shared/portal/receipt.h"
#include "shared/portal/receipt_code.h"
#include "tests/support/portal_fixture.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace gongyi;
    static const test::Harness closed = test::community_with_round(Stage::closed);
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    if (const auto promise = portal::parse_promise(text)) GONGYI_CHECK(portal::write_promise(*promise) == text);
    static_cast<void>(portal::open_promise(closed.state, text, RoundId{1}, Hash{}));
    if (const auto scanned = portal::parse_receipt_code(text, "test", RoundId{1})) {
        GONGYI_CHECK(portal::write_receipt_code(*scanned) == text);
    }
    const auto receipt = portal::parse_receipt(text);
    if (!receipt) return 0;
    const std::string written = portal::write_receipt(*receipt);
    const auto again = portal::parse_receipt(written);
    GONGYI_CHECK(again.has_value() && portal::write_receipt(*again) == written);
    static_cast<void>(portal::check_receipt(*receipt, closed.state));
    return 0;
}
