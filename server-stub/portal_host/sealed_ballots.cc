#include "server-stub/portal_host/sealed_ballots.h"

#include <mutex>

namespace gongyi::server {

void SealedBallots::put(const KeptBallot& kept) {
    const std::unique_lock lock{mutex_};
    rounds_[kept.sealed.round].insert_or_assign(kept.sealed.voter, kept);
}

std::optional<KeptBallot> SealedBallots::find(RoundId round, ResidentId voter) const {
    const std::shared_lock lock{mutex_};
    const auto in_round = rounds_.find(round);
    if (in_round == rounds_.end()) return std::nullopt;
    const auto found = in_round->second.find(voter);
    if (found == in_round->second.end()) return std::nullopt;
    return found->second;
}

std::int64_t SealedBallots::count(RoundId round) const {
    const std::shared_lock lock{mutex_};
    const auto in_round = rounds_.find(round);
    return in_round == rounds_.end() ? 0 : static_cast<std::int64_t>(in_round->second.size());
}

std::vector<portal::SealedBallot> SealedBallots::all_of(RoundId round) const {
    const std::shared_lock lock{mutex_};
    std::vector<portal::SealedBallot> all;
    const auto in_round = rounds_.find(round);
    if (in_round == rounds_.end()) return all;
    all.reserve(in_round->second.size());
    for (const auto& [voter, kept] : in_round->second) all.push_back(kept.sealed);
    return all;
}

}  // namespace gongyi::server
