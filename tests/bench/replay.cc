// The demo's record, and small entries: parsed strictly, checked, applied and hashed, as the server does at its start
// and the browser before it believes anything.
#include <string>
#include <vector>

#include "shared/base/check.h"
#include "shared/portal/demo.h"
#include "shared/portal/entry_json.h"
#include "shared/portal/verify.h"
#include "shared/record/entry.h"
#include "tests/bench/clock.h"
#include "tests/bench/subjects.h"

namespace gongyi::bench {

namespace {

constexpr std::uint64_t demo_seed = 1;
constexpr UnixMs demo_now{1'795'000'000'000};
constexpr std::uint64_t rounds_opened = 20'000;

void replay_all(const std::vector<std::string>& entries) {
    portal::Replay replay;
    for (const std::string& entry : entries) GONGYI_CHECK(replay.append(entry).has_value());
}

}  // namespace

void replay() {
    const portal::Demo demo = portal::make_demo(demo_seed, demo_now, Secret<32>{});
    std::vector<std::string> entries;
    std::size_t bytes = 0;
    std::size_t ballots = 0;
    for (const portal::Entry& entry : demo.entries) {
        entries.push_back(portal::write_entry(entry));
        bytes += entries.back().size();
        if (const auto* opened = std::get_if<BallotsOpened>(&entry.event)) ballots += opened->ballots.size();
    }
    measure("replay: the demo's record (" + std::to_string(bytes / 1024) + " KiB)", ballots, "ballots",
            [&] { replay_all(entries); });
    const std::string small = portal::write_entry({demo_now, Role::staff, VotingOpened{RoundId{3}, {}}});
    measure("replay: parse and hash entries (" + std::to_string(small.size()) + " bytes)", rounds_opened, "entries",
            [&] {
                for (std::uint64_t i = 0; i < rounds_opened; ++i) {
                    const auto entry = portal::parse_entry(small);
                    const Hash leaf = record::leaf_hash(small);
                    GONGYI_CHECK(entry.has_value());
                    keep(&leaf);
                }
            });
}

}  // namespace gongyi::bench
