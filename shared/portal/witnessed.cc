#include "shared/portal/witnessed.h"

#include <algorithm>
#include <array>
#include <vector>

namespace gongyi::portal {

namespace {

// When each of the present witnesses signed the note, if it did, latest first.
std::vector<std::int64_t> times_of(const WitnessPolicy& policy, std::string_view note) {
    std::vector<std::int64_t> times;
    for (const record::WitnessKey& witness : policy.witnesses) {
        const auto time_s = record::cosigned_at(note, witness);
        // Later than people count is no time at all.
        constexpr std::uint64_t time_s_max = std::uint64_t{1} << 40U;
        if (time_s && *time_s && **time_s <= time_s_max) times.push_back(static_cast<std::int64_t>(**time_s));
    }
    for (std::size_t i = 1; i < times.size(); ++i) {
        for (std::size_t j = i; j > 0 && times[j] > times[j - 1]; --j) std::swap(times[j], times[j - 1]);
    }
    return times;
}

}  // namespace

std::string_view state_name(WitnessState state) {
    static constexpr std::array<std::string_view, 5> names{"none", "witnessed", "fresh", "missing", "contradicted"};
    return names.at(static_cast<std::size_t>(state));
}

WitnessFinding judge_witnessed(const State& state, const record::Tree& tree, std::string_view note, UnixMs now) {
    WitnessFinding finding;
    const NamedWitnesses* const named = present_witnesses(state);
    if (named == nullptr) return finding;
    finding.at = named->at;
    const auto stated = record::stated_checkpoint(note);
    if (stated && stated->origin == record_origin(state)) {
        const auto times = times_of(named->policy, note);
        finding.signers = static_cast<std::int64_t>(times.size());
        const auto root = tree.root_at(stated->size);
        const bool is_enough = finding.signers >= named->policy.quorum;
        if (is_enough) {
            finding.size = stated->size;
            finding.at = UnixMs{times[static_cast<std::size_t>(named->policy.quorum - 1)] * 1'000};
        }
        if (!times.empty() && (!root || *root != stated->root)) {
            finding.state = WitnessState::contradicted;
            return finding;
        }
    }
    const bool is_late = now.ms - finding.at.ms > witness_patience_ms;
    const bool is_newest = finding.size == tree.size();
    finding.state = is_late ? WitnessState::missing : is_newest ? WitnessState::witnessed : WitnessState::fresh;
    return finding;
}

}  // namespace gongyi::portal
