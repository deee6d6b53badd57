// The reader of .pb files: never a crash, and what it reads survives writing and reading.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "shared/base/check.h"
#include "shared/tally/pb.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto election = gongyi::tally::read_pb(text);
    if (!election) {
        GONGYI_CHECK(election.error().line >= 1 && election.error().column >= 1 && !election.error().what.empty());
        return 0;
    }
    const auto again = gongyi::tally::read_pb(gongyi::tally::write_pb(*election));
    GONGYI_CHECK(again.has_value() && *again == *election);
    return 0;
}
