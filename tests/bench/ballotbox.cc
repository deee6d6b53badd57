// The secret ballot: credentials issued and taken, and checked as they are when ballots come in and in an audit.
#include <vector>

#include "shared/ballotbox/credential.h"
#include "shared/base/check.h"
#include "shared/portal/audit.h"
#include "shared/portal/ballot.h"
#include "tests/bench/clock.h"
#include "tests/bench/subjects.h"

namespace gongyi::bench {

namespace {

constexpr std::uint64_t voter_count = 500;

template <std::size_t Size>
Secret<Size> numbered(std::uint64_t number) {
    Secret<Size> secret;
    for (std::size_t i = 0; i < 8; ++i, number >>= 8U) secret.bytes()[i] = static_cast<std::uint8_t>(number);
    secret.bytes()[8] = 1;  // Never all zeros.
    return secret;
}

// A closed round of so many ballots, one a credential.
Round closed_round(const gongyi::ballotbox::RoundKey& key, std::size_t count) {
    Round round;
    round.id = RoundId{1};
    round.stage = Stage::closed;
    round.ballot_key = key.public_key().bytes();
    round.private_key = key.publish();
    round.outcomes.resize(2);
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto secret = portal::BallotSecret::make(numbered<32>(i), numbered<64>(i)).value();
        round.casts.push_back(
            secret.sign("bench", round.id, {ProjectId{1}}, secret.credential_from(key), /*version=*/1, Salt{}));
        round.commitments.push_back({portal::cast_commitment(round.id, round.casts.back()), 0});
    }
    return round;
}

}  // namespace

void ballotbox() {
    using namespace gongyi::ballotbox;
    const RoundKey key = RoundKey::derive(numbered<32>(0), "bench/rounds/1");
    std::vector<CredentialRequest> requests;
    measure("ballot box: make requests (browser)", voter_count, "requests", [&] {
        requests.clear();
        for (std::uint64_t i = 0; i < voter_count; ++i) {
            requests.push_back(CredentialRequest::make(numbered<32>(i), numbered<64>(i)).value());
        }
    });
    std::vector<Evaluation> answers;
    measure("ballot box: issue credentials (server)", voter_count, "credentials", [&] {
        answers.clear();
        for (const CredentialRequest& request : requests) {
            const Element blinded = Element::parse(request.blinded().bytes()).value();
            answers.push_back(key.issue(blinded, numbered<32>(answers.size())));
        }
    });
    std::vector<Credential> credentials;
    measure("ballot box: take credentials (browser)", voter_count, "credentials", [&] {
        credentials.clear();
        for (std::size_t i = 0; i < requests.size(); ++i) {
            credentials.push_back(requests[i].accept(answers[i], key.public_key()).value());
        }
    });
    measure("ballot box: check credentials (cast, audit)", voter_count, "credentials", [&] {
        for (const Credential& credential : credentials) GONGYI_CHECK(key.accepts(credential));
    });
    const Round round = closed_round(key, voter_count);
    measure("ballot box: audit, credentials and signatures", voter_count, "ballots",
            [&] { GONGYI_CHECK(portal::audit(round, "bench").is_good()); });
}

}  // namespace gongyi::bench
