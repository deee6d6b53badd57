// Any bytes as a command: refused, or decided without a crash, and equal after writing and reading again.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "shared/base/check.h"
#include "shared/portal/command_json.h"
#include "tests/support/portal_fixture.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace gongyi;
    static const test::Harness start = test::community_with_round(Stage::voting, BallotForm::knapsack);
    const auto command = portal::parse_command({reinterpret_cast<const char*>(data), size});
    if (!command) return 0;
    const std::string written = portal::write_command(*command);
    const auto again = portal::parse_command(written);
    GONGYI_CHECK(again.has_value() && portal::write_command(*again) == written);
    for (const Role role : all_roles) {
        test::Harness community = start;
        static_cast<void>(community.run(*command, role));
    }
    return 0;
}
