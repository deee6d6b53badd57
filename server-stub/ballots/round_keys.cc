#include "server-stub/ballots/round_keys.h"

#include <sodium.h>

#include "server-stub/ballots/round_seed.h"
#include "shared/base/check.h"
#include "shared/portal/ballot.h"

namespace gongyi::server {

Expected<std::unique_ptr<RoundKeys>, StoreFault> RoundKeys::load(std::string data) {
    auto seed = load_round_seed(data);
    if (!seed) return unexpected(std::move(seed.error()));
    return std::unique_ptr<RoundKeys>{new RoundKeys{std::move(data), std::move(*seed)}};
}

Expected<void, StoreFault> RoundKeys::settle(const portal::State& state) {
    for (const Round& round : state.rounds) {
        if (round.stage != Stage::voting) continue;
        const std::string which = "round " + std::to_string(round.id.raw());
        if (!seed_) {
            return unexpected(StoreFault{
                "the file " + data_ + "/" + round_seed_file + " is missing, and " + which +
                " is open, whose ballots cannot be checked and opened without it: put the copy from your backup in its "
                "place. If there is none, the vote cannot be finished and has to be held again"});
        }
        const bool is_its_key =
            round.ballot_key && of(state.community->slug, round.id)->public_key().bytes() == *round.ballot_key;
        if (!is_its_key) {
            return unexpected(StoreFault{"the file " + data_ + "/" + round_seed_file + " is not the one that " + which +
                                         " was opened with: put the copy from your backup in its place"});
        }
    }
    if (seed_) return {};
    auto made = make_round_seed(data_);
    if (!made) return unexpected(std::move(made.error()));
    seed_.emplace(std::move(*made));
    return {};
}

const Secret<32>& RoundKeys::seed() const {
    GONGYI_CHECK(seed_.has_value());
    return *seed_;
}

std::shared_ptr<const ballotbox::RoundKey> RoundKeys::of(std::string_view slug, RoundId round) const {
    const std::string name = portal::ballot_key_name(slug, round);
    const std::lock_guard lock{mutex_};
    auto& key = keys_[name];
    if (!key) key = std::make_shared<const ballotbox::RoundKey>(ballotbox::RoundKey::derive(seed(), name));
    return key;
}

Secret<32> RoundKeys::proof_randomness(std::string_view slug, RoundId round, const ballotbox::Element& blinded) const {
    const std::string text = "gongyi proof randomness: " + portal::ballot_key_name(slug, round) + blinded.to_hex();
    Secret<32> random;
    crypto_generichash(random.data(), random.bytes().size(), reinterpret_cast<const unsigned char*>(text.data()),
                       text.size(), seed().data(), seed().bytes().size());
    return random;
}

}  // namespace gongyi::server
