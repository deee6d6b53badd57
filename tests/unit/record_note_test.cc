#include "shared/record/note.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <ostream>
#include <type_traits>

#include "shared/base/base64.h"
#include "shared/record/checkpoint.h"
#include "tests/support/record_vectors.h"

namespace gongyi::record {

namespace {

const std::string example_key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const std::string example_text =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n";

// The secret key of the public example: 0x01 and the seed in base64.
SigningKey example_signer() {
    const auto bytes = bytes_from_base64("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz").value();
    return SigningKey::from_seed("PeterNeumann", Secret<32>{std::span{bytes}.subspan(1).first<32>()}).value();
}

SigningKey some_signer(const std::string& name, std::uint8_t number) {
    Secret<32> seed;
    std::fill(seed.bytes().begin(), seed.bytes().end(), number);
    return SigningKey::from_seed(name, seed).value();
}

std::string name_of(const Expected<SignedNote, NoteFault>& opened) {
    return opened ? "none" : std::string{fault_name(opened.error())};
}

template <class T>
constexpr bool is_printable = requires(std::ostream& out, const T& value) {
    out << value;
};
template <class T>
constexpr bool is_comparable = requires(const T& a, const T& b) {
    a == b;
};

}  // namespace

static_assert(!std::is_copy_constructible_v<SigningKey> && !std::is_copy_assignable_v<SigningKey>);
static_assert(!is_printable<SigningKey> && !is_printable<Secret<32>> && !is_comparable<Secret<32>>);

// The example of golang.org/x/mod/sumdb/note: other people's key, text and signature.
TEST_CASE("the public example is signed as published", "[record][note]") {
    const SigningKey signer = example_signer();
    CHECK(signer.verifying_key().to_text() == example_key);
    CHECK(sign_note(example_text, signer) ==
          example_text +
              "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBw"
              "JnAM=\n");
}

TEST_CASE("each kind of damage to a note is refused for what it is", "[record][note][vectors]") {
    for (const std::string& file : test::vector_files("note")) {
        for (const test::NoteVector& vector : test::read_note_vectors(file)) {
            CAPTURE(file, vector.note);
            std::vector<VerifyingKey> keys;
            for (const std::string& key : vector.keys) keys.push_back(VerifyingKey::parse(key).value());
            const auto opened = open_note(vector.note, keys);
            CHECK(name_of(opened) == vector.fault);
            if (!opened) continue;
            CHECK(opened->text == vector.text);
            std::vector<std::string> signers;
            for (const VerifyingKey& key : opened->signers) signers.push_back(key.to_text());
            CHECK(signers == vector.signers);
        }
    }
}

TEST_CASE("any changed bit of a signed note is refused", "[record][note]") {
    const SigningKey signer = some_signer("gongyi/test", 1);
    const std::vector keys{signer.verifying_key()};
    const std::string note = sign_note("one\n\ntwo\n", signer).value();
    REQUIRE(name_of(open_note(note, keys)) == "none");
    for (std::size_t bit = 0; bit < note.size() * 8; ++bit) {
        std::string changed = note;
        changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
        CAPTURE(bit);
        CHECK(name_of(open_note(changed, keys)) != "none");
    }
}

TEST_CASE("text that is no note is neither signed nor opened", "[record][note]") {
    const SigningKey signer = some_signer("gongyi/test", 1);
    const std::string text = GENERATE(as<std::string>{}, "", "no line feed", "tab\t\n", "cr\r\n",
                                      "nul\n" + std::string(1, '\0'), "\xff\n", "\xed\xa0\x80\n", "\x1b[31m\n");
    CAPTURE(text);
    const auto signed_note = sign_note(text, signer);
    REQUIRE_FALSE(signed_note.has_value());
    CHECK(signed_note.error() == NoteFault::malformed_text);
}

TEST_CASE("ill-formed UTF-8 in a note is refused", "[record][note]") {
    const SigningKey signer = some_signer("gongyi/test", 1);
    const std::vector keys{signer.verifying_key()};
    const std::string note = sign_note("text\n", signer).value();
    CHECK(name_of(open_note("\xff" + note, keys)) == "malformed_text");
    CHECK(name_of(open_note(note + "\xe2\x80", keys)) == "malformed_text");
}

TEST_CASE("a note has a largest size", "[record][note]") {
    const SigningKey signer = some_signer("gongyi/test", 1);
    const std::vector keys{signer.verifying_key()};
    const std::size_t frame = sign_note("\n", signer).value().size() - 1;
    const std::string largest = std::string(note_bytes_max - frame - 1, 'x') + "\n";
    const auto note = sign_note(largest, signer);
    REQUIRE(note.has_value());
    CHECK(note->size() == note_bytes_max);
    CHECK(name_of(open_note(*note, keys)) == "none");
    CHECK(sign_note("x" + largest, signer) == unexpected(NoteFault::too_long));
    CHECK(name_of(open_note("x" + *note, keys)) == "too_long");
}

TEST_CASE("as many keys as may sign, do", "[record][note]") {
    std::vector<SigningKey> signers;
    std::vector<VerifyingKey> keys;
    for (std::uint8_t i = 0; i < note_signatures_max; ++i) {
        signers.push_back(some_signer("gongyi/test", i));
        keys.push_back(signers.back().verifying_key());
    }
    const auto opened = open_note(sign_note("text\n", signers).value(), keys);
    REQUIRE(opened.has_value());
    CHECK(opened->signers == keys);
}

TEST_CASE("the name of a key is one word without a plus", "[record][note]") {
    const VerifyingKey::Bytes bytes{1};
    CHECK(VerifyingKey::make("四季花城/record", bytes).has_value());
    CHECK(VerifyingKey::make(std::string(key_name_bytes_max, 'x'), bytes).has_value());
    const std::string name =
        GENERATE(as<std::string>{}, "", " ", "a b", "a+b", "a\nb", "a\tb", "a\xc2\x85", "a\xc2\xa0", "a\xe2\x80\xa8",
                 "\xe3\x80\x80", "\xff", std::string(key_name_bytes_max + 1, 'x'));
    CAPTURE(name);
    CHECK_FALSE(VerifyingKey::make(name, bytes).has_value());
    CHECK_FALSE(SigningKey::from_seed(name, Secret<32>{}).has_value());
}

TEST_CASE("the text of a key reads back, and no damaged one does", "[record][note]") {
    const auto key = VerifyingKey::parse(example_key);
    REQUIRE(key.has_value());
    CHECK(key->name() == "PeterNeumann");
    CHECK(key->id() == 0xc74f20a3U);
    CHECK(key->to_text() == example_key);

    for (std::size_t begin = 0; begin <= example_key.size(); ++begin) {
        for (std::size_t end = begin; end <= example_key.size(); ++end) {
            if (end - begin == example_key.size()) continue;
            REQUIRE_FALSE(VerifyingKey::parse(std::string_view{example_key}.substr(begin, end - begin)).has_value());
        }
    }
    for (std::size_t at = 0; at < example_key.size(); ++at) {
        std::string changed = example_key;
        ++changed[at];
        REQUIRE_FALSE(VerifyingKey::parse(changed).has_value());
    }
    // A key of the wrong length and one of another algorithm, each with the id that would belong to it.
    CHECK_FALSE(
        VerifyingKey::parse("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==").has_value());
    CHECK_FALSE(VerifyingKey::parse("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW").has_value());
    // The id in capitals.
    CHECK_FALSE(VerifyingKey::parse("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW").has_value());
}

TEST_CASE("a secret is wiped when it goes, and when it moves", "[base][secret]") {
    alignas(Secret<32>) std::array<unsigned char, sizeof(Secret<32>)> memory{};
    auto* const secret = new (memory.data()) Secret<32>{};
    std::fill(secret->bytes().begin(), secret->bytes().end(), std::uint8_t{0xa5});
    const Secret<32> moved{std::move(*secret)};
    CHECK(std::count(memory.begin(), memory.end(), 0xa5) == 0);
    CHECK(std::count(moved.bytes().begin(), moved.bytes().end(), 0xa5) == 32);
    std::fill(secret->bytes().begin(), secret->bytes().end(), std::uint8_t{0xa5});
    CHECK(std::count(memory.begin(), memory.end(), 0xa5) == 32);
    secret->~Secret();
    CHECK(std::count(memory.begin(), memory.end(), 0xa5) == 0);
}

}  // namespace gongyi::record
