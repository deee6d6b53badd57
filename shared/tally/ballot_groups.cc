#include "shared/tally/ballot_groups.h"

#include <algorithm>
#include <array>
#include <bit>

#include "shared/base/check.h"

namespace gongyi::tally {

namespace {

// A choice while ballots are compared: the project above the worth, so that sorting these sorts by project.
using Choice = std::uint64_t;

constexpr Choice make_choice(std::uint32_t project, std::int32_t worth) {
    return (Choice{project} << 32U) | static_cast<std::uint32_t>(worth);
}
constexpr std::uint32_t project_of(Choice choice) {
    return static_cast<std::uint32_t>(choice >> 32U);
}
constexpr std::int32_t worth_of(Choice choice) {
    return static_cast<std::int32_t>(choice & 0xffffffffU);
}

// Reads what ballots support.
class SupportReader {
public:
    SupportReader(const Election& election, Utility utility, std::span<const std::uint8_t> takes_part)
        : ballots_{election.ballots}, utility_{utility}, counts_(takes_part.begin(), takes_part.end()) {
        for (std::size_t p = 0; p < counts_.size(); ++p) {
            if (utility == Utility::cost && election.projects[p].cost == 0) counts_[p] = 0;
        }
    }

    // By rising project.
    void read(std::uint32_t ballot, std::vector<Choice>& into) const {
        into.clear();
        const auto projects = ballots_.projects(ballot);
        const auto points = ballots_.points(ballot);
        for (std::size_t i = 0; i < projects.size(); ++i) {
            GONGYI_CHECK(projects[i] < counts_.size());
            std::int32_t worth = points.empty() || points[i] > 0 ? 1 : 0;
            if (utility_ == Utility::points) worth = points.empty() ? 0 : points[i];
            if (utility_ == Utility::borda) worth = static_cast<std::int32_t>(projects.size() - 1 - i);
            if (worth > 0 && counts_[projects[i]] != 0) into.push_back(make_choice(projects[i], worth));
        }
        // Ballots are short: insertion beats a general sort.
        constexpr std::size_t short_max = 16;
        if (into.size() > short_max) return std::sort(into.begin(), into.end());
        for (std::size_t i = 1; i < into.size(); ++i) {
            const Choice moving = into[i];
            std::size_t at = i;
            for (; at > 0 && moving < into[at - 1]; --at) into[at] = into[at - 1];
            into[at] = moving;
        }
    }

private:
    const Ballots& ballots_;
    Utility utility_;
    std::vector<std::uint8_t> counts_;  // Whether a project can be supported at all.
};

std::uint64_t hash_of(std::span<const Choice> choices) {
    std::uint64_t hash = 0x9e3779b97f4a7c15U ^ choices.size();
    for (const Choice choice : choices) {
        hash ^= choice;
        hash *= 0xbf58476d1ce4e5b9U;
        hash ^= hash >> 31U;
    }
    return hash;
}

// A hash table from support to group, with open addressing, at most half full.
class GroupTable {
public:
    // Room for every ballot to be distinct: growing costs more than slots that stay empty.
    GroupTable(BallotGroups& groups, bool worth_varies)
        : groups_{groups},
          worth_varies_{worth_varies},
          slots_(std::bit_ceil(std::size_t{groups.voter_count} * 2 + 16)) {}

    // Asks the memory for what count() of this hash will look at first.
    void prefetch(std::uint64_t hash) const { __builtin_prefetch(&slots_[slot_of(hash)]); }
    // And for what it will compare then.
    void prefetch_group(std::uint64_t hash) const {
        const Slot& slot = slots_[slot_of(hash)];
        if (slot.group == empty || slot.hash != upper(hash)) return;
        __builtin_prefetch(&groups_.weights[slot.group]);
        __builtin_prefetch(&groups_.choices[groups_.choice_ends[slot.group]]);
    }

    void count(std::span<const Choice> choices, std::uint64_t hash) {
        std::size_t slot = slot_of(hash);
        for (; slots_[slot].group != empty; slot = (slot + 1) & (slots_.size() - 1)) {
            if (slots_[slot].hash == upper(hash) && is_equal(slots_[slot].group, choices)) {
                ++groups_.weights[slots_[slot].group];
                return;
            }
        }
        slots_[slot] = {upper(hash), groups_.count()};
        groups_.weights.push_back(1);
        for (const Choice choice : choices) groups_.choices.push_back(project_of(choice));
        if (worth_varies_) {
            for (const Choice choice : choices) groups_.choice_worths.push_back(worth_of(choice));
        }
        groups_.choice_ends.push_back(static_cast<std::uint32_t>(groups_.choices.size()));
    }

private:
    struct Slot {
        std::uint32_t hash = 0;  // The upper half, which spares most comparisons.
        std::uint32_t group = empty;
    };

    [[nodiscard]] std::size_t slot_of(std::uint64_t hash) const {
        return static_cast<std::size_t>(hash) & (slots_.size() - 1);
    }
    static std::uint32_t upper(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32U); }

    [[nodiscard]] bool is_equal(std::uint32_t group, std::span<const Choice> choices) const {
        const std::size_t begin = groups_.choice_ends[group];
        if (groups_.choice_ends[group + 1] - begin != choices.size()) return false;
        for (std::size_t i = 0; i < choices.size(); ++i) {
            const std::int32_t worth = worth_varies_ ? groups_.choice_worths[begin + i] : 1;
            if (choices[i] != make_choice(groups_.choices[begin + i], worth)) return false;
        }
        return true;
    }

    static constexpr std::uint32_t empty = 0xffffffff;
    BallotGroups& groups_;
    bool worth_varies_;
    std::vector<Slot> slots_;
};

void add_supporters(BallotGroups& groups, std::size_t project_count) {
    groups.votes.assign(project_count, 0);
    groups.worths.assign(project_count, 0);
    groups.supporter_ends.assign(project_count + 1, 0);
    for (const std::uint32_t project : groups.choices) ++groups.supporter_ends[project + 1];
    for (std::size_t p = 0; p < project_count; ++p) groups.supporter_ends[p + 1] += groups.supporter_ends[p];
    groups.supporters.resize(groups.choices.size());
    groups.supporter_worths.resize(groups.choice_worths.size());
    std::vector<std::uint32_t> next(groups.supporter_ends.begin(), groups.supporter_ends.end() - 1);
    for (std::uint32_t group = 0; group < groups.count(); ++group) {
        for (const Support& choice : groups.choices_of(group)) {
            const std::uint32_t place = next[choice.index]++;
            groups.supporters[place] = group;
            if (!groups.supporter_worths.empty()) groups.supporter_worths[place] = choice.worth;
            groups.votes[choice.index] += groups.weights[group];
            groups.worths[choice.index] += std::int64_t{groups.weights[group]} * choice.worth;
            groups.worth_max = std::max(groups.worth_max, choice.worth);
        }
    }
}

}  // namespace

BallotGroups group_ballots(const Election& election, Utility utility, std::span<const std::uint8_t> takes_part) {
    GONGYI_CHECK(takes_part.size() == election.projects.size());
    const bool worth_varies = utility == Utility::points || utility == Utility::borda;
    BallotGroups groups;
    groups.voter_count = election.ballots.count();
    GroupTable table{groups, worth_varies};
    groups.choices.reserve(election.ballots.choice_count());
    if (worth_varies) groups.choice_worths.reserve(election.ballots.choice_count());
    groups.choice_ends.reserve(std::size_t{groups.voter_count} + 1);
    groups.weights.reserve(groups.voter_count);
    const SupportReader reader{election, utility, takes_part};
    // In blocks, so that the table's slots and then the groups in them are on their way while other ballots are read.
    constexpr std::uint32_t block_size = 32;
    std::array<std::vector<Choice>, block_size> choices;
    std::array<std::uint64_t, block_size> hashes{};
    for (std::uint32_t first = 0; first < groups.voter_count; first += block_size) {
        const std::uint32_t size = std::min(block_size, groups.voter_count - first);
        for (std::uint32_t i = 0; i < size; ++i) {
            reader.read(first + i, choices[i]);
            hashes[i] = hash_of(choices[i]);
            table.prefetch(hashes[i]);
        }
        for (std::uint32_t i = 0; i < size; ++i) table.prefetch_group(hashes[i]);
        for (std::uint32_t i = 0; i < size; ++i) {
            if (!choices[i].empty()) table.count(choices[i], hashes[i]);
        }
    }
    add_supporters(groups, election.projects.size());
    return groups;
}

}  // namespace gongyi::tally
