// Credentials of the secret ballot: who shows one may cast a ballot of this round, and nobody can tell whose it is.
//
//     browser                                    server
//     CredentialRequest{input, blind}
//         blinded() ───────────────────────────► marks the roll; RoundKey::issue()
//         accept() ◄──────────────────────────── Evaluation: element and proof
//     Credential{input, output}
//         cast without cookie or account ──────► RoundKey::accepts()
//
// The server sees the blinded element, which is a uniformly random one whatever the input, and later the credential,
// which it has never seen. The proof shows that it used the round's published key and not one made to mark the voter.
// At the close the private key is published: then everyone is able to check every credential, and to make any number of
// them; so a round's key must not be published before the last ballot is in.
//
// RFC 9497, mode VOPRF, ristretto255-SHA512. Random bytes come in from outside. Everything here is constant in time
// where secrets are concerned, as far as libsodium is.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "shared/ballotbox/group.h"
#include "shared/ballotbox/oprf.h"
#include "shared/base/expected.h"
#include "shared/base/secret.h"

namespace gongyi::ballotbox {

inline constexpr std::size_t round_name_bytes_max = 1024;

// What allows to cast a ballot. Whoever has it can cast it, so it is a secret until the close.
struct Credential {
    static constexpr std::size_t size_bytes = 96;
    std::array<std::uint8_t, 32> input{};  // Random; tells one credential of a round from another.
    oprf::Output output{};                 // F(round's key, input)

    // 192 lower-case hexadecimal digits: input, output. Faults: wrong_length, not_canonical.
    [[nodiscard]] static Expected<Credential, GroupFault> from_hex(std::string_view text);
    [[nodiscard]] std::string to_hex() const;
    friend bool operator==(const Credential&, const Credential&) = default;
};

// The server's answer to a request.
struct Evaluation {
    Element element;
    oprf::Proof proof;

    // 192 lower-case hexadecimal digits: element, proof. Faults as of Element and Proof.
    [[nodiscard]] static Expected<Evaluation, GroupFault> from_hex(std::string_view text);
    [[nodiscard]] std::string to_hex() const;
    friend bool operator==(const Evaluation&, const Evaluation&) = default;
};

// A round's private key.
class RoundKey {
public:
    // The key of the round that is named `round` among all that `seed` serves ("sijihuacheng/rounds/3"; at most
    // round_name_bytes_max bytes). Neither a published key nor a public one tells anything about the seed or about
    // another round's key.
    [[nodiscard]] static RoundKey derive(const Secret<32>& seed, std::string_view round);
    // The private key that was published at the close, for a round that had opened with `public_key`.
    // Faults: wrong_length, not_canonical, zero_scalar; proof_mismatch if it is another round's.
    [[nodiscard]] static Expected<RoundKey, GroupFault> from_published(std::string_view hex, const Element& public_key);

    // For the record when the round opens.
    [[nodiscard]] const Element& public_key() const { return keys_.public_key; }
    // 64 hexadecimal digits for the record at the close. Gives the secret away.
    [[nodiscard]] std::string publish() const;

    // Answers a request. `fresh` is random; but the proof stays safe should it repeat, and equal requests with equal
    // `fresh` get equal answers. Cost: about 300 µs.
    [[nodiscard]] Evaluation issue(const Element& blinded, const Secret<32>& fresh) const;

    // What only the key's holder can make without anybody's asking, and everyone once the key is published: for
    // generated data, and to show that such a credential does not help. Cost: about 100 µs.
    [[nodiscard]] Credential credential_for(const std::array<std::uint8_t, 32>& input) const;

    // Whether the credential is one of this round. Cost: about 100 µs.
    [[nodiscard]] bool accepts(const Credential& credential) const;

private:
    explicit RoundKey(oprf::KeyPair keys) : keys_{std::move(keys)} {}
    oprf::KeyPair keys_;
};

// What a voter's browser keeps between asking and being answered. Whoever sees it and the ballots knows the vote.
class CredentialRequest {
public:
    static constexpr std::size_t size_bytes = 64;

    // From 32 random bytes that become the credential's input and 64 others to hide it with.
    // Faults: zero_scalar, whose probability is 2^-252.
    [[nodiscard]] static Expected<CredentialRequest, GroupFault> make(const Secret<32>& input,
                                                                      const Secret<64>& blind_uniform);
    // For the browser's storage: 128 hexadecimal digits, input and blind; and back.
    // Faults: wrong_length, not_canonical, zero_scalar.
    [[nodiscard]] static Expected<CredentialRequest, GroupFault> from_hex(std::string_view text);
    [[nodiscard]] std::string to_hex() const;

    // What the server gets to see.
    [[nodiscard]] const Element& blinded() const { return blinded_; }

    // The credential, if the proof shows that the answer was made with the round's published key.
    // Faults: proof_mismatch. Cost: about 500 µs.
    [[nodiscard]] Expected<Credential, GroupFault> accept(const Evaluation& evaluation,
                                                          const Element& public_key) const;

private:
    CredentialRequest(Secret<32> input, Scalar blind, const Element& blinded)
        : input_{std::move(input)}, blind_{std::move(blind)}, blinded_{blinded} {}
    [[nodiscard]] static Expected<CredentialRequest, GroupFault> from(Secret<32> input, Scalar blind);

    Secret<32> input_;
    Scalar blind_;
    Element blinded_;
};

}  // namespace gongyi::ballotbox
