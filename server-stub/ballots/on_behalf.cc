#include "server-stub/ballots/on_behalf.h"

#include <sodium.h>

#include <algorithm>
#include <string>
#include <tuple>

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

Salt OnBehalf::salt_of(ResidentId voter, RoundId round, int version, const std::vector<ProjectId>& choices) const {
    std::string purpose = "salt " + std::to_string(voter.raw()) + "/" + std::to_string(round.raw());
    purpose += "/" + std::to_string(version);
    for (const ProjectId id : choices) purpose += "/" + std::to_string(id.raw());
    const auto derived = derive<std::tuple_size_v<Salt>>(secret_, purpose);
    Salt salt{};
    std::copy_n(derived.data(), salt.size(), salt.begin());
    return salt;
}

}  // namespace gongyi::server
