// Any bytes as an entry: refused, or read and written again as the same bytes, and never a crash in a replay.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "shared/base/check.h"
#include "shared/portal/entry_json.h"
#include "shared/portal/verify.h"
#include "tests/support/portal_fixture.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace gongyi;
    static const portal::Replay before = [] {
        portal::Replay replay;
        for (const portal::Entry& entry : test::community_with_round(Stage::voting).entries) {
            GONGYI_CHECK(replay.append(portal::write_entry(entry)).has_value());
        }
        return replay;
    }();
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto entry = portal::parse_entry(text);
    if (!entry) return 0;
    GONGYI_CHECK(portal::write_entry(*entry) == text);
    portal::Replay replay = before;
    static_cast<void>(replay.append(text));
    return 0;
}
