#include "shared/ballotbox/credential.h"

#include <sodium/crypto_hash_sha512.h>
#include <sodium/utils.h>

#include <algorithm>
#include <utility>

#include "shared/base/check.h"
#include "shared/base/hash.h"

namespace gongyi::ballotbox {

namespace {

using oprf::Mode;

std::string_view text_of(std::span<const std::uint8_t> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// The nonce of a proof. A nonce that served two proofs gives the key away, so it hangs on the key and on what is proved
// as well as on random bytes (as in RFC 8032): should those ever repeat, only equal proofs share a nonce.
Scalar nonce_of(const Scalar& secret_key, const Element& blinded, const Secret<32>& fresh) {
    static constexpr std::string_view purpose = "gongyi ballot box: nonce of a proof";
    Secret<64> uniform;
    crypto_hash_sha512_state state;
    crypto_hash_sha512_init(&state);
    crypto_hash_sha512_update(&state, reinterpret_cast<const std::uint8_t*>(purpose.data()), purpose.size());
    crypto_hash_sha512_update(&state, secret_key.bytes().data(), secret_key.bytes().size());
    crypto_hash_sha512_update(&state, fresh.data(), fresh.bytes().size());
    crypto_hash_sha512_update(&state, blinded.bytes().data(), blinded.bytes().size());
    crypto_hash_sha512_final(&state, uniform.data());
    sodium_memzero(&state, sizeof state);
    auto nonce = Scalar::from_uniform(uniform.bytes());
    GONGYI_CHECK(nonce.has_value());  // Zero would be a preimage of SHA-512.
    return *std::move(nonce);
}

}  // namespace

Expected<Credential, GroupFault> Credential::from_hex(std::string_view text) {
    if (text.size() != 2 * size_bytes) return unexpected(GroupFault::wrong_length);
    Credential credential;
    const std::size_t input_digits = 2 * credential.input.size();
    if (!read_hex(text.substr(0, input_digits), credential.input) ||
        !read_hex(text.substr(input_digits), credential.output)) {
        return unexpected(GroupFault::not_canonical);
    }
    return credential;
}

std::string Credential::to_hex() const {
    return gongyi::to_hex(text_of(input)) + gongyi::to_hex(text_of(output));
}

Expected<Evaluation, GroupFault> Evaluation::from_hex(std::string_view text) {
    static constexpr std::size_t element_digits = 2 * Element::size_bytes;
    if (text.size() != element_digits + 2 * oprf::Proof::size_bytes) return unexpected(GroupFault::wrong_length);
    const auto element = Element::from_hex(text.substr(0, element_digits));
    if (!element) return unexpected(element.error());
    const auto proof = oprf::Proof::from_hex(text.substr(element_digits));
    if (!proof) return unexpected(proof.error());
    return Evaluation{*element, *proof};
}

std::string Evaluation::to_hex() const {
    return element.to_hex() + proof.to_hex();
}

RoundKey RoundKey::derive(const Secret<32>& seed, std::string_view round) {
    GONGYI_CHECK(round.size() <= round_name_bytes_max);
    return RoundKey{oprf::derive_key_pair(Mode::voprf, seed, "gongyi ballot box: " + std::string{round})};
}

Expected<RoundKey, GroupFault> RoundKey::from_published(std::string_view hex, const Element& public_key) {
    Number bytes{};
    if (hex.size() != 2 * bytes.size()) return unexpected(GroupFault::wrong_length);
    if (!read_hex(hex, bytes)) return unexpected(GroupFault::not_canonical);
    auto secret_key = Scalar::parse(bytes);
    if (!secret_key) return unexpected(secret_key.error());
    if (oprf::public_key_of(*secret_key) != public_key) return unexpected(GroupFault::proof_mismatch);
    return RoundKey{{*std::move(secret_key), public_key}};
}

std::string RoundKey::publish() const {
    return gongyi::to_hex(text_of(keys_.secret_key.bytes()));
}

Evaluation RoundKey::issue(const Element& blinded, const Secret<32>& fresh) const {
    const Element element = oprf::blind_evaluate(keys_.secret_key, blinded);
    const Scalar nonce = nonce_of(keys_.secret_key, blinded, fresh);
    return {element, oprf::generate_proof(keys_, std::span{&blinded, 1}, std::span{&element, 1}, nonce)};
}

Credential RoundKey::credential_for(const std::array<std::uint8_t, 32>& input) const {
    const auto output = oprf::evaluate(Mode::voprf, keys_.secret_key, text_of(input));
    GONGYI_CHECK(output.has_value());  // Nobody can find an input for which there is none.
    return {input, *output};
}

bool RoundKey::accepts(const Credential& credential) const {
    const auto output = oprf::evaluate(Mode::voprf, keys_.secret_key, text_of(credential.input));
    // In constant time: how much of a forged output is right must not show.
    return output && sodium_memcmp(output->data(), credential.output.data(), output->size()) == 0;
}

Expected<CredentialRequest, GroupFault> CredentialRequest::from(Secret<32> input, Scalar blind) {
    const auto blinded = oprf::blind(Mode::voprf, text_of(input.bytes()), blind);
    if (!blinded) return unexpected(blinded.error());
    return CredentialRequest{std::move(input), std::move(blind), *blinded};
}

Expected<CredentialRequest, GroupFault> CredentialRequest::make(const Secret<32>& input,
                                                                const Secret<64>& blind_uniform) {
    auto blind = Scalar::from_uniform(blind_uniform.bytes());
    if (!blind) return unexpected(blind.error());
    return from(Secret<32>{input.bytes()}, *std::move(blind));
}

Expected<CredentialRequest, GroupFault> CredentialRequest::from_hex(std::string_view text) {
    Secret<size_bytes> bytes;
    if (text.size() != 2 * size_bytes) return unexpected(GroupFault::wrong_length);
    if (!read_hex(text, bytes.bytes())) return unexpected(GroupFault::not_canonical);
    const Secret<size_bytes>& read = bytes;
    auto blind = Scalar::parse(read.bytes().last<Scalar::size_bytes>());
    if (!blind) return unexpected(blind.error());
    return from(Secret<32>{read.bytes().first<32>()}, *std::move(blind));
}

std::string CredentialRequest::to_hex() const {
    return gongyi::to_hex(text_of(input_.bytes())) + gongyi::to_hex(text_of(blind_.bytes()));
}

Expected<Credential, GroupFault> CredentialRequest::accept(const Evaluation& evaluation,
                                                           const Element& public_key) const {
    const auto proved =
        oprf::verify_proof(public_key, std::span{&blinded_, 1}, std::span{&evaluation.element, 1}, evaluation.proof);
    if (!proved) return unexpected(proved.error());
    Credential credential;
    std::copy(input_.bytes().begin(), input_.bytes().end(), credential.input.begin());
    credential.output = oprf::finalize(text_of(input_.bytes()), blind_, evaluation.element);
    return credential;
}

}  // namespace gongyi::ballotbox
