// The roll and the ballots of rounds that are being voted on: what only the close may bring together, and only the
// ballots of it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <shared_mutex>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "server-stub/accounts/directory.h"
#include "server-stub/store/rows.h"
#include "shared/portal/decide.h"

namespace gongyi::server {

// Time in pieces of a fixed length: only at the end of one ballots enter the record.
class BallotWindows {
public:
    // Requires length_ms > 0.
    explicit BallotWindows(std::int64_t length_ms) : length_ms_{length_ms} {}
    [[nodiscard]] std::int64_t of(UnixMs at) const { return at.ms / length_ms_; }
    [[nodiscard]] UnixMs end_of(std::int64_t window) const { return {(window + 1) * length_ms_}; }

private:
    std::int64_t length_ms_;
};

// Thread-safe. Holds what is committed to the disk, never more.
class BallotBox {
public:
    void mark(const portal::RollEntry& entry);
    // A paper was taken back: its voter is on the roll no longer.
    void take_back(const portal::PaperReturn& taken);
    void note_urn(const portal::UrnEntry& entry);
    // `window` is the one in which the ballot came; it is kept in memory alone, until the commitment is in the record.
    void put(const portal::SealedCast& sealed, std::int64_t window);
    // The commitments are in the record now.
    void note_committed(RoundId round, const std::vector<Hash>& commitments);
    // The ballots of the round are public now.
    void forget(RoundId round);

    [[nodiscard]] std::optional<portal::RollMark> find_mark(RoundId round, ResidentId voter) const;
    [[nodiscard]] bool has(RoundId round, const Hash& commitment) const;
    [[nodiscard]] std::optional<portal::SealedCast> find_cast(RoundId round, const Hash& commitment) const;
    // The ballot with the highest version that this credential has cast.
    [[nodiscard]] std::optional<portal::SealedCast> find_latest(RoundId round, const BallotKey& input) const;
    [[nodiscard]] std::vector<std::string> paper_serials(RoundId round) const;
    // How many people were handed a paper. Cost: O(roll).
    [[nodiscard]] std::int64_t papers_issued(RoundId round) const;
    // Who handed out papers of the round or confirmed that, and who entered them or confirmed that; may name people
    // twice. Cost: O(roll).
    [[nodiscard]] std::vector<ResidentId> desk_hands(RoundId round) const;
    [[nodiscard]] std::vector<ResidentId> urn_hands(RoundId round) const;
    // The numbers of sheets that came back.
    [[nodiscard]] std::vector<std::string> void_papers(RoundId round) const;
    // What the close publishes of papers; `desk_of` gives desk numbers. Cost: O(roll log roll).
    [[nodiscard]] PaperAccount paper_account(RoundId round,
                                             const std::function<std::int64_t(ResidentId)>& desk_of) const;

    // Whether there is a batch of what came before `window` (portal/ballot_pool.h).
    [[nodiscard]] bool has_due(const portal::BoxDue& needed, std::int64_t window) const;
    // What decide() needs, but for the private key. Of commitments a batch of what came before `window`, drawn anew at
    // each call; or all of them where everything is needed.
    [[nodiscard]] portal::BoxFacts facts(const portal::BoxDue& needed, std::int64_t window) const;

private:
    struct Round {
        std::unordered_map<ResidentId, portal::RollMark> roll;
        std::unordered_map<Hash, portal::SealedCast, HashOfHash> casts;  // By commitment.
        // By the credential's input the ballots with its lowest and its highest version.
        std::unordered_map<BallotKey, Hash, HashOfHash> first;
        std::unordered_map<BallotKey, Hash, HashOfHash> latest;
        std::unordered_map<Hash, std::int64_t, HashOfHash> waiting;  // Commitment to window.
        std::vector<portal::PaperReturn> returns;
        std::vector<portal::UrnEntry> urns;
    };
    [[nodiscard]] const Round* find(RoundId round) const;
    // What may enter the record in a batch. Where batches have no least size that is everything that waits.
    [[nodiscard]] static std::vector<Hash> ready(const Round& round, const portal::BoxDue& needed, std::int64_t window);

    mutable std::shared_mutex mutex_;
    std::map<RoundId, Round> rounds_;
};

}  // namespace gongyi::server
