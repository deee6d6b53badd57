#include "shared/community/profile.h"

#include "shared/base/check.h"
#include "shared/base/sort.h"
#include "shared/community/data_files.h"

namespace gongyi {

const std::vector<RuleProfile>& shipped_profiles() {
    static const std::vector<RuleProfile> profiles = [] {
        std::vector<RuleProfile> read;
        for (const DataFile& file : data_files()) {
            if (!file.name.starts_with("rules/")) continue;
            auto profile = parse_profile(file.text);
            GONGYI_CHECK(profile.has_value());
            read.push_back(std::move(*profile));
        }
        sort_stably(read, [](const auto& a, const auto& b) { return a.id < b.id; });
        return read;
    }();
    return profiles;
}

const RuleProfile* find_profile(std::string_view id) {
    for (const RuleProfile& profile : shipped_profiles()) {
        if (profile.id == id) return &profile;
    }
    return nullptr;
}

const BallotBatchRule& batch_rule() {
    const RuleProfile* const rules = find_profile("sz.micro.2020");
    GONGYI_CHECK(rules != nullptr && rules->ballots.has_value());
    return *rules->ballots;
}

const MeetingForm* find_form(const RuleProfile& profile, std::string_view id) {
    for (const MeetingForm& form : profile.forms) {
        if (form.id == id) return &form;
    }
    return nullptr;
}

std::string_view measure_name(Measure measure) {
    constexpr std::array<std::string_view, all_measures.size()> names{"heads", "households", "units", "area"};
    return names[static_cast<std::size_t>(measure)];
}

std::string_view source_state_name(SourceState state) {
    constexpr std::array<std::string_view, 3> names{"confirmed", "local", "unverified"};
    return names[static_cast<std::size_t>(state)];
}

}  // namespace gongyi
