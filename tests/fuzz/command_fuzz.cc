// Goal: any bytes as a command are refused, or decided without a crash.
// Method: what is read is equal after writing and reading again; it is decided, for every role, on a community in which
// much is under way, and what follows is applied.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "shared/base/check.h"
#include "shared/portal/command_json.h"
#include "shared/portal/entry_json.h"
#include "tests/fuzz/lively_community.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace gongyi;
    const auto command = portal::parse_command({reinterpret_cast<const char*>(data), size});
    if (!command) {
        GONGYI_CHECK(!command.error().want.empty());
        return 0;
    }
    const std::string written = portal::write_command(*command);
    const auto again = portal::parse_command(written);
    GONGYI_CHECK(again.has_value() && portal::write_command(*again) == written);
    const test::LivelyCommunity& community = test::lively_community();
    for (const Role role : all_roles) {
        const ResidentId actor = test::somebody_with(role);
        portal::Context context{actor, role, community.now, {}};
        context.facts = community.harness.facts_for(*command, actor, community.now);
        context.facts.text_seed = sha256("seed");
        const auto decision = portal::decide(community.harness.state, *command, context);
        if (!decision) continue;
        portal::State state = community.harness.state;
        for (const portal::Event& event : decision->events) {
            const portal::Entry entry{portal::entry_time(state, community.now), role, event};
            const std::string bytes = portal::write_entry(entry);
            const auto read = portal::parse_entry(bytes);
            GONGYI_CHECK(read.has_value() && portal::write_entry(*read) == bytes);
            portal::apply_event(state, entry);
        }
    }
    return 0;
}
