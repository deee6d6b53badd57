#include "shared/portal/ballot.h"

#include <sodium/crypto_sign_ed25519.h>

#include <algorithm>
#include <utility>

#include "shared/base/check.h"
#include "shared/base/commitment.h"
#include "shared/base/json_writer.h"
#include "shared/microproject/json.h"

namespace gongyi::portal {

namespace {

using ballotbox::CredentialRequest;
using ballotbox::GroupFault;

static_assert(crypto_sign_ed25519_SEEDBYTES == 32 && crypto_sign_ed25519_SECRETKEYBYTES == 64 &&
              crypto_sign_ed25519_PUBLICKEYBYTES == 32 && crypto_sign_ed25519_BYTES == 64);
static_assert(ballotbox::Credential::size_bytes == std::tuple_size_v<BallotCredential>);

const std::uint8_t* bytes_of(std::string_view text) {
    return reinterpret_cast<const std::uint8_t*>(text.data());
}

struct KeyPair {
    Secret<32> public_key;  // Not secret once it is cast; CredentialRequest takes it for one.
    Secret<64> signing_key;
};

KeyPair key_pair_of(const Secret<32>& seed) {
    KeyPair keys;
    crypto_sign_ed25519_seed_keypair(keys.public_key.data(), keys.signing_key.data(), seed.data());
    return keys;
}

BallotCredential joined(const ballotbox::Credential& credential) {
    BallotCredential bytes{};
    const auto rest = std::copy(credential.input.begin(), credential.input.end(), bytes.begin());
    std::copy(credential.output.begin(), credential.output.end(), rest);
    return bytes;
}

}  // namespace

std::string ballot_key_name(std::string_view slug, RoundId round) {
    return std::string{slug} + "/rounds/" + std::to_string(round.raw());
}

std::string cast_text(RoundId round, const OpenedCast& cast) {
    JsonWriter json;
    json.begin_object().key("choices");
    write_choices(json, cast.ballot.choices);
    if (cast.is_paper()) {
        json.key("paper").string(cast.paper);
    } else {
        json.key("credential").string(hex_of(cast.credential));
    }
    json.key("round").integer(static_cast<std::int64_t>(round.raw()));
    if (!cast.is_paper()) json.key("version").integer(cast.version);
    json.end_object();
    return json.take();
}

Hash cast_commitment(RoundId round, const OpenedCast& cast) {
    return commit(cast.salt, cast_text(round, cast));
}

std::string signed_cast_text(std::string_view slug, const Hash& commitment) {
    std::string text = "gongyi-ballot/1\n";
    text += slug;
    text += '\n';
    text.append(reinterpret_cast<const char*>(commitment.data()), commitment.size());
    return text;
}

bool has_good_signature(std::string_view slug, const OpenedCast& cast, const Hash& commitment) {
    const std::string text = signed_cast_text(slug, commitment);
    return crypto_sign_ed25519_verify_detached(cast.signature.data(), bytes_of(text), text.size(),
                                               cast.credential.data()) == 0;
}

bool has_genuine_credential(const ballotbox::RoundKey& key, const OpenedCast& cast) {
    ballotbox::Credential credential;
    const auto input_end = cast.credential.begin() + static_cast<std::ptrdiff_t>(credential.input.size());
    std::copy(cast.credential.begin(), input_end, credential.input.begin());
    std::copy(input_end, cast.credential.end(), credential.output.begin());
    return key.accepts(credential);
}

Expected<BallotSecret, GroupFault> BallotSecret::make(const Secret<32>& seed, const Secret<64>& blind_uniform) {
    KeyPair keys = key_pair_of(seed);
    auto request = CredentialRequest::make(keys.public_key, blind_uniform);
    if (!request) return unexpected(request.error());
    return BallotSecret{Secret<32>{seed.bytes()}, std::move(keys.signing_key), *std::move(request)};
}

Expected<BallotSecret, GroupFault> BallotSecret::from_hex(std::string_view text) {
    Secret<32> seed;
    if (text.size() != 2 * size_bytes) return unexpected(GroupFault::wrong_length);
    const std::size_t seed_digits = 2 * seed.bytes().size();
    if (!read_hex(text.substr(0, seed_digits), seed.bytes())) return unexpected(GroupFault::not_canonical);
    KeyPair keys = key_pair_of(seed);
    // The request keeps its input, which is the public key, beside the blind: here the seed stands for it.
    auto request = CredentialRequest::from_hex(hex_of(std::as_const(keys.public_key).bytes()) +
                                               std::string{text.substr(seed_digits)});
    if (!request) return unexpected(request.error());
    return BallotSecret{std::move(seed), std::move(keys.signing_key), *std::move(request)};
}

std::string BallotSecret::to_hex() const {
    return hex_of(seed_.bytes()) + request_.to_hex().substr(2 * seed_.bytes().size());
}

Expected<BallotCredential, GroupFault> BallotSecret::accept(const ballotbox::Evaluation& evaluation,
                                                            const ballotbox::Element& public_key) const {
    const auto credential = request_.accept(evaluation, public_key);
    if (!credential) return unexpected(credential.error());
    return joined(*credential);
}

BallotCredential BallotSecret::credential_from(const ballotbox::RoundKey& key) const {
    std::array<std::uint8_t, 32> input{};
    // libsodium keeps the public key behind the seed.
    std::copy_n(signing_key_.bytes().begin() + crypto_sign_ed25519_SEEDBYTES, input.size(), input.begin());
    return joined(key.credential_for(input));
}

OpenedCast BallotSecret::sign(std::string_view slug, RoundId round, std::vector<ProjectId> choices,
                              const BallotCredential& credential, int version, const Salt& salt) const {
    GONGYI_CHECK(version >= 1 && version <= ballot_versions_max);
    OpenedCast cast;
    cast.ballot.choices = std::move(choices);
    std::sort(cast.ballot.choices.begin(), cast.ballot.choices.end());
    cast.credential = credential;
    cast.version = version;
    cast.salt = salt;
    const std::string text = signed_cast_text(slug, cast_commitment(round, cast));
    crypto_sign_ed25519_detached(cast.signature.data(), nullptr, bytes_of(text), text.size(), signing_key_.data());
    return cast;
}

}  // namespace gongyi::portal
