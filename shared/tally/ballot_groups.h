// Ballots as the rules see them: who supports what and how much it is worth, identical ballots counted once.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "shared/tally/election.h"
#include "shared/tally/rule.h"

namespace gongyi::tally {

// One project that a group of voters supports, or one group that supports a project.
struct Support {
    std::uint32_t index = 0;  // The project, or the group.
    std::int32_t worth = 0;   // Above 0. 1 under the utilities cost and cardinality: what differs from voter to voter.
};

// Ballots with the same support are one group. Of most real elections few distinct ones remain.
struct BallotGroups {
    std::uint32_t voter_count = 0;  // All valid ballots, those without any support too.
    std::int32_t worth_max = 1;
    std::vector<std::uint32_t> weights{};  // Ballots in each group.
    std::vector<Support> choices{};        // The supported projects of each group, by rising project.
    std::vector<std::uint32_t> choice_ends{0};
    std::vector<Support> supporters{};  // The same the other way: the groups of each project, by rising group.
    std::vector<std::uint32_t> supporter_ends{0};
    std::vector<std::uint64_t> votes{};  // Of each project, the ballots that support it.
    std::vector<std::int64_t> worths{};  // Of each project, the sum of what it is worth to its supporters.

    [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(weights.size()); }
    [[nodiscard]] std::span<const Support> choices_of(std::uint32_t group) const {
        return {choices.data() + choice_ends[group], choices.data() + choice_ends[group + 1]};
    }
    [[nodiscard]] std::span<const Support> supporters_of(std::uint32_t project) const {
        return {supporters.data() + supporter_ends[project], supporters.data() + supporter_ends[project + 1]};
    }
};

// Groups the ballots under a utility. `takes_part` is parallel to the projects: those with 0 are left out. Under the
// utility cost a project that costs nothing is worth nothing and has no supporters.
// Cost: linear in the choices, times the logarithm of a ballot's length.
[[nodiscard]] BallotGroups group_ballots(const Election& election, Utility utility,
                                         std::span<const std::uint8_t> takes_part);

}  // namespace gongyi::tally
