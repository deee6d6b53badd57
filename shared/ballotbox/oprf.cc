#include "shared/ballotbox/oprf.h"

#include <sodium/crypto_hash_sha512.h>

#include <algorithm>
#include <utility>

#include "shared/base/check.h"
#include "shared/base/hash.h"

namespace gongyi::ballotbox::oprf {

namespace {

std::string_view text_of(std::span<const std::uint8_t> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void append_uint16(std::string& out, std::size_t value) {
    GONGYI_CHECK(value <= 0xffff);
    out += static_cast<char>(value >> 8U);
    out += static_cast<char>(value & 0xffU);
}

// I2OSP(length, 2) ‖ bytes.
void append_with_length(std::string& out, std::string_view bytes) {
    append_uint16(out, bytes.size());
    out += bytes;
}

std::array<std::uint8_t, 64> sha512(std::string_view bytes) {
    std::array<std::uint8_t, crypto_hash_sha512_BYTES> hash{};
    crypto_hash_sha512(hash.data(), reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    return hash;
}

Element to_element(const Point& point) {
    const auto element = Element::parse(point);
    GONGYI_CHECK(element.has_value());
    return *element;
}

// Hash(I2OSP(len(input), 2) ‖ input ‖ I2OSP(len(element), 2) ‖ element ‖ "Finalize").
Output output_of(std::string_view input, const Point& unblinded) {
    std::string hashed;
    append_with_length(hashed, input);
    append_with_length(hashed, text_of(unblinded));
    hashed += "Finalize";
    return sha512(hashed);
}

Expected<Point, GroupFault> input_element(Mode mode, std::string_view input) {
    if (input.size() > input_bytes_max) return unexpected(GroupFault::too_many);
    const Point element = hash_to_group(input, "HashToGroup-" + context_string(mode));
    if (element == identity) return unexpected(GroupFault::identity_element);
    return element;
}

Number hash_to_number(std::string_view message) {
    return hash_to_scalar(message, "HashToScalar-" + context_string(Mode::voprf));
}

// The weight of each pair of elements in the sums that a proof is about (ComputeComposites, section 2.2.1).
class Weights {
public:
    explicit Weights(const Element& public_key) {
        std::string transcript;
        append_with_length(transcript, text_of(public_key.bytes()));
        append_with_length(transcript, "Seed-" + context_string(Mode::voprf));
        seed_ = sha512(transcript);
    }
    [[nodiscard]] Number of(std::size_t index, const Element& blinded, const Element& evaluated) const {
        std::string transcript;
        append_with_length(transcript, text_of(seed_));
        append_uint16(transcript, index);
        append_with_length(transcript, text_of(blinded.bytes()));
        append_with_length(transcript, text_of(evaluated.bytes()));
        transcript += "Composite";
        return hash_to_number(transcript);
    }

private:
    std::array<std::uint8_t, 64> seed_{};
};

Number challenge_of(const Element& public_key, const Point& m, const Point& z, const Point& t2, const Point& t3) {
    std::string transcript;
    append_with_length(transcript, text_of(public_key.bytes()));
    for (const Point& point : {m, z, t2, t3}) append_with_length(transcript, text_of(point));
    transcript += "Challenge";
    return hash_to_number(transcript);
}

}  // namespace

std::string context_string(Mode mode) {
    return std::string{"OPRFV1-"} + static_cast<char>(mode) + "-ristretto255-SHA512";
}

KeyPair derive_key_pair(Mode mode, const Secret<32>& seed, std::string_view info) {
    GONGYI_CHECK(info.size() <= input_bytes_max);
    std::string input;
    input.reserve(seed.bytes().size() + info.size() + 3);  // No copy of the seed is left behind by growing.
    input += text_of(seed.bytes());
    append_with_length(input, info);
    input += '\0';
    for (int counter = 0;; ++counter) {
        GONGYI_CHECK(counter <= 255);
        input.back() = static_cast<char>(counter);
        Number number = hash_to_scalar(input, "DeriveKeyPair" + context_string(mode));
        auto secret_key = Scalar::parse(number);
        wipe(number);
        if (!secret_key) continue;  // Zero, which has never been seen.
        wipe({reinterpret_cast<std::uint8_t*>(input.data()), input.size()});
        const Element public_key = public_key_of(*secret_key);
        return {*std::move(secret_key), public_key};
    }
}

Element public_key_of(const Scalar& secret_key) {
    return to_element(multiply_base(secret_key.bytes()));
}

Expected<Element, GroupFault> blind(Mode mode, std::string_view input, const Scalar& blind) {
    const auto element = input_element(mode, input);
    if (!element) return unexpected(element.error());
    return to_element(multiply(blind.bytes(), *element));
}

Element blind_evaluate(const Scalar& secret_key, const Element& blinded) {
    return to_element(multiply(secret_key.bytes(), blinded.bytes()));
}

Output finalize(std::string_view input, const Scalar& blind, const Element& evaluated) {
    GONGYI_CHECK(input.size() <= input_bytes_max);
    return output_of(input, multiply(invert(blind).bytes(), evaluated.bytes()));
}

Expected<Output, GroupFault> evaluate(Mode mode, const Scalar& secret_key, std::string_view input) {
    const auto element = input_element(mode, input);
    if (!element) return unexpected(element.error());
    return output_of(input, multiply(secret_key.bytes(), *element));
}

Expected<Proof, GroupFault> Proof::parse(std::span<const std::uint8_t> bytes) {
    if (bytes.size() != size_bytes) return unexpected(GroupFault::wrong_length);
    Proof proof;
    std::copy_n(bytes.begin(), proof.challenge.size(), proof.challenge.begin());
    std::copy_n(bytes.begin() + Scalar::size_bytes, proof.response.size(), proof.response.begin());
    if (!is_canonical(proof.challenge) || !is_canonical(proof.response)) return unexpected(GroupFault::not_canonical);
    return proof;
}

Expected<Proof, GroupFault> Proof::from_hex(std::string_view text) {
    Bytes bytes{};
    if (text.size() != 2 * size_bytes) return unexpected(GroupFault::wrong_length);
    if (!read_hex(text, bytes)) return unexpected(GroupFault::not_canonical);
    return parse(bytes);
}

Proof::Bytes Proof::bytes() const {
    Bytes bytes{};
    std::copy(challenge.begin(), challenge.end(), bytes.begin());
    std::copy(response.begin(), response.end(), bytes.begin() + Scalar::size_bytes);
    return bytes;
}

std::string Proof::to_hex() const {
    return gongyi::to_hex(text_of(bytes()));
}

Proof generate_proof(const KeyPair& keys, std::span<const Element> blinded, std::span<const Element> evaluated,
                     const Scalar& nonce) {
    GONGYI_CHECK(!blinded.empty() && blinded.size() <= batch_max && blinded.size() == evaluated.size());
    const Weights weights{keys.public_key};
    Point m = identity;
    for (std::size_t i = 0; i < blinded.size(); ++i) {
        m = add(m, multiply(weights.of(i, blinded[i], evaluated[i]), blinded[i].bytes()));
    }
    const Point z = multiply(keys.secret_key.bytes(), m);
    const Point t2 = multiply_base(nonce.bytes());
    const Point t3 = multiply(nonce.bytes(), m);
    Proof proof;
    proof.challenge = challenge_of(keys.public_key, m, z, t2, t3);
    proof.response = subtract_product(nonce, proof.challenge, keys.secret_key);
    return proof;
}

Expected<void, GroupFault> verify_proof(const Element& public_key, std::span<const Element> blinded,
                                        std::span<const Element> evaluated, const Proof& proof) {
    if (blinded.empty() || blinded.size() > batch_max || blinded.size() != evaluated.size()) {
        return unexpected(GroupFault::too_many);
    }
    const Weights weights{public_key};
    Point m = identity;
    Point z = identity;
    for (std::size_t i = 0; i < blinded.size(); ++i) {
        const Number weight = weights.of(i, blinded[i], evaluated[i]);
        m = add(m, multiply(weight, blinded[i].bytes()));
        z = add(z, multiply(weight, evaluated[i].bytes()));
    }
    const Point t2 = add(multiply_base(proof.response), multiply(proof.challenge, public_key.bytes()));
    const Point t3 = add(multiply(proof.response, m), multiply(proof.challenge, z));
    if (challenge_of(public_key, m, z, t2, t3) != proof.challenge) return unexpected(GroupFault::proof_mismatch);
    return {};
}

}  // namespace gongyi::ballotbox::oprf
