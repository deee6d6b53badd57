#include "shared/tally/election.h"

#include <algorithm>
#include <array>

#include "shared/base/check.h"

namespace gongyi::tally {

namespace {

constexpr std::array ballot_kind_names{"approval", "choose-1", "ordinal", "cumulative", "scoring", "knapsack"};

constexpr std::array invalid_reason_names{
    "unknown_project", "too_few_projects", "too_many_projects", "cost_too_low",       "cost_too_high",
    "points_missing",  "points_too_low",   "points_too_high",   "points_sum_too_low", "points_sum_too_high"};

std::optional<BallotFault> find_length_fault(const Election& election, std::size_t length) {
    const BallotLimits& limits = election.limits;
    if (limits.length_min && length < *limits.length_min) {
        return BallotFault{InvalidReason::too_few_projects, std::to_string(length)};
    }
    const bool beyond_one = election.kind == BallotKind::choose_one && length > 1;
    if (beyond_one || (limits.length_max && length > *limits.length_max)) {
        return BallotFault{InvalidReason::too_many_projects, std::to_string(length)};
    }
    return std::nullopt;
}

std::optional<BallotFault> find_cost_fault(const Election& election, std::span<const std::uint32_t> projects) {
    const BallotLimits& limits = election.limits;
    if (!limits.cost_sum_min && !limits.cost_sum_max) return std::nullopt;
    // Stops growing above every possible limit, so that a ballot of many dear projects does not overflow.
    std::int64_t sum = 0;
    for (const std::uint32_t project : projects) {
        sum = std::min(sum + election.projects[project].cost, 2 * amount_units_max);
    }
    if (limits.cost_sum_min && sum < *limits.cost_sum_min) {
        return BallotFault{InvalidReason::cost_too_low, amount_text(sum, election.amount_decimals)};
    }
    if (limits.cost_sum_max && sum > *limits.cost_sum_max) {
        return BallotFault{InvalidReason::cost_too_high, amount_text(sum, election.amount_decimals)};
    }
    return std::nullopt;
}

std::optional<BallotFault> find_points_fault(const Election& election, std::span<const std::int32_t> points) {
    const BallotLimits& limits = election.limits;
    std::int64_t sum = 0;
    for (const std::int32_t given : points) {
        sum += given;
        if (limits.points_min && given < *limits.points_min) {
            return BallotFault{InvalidReason::points_too_low, amount_text(given, election.points_decimals)};
        }
        if (limits.points_max && given > *limits.points_max) {
            return BallotFault{InvalidReason::points_too_high, amount_text(given, election.points_decimals)};
        }
    }
    if (limits.points_sum_min && sum < *limits.points_sum_min) {
        return BallotFault{InvalidReason::points_sum_too_low, amount_text(sum, election.points_decimals)};
    }
    if (limits.points_sum_max && sum > *limits.points_sum_max) {
        return BallotFault{InvalidReason::points_sum_too_high, amount_text(sum, election.points_decimals)};
    }
    return std::nullopt;
}

}  // namespace

std::string_view name_of(BallotKind kind) {
    return ballot_kind_names[static_cast<std::size_t>(kind)];
}

std::optional<BallotKind> ballot_kind_from(std::string_view name) {
    for (std::size_t i = 0; i < ballot_kind_names.size(); ++i) {
        if (name == ballot_kind_names[i]) return static_cast<BallotKind>(i);
    }
    return std::nullopt;
}

std::string_view name_of(InvalidReason reason) {
    return invalid_reason_names[static_cast<std::size_t>(reason)];
}

void Ballots::add(std::span<const std::uint32_t> projects, std::span<const std::int32_t> points) {
    GONGYI_CHECK(points.empty() || points.size() == projects.size());
    GONGYI_CHECK(projects_.size() + projects.size() <= choices_max && ends_.size() <= ballots_max);
    projects_.insert(projects_.end(), projects.begin(), projects.end());
    points_.insert(points_.end(), points.begin(), points.end());
    GONGYI_CHECK(points_.empty() || points_.size() == projects_.size());
    ends_.push_back(static_cast<std::uint32_t>(projects_.size()));
}

void Ballots::reserve(std::size_t ballot_count, std::size_t choice_count) {
    ends_.reserve(ballot_count + 1);
    projects_.reserve(choice_count);
}

void Ballots::shrink() {
    projects_.shrink_to_fit();
    points_.shrink_to_fit();
    ends_.shrink_to_fit();
}

void VoterColumns::add(std::span<const std::string_view> values) {
    GONGYI_CHECK(values.size() == names.size());
    for (const std::string_view value : values) {
        text_ += value;
        ends_.push_back(text_.size());
    }
}

std::string_view VoterColumns::value(std::uint32_t ballot, std::size_t column) const {
    const std::size_t index = std::size_t{ballot} * names.size() + column;
    GONGYI_CHECK(column < names.size() && index < ends_.size());
    const std::size_t begin = index == 0 ? 0 : static_cast<std::size_t>(ends_[index - 1]);
    return std::string_view{text_}.substr(begin, static_cast<std::size_t>(ends_[index]) - begin);
}

std::string_view Election::metadata_value(std::string_view key) const {
    for (const auto& [name, value] : metadata) {
        if (name == key) return value;
    }
    return {};
}

std::string amount_text(std::int64_t units, int decimals) {
    GONGYI_CHECK(decimals >= 0 && decimals <= decimals_max);
    const bool negative = units < 0;
    std::string digits =
        std::to_string(negative ? 0 - static_cast<std::uint64_t>(units) : static_cast<std::uint64_t>(units));
    const auto after_point = static_cast<std::size_t>(decimals);
    if (digits.size() <= after_point) digits.insert(0, after_point + 1 - digits.size(), '0');
    if (decimals > 0) digits.insert(digits.size() - after_point, 1, '.');
    return negative ? "-" + digits : digits;
}

std::string budget_text(const Election& election) {
    return election.budget_text.empty() ? amount_text(election.budget, election.amount_decimals) : election.budget_text;
}

std::string cost_text(const Election& election, std::uint32_t project) {
    const Project& p = election.projects[project];
    return p.cost_text.empty() ? amount_text(p.cost, election.amount_decimals) : p.cost_text;
}

std::vector<std::uint32_t> count_votes(const Election& election) {
    std::vector<std::uint32_t> votes(election.projects.size());
    for (std::uint32_t ballot = 0; ballot < election.ballots.count(); ++ballot) {
        const auto projects = election.ballots.projects(ballot);
        const auto points = election.ballots.points(ballot);
        for (std::size_t i = 0; i < projects.size(); ++i) {
            if (points.empty() || points[i] > 0) ++votes[projects[i]];
        }
    }
    return votes;
}

std::optional<BallotFault> find_fault(const Election& election, std::span<const std::uint32_t> projects,
                                      std::span<const std::int32_t> points) {
    if (has_points(election.kind) && points.size() != projects.size()) {
        return BallotFault{InvalidReason::points_missing, std::to_string(points.size())};
    }
    if (auto fault = find_length_fault(election, projects.size())) return fault;
    if (auto fault = find_cost_fault(election, projects)) return fault;
    if (has_points(election.kind)) return find_points_fault(election, points);
    return std::nullopt;
}

}  // namespace gongyi::tally
