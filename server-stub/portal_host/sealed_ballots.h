// The ballots of rounds that are being voted on, by round and voter: what only their voters and the close may see.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <shared_mutex>
#include <unordered_map>
#include <vector>

#include "server-stub/store/rows.h"

namespace gongyi::server {

// Thread-safe. Holds what is committed, never more.
class SealedBallots {
public:
    void put(const KeptBallot& kept);
    [[nodiscard]] std::optional<KeptBallot> find(RoundId round, ResidentId voter) const;
    // How many have voted in `round`.
    [[nodiscard]] std::int64_t count(RoundId round) const;
    // In no particular order.
    [[nodiscard]] std::vector<portal::SealedBallot> all_of(RoundId round) const;

private:
    mutable std::shared_mutex mutex_;
    std::map<RoundId, std::unordered_map<ResidentId, KeptBallot>> rounds_;
};

}  // namespace gongyi::server
