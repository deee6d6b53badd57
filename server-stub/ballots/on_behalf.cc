#include "server-stub/ballots/on_behalf.h"

#include <sodium.h>

#include <string>

#include "shared/base/check.h"

namespace gongyi::server {
namespace {

template <std::size_t size>
Secret<size> derive(const Secret<32>& secret, const std::string& purpose) {
    Secret<size> derived;
    crypto_generichash(derived.data(), size, reinterpret_cast<const unsigned char*>(purpose.data()), purpose.size(),
                       secret.data(), secret.bytes().size());
    return derived;
}

}  // namespace

OnBehalf::OnBehalf() {
    randombytes_buf(secret_.data(), secret_.bytes().size());
}

portal::BallotSecret OnBehalf::secret_of(ResidentId voter, RoundId round) const {
    const std::string whose = std::to_string(voter.raw()) + "/" + std::to_string(round.raw());
    auto secret =
        portal::BallotSecret::make(derive<32>(secret_, "key " + whose), derive<64>(secret_, "blind " + whose));
    GONGYI_CHECK(secret.has_value());
    return *std::move(secret);
}

}  // namespace gongyi::server
