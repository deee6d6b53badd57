#include "shared/ballotbox/credential.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <set>
#include <span>

namespace gongyi::ballotbox {

namespace {

template <std::size_t Size>
Secret<Size> secret_of(std::uint8_t number) {
    Secret<Size> secret;
    for (std::uint8_t& byte : secret.bytes()) byte = number++;
    return secret;
}

RoundKey round_key(const std::string& round = "sijihuacheng/rounds/3") {
    return RoundKey::derive(secret_of<32>(1), round);
}

CredentialRequest request_of(std::uint8_t voter) {
    return CredentialRequest::make(secret_of<32>(voter), secret_of<64>(static_cast<std::uint8_t>(voter + 100))).value();
}

Credential credential_of(const RoundKey& key, std::uint8_t voter) {
    const CredentialRequest request = request_of(voter);
    return request.accept(key.issue(request.blinded(), secret_of<32>(9)), key.public_key()).value();
}

}  // namespace

TEST_CASE("a credential that was issued is accepted, by anyone once the key is published", "[ballotbox][credential]") {
    const auto voter = GENERATE(range(std::uint8_t{0}, std::uint8_t{20}));
    CAPTURE(static_cast<int>(voter));
    const RoundKey key = round_key();
    const Credential credential = credential_of(key, voter);
    CHECK(key.accepts(credential));
    const auto published = RoundKey::from_published(key.publish(), key.public_key());
    REQUIRE(published.has_value());
    CHECK(published->accepts(credential));
    CHECK(published->public_key() == key.public_key());
}

TEST_CASE("a credential of another round or another key is not accepted", "[ballotbox][credential]") {
    const RoundKey key = round_key();
    CHECK_FALSE(key.accepts(credential_of(round_key("sijihuacheng/rounds/4"), 1)));
    CHECK_FALSE(key.accepts(credential_of(round_key("other/rounds/3"), 1)));
    CHECK_FALSE(key.accepts(credential_of(RoundKey::derive(secret_of<32>(2), "sijihuacheng/rounds/3"), 1)));
}

TEST_CASE("any changed bit of a credential is refused", "[ballotbox][credential]") {
    const RoundKey key = round_key();
    const Credential whole = credential_of(key, 1);
    REQUIRE(key.accepts(whole));
    for (std::size_t bit = 0; bit < 8 * whole.input.size(); bit += 3) {
        Credential changed = whole;
        changed.input[bit / 8] = static_cast<std::uint8_t>(changed.input[bit / 8] ^ (1U << (bit % 8)));
        REQUIRE_FALSE(key.accepts(changed));
    }
    for (std::size_t bit = 0; bit < 8 * whole.output.size(); bit += 5) {
        Credential changed = whole;
        changed.output[bit / 8] = static_cast<std::uint8_t>(changed.output[bit / 8] ^ (1U << (bit % 8)));
        REQUIRE_FALSE(key.accepts(changed));
    }
    CHECK_FALSE(key.accepts(Credential{}));
}

// A server that marks a voter by a key of the voter's own is found out before a ballot is cast.
TEST_CASE("an answer made with another key than the published one is refused", "[ballotbox][credential]") {
    const RoundKey key = round_key();
    const RoundKey marking = RoundKey::derive(secret_of<32>(2), "a key for this voter");
    const CredentialRequest request = request_of(1);
    const Evaluation honest = key.issue(request.blinded(), secret_of<32>(9));
    const Evaluation marked = marking.issue(request.blinded(), secret_of<32>(9));
    REQUIRE(request.accept(honest, key.public_key()).has_value());
    const auto mismatch = unexpected(GroupFault::proof_mismatch);
    CHECK(request.accept(marked, key.public_key()) == mismatch);
    CHECK(request.accept({marked.element, honest.proof}, key.public_key()) == mismatch);
    CHECK(request.accept({honest.element, marked.proof}, key.public_key()) == mismatch);
    CHECK(request.accept(honest, marking.public_key()) == mismatch);
    CHECK(request_of(2).accept(honest, key.public_key()) == mismatch);
}

TEST_CASE("what the server sees of a voter tells nothing that the ballot shows", "[ballotbox][credential]") {
    const RoundKey key = round_key();
    const CredentialRequest request = request_of(1);
    const Evaluation evaluation = key.issue(request.blinded(), secret_of<32>(9));
    const Credential credential = request.accept(evaluation, key.public_key()).value();
    // The same credential comes of any other request with the same input: the blind leaves no trace in it.
    const auto other = CredentialRequest::make(secret_of<32>(1), secret_of<64>(77)).value();
    CHECK(other.blinded() != request.blinded());
    CHECK(other.accept(key.issue(other.blinded(), secret_of<32>(9)), key.public_key()) == credential);
    CHECK(credential.to_hex().find(evaluation.element.to_hex()) == std::string::npos);
    CHECK(credential.to_hex().find(request.blinded().to_hex()) == std::string::npos);
}

TEST_CASE("asking again gets the same answer; a nonce is never shared by different proofs", "[ballotbox][credential]") {
    const RoundKey key = round_key();
    CHECK(key.issue(request_of(1).blinded(), secret_of<32>(9)) == key.issue(request_of(1).blinded(), secret_of<32>(9)));
    // The nonce times the base is what the checker of a proof finds: another one each time, from equal random bytes.
    std::set<std::string> commitments;
    for (std::uint8_t voter = 0; voter < 5; ++voter) {
        const auto proof = key.issue(request_of(voter).blinded(), secret_of<32>(9)).proof;
        const Point nonce_point =
            add(multiply_base(proof.response), multiply(proof.challenge, key.public_key().bytes()));
        commitments.insert(Element::parse(nonce_point)->to_hex());
    }
    CHECK(commitments.size() == 5);
}

TEST_CASE("a published key is checked against the one that opened the round", "[ballotbox][credential]") {
    const RoundKey key = round_key();
    const RoundKey other = round_key("sijihuacheng/rounds/4");
    const auto fault_of = [&](const std::string& hex) {
        const auto published = RoundKey::from_published(hex, key.public_key());
        return published ? "none" : std::string{fault_name(published.error())};
    };
    CHECK(fault_of(key.publish()) == "none");
    CHECK(fault_of(other.publish()) == "proof_mismatch");
    CHECK(fault_of(std::string(64, '0')) == "zero_scalar");
    CHECK(fault_of(std::string(64, 'f')) == "not_canonical");
    CHECK(fault_of(std::string(64, 'x')) == "not_canonical");
    CHECK(fault_of(key.publish().substr(1)) == "wrong_length");
    CHECK(fault_of("") == "wrong_length");
}

TEST_CASE("credentials, requests and answers are text that reads back", "[ballotbox][credential]") {
    const RoundKey key = round_key();
    const CredentialRequest request = request_of(1);
    const Evaluation evaluation = key.issue(request.blinded(), secret_of<32>(9));
    const Credential credential = request.accept(evaluation, key.public_key()).value();

    CHECK(Credential::from_hex(credential.to_hex()) == credential);
    CHECK(Evaluation::from_hex(evaluation.to_hex()) == evaluation);
    // A browser that was closed in between goes on where it was.
    const auto resumed = CredentialRequest::from_hex(request.to_hex());
    REQUIRE(resumed.has_value());
    CHECK(resumed->blinded() == request.blinded());
    CHECK(resumed->accept(evaluation, key.public_key()) == credential);
}

TEST_CASE("damaged text of a credential, a request or an answer is refused", "[ballotbox][credential]") {
    const RoundKey key = round_key();
    const CredentialRequest request = request_of(1);
    const std::string evaluation = key.issue(request.blinded(), secret_of<32>(9)).to_hex();
    const std::string credential = credential_of(key, 1).to_hex();
    const auto length = unexpected(GroupFault::wrong_length);
    const auto canonical = unexpected(GroupFault::not_canonical);
    CHECK(Credential::from_hex("") == length);
    CHECK(Credential::from_hex(credential + "0") == length);
    CHECK(Credential::from_hex(credential.substr(2)) == length);
    CHECK(Credential::from_hex("A" + credential.substr(1)) == canonical);
    CHECK(Credential::from_hex(credential.substr(0, 191) + "-") == canonical);
    CHECK(Evaluation::from_hex("") == length);
    CHECK(Evaluation::from_hex(evaluation + "00") == length);
    CHECK(Evaluation::from_hex(std::string(64, '0') + evaluation.substr(64)) ==
          unexpected(GroupFault::identity_element));
    CHECK(Evaluation::from_hex(std::string(64, 'f') + evaluation.substr(64)) == canonical);
    CHECK(Evaluation::from_hex(evaluation.substr(0, 128) + std::string(64, 'f')) == canonical);
    const auto fault_of = [](const std::string& text) {
        const auto parsed = CredentialRequest::from_hex(text);
        return parsed ? "none" : std::string{fault_name(parsed.error())};
    };
    CHECK(fault_of(request.to_hex()) == "none");
    CHECK(fault_of("") == "wrong_length");
    CHECK(fault_of(request.to_hex().substr(2)) == "wrong_length");
    CHECK(fault_of(request.to_hex().substr(0, 64) + std::string(64, 'f')) == "not_canonical");
    CHECK(fault_of(request.to_hex().substr(0, 64) + std::string(64, '0')) == "zero_scalar");
    CHECK_FALSE(CredentialRequest::make(secret_of<32>(1), Secret<64>{}).has_value());
}

}  // namespace gongyi::ballotbox
