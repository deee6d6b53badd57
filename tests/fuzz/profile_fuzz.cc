// Rule profiles and calendars, which people edit: reading never breaks, and what is read can be used.
#include <cstdlib>
#include <string_view>

#include "shared/community/profile.h"
#include "shared/community/quorum.h"

namespace {

void use_profile(const gongyi::RuleProfile& profile) {
    const auto again = gongyi::parse_profile(profile.text);
    if (!again || *again != profile) std::abort();
    gongyi::Counts counts;
    for (const gongyi::Measure measure : gongyi::all_measures) {
        counts.set(measure, {gongyi::counted_max, gongyi::counted_max, gongyi::counted_max, 0, 0});
    }
    for (const gongyi::MeetingForm& form : profile.forms) {
        if (!gongyi::judge(form, counts).passes) std::abort();  // All are there and all agree.
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    if (const auto profile = gongyi::parse_profile(text)) use_profile(*profile);
    if (const auto calendar = gongyi::parse_calendar(text)) {
        const gongyi::Date first{calendar->years.front().year, 1, 1};
        static_cast<void>(gongyi::end_of_period(*calendar, first, {gongyi::period_days_max, gongyi::DayUnit::working}));
    }
    return 0;
}
