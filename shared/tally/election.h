// An election of a participatory budget: the budget, the projects, and the ballots that count.
//
// Amounts of money and points are whole numbers of the smallest unit that the election names: with amount_decimals = 2
// the amount "12.50" is 1250. Projects are indices from 0 in the order of Election::projects; ballots are indices from
// 0 in the order in which they were cast or read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gongyi::tally {

// The largest amount, in smallest units, that a budget or a cost may be. A sum of nine of them fits in int64.
inline constexpr std::int64_t amount_units_max = 1'000'000'000'000'000'000;
// The most digits after the point that amounts and points may have.
inline constexpr int decimals_max = 12;
// The largest number of points, in smallest units, that a ballot may give to one project.
inline constexpr std::int64_t points_units_max = 1'000'000'000;
inline constexpr std::size_t projects_max = 10'000;
inline constexpr std::size_t ballots_max = 20'000'000;
// The most projects that all ballots together may name.
inline constexpr std::size_t choices_max = 400'000'000;

enum class BallotKind : std::uint8_t {
    approval,    // Any projects; each named project is approved.
    choose_one,  // At most one project.
    ranking,     // Named projects, the most wanted first.
    cumulative,  // Points, of which each voter has a given sum to spread.
    scoring,     // Points, each project scored by itself.
    knapsack,    // Projects whose costs together keep within a limit; each named project is approved.
};

// Whether a ballot of this kind gives points.
[[nodiscard]] constexpr bool has_points(BallotKind kind) {
    return kind == BallotKind::cumulative || kind == BallotKind::scoring;
}

// "approval", "choose-1", "ordinal", "cumulative", "scoring", "knapsack": Pabulib's vote_type, and one of ours.
[[nodiscard]] std::string_view name_of(BallotKind kind);
[[nodiscard]] std::optional<BallotKind> ballot_kind_from(std::string_view name);

// A key that the tally does not use, and its value, kept as they were found.
using TextField = std::pair<std::string, std::string>;

struct Project {
    std::string id{};
    std::string name{};
    std::string category{};   // Several are separated by ','; "" for none.
    std::int64_t cost = 0;    // 0 or more. More than the budget: the project can not be funded (a withdrawn one).
    std::string cost_text{};  // The cost as the file wrote it, where it differs from amount_text(); else "".
    std::vector<std::string> more{};  // Parallel to Election::project_columns; may be shorter.
    friend bool operator==(const Project&, const Project&) = default;
};

// What a ballot must keep to be valid. Nothing: no such limit.
struct BallotLimits {
    std::optional<std::uint32_t> length_min{};  // Projects named, a repeated one counted once.
    std::optional<std::uint32_t> length_max{};
    std::optional<std::int64_t> cost_sum_min{};  // Their costs together.
    std::optional<std::int64_t> cost_sum_max{};
    std::optional<std::int64_t> points_min{};  // For each named project.
    std::optional<std::int64_t> points_max{};
    std::optional<std::int64_t> points_sum_min{};  // Over the ballot.
    std::optional<std::int64_t> points_sum_max{};
    friend bool operator==(const BallotLimits&, const BallotLimits&) = default;
};

// The valid ballots, one after the other without a heap block each: eight million choices of a million voters take 68
// MB with points and 36 MB without. A ballot that names no project is valid (where no least length is set): its voter
// counts among those who share the budget.
class Ballots {
public:
    // Appends a ballot. `projects` must be distinct; `points` is parallel to it, or empty for kinds without points.
    void add(std::span<const std::uint32_t> projects, std::span<const std::int32_t> points = {});
    void reserve(std::size_t ballot_count, std::size_t choice_count);

    [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(ends_.size() - 1); }
    [[nodiscard]] std::size_t choice_count() const { return projects_.size(); }
    // The projects of a ballot: in a ranking the most wanted first, else in the voter's order.
    [[nodiscard]] std::span<const std::uint32_t> projects(std::uint32_t ballot) const {
        return {projects_.data() + ends_[ballot], projects_.data() + ends_[ballot + 1]};
    }
    // Parallel to projects(); empty for kinds without points.
    [[nodiscard]] std::span<const std::int32_t> points(std::uint32_t ballot) const {
        if (points_.empty()) return {};
        return {points_.data() + ends_[ballot], points_.data() + ends_[ballot + 1]};
    }
    // The room that is not needed given back.
    void shrink();
    friend bool operator==(const Ballots&, const Ballots&) = default;

private:
    std::vector<std::uint32_t> projects_{};
    std::vector<std::int32_t> points_{};
    std::vector<std::uint32_t> ends_{0};  // ends_[i] to ends_[i + 1] are the choices of ballot i.
};

enum class InvalidReason : std::uint8_t {
    unknown_project,
    too_few_projects,
    too_many_projects,
    cost_too_low,
    cost_too_high,
    points_missing,  // Not one number for each project.
    points_too_low,  // For one project.
    points_too_high,
    points_sum_too_low,
    points_sum_too_high,
};

// "unknown_project" and so on.
[[nodiscard]] std::string_view name_of(InvalidReason reason);

// A ballot that does not count, with what its voter wrote.
struct InvalidBallot {
    std::uint32_t row = 0;  // Its place among all ballots, valid or not, from 1.
    std::string voter{};
    std::string vote{};
    std::string points{};
    std::vector<std::string> more{};  // Parallel to VoterColumns::names from the second on; empty when not kept.
    InvalidReason reason = InvalidReason::unknown_project;
    std::string detail{};  // What the reason concerns: the unknown id, or the number that broke the limit.
    friend bool operator==(const InvalidBallot&, const InvalidBallot&) = default;
};

// Voter ids and other columns of the valid ballots: nothing that a tally looks at, kept so that a file that was read
// can be written again. Empty when the reader was told not to keep them.
class VoterColumns {
public:
    std::vector<std::string> names{};  // Without the columns vote and points; "voter_id" is the first.
    // Appends the values of the next valid ballot, parallel to names.
    void add(std::span<const std::string_view> values);
    [[nodiscard]] bool empty() const { return ends_.empty(); }
    // The value of column `column` of valid ballot `ballot`.
    [[nodiscard]] std::string_view value(std::uint32_t ballot, std::size_t column) const;
    friend bool operator==(const VoterColumns&, const VoterColumns&) = default;

private:
    std::string text_{};
    std::vector<std::uint64_t> ends_{};
};

struct Election {
    BallotKind kind = BallotKind::approval;
    int amount_decimals = 0;    // 0 to decimals_max: digits after the point in budget, costs and their limits.
    int points_decimals = 0;    // The same for points.
    std::int64_t budget = 0;    // 0 to amount_units_max.
    std::string budget_text{};  // The budget as the file wrote it, where it differs from amount_text(); else "".
    BallotLimits limits{};
    std::vector<Project> projects{};
    std::vector<std::string> project_columns{};  // What other columns a file had (votes, latitude, …), in its order.
    Ballots ballots{};
    std::vector<InvalidBallot> invalid_ballots{};
    VoterColumns voter_columns{};
    std::vector<TextField> metadata{};  // Every other key of the file (description, country, rule, …), in its order.
    friend bool operator==(const Election&, const Election&) = default;

    // The value of a metadata key, "" when there is none.
    [[nodiscard]] std::string_view metadata_value(std::string_view key) const;
};

// `units` smallest units as a decimal string with exactly `decimals` digits after the point: (1250, 2) is "12.50".
[[nodiscard]] std::string amount_text(std::int64_t units, int decimals);
// Money of this election: the file's own spelling for the budget and a cost, amount_text() for any other amount.
[[nodiscard]] std::string budget_text(const Election& election);
[[nodiscard]] std::string cost_text(const Election& election, std::uint32_t project);

// The votes of each project: how many valid ballots name it (with more than 0 points where the kind has points).
[[nodiscard]] std::vector<std::uint32_t> count_votes(const Election& election);

// Why a ballot with these distinct projects and points is not valid, if it is not; what a reader and a ballot box ask.
struct BallotFault {
    InvalidReason reason = InvalidReason::unknown_project;
    std::string detail{};
    friend bool operator==(const BallotFault&, const BallotFault&) = default;
};
[[nodiscard]] std::optional<BallotFault> find_fault(const Election& election, std::span<const std::uint32_t> projects,
                                                    std::span<const std::int32_t> points);

}  // namespace gongyi::tally
