#include "shared/tally/ballot_groups.h"

#include <algorithm>
#include <array>
#include <bit>

#include "shared/base/check.h"

namespace gongyi::tally {

namespace {

// What a ballot supports, by rising project, into `into`.
void read_support(const Election& election, Utility utility, std::span<const std::uint8_t> takes_part,
                  std::uint32_t ballot, std::vector<Support>& into) {
    into.clear();
    const auto projects = election.ballots.projects(ballot);
    const auto points = election.ballots.points(ballot);
    for (std::size_t i = 0; i < projects.size(); ++i) {
        const std::uint32_t project = projects[i];
        GONGYI_CHECK(project < takes_part.size());
        std::int32_t worth = points.empty() || points[i] > 0 ? 1 : 0;
        if (utility == Utility::points) worth = points.empty() ? 0 : points[i];
        if (utility == Utility::borda) worth = static_cast<std::int32_t>(projects.size() - 1 - i);
        if (utility == Utility::cost && election.projects[project].cost == 0) worth = 0;
        if (worth > 0 && takes_part[project] != 0) into.push_back({project, worth});
    }
    // Ballots are short: insertion beats a general sort.
    constexpr std::size_t short_max = 16;
    const auto is_before = [](const Support& x, const Support& y) { return x.index < y.index; };
    if (into.size() > short_max) {
        std::sort(into.begin(), into.end(), is_before);
        return;
    }
    for (std::size_t i = 1; i < into.size(); ++i) {
        const Support moving = into[i];
        std::size_t at = i;
        for (; at > 0 && is_before(moving, into[at - 1]); --at) into[at] = into[at - 1];
        into[at] = moving;
    }
}

std::uint64_t hash_of(std::span<const Support> support) {
    std::uint64_t hash = 0x9e3779b97f4a7c15U ^ support.size();
    for (const Support& s : support) {
        hash ^= (std::uint64_t{s.index} << 32U) | static_cast<std::uint32_t>(s.worth);
        hash *= 0xbf58476d1ce4e5b9U;
        hash ^= hash >> 31U;
    }
    return hash;
}

// A hash table from support to group, with open addressing, at most half full.
class GroupTable {
public:
    // Room for every ballot to be distinct: growing costs more than slots that stay empty.
    explicit GroupTable(BallotGroups& groups)
        : groups_{groups}, slots_(std::bit_ceil(std::size_t{groups.voter_count} * 2 + 16)) {}

    // Asks the memory for what count() of this hash will look at first.
    void prefetch(std::uint64_t hash) const {
        __builtin_prefetch(&slots_[static_cast<std::size_t>(hash) & (slots_.size() - 1)]);
    }

    void count(std::span<const Support> support, std::uint64_t hash) {
        std::size_t slot = static_cast<std::size_t>(hash) & (slots_.size() - 1);
        for (; slots_[slot].group != empty; slot = (slot + 1) & (slots_.size() - 1)) {
            if (slots_[slot].hash != static_cast<std::uint32_t>(hash >> 32U)) continue;
            if (is_equal(groups_.choices_of(slots_[slot].group), support)) {
                ++groups_.weights[slots_[slot].group];
                return;
            }
        }
        slots_[slot] = {static_cast<std::uint32_t>(hash >> 32U), groups_.count()};
        groups_.weights.push_back(1);
        groups_.choices.insert(groups_.choices.end(), support.begin(), support.end());
        groups_.choice_ends.push_back(static_cast<std::uint32_t>(groups_.choices.size()));
    }

private:
    struct Slot {
        std::uint32_t hash = 0;  // The upper half, which spares most comparisons.
        std::uint32_t group = empty;
    };

    static bool is_equal(std::span<const Support> a, std::span<const Support> b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                          [](const Support& x, const Support& y) { return x.index == y.index && x.worth == y.worth; });
    }

    static constexpr std::uint32_t empty = 0xffffffff;
    BallotGroups& groups_;
    std::vector<Slot> slots_;
};

void add_supporters(BallotGroups& groups, std::size_t project_count) {
    groups.votes.assign(project_count, 0);
    groups.worths.assign(project_count, 0);
    groups.supporter_ends.assign(project_count + 1, 0);
    for (const Support& choice : groups.choices) ++groups.supporter_ends[choice.index + 1];
    for (std::size_t p = 0; p < project_count; ++p) groups.supporter_ends[p + 1] += groups.supporter_ends[p];
    groups.supporters.resize(groups.choices.size());
    std::vector<std::uint32_t> next(groups.supporter_ends.begin(), groups.supporter_ends.end() - 1);
    for (std::uint32_t group = 0; group < groups.count(); ++group) {
        for (const Support& choice : groups.choices_of(group)) {
            groups.supporters[next[choice.index]++] = {group, choice.worth};
            groups.votes[choice.index] += groups.weights[group];
            groups.worths[choice.index] += std::int64_t{groups.weights[group]} * choice.worth;
            groups.worth_max = std::max(groups.worth_max, choice.worth);
        }
    }
}

}  // namespace

BallotGroups group_ballots(const Election& election, Utility utility, std::span<const std::uint8_t> takes_part) {
    GONGYI_CHECK(takes_part.size() == election.projects.size());
    BallotGroups groups;
    groups.voter_count = election.ballots.count();
    GroupTable table{groups};
    groups.choices.reserve(election.ballots.choice_count());
    groups.choice_ends.reserve(std::size_t{groups.voter_count} + 1);
    groups.weights.reserve(groups.voter_count);
    // In blocks, so that the table's slots are on their way while other ballots are read.
    constexpr std::uint32_t block_size = 32;
    std::array<std::vector<Support>, block_size> supports;
    std::array<std::uint64_t, block_size> hashes{};
    for (std::uint32_t first = 0; first < groups.voter_count; first += block_size) {
        const std::uint32_t size = std::min(block_size, groups.voter_count - first);
        for (std::uint32_t i = 0; i < size; ++i) {
            read_support(election, utility, takes_part, first + i, supports[i]);
            hashes[i] = hash_of(supports[i]);
            table.prefetch(hashes[i]);
        }
        for (std::uint32_t i = 0; i < size; ++i) {
            if (!supports[i].empty()) table.count(supports[i], hashes[i]);
        }
    }
    add_supporters(groups, election.projects.size());
    return groups;
}

}  // namespace gongyi::tally
