// The keys of the community's secret ballots, derived from one seed and kept at hand.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "server-stub/store/event_store.h"
#include "shared/ballotbox/credential.h"
#include "shared/portal/state.h"

namespace gongyi::server {

// Thread-safe once settle() has been called.
class RoundKeys {
public:
    // With the seed of the data folder, if it has one.
    [[nodiscard]] static Expected<std::unique_ptr<RoundKeys>, StoreFault> load(std::string data);
    // With a seed of the caller's, kept nowhere.
    explicit RoundKeys(Secret<32> seed) : seed_{std::move(seed)} {}

    // Sees whether the seed is that of the rounds that are open in `state`, and makes one if there is none and no round
    // needs it. The fault says what to do.
    [[nodiscard]] Expected<void, StoreFault> settle(const portal::State& state);
    // The same where there is no record yet.
    [[nodiscard]] Expected<void, StoreFault> settle() { return settle(portal::State{}); }

    // Requires settle().
    [[nodiscard]] const Secret<32>& seed() const;
    // Cost: about 50 µs the first time.
    [[nodiscard]] std::shared_ptr<const ballotbox::RoundKey> of(std::string_view slug, RoundId round) const;
    // The random part of the proof for `blinded`: always the same for the same, so that whoever asks again is answered
    // alike, and unknown to everyone else.
    [[nodiscard]] Secret<32> proof_randomness(std::string_view slug, RoundId round,
                                              const ballotbox::Element& blinded) const;

private:
    RoundKeys(std::string data, std::optional<Secret<32>> seed) : data_{std::move(data)}, seed_{std::move(seed)} {}

    std::string data_;
    std::optional<Secret<32>> seed_;
    mutable std::mutex mutex_;
    mutable std::map<std::string, std::shared_ptr<const ballotbox::RoundKey>, std::less<>> keys_;
};

}  // namespace gongyi::server
