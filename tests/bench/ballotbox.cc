// The secret ballot: credentials issued and taken, and checked as they are when ballots come in and in an audit.
#include <vector>

#include "shared/ballotbox/credential.h"
#include "shared/base/check.h"
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
}

}  // namespace gongyi::bench
