#include "server-stub/portal_host/health.h"

#include <cstdio>

namespace gongyi::server {

std::string_view part_name(HealthPart part) {
    constexpr std::array<std::string_view, all_health_parts.size()> names{"store", "writer",   "checkpoint",
                                                                          "kept",  "database", "clock"};
    return names.at(static_cast<std::size_t>(part));
}

void Health::report(HealthPart part, std::string_view what) {
    Part& kept = parts_.at(static_cast<std::size_t>(part));
    if (what.empty() && !kept.is_bad) return;
    const std::lock_guard lock{mutex_};
    if (kept.what == what) return;
    // What a clock shows changes all the time: it is told when it begins to be wrong.
    const bool is_told = part != HealthPart::clock || kept.what.empty() || what.empty();
    if (is_told) {
        std::fprintf(stderr, "gongyi: %s: %s\n", std::string{part_name(part)}.c_str(),
                     what.empty() ? "good again" : std::string{what}.c_str());
    }
    kept.what = what;
    kept.is_bad = !what.empty();
}

std::vector<HealthFault> Health::faults() const {
    std::vector<HealthFault> faults;
    const std::lock_guard lock{mutex_};
    for (const HealthPart part : all_health_parts) {
        const Part& kept = parts_.at(static_cast<std::size_t>(part));
        if (kept.is_bad) faults.push_back({part, kept.what});
    }
    return faults;
}

}  // namespace gongyi::server
