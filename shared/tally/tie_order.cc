#include "shared/tally/tie_order.h"

#include "shared/base/random.h"
#include "shared/base/sort.h"

namespace gongyi::tally {

TieOrder::TieOrder(const Election& election, const std::vector<std::uint32_t>& votes, const Rule& rule)
    : election_{election}, votes_{votes}, seeded_{rule.seed.has_value()} {
    const auto& projects = election.projects;
    std::vector<std::uint32_t> by_id = places_of(projects.size());
    // Stable, so that an election whose ids are not distinct still has one order.
    sort_stably(by_id, [&](std::uint32_t a, std::uint32_t b) { return projects[a].id.compare(projects[b].id) < 0; });
    if (rule.seed) {
        SplitMix64 random{*rule.seed};
        shuffle(by_id, random);
    }
    sort_stably(by_id, [&](std::uint32_t a, std::uint32_t b) {
        if (projects[a].cost != projects[b].cost) return projects[a].cost < projects[b].cost;
        return votes[a] > votes[b];
    });
    ranks_.resize(projects.size());
    for (std::uint32_t rank = 0; rank < by_id.size(); ++rank) ranks_[by_id[rank]] = rank;
}

TieBreak TieOrder::reason(std::uint32_t a, std::uint32_t b) const {
    if (election_.projects[a].cost != election_.projects[b].cost) return TieBreak::cost;
    if (votes_[a] != votes_[b]) return TieBreak::votes;
    return seeded_ ? TieBreak::seed : TieBreak::id;
}

void TieOrder::sort(std::vector<std::uint32_t>& projects) const {
    sort_stably(projects, [&](std::uint32_t a, std::uint32_t b) { return prefers(a, b); });
}

}  // namespace gongyi::tally
