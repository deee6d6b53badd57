#include "shared/tally/ballot_groups.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include "shared/base/check.h"

namespace gongyi::tally {

namespace {

// What all ballots support, each by rising project.
class Supported {
public:
    Supported(const Election& election, Utility utility, std::span<const std::uint8_t> takes_part)
        : ballots_{election.ballots},
          utility_{utility},
          worth_varies_{utility == Utility::points || utility == Utility::borda},
          counts_(takes_part.begin(), takes_part.end()) {
        for (std::size_t p = 0; p < counts_.size(); ++p) {
            if (utility == Utility::cost && election.projects[p].cost == 0) counts_[p] = 0;
        }
        projects_.reserve(ballots_.choice_count());
        if (worth_varies_) worths_.reserve(ballots_.choice_count());
        ends_.reserve(std::size_t{ballots_.count()} + 1);
        for (std::uint32_t ballot = 0; ballot < ballots_.count(); ++ballot) add(ballot);
    }

    [[nodiscard]] std::uint32_t ballot_count() const { return ballots_.count(); }
    [[nodiscard]] std::size_t choice_count() const { return projects_.size(); }
    [[nodiscard]] std::size_t project_count() const { return counts_.size(); }
    [[nodiscard]] bool worth_varies() const { return worth_varies_; }
    [[nodiscard]] std::int32_t worth_max() const { return worth_max_; }
    [[nodiscard]] std::span<const std::uint32_t> projects(std::uint32_t ballot) const {
        return {projects_.data() + ends_[ballot], projects_.data() + ends_[ballot + 1]};
    }
    // Asks the memory for what projects() will give.
    void prefetch(std::uint32_t ballot) const { __builtin_prefetch(projects_.data() + ends_[ballot]); }
    // Parallel to projects(). Requires that worths vary.
    [[nodiscard]] std::span<const std::int32_t> worths(std::uint32_t ballot) const {
        return {worths_.data() + ends_[ballot], worths_.data() + ends_[ballot + 1]};
    }

private:
    void add(std::uint32_t ballot) {
        const auto projects = ballots_.projects(ballot);
        const auto points = ballots_.points(ballot);
        choices_.clear();
        for (std::size_t i = 0; i < projects.size(); ++i) {
            GONGYI_CHECK(projects[i] < counts_.size());
            std::int32_t worth = points.empty() || points[i] > 0 ? 1 : 0;
            if (utility_ == Utility::points) worth = points.empty() ? 0 : points[i];
            if (utility_ == Utility::borda) worth = static_cast<std::int32_t>(projects.size() - 1 - i);
            if (worth > 0 && counts_[projects[i]] != 0) choices_.push_back({projects[i], worth});
        }
        sort_choices();
        for (const Support& choice : choices_) {
            projects_.push_back(choice.index);
            if (worth_varies_) worths_.push_back(choice.worth);
            worth_max_ = std::max(worth_max_, choice.worth);
        }
        ends_.push_back(static_cast<std::uint32_t>(projects_.size()));
    }

    // Ballots are short: insertion beats a general sort.
    void sort_choices() {
        const auto is_before = [](const Support& a, const Support& b) { return a.index < b.index; };
        constexpr std::size_t short_max = 16;
        if (choices_.size() > short_max) return std::sort(choices_.begin(), choices_.end(), is_before);
        for (std::size_t i = 1; i < choices_.size(); ++i) {
            const Support moving = choices_[i];
            std::size_t at = i;
            for (; at > 0 && is_before(moving, choices_[at - 1]); --at) choices_[at] = choices_[at - 1];
            choices_[at] = moving;
        }
    }

    const Ballots& ballots_;
    Utility utility_;
    bool worth_varies_;
    std::vector<std::uint8_t> counts_;  // Whether a project can be supported at all.
    std::int32_t worth_max_ = 1;
    std::vector<Support> choices_{};  // Of the ballot that is being added.
    std::vector<std::uint32_t> projects_{};
    std::vector<std::int32_t> worths_{};
    std::vector<std::uint32_t> ends_{0};
};

// Sorts the ballots by what they support, as words are sorted by their letters: equal ones stand together then. A
// ballot's letters are its projects counted from 1, a 0, and its worths where those differ; as many as fit make a key.
// Sorting by the bytes of keys takes time linear in the letters. It also leaves the supporters of a project near one
// another, which makes every later pass over them faster than in the order of the ballots: memory is read in rows.
class BallotSorter {
public:
    BallotSorter(const Supported& supported, BallotGroups& groups)
        : supported_{supported},
          groups_{groups},
          letter_bits_{static_cast<int>(
              std::bit_width(std::max(supported.project_count(), static_cast<std::size_t>(supported.worth_max()))))},
          key_letters_{static_cast<std::size_t>(64 / letter_bits_)} {}

    void add_groups() {
        keyed_.reserve(supported_.ballot_count());
        for (std::uint32_t ballot = 0; ballot < supported_.ballot_count(); ++ballot) {
            if (!supported_.projects(ballot).empty()) keyed_.push_back({0, ballot});
        }
        spare_.resize(keyed_.size());
        groups_.weights.reserve(keyed_.size());
        groups_.choice_ends.reserve(keyed_.size() + 1);
        groups_.choices.reserve(supported_.choice_count());
        if (supported_.worth_varies()) groups_.choice_worths.reserve(supported_.choice_count());
        std::vector<Run> runs{{0, keyed_.size(), 0}};
        while (!runs.empty()) {
            const Run run = runs.back();
            runs.pop_back();
            for (std::size_t i = run.first; i < run.last; ++i) keyed_[i].key = key(keyed_[i].ballot, run.letters);
            sort(run.first, run.last, 64);
            split(run, runs);
        }
    }

private:
    struct Keyed {
        std::uint64_t key;
        std::uint32_t ballot;
    };
    // Ballots that stand together and have their first letters in common.
    struct Run {
        std::size_t first;
        std::size_t last;
        std::size_t letters;
    };

    [[nodiscard]] std::size_t letter_count(std::uint32_t ballot) const {
        return supported_.projects(ballot).size() * (supported_.worth_varies() ? 2 : 1) + 1;
    }

    // Of the letters from the given one on; the first of them in the highest bits.
    [[nodiscard]] std::uint64_t key(std::uint32_t ballot, std::size_t from) const {
        const auto projects = supported_.projects(ballot);
        const std::size_t end = std::min(from + key_letters_, letter_count(ballot));
        std::uint64_t key = 0;
        int shift = 64;
        for (std::size_t i = from; i < end; ++i) {
            shift -= letter_bits_;
            std::uint64_t letter = 0;
            if (i < projects.size()) {
                letter = std::uint64_t{projects[i]} + 1;
            } else if (i > projects.size()) {
                letter = static_cast<std::uint64_t>(supported_.worths(ballot)[i - projects.size() - 1]);
            }
            key |= letter << shift;
        }
        return key;
    }

    // By the lowest `bits` of their keys; above those they are equal.
    void sort(std::size_t first, std::size_t last, int bits) {
        constexpr std::size_t few = 32;
        if (last - first <= few) return sort_few(first, last);
        constexpr int digit_bits = 8;
        const int shift = bits - digit_bits;
        const auto digit = [&](const Keyed& one) { return static_cast<std::uint8_t>(one.key >> shift); };
        std::array<std::size_t, 1U << digit_bits> ends{};  // First where each digit begins.
        for (std::size_t i = first; i < last; ++i) ++ends[digit(keyed_[i])];
        for (std::size_t d = 0, begin = first; d < ends.size(); ++d) begin += std::exchange(ends[d], begin);
        for (std::size_t i = first; i < last; ++i) spare_[ends[digit(keyed_[i])]++] = keyed_[i];
        std::copy(spare_.data() + first, spare_.data() + last, keyed_.data() + first);
        if (shift == 0) return;
        for (std::size_t d = 0, begin = first; d < ends.size(); begin = ends[d++]) {
            if (ends[d] - begin > 1) sort(begin, ends[d], shift);
        }
    }

    void sort_few(std::size_t first, std::size_t last) {
        for (std::size_t i = first + 1; i < last; ++i) {
            const Keyed moving = keyed_[i];
            std::size_t at = i;
            for (; at > first && moving.key < keyed_[at - 1].key; --at) keyed_[at] = keyed_[at - 1];
            keyed_[at] = moving;
        }
    }

    // Makes a group of each part with equal letters, and a run of each in which there are letters left to compare.
    void split(const Run& run, std::vector<Run>& runs) {
        constexpr std::size_t ahead = 16;
        for (std::size_t first = run.first, last = first; first < run.last; first = last) {
            if (first + ahead < run.last) supported_.prefetch(keyed_[first + ahead].ballot);
            while (last < run.last && keyed_[last].key == keyed_[first].key) ++last;
            const std::size_t letters = run.letters + key_letters_;
            if (last - first > 1 && letters < letter_count(keyed_[first].ballot)) {
                runs.push_back({first, last, letters});
            } else {
                add_group(keyed_[first].ballot, static_cast<std::uint32_t>(last - first));
            }
        }
    }

    void add_group(std::uint32_t ballot, std::uint32_t weight) {
        const auto projects = supported_.projects(ballot);
        groups_.weights.push_back(weight);
        groups_.choices.insert(groups_.choices.end(), projects.begin(), projects.end());
        if (supported_.worth_varies()) {
            const auto worths = supported_.worths(ballot);
            groups_.choice_worths.insert(groups_.choice_worths.end(), worths.begin(), worths.end());
        }
        groups_.choice_ends.push_back(static_cast<std::uint32_t>(groups_.choices.size()));
    }

    const Supported& supported_;
    BallotGroups& groups_;
    int letter_bits_;
    std::size_t key_letters_;
    std::vector<Keyed> keyed_{};
    std::vector<Keyed> spare_{};
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
        }
    }
}

}  // namespace

BallotGroups group_ballots(const Election& election, Utility utility, std::span<const std::uint8_t> takes_part) {
    GONGYI_CHECK(takes_part.size() == election.projects.size());
    BallotGroups groups;
    groups.voter_count = election.ballots.count();
    {
        const Supported supported{election, utility, takes_part};
        groups.worth_max = supported.worth_max();
        BallotSorter{supported, groups}.add_groups();
    }
    add_supporters(groups, election.projects.size());
    return groups;
}

}  // namespace gongyi::tally
