// What a ballot of the secret ballot says, what fixes it, who signs it; and how a voter comes to one.
//
// A voter makes an Ed25519 key pair for the round. The public key is the input of the credential
// (ballotbox/credential.h), so that whoever can make credentials, which the server can, still cannot vote in the name
// of one that it did not make: each ballot is signed by the key.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shared/ballotbox/credential.h"
#include "shared/base/expected.h"
#include "shared/base/secret.h"
#include "shared/microproject/round.h"

namespace gongyi::portal {

// The name of a round's key among all that a seed serves: "sijihuacheng/rounds/3".
[[nodiscard]] std::string ballot_key_name(std::string_view slug, RoundId round);

// {"choices":[12,15],"credential":"…","round":3,"version":2}, or {"choices":[12,15],"paper":"A-0017","round":3}:
// canonical JSON (RFC 8785).
[[nodiscard]] std::string cast_text(RoundId round, const OpenedCast& cast);
// SHA-256(salt ‖ text). Cost: about 1 µs.
[[nodiscard]] Hash cast_commitment(RoundId round, const OpenedCast& cast);

// What the voter's key signs: "gongyi-ballot/1\n" ‖ slug ‖ "\n" ‖ the commitment's 32 bytes.
[[nodiscard]] std::string signed_cast_text(std::string_view slug, const Hash& commitment);
// Whether the cast's signature is that of its credential's input over `commitment`, which must be the cast's own.
// Cost: about 70 µs.
[[nodiscard]] bool has_good_signature(std::string_view slug, const OpenedCast& cast, const Hash& commitment);
// Whether the credential is one of this round. Cost: about 100 µs.
[[nodiscard]] bool has_genuine_credential(const ballotbox::RoundKey& key, const OpenedCast& cast);

// What a voter keeps for one round, from before asking for the credential until the close. Whoever has it can vote
// instead, and tell the voter's ballot among the published ones.
class BallotSecret {
public:
    static constexpr std::size_t size_bytes = 64;

    // From 32 random bytes for the key pair and 64 others to hide the public key with.
    // Faults: zero_scalar, whose probability is 2^-252.
    [[nodiscard]] static Expected<BallotSecret, ballotbox::GroupFault> make(const Secret<32>& seed,
                                                                            const Secret<64>& blind_uniform);
    // For the voter's own storage: 128 hexadecimal digits, seed and blind; and back.
    // Faults: wrong_length, not_canonical, zero_scalar.
    [[nodiscard]] static Expected<BallotSecret, ballotbox::GroupFault> from_hex(std::string_view text);
    [[nodiscard]] std::string to_hex() const;

    // What the server gets to see when the credential is asked for.
    [[nodiscard]] const ballotbox::Element& blinded() const { return request_.blinded(); }
    // The credential out of the answer, if the proof shows that it was made with the round's published key.
    // Faults: proof_mismatch.
    [[nodiscard]] Expected<BallotCredential, ballotbox::GroupFault> accept(const ballotbox::Evaluation& evaluation,
                                                                           const ballotbox::Element& public_key) const;

    // The same straight from the round's key, for generated data: nobody was asked, and nothing is proved.
    [[nodiscard]] BallotCredential credential_from(const ballotbox::RoundKey& key) const;

    // The ballot, ready to be cast. Requires a credential of this secret's. The choices are put in ascending order.
    //   salt  random, and new for each ballot.
    [[nodiscard]] OpenedCast sign(std::string_view slug, RoundId round, std::vector<ProjectId> choices,
                                  const BallotCredential& credential, int version, const Salt& salt) const;

private:
    BallotSecret(Secret<32> seed, Secret<64> signing_key, ballotbox::CredentialRequest request)
        : seed_{std::move(seed)}, signing_key_{std::move(signing_key)}, request_{std::move(request)} {}

    Secret<32> seed_;
    Secret<64> signing_key_;
    ballotbox::CredentialRequest request_;
};

}  // namespace gongyi::portal
