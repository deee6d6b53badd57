// Oblivious pseudorandom functions: RFC 9497 with ristretto255-SHA512, modes OPRF and VOPRF.
//
// A client learns F(key, input) from the key's holder, who learns neither input nor output; in mode VOPRF with a proof
// that the key is that of the published public key. Random values come in from outside. What the ballot box makes of
// it stands in credential.h.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/ballotbox/group.h"
#include "shared/base/expected.h"
#include "shared/base/secret.h"

namespace gongyi::ballotbox::oprf {

enum class Mode : std::uint8_t { oprf = 0x00, voprf = 0x01 };

// The longest input and key information, and the most elements under one proof: the RFC writes lengths as two bytes.
inline constexpr std::size_t input_bytes_max = 65'535;
inline constexpr std::size_t batch_max = 65'535;

using Output = std::array<std::uint8_t, 64>;

// "OPRFV1-" ‖ mode ‖ "-ristretto255-SHA512" (section 3.1).
[[nodiscard]] std::string context_string(Mode mode);

struct KeyPair {
    Scalar secret_key;
    Element public_key;
};

// DeriveKeyPair (section 3.2.1): the same key for the same seed and `info`.
//   info  at most input_bytes_max bytes; keys of other purposes have other ones.
[[nodiscard]] KeyPair derive_key_pair(Mode mode, const Secret<32>& seed, std::string_view info);
// The public key to a secret one. Cost: about 30 µs.
[[nodiscard]] Element public_key_of(const Scalar& secret_key);

// Blind (section 3.3.1): what the client sends. Faults: too_many for an input beyond input_bytes_max, identity_element
// for an input that hashes to it (nobody can find one). Cost: about 100 µs.
[[nodiscard]] Expected<Element, GroupFault> blind(Mode mode, std::string_view input, const Scalar& blind);

// BlindEvaluate without its proof: what the key's holder answers. Cost: about 70 µs.
[[nodiscard]] Element blind_evaluate(const Scalar& secret_key, const Element& blinded);

// Finalize (sections 3.3.1 and 3.3.2) without the check of the proof: F(key, input). Cost: about 100 µs.
[[nodiscard]] Output finalize(std::string_view input, const Scalar& blind, const Element& evaluated);

// Evaluate: F(key, input) for the key's holder. Faults as of blind(). Cost: about 100 µs.
[[nodiscard]] Expected<Output, GroupFault> evaluate(Mode mode, const Scalar& secret_key, std::string_view input);

// The proof that evaluated[i] = secret key * blinded[i] for every i, for the public key's secret key (a proof of equal
// discrete logarithms, section 2.2).
struct Proof {
    static constexpr std::size_t size_bytes = 64;
    using Bytes = std::array<std::uint8_t, size_bytes>;  // challenge ‖ response
    Number challenge{};
    Number response{};

    // Faults: wrong_length, not_canonical.
    [[nodiscard]] static Expected<Proof, GroupFault> parse(std::span<const std::uint8_t> bytes);
    [[nodiscard]] static Expected<Proof, GroupFault> from_hex(std::string_view text);
    [[nodiscard]] Bytes bytes() const;
    [[nodiscard]] std::string to_hex() const;
    friend bool operator==(const Proof&, const Proof&) = default;
};

// GenerateProof (section 2.2.1), in mode VOPRF. Requires as many of both elements, 1 to batch_max.
//   nonce  used for this proof alone: two proofs with one nonce give the secret key away.
// Cost: about 150 µs, and 80 µs an element.
[[nodiscard]] Proof generate_proof(const KeyPair& keys, std::span<const Element> blinded,
                                   std::span<const Element> evaluated, const Scalar& nonce);

// VerifyProof (section 2.2.2), in mode VOPRF. Faults: too_many (also for none, or not as many of both),
// proof_mismatch. Nothing if the proof holds. Cost: about 250 µs, and 150 µs an element.
[[nodiscard]] Expected<void, GroupFault> verify_proof(const Element& public_key, std::span<const Element> blinded,
                                                      std::span<const Element> evaluated, const Proof& proof);

}  // namespace gongyi::ballotbox::oprf
