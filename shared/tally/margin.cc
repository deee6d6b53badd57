#include "shared/tally/margin.h"

#include <algorithm>
#include <array>
#include <utility>

#include "shared/base/check.h"

namespace gongyi::tally {

namespace {

std::int32_t most_points(const Election& election) {
    std::int32_t most = 1;
    for (std::uint32_t ballot = 0; ballot < election.ballots.count(); ++ballot) {
        for (const std::int32_t points : election.ballots.points(ballot)) most = std::max(most, points);
    }
    return most;
}

class MarginSearch {
public:
    MarginSearch(const Election& election, const Rule& rule, std::uint32_t project, Progress* progress,
                 const MarginLimits& limits)
        : election_{election}, rule_{rule}, project_{project}, progress_{progress}, limits_{limits} {}

    std::optional<Margin> search() {
        Margin margin;
        margin.cost = search_cost();
        if (rule_.utility != Utility::borda && limits_.supporters_max > 0) margin.supporters = search_supporters();
        if (cancelled_) return std::nullopt;
        return margin;
    }

private:
    bool is_funded(const Election& election) {
        ++count_;
        if (cancelled_ || (progress_ != nullptr && !progress_->go_on(std::min(990U, count_ * 20)))) {
            cancelled_ = true;
            return false;
        }
        return tally(election, rule_).projects[project_].selected;
    }

    bool is_funded_at(std::int64_t cost) {
        Election changed = election_;
        changed.projects[project_].cost = cost;
        changed.projects[project_].cost_text.clear();
        return is_funded(changed);
    }

    // Bisects, in steps, between a cost at which it is funded and its own (or just above it), at which it is not.
    std::optional<std::int64_t> search_cost() {
        const std::int64_t step = limits_.cost_step;
        const std::int64_t cost = election_.projects[project_].cost;
        std::int64_t above = cost / step + (cost % step == 0 ? 0 : 1);
        std::int64_t funded = 1;
        if (cost <= step || !is_funded_at(funded * step)) return std::nullopt;
        while (above - funded > 1 && !cancelled_) {
            const std::int64_t middle = funded + (above - funded) / 2;
            (is_funded_at(middle * step) ? funded : above) = middle;
        }
        return funded * step;
    }

    // Doubles the number of supporters until it is funded, and bisects the last step.
    std::optional<std::uint32_t> search_supporters() {
        if (election_.projects[project_].cost > election_.budget) return std::nullopt;
        std::uint32_t below = 0;
        std::uint32_t funded = 1;
        while (!is_funded(with_more_supporters(election_, project_, funded))) {
            if (funded >= supporters_max() || cancelled_) return std::nullopt;
            below = funded;
            funded = std::min(funded * 2, supporters_max());
        }
        while (funded - below > 1 && !cancelled_) {
            const std::uint32_t middle = below + (funded - below) / 2;
            (is_funded(with_more_supporters(election_, project_, middle)) ? funded : below) = middle;
        }
        return funded;
    }

    // As many as there is room for among the ballots.
    [[nodiscard]] std::uint32_t supporters_max() const {
        const auto room = static_cast<std::uint32_t>(ballots_max - election_.ballots.count());
        return std::max(1U, std::min(limits_.supporters_max, room));
    }

    const Election& election_;
    const Rule& rule_;
    std::uint32_t project_;
    Progress* progress_;
    const MarginLimits& limits_;
    std::uint32_t count_ = 0;
    bool cancelled_ = false;
};

}  // namespace

Election with_more_supporters(const Election& election, std::uint32_t project, std::uint32_t count) {
    GONGYI_CHECK(project < election.projects.size());
    Election changed = election;
    const std::array<std::uint32_t, 1> choice{project};
    const std::array<std::int32_t, 1> points{most_points(election)};
    const std::span<const std::int32_t> given =
        has_points(election.kind) ? std::span<const std::int32_t>{points} : std::span<const std::int32_t>{};
    for (std::uint32_t i = 0; i < count; ++i) changed.ballots.add(choice, given);
    return changed;
}

std::optional<Margin> find_margin(const Election& election, const Rule& rule, std::uint32_t project, Progress* progress,
                                  const MarginLimits& limits) {
    GONGYI_CHECK(project < election.projects.size());
    GONGYI_CHECK(limits.cost_step >= 1);
    return MarginSearch{election, rule, project, progress, limits}.search();
}

}  // namespace gongyi::tally
