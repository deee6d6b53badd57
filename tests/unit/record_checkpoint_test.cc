#include "shared/record/checkpoint.h"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <span>
#include <string>
#include <vector>

#include "tests/support/files.h"

namespace gongyi::record {

namespace {

const std::string valid = "gongyi/test\n42\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";

}  // namespace

TEST_CASE("a checkpoint is three lines, and reads back", "[record][checkpoint]") {
    const Checkpoint checkpoint{"gongyi/test", 42, sha256(std::string_view{})};
    CHECK(write_checkpoint(checkpoint) == valid);
    const auto parsed = parse_checkpoint(valid);
    REQUIRE(parsed.has_value());
    CHECK(*parsed == checkpoint);
}

TEST_CASE("a damaged checkpoint is refused with the line", "[record][checkpoint]") {
    struct Row {
        const char* name;
        std::string text;
        const char* pointer;
    };
    const std::string root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    const Row row = GENERATE_COPY(
        Row{"empty", "", "/1"}, Row{"no origin", "\n42\n" + root + "\n", "/1"},
        Row{"size with a leading zero", "g\n042\n" + root + "\n", "/2"},
        Row{"negative size", "g\n-1\n" + root + "\n", "/2"},
        Row{"size beyond 64 bits", "g\n18446744073709551616\n" + root + "\n", "/2"},
        Row{"size and more", "g\n42 \n" + root + "\n", "/2"}, Row{"root too short", "g\n42\nAAAA\n", "/3"},
        Row{"root too long", "g\n42\n" + root + root + "\n", "/3"},
        Row{"root not base64", "g\n42\n*7DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "/3"},
        Row{"last line not ended", "g\n42\n" + root, "/3"}, Row{"trailing text", valid + "x", "/4"});
    CAPTURE(row.name);
    const auto parsed = parse_checkpoint(row.text);
    REQUIRE_FALSE(parsed.has_value());
    CHECK(parsed.error().pointer == row.pointer);
}

namespace {

const std::string origin = "gongyi/test";

SigningKey key_of(std::uint8_t number) {
    const std::array<std::uint8_t, 32> seed{number};
    return SigningKey::from_seed(origin, Secret<32>{std::span{seed}}).value();
}

}  // namespace

TEST_CASE("a signed checkpoint opens for who trusts its key", "[record][checkpoint][note]") {
    const Checkpoint checkpoint{origin, 42, sha256(std::string_view{})};
    const SigningKey key = key_of(1);
    const std::vector keys{key.verifying_key()};
    const auto note = sign_checkpoint(checkpoint, key);
    REQUIRE(note.has_value());
    CHECK(note->substr(0, valid.size()) == valid);
    CHECK(open_checkpoint(*note, origin, keys) == checkpoint);

    const std::vector others{key_of(2).verifying_key()};
    CHECK(open_checkpoint(*note, origin, others) == unexpected(NoteFault::no_known_signature));
    CHECK(open_checkpoint(*note, "gongyi/other", keys) == unexpected(NoteFault::other_origin));
    const auto no_checkpoint = sign_note("gongyi/test\n42\n", key);
    CHECK(open_checkpoint(no_checkpoint.value(), origin, keys) == unexpected(NoteFault::not_a_checkpoint));
    CHECK(open_checkpoint(valid, origin, keys) == unexpected(NoteFault::no_signatures));
}

TEST_CASE("a checkpoint may be signed by an old and a new key", "[record][checkpoint][note]") {
    const Checkpoint checkpoint{origin, 42, sha256(std::string_view{})};
    std::vector<SigningKey> signers;
    signers.push_back(key_of(1));
    signers.push_back(key_of(2));
    const std::string note = sign_checkpoint(checkpoint, signers).value();
    for (const SigningKey& signer : signers) {
        CHECK(open_checkpoint(note, origin, std::vector{signer.verifying_key()}) == checkpoint);
    }
}

TEST_CASE("an origin that would change the meaning of a checkpoint is not signed", "[record][checkpoint][note]") {
    const std::string wrong = GENERATE(as<std::string>{}, "", "gongyi/test\n41", "gongyi\ttest", "\xff");
    CAPTURE(wrong);
    const auto note = sign_checkpoint({wrong, 42, Hash{}}, key_of(1));
    CHECK(note == unexpected(NoteFault::malformed_text));
}

TEST_CASE("the signed checkpoint of ARCHITECTURE.md is what is signed", "[record][checkpoint][note]") {
    const SigningKey key = SigningKey::from_seed("gongyi/sijihuacheng", Secret<32>{}).value();
    const auto note = sign_checkpoint({"gongyi/sijihuacheng", 0, sha256(std::string_view{})}, key);
    const std::string document = test::read_file("ARCHITECTURE.md");
    CHECK(document.find("\n" + note.value()) != std::string::npos);
    CHECK(document.find("\n" + key.verifying_key().to_text() + "\n") != std::string::npos);
}

}  // namespace gongyi::record
