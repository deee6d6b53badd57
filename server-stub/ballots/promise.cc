#include "server-stub/ballots/promise.h"

#include "shared/portal/promise.h"

namespace gongyi::server {

std::optional<std::string> sign_promise(const PortalHost& host, RoundId round, const StoredBallot& ballot) {
    const auto signer = host.signer();
    const auto snapshot = host.snapshot();
    if (!signer || !snapshot->state->community) return std::nullopt;
    auto note = signer->sign(
        portal::write_promise({snapshot->state->community->slug, round, ballot.commitment, ballot.deadline}));
    if (!note) return std::nullopt;
    return std::move(*note);
}

}  // namespace gongyi::server
