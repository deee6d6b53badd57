#include "shared/ballotbox/oprf.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <optional>
#include <ostream>
#include <type_traits>

#include "shared/base/hash.h"
#include "shared/base/json_reader.h"
#include "shared/base/random.h"
#include "tests/support/files.h"

namespace gongyi::ballotbox::oprf {

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes bytes_of(std::string_view hex) {
    Bytes bytes(hex.size() / 2);
    REQUIRE(read_hex(hex, bytes));
    return bytes;
}

std::string text_of(const Bytes& bytes) {
    return {bytes.begin(), bytes.end()};
}

std::string hex_of(std::span<const std::uint8_t> bytes) {
    return to_hex(std::string_view{reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

Scalar scalar_of(std::string_view hex) {
    return Scalar::parse(bytes_of(hex)).value();
}

std::vector<std::string> split(const std::string& list) {
    std::vector<std::string> parts{""};
    for (const char c : list) {
        if (c == ',') {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    return parts;
}

// One vector of RFC 9497 appendix A.1; lists where it is about a batch.
struct Vector {
    std::vector<std::string> blinds, blinded, evaluated, inputs, outputs;
    std::optional<std::string> proof, nonce;
};

struct Suite {
    Mode mode = Mode::oprf;
    std::string seed, key_info, secret_key, group_dst;
    std::optional<std::string> public_key;
    std::vector<Vector> vectors;
};

constexpr std::size_t string_bytes_max = 2000;

Vector read_vector(const JsonValue& value) {
    const auto list = [&](const char* name) { return split(value.field(name).string(string_bytes_max)); };
    Vector vector{
        list("Blind"), list("BlindedElement"), list("EvaluationElement"), list("Input"), list("Output"), {}, {}};
    static_cast<void>(value.field("Batch").integer(1, 100));
    if (const auto proof = value.optional_field("Proof")) {
        vector.proof = proof->field("proof").string(string_bytes_max);
        vector.nonce = proof->field("r").string(string_bytes_max);
    }
    return vector;
}

std::vector<Suite> read_suites() {
    const std::string text = test::read_file("tests/vectors/rfc9497/ristretto255_sha512.json");
    JsonReader reader{text, 1'000'000};
    std::vector<Suite> suites;
    for (const JsonValue value : reader.root().items(2, 2)) {
        Suite suite;
        suite.group_dst = value.field("groupDST").string(string_bytes_max);
        CHECK(value.field("hash").string(string_bytes_max) == "SHA512");
        CHECK(value.field("identifier").string(string_bytes_max) == "ristretto255-SHA512");
        suite.key_info = value.field("keyInfo").string(string_bytes_max);
        suite.mode = value.field("mode").integer(0, 1) == 0 ? Mode::oprf : Mode::voprf;
        if (const auto key = value.optional_field("pkSm")) suite.public_key = key->string(string_bytes_max);
        suite.seed = value.field("seed").string(string_bytes_max);
        suite.secret_key = value.field("skSm").string(string_bytes_max);
        for (const JsonValue vector : value.field("vectors").items(1, 100)) {
            suite.vectors.push_back(read_vector(vector));
        }
        suites.push_back(std::move(suite));
    }
    auto result = reader.finish(std::move(suites));
    REQUIRE(result.has_value());
    return *std::move(result);
}

KeyPair keys_of(const Suite& suite) {
    const Bytes seed = bytes_of(suite.seed);
    return derive_key_pair(suite.mode, Secret<32>{std::span{seed}.first<32>()}, text_of(bytes_of(suite.key_info)));
}

// A batch with its proof, made from small numbers.
struct Batch {
    KeyPair keys;
    std::vector<Element> blinded, evaluated;
    Proof proof;
};

Scalar scalar_number(std::uint8_t number) {
    std::array<std::uint8_t, 64> bytes{};
    bytes[0] = number;
    return Scalar::from_uniform(bytes).value();
}

Batch make_batch(std::size_t count, std::uint8_t key = 1) {
    std::array<std::uint8_t, 32> seed{key};
    Batch batch{derive_key_pair(Mode::voprf, Secret<32>{seed}, "test"), {}, {}, {}};
    for (std::size_t i = 0; i < count; ++i) {
        const auto number = static_cast<std::uint8_t>(i + 1);
        batch.blinded.push_back(blind(Mode::voprf, std::to_string(i), scalar_number(number)).value());
        batch.evaluated.push_back(blind_evaluate(batch.keys.secret_key, batch.blinded.back()));
    }
    batch.proof = generate_proof(batch.keys, batch.blinded, batch.evaluated, scalar_number(99));
    return batch;
}

std::string judged(const Batch& batch) {
    const auto result = verify_proof(batch.keys.public_key, batch.blinded, batch.evaluated, batch.proof);
    return result ? "holds" : std::string{fault_name(result.error())};
}

template <class T>
constexpr bool is_printable = requires(std::ostream& out, const T& value) {
    out << value;
};

}  // namespace

static_assert(!std::is_copy_constructible_v<Scalar> && !std::is_copy_assignable_v<Scalar> && !is_printable<Scalar>);

TEST_CASE("the vectors of RFC 9497, modes OPRF and VOPRF, come out exactly", "[ballotbox][oprf][vectors]") {
    for (const Suite& suite : read_suites()) {
        CAPTURE(static_cast<int>(suite.mode));
        CHECK(hex_of(bytes_of(suite.group_dst)) == to_hex("HashToGroup-" + context_string(suite.mode)));
        const KeyPair keys = keys_of(suite);
        CHECK(hex_of(keys.secret_key.bytes()) == suite.secret_key);
        if (suite.public_key) CHECK(keys.public_key.to_hex() == *suite.public_key);
        CHECK(suite.public_key.has_value() == (suite.mode == Mode::voprf));
        for (const Vector& vector : suite.vectors) {
            std::vector<Element> blinded;
            std::vector<Element> evaluated;
            for (std::size_t i = 0; i < vector.inputs.size(); ++i) {
                const std::string input = text_of(bytes_of(vector.inputs[i]));
                const Scalar factor = scalar_of(vector.blinds.at(i));
                blinded.push_back(blind(suite.mode, input, factor).value());
                CHECK(blinded.back().to_hex() == vector.blinded.at(i));
                evaluated.push_back(blind_evaluate(keys.secret_key, blinded.back()));
                CHECK(evaluated.back().to_hex() == vector.evaluated.at(i));
                CHECK(hex_of(finalize(input, factor, evaluated.back())) == vector.outputs.at(i));
                CHECK(hex_of(evaluate(suite.mode, keys.secret_key, input).value()) == vector.outputs.at(i));
            }
            REQUIRE(vector.proof.has_value() == (suite.mode == Mode::voprf));
            if (!vector.proof) continue;
            const Proof proof = generate_proof(keys, blinded, evaluated, scalar_of(*vector.nonce));
            CHECK(proof.to_hex() == *vector.proof);
            CHECK(Proof::from_hex(*vector.proof) == proof);
            CHECK(verify_proof(keys.public_key, blinded, evaluated, proof).has_value());
        }
    }
}

TEST_CASE("a proof holds for what it is about and for nothing else", "[ballotbox][oprf]") {
    const std::size_t count = GENERATE(1U, 2U, 7U);
    CAPTURE(count);
    Batch batch = make_batch(count);
    REQUIRE(judged(batch) == "holds");
    const Batch other = make_batch(count, 2);

    SECTION("another key's proof") {
        batch.proof = other.proof;
        CHECK(judged(batch) == "proof_mismatch");
    }
    SECTION("another public key") {
        CHECK(verify_proof(other.keys.public_key, batch.blinded, batch.evaluated, batch.proof) ==
              unexpected(GroupFault::proof_mismatch));
    }
    SECTION("one element evaluated with another key") {
        batch.evaluated.back() = other.evaluated.back();
        CHECK(judged(batch) == "proof_mismatch");
        batch.proof = generate_proof(batch.keys, batch.blinded, batch.evaluated, scalar_number(5));
        CHECK(judged(batch) == "proof_mismatch");
    }
    SECTION("another element blinded") {
        batch.blinded.front() = blind(Mode::voprf, "another", scalar_number(7)).value();
        CHECK(judged(batch) == "proof_mismatch");
    }
    SECTION("elements swapped") {
        std::swap(batch.blinded.front(), batch.blinded.back());
        std::swap(batch.evaluated.front(), batch.evaluated.back());
        CHECK(judged(batch) == (count == 1 ? "holds" : "proof_mismatch"));
    }
    SECTION("one element less") {
        batch.blinded.pop_back();
        CHECK(judged(batch) == "too_many");
        batch.evaluated.pop_back();
        CHECK(judged(batch) == (count == 1 ? "too_many" : "proof_mismatch"));
    }
    SECTION("a challenge or response of zero") {
        const Proof whole = batch.proof;
        batch.proof.response = {};
        CHECK(judged(batch) == "proof_mismatch");
        batch.proof = {{}, whole.response};
        CHECK(judged(batch) == "proof_mismatch");
        batch.proof = {};
        CHECK(judged(batch) == "proof_mismatch");
    }
    SECTION("any changed bit") {
        const Proof::Bytes whole = batch.proof.bytes();
        for (std::size_t bit = 0; bit < 8 * whole.size(); bit += 5) {
            Proof::Bytes changed = whole;
            changed[bit / 8] = static_cast<std::uint8_t>(changed[bit / 8] ^ (1U << (bit % 8)));
            const auto proof = Proof::parse(changed);
            if (!proof) continue;
            batch.proof = *proof;
            REQUIRE(judged(batch) == "proof_mismatch");
        }
    }
}

// RFC 9496 appendix A.2 names encodings that must be refused, among them these; and each element with its highest bit
// set, which libsodium 1.0.18 overlooks.
TEST_CASE("what is not the one encoding of an element is refused", "[ballotbox][group]") {
    const std::string hex = GENERATE(as<std::string>{},
                                     // Not less than the field's prime.
                                     "00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                                     "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                                     "f3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                                     "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                                     // Negative.
                                     "0100000000000000000000000000000000000000000000000000000000000000",
                                     "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                                     "ed57ffd8c914fb201471d1c3d245ce3c746fcbe63a3679d51b6a516ebebe0e20",
                                     "c34c4e1826e5d403b78e246e88aa051c36ccf0aafebffe137d148a2bf9104562",
                                     // s = -1.
                                     "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
    CAPTURE(hex);
    CHECK(Element::from_hex(hex) == unexpected(GroupFault::not_canonical));
}

TEST_CASE("the identity, other lengths and other digits are no element", "[ballotbox][group]") {
    const std::string good = make_batch(1).blinded[0].to_hex();
    REQUIRE(Element::from_hex(good)->to_hex() == good);
    CHECK(Element::from_hex(std::string(64, '0')) == unexpected(GroupFault::identity_element));
    CHECK(Element::from_hex("") == unexpected(GroupFault::wrong_length));
    CHECK(Element::from_hex(good + "00") == unexpected(GroupFault::wrong_length));
    CHECK(Element::from_hex(good.substr(1)) == unexpected(GroupFault::wrong_length));
    CHECK(Element::from_hex("G" + good.substr(1)) == unexpected(GroupFault::not_canonical));
    CHECK(Element::parse(Bytes(31, 0)) == unexpected(GroupFault::wrong_length));
    CHECK(Element::parse(Bytes(33, 0)) == unexpected(GroupFault::wrong_length));
    Bytes high = bytes_of(good);
    high[31] |= 0x80U;
    CHECK(Element::parse(high) == unexpected(GroupFault::not_canonical));
}

TEST_CASE("each element has one encoding", "[ballotbox][group]") {
    constexpr std::uint64_t seed = 9496;
    CAPTURE(seed);
    SplitMix64 random{seed};
    int elements = 0;
    for (int i = 0; i < 2000; ++i) {
        Point bytes{};
        for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random.next());
        const auto element = Element::parse(bytes);
        if (!element) continue;
        ++elements;
        CHECK(add(element->bytes(), identity) == bytes);
    }
    CHECK(elements > 50);  // One in sixteen.
}

TEST_CASE("scalars are read in their one encoding, and never zero", "[ballotbox][group]") {
    const std::string order = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
    const std::string below = "ecd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
    const auto fault_of = [](const Bytes& bytes) {
        const auto scalar = Scalar::parse(bytes);
        return scalar ? "none" : std::string{fault_name(scalar.error())};
    };
    CHECK(fault_of(bytes_of(below)) == "none");
    CHECK(fault_of(bytes_of(order)) == "not_canonical");
    CHECK(fault_of(Bytes(32, 0xff)) == "not_canonical");
    CHECK(fault_of(Bytes(32, 0)) == "zero_scalar");
    CHECK(fault_of(Bytes(31, 1)) == "wrong_length");
    CHECK(fault_of(Bytes(33, 0)) == "wrong_length");
    CHECK_FALSE(Scalar::from_uniform(std::array<std::uint8_t, 64>{}).has_value());

    const std::string good = make_batch(1).proof.to_hex();
    CHECK(Proof::from_hex(order + good.substr(64)) == unexpected(GroupFault::not_canonical));
    CHECK(Proof::from_hex(good.substr(0, 64) + order) == unexpected(GroupFault::not_canonical));
    CHECK(Proof::from_hex(good.substr(2)) == unexpected(GroupFault::wrong_length));
    CHECK(Proof::from_hex(good + "00") == unexpected(GroupFault::wrong_length));
}

TEST_CASE("an input has a longest length", "[ballotbox][oprf]") {
    const KeyPair keys = make_batch(1).keys;
    const std::string longest(input_bytes_max, 'x');
    const auto blinded = blind(Mode::voprf, longest, scalar_number(3));
    REQUIRE(blinded.has_value());
    const auto output = finalize(longest, scalar_number(3), blind_evaluate(keys.secret_key, *blinded));
    CHECK(evaluate(Mode::voprf, keys.secret_key, longest) == output);
    CHECK(blind(Mode::voprf, longest + "x", scalar_number(3)) == unexpected(GroupFault::too_many));
    CHECK(evaluate(Mode::voprf, keys.secret_key, longest + "x") == unexpected(GroupFault::too_many));
}

TEST_CASE("modes, inputs and keys give different outputs; the blind does not", "[ballotbox][oprf]") {
    const KeyPair keys = make_batch(1, 1).keys;
    const KeyPair others = make_batch(1, 2).keys;
    const Output output = evaluate(Mode::voprf, keys.secret_key, "input").value();
    CHECK(evaluate(Mode::oprf, keys.secret_key, "input") != output);
    CHECK(evaluate(Mode::voprf, keys.secret_key, "inpus") != output);
    CHECK(evaluate(Mode::voprf, others.secret_key, "input") != output);
    for (std::uint8_t number = 1; number < 5; ++number) {
        const Scalar factor = scalar_number(number);
        const Element blinded = blind(Mode::voprf, "input", factor).value();
        CHECK(finalize("input", factor, blind_evaluate(keys.secret_key, blinded)) == output);
    }
}

}  // namespace gongyi::ballotbox::oprf
