// Ballots as the rules see them: who supports what and how much it is worth, identical ballots counted once.
#pragma once

#include <cstddef>
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

// Support is kept as two arrays, and the worths are left out where all of them are 1: a million ballots are millions of
// choices, and what does not fit into the processor's cache is what takes the time.
class Supports {
public:
    class Iterator {
    public:
        Iterator(const std::uint32_t* index, const std::int32_t* worth) : index_{index}, worth_{worth} {}
        Support operator*() const { return {*index_, worth_ == nullptr ? 1 : *worth_}; }
        Iterator& operator++() {
            ++index_;
            if (worth_ != nullptr) ++worth_;
            return *this;
        }
        friend bool operator==(const Iterator& a, const Iterator& b) { return a.index_ == b.index_; }

    private:
        const std::uint32_t* index_;
        const std::int32_t* worth_;
    };

    // `worths` is empty or as long as `indices`, from which [begin, end) is taken.
    Supports(const std::vector<std::uint32_t>& indices, const std::vector<std::int32_t>& worths, std::size_t begin,
             std::size_t end)
        : indices_{indices.data() + begin, indices.data() + end},
          worths_{worths.empty() ? nullptr : worths.data() + begin} {}

    [[nodiscard]] Iterator begin() const { return {indices_.data(), worths_}; }
    [[nodiscard]] Iterator end() const { return {indices_.data() + indices_.size(), worths_}; }
    [[nodiscard]] std::span<const std::uint32_t> indices() const { return indices_; }

private:
    std::span<const std::uint32_t> indices_;
    const std::int32_t* worths_;  // Null: all are 1.
};

// Ballots with the same support are one group. Of most real elections few distinct ones remain.
struct BallotGroups {
    std::uint32_t voter_count = 0;  // All valid ballots, those without any support too.
    std::int32_t worth_max = 1;
    std::vector<std::uint32_t> weights{};       // Ballots in each group.
    std::vector<std::uint32_t> choices{};       // The supported projects of each group, by rising project.
    std::vector<std::int32_t> choice_worths{};  // Parallel to it, or empty: all are 1.
    std::vector<std::uint32_t> choice_ends{0};  // Of each group, where its choices end; the first begin at 0.
    std::vector<std::uint32_t> supporters{};    // The same the other way: the groups of each project, by rising group.
    std::vector<std::int32_t> supporter_worths{};
    std::vector<std::uint32_t> supporter_ends{0};
    std::vector<std::uint64_t> votes{};  // Of each project, the ballots that support it.
    std::vector<std::int64_t> worths{};  // Of each project, the sum of what it is worth to its supporters.

    [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(weights.size()); }
    [[nodiscard]] Supports choices_of(std::uint32_t group) const {
        return {choices, choice_worths, choice_ends[group], choice_ends[group + 1]};
    }
    [[nodiscard]] Supports supporters_of(std::uint32_t project) const {
        return {supporters, supporter_worths, supporter_ends[project], supporter_ends[project + 1]};
    }
};

// Groups the ballots under a utility. `takes_part` is parallel to the projects: those with 0 are left out. Under the
// utility cost a project that costs nothing is worth nothing and has no supporters.
// Cost: linear in the choices, times the logarithm of a ballot's length.
[[nodiscard]] BallotGroups group_ballots(const Election& election, Utility utility,
                                         std::span<const std::uint8_t> takes_part);

}  // namespace gongyi::tally
