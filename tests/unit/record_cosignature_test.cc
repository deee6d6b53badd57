// What witnesses sign, held to what other programs write.
#include "shared/record/cosignature.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include "shared/base/base64.h"
#include "shared/base/random.h"
#include "shared/record/checkpoint.h"

namespace gongyi::record {

namespace {

// Made by the Go library transparency-dev/formats v0.1.1 (NewSignerForCosignatureV1) from fixed seeds, and published
// as numbers: a witness's seed behind the byte 4, and what it signed at a time. Not made here.
const std::string vector_seed = "BJEX3xv88eoQIKT4E+GkxZcXaJCYlQfi/GJ3NDFmZIW8";
const std::string vector_key = "witness.example.com/vector+416f103d+BK/QmJFVP3SKJOqAMhFxBQPtylo3sjwWibyFDAlZKK8B";
const std::string vector_log = "example.com/vector-log+4516a1da+ARGkVJ4QEa2MOOLGBO6i7NVSJ1FQ97tIX+w+Ku0RZ6Em";
const std::string vector_text = "example.com/vector-log\n1234\nSBNJTRN+FjG7owHVrKtue7eqdM4RhdRWVl71HXN2d7I=\n";
const std::string vector_log_line =
    "— example.com/vector-log "
    "RRah2qlLrSlk6J8DA1HmNewppUM15Quhs5cAIb1KjBsV3otVirJTW8AFVsQtJkTW1Zny7GuoAxZpI6bUPcpM68QOIgE="
    "\n";
const std::string vector_line =
    "— witness.example.com/vector "
    "QW8QPQAAAABqwLUbDdj7sDNRIVjmjYgqFI6y4UJhPg/UAA8J8wAdqSd3q4PedRhkgXA4xFN/Jg5uWn7ZkBA+H/UHQs5d9hITdXmQAA==\n";
constexpr std::uint64_t vector_time_s = 1'791'014'171;

SigningKey signer(const std::string& name, std::span<const std::uint8_t, 32> seed) {
    return SigningKey::from_seed(name, Secret<32>{seed}).value();
}

SigningKey some_signer(std::uint8_t number, const std::string& name = "witness.example/w") {
    std::array<std::uint8_t, 32> seed{};
    seed.fill(number);
    return signer(name, seed);
}

WitnessKey public_half(const SigningKey& key) {
    return WitnessKey::make(key.verifying_key().name(), key.verifying_key().bytes()).value();
}

std::string outcome_of(const std::string& note, const WitnessKey& key) {
    const auto time = cosigned_at(note, key);
    if (!time) return std::string{fault_name(time.error())};
    return *time ? std::to_string(**time) : "nothing";
}

}  // namespace

TEST_CASE("a cosignature is the one that another program makes of the same key, time and text", "[record][witness]") {
    const auto seed = bytes_from_base64(vector_seed).value();
    const SigningKey key = signer("witness.example.com/vector", std::span{seed}.subspan(1).first<32>());
    CHECK(public_half(key).to_text() == vector_key);
    CHECK(WitnessKey::parse(vector_key).value() == public_half(key));
    CHECK(cosignature_line(vector_text, vector_time_s, key) == vector_line);
    const std::string note = vector_text + "\n" + vector_log_line + vector_line;
    CHECK(outcome_of(note, public_half(key)) == std::to_string(vector_time_s));
    // Those who know the log's key alone are not troubled by the line of a witness, of whose kind they know nothing.
    const auto log = VerifyingKey::parse(vector_log).value();
    CHECK(open_checkpoint(note, "example.com/vector-log", std::span{&log, 1}).value().size == 1234);
}

TEST_CASE("the keys of records and of witnesses are of two kinds", "[record][witness]") {
    CHECK_FALSE(VerifyingKey::parse(vector_key).has_value());
    CHECK_FALSE(WitnessKey::parse(vector_log).has_value());
    const SigningKey key = some_signer(1);
    CHECK(public_half(key).id() != key.verifying_key().id());
    // What the same bytes sign as a record's key is no cosignature, and the other way round.
    const std::string by_record = sign_note(vector_text, key).value();
    CHECK(outcome_of(by_record, public_half(key)) == "nothing");
    const std::string by_witness = vector_text + "\n" + cosignature_line(vector_text, 5, key);
    const auto opened = open_note(by_witness, std::span{&key.verifying_key(), 1});
    REQUIRE_FALSE(opened.has_value());
    CHECK(opened.error() == NoteFault::no_known_signature);
    for (const char* name : {"", "a b", "a+b", "a\n"}) {
        CHECK_FALSE(WitnessKey::make(name, key.verifying_key().bytes()).has_value());
    }
}

TEST_CASE("a key as text is read back, and nothing else is a key", "[record][witness]") {
    const auto text =
        GENERATE(as<std::string>{}, "", "w", "w+00000000",
                 "w+00000000+BA==", "witness.example.com/vector+416f103e+BK/QmJFVP3SKJOqAMhFxBQPtylo3sjwWibyFDAlZKK8B",
                 "witness.example.com/vectoR+416f103d+BK/QmJFVP3SKJOqAMhFxBQPtylo3sjwWibyFDAlZKK8B",
                 "witness.example.com/vector+416f103d+BK/QmJFVP3SKJOqAMhFxBQPtylo3sjwWibyFDAlZKK8C",
                 "witness.example.com/vector+416f103d+BK/QmJFVP3SKJOqAMhFxBQPtylo3sjwWibyFDAlZKK8B ");
    CAPTURE(text);
    CHECK_FALSE(WitnessKey::parse(text).has_value());
}

TEST_CASE("a changed bit of text, time, signature or id is no cosignature", "[record][witness]") {
    const auto seed = GENERATE(range(std::uint64_t{1}, std::uint64_t{40}));
    CAPTURE(seed);
    SplitMix64 random{seed};
    const SigningKey key = some_signer(static_cast<std::uint8_t>(seed));
    const std::uint64_t time_s = random.below(std::uint64_t{1} << 40U);
    const std::string line = cosignature_line(vector_text, time_s, key);
    CHECK(outcome_of(vector_text + "\n" + line, public_half(key)) == std::to_string(time_s));

    const std::string before = "— witness.example/w ";
    auto bytes = bytes_from_base64(line.substr(before.size(), line.size() - before.size() - 1)).value();
    REQUIRE(bytes.size() == 4 + 8 + 64);
    const std::size_t at = static_cast<std::size_t>(random.below(bytes.size()));
    bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ (1U << random.below(8)));
    const std::string changed = vector_text + "\n" + before + to_base64(bytes) + "\n";
    CHECK(outcome_of(changed, public_half(key)) == (at < 4 ? "nothing" : "forged_signature"));

    std::string other_text = vector_text;
    other_text[0] = 'f';
    CHECK(outcome_of(other_text + "\n" + line, public_half(key)) == "forged_signature");
    CHECK(outcome_of(vector_text + "\n" + line, public_half(some_signer(99))) == "nothing");
}

TEST_CASE("a witness signs a note once, and others may sign beside it", "[record][witness]") {
    const SigningKey key = some_signer(1);
    const SigningKey other = some_signer(2, "witness.example/other");
    const std::string own = cosignature_line(vector_text, 7, key);
    const std::string head = vector_text + "\n" + vector_log_line;
    CHECK(outcome_of(head + own + own, public_half(key)) == "duplicate_signature");
    CHECK(outcome_of(head + own + cosignature_line(vector_text, 8, key), public_half(key)) == "duplicate_signature");
    const std::string both = head + cosignature_line(vector_text, 9, other) + own;
    CHECK(outcome_of(both, public_half(key)) == "7");
    CHECK(outcome_of(both, public_half(other)) == "9");
    CHECK(outcome_of(head, public_half(key)) == "nothing");
    CHECK(outcome_of(vector_text, public_half(key)) == "no_signatures");
    CHECK(outcome_of(head + "no line", public_half(key)) == "malformed_signature");
    // The largest time that the format has.
    const std::uint64_t last = ~std::uint64_t{0} >> 1U;
    CHECK(outcome_of(head + cosignature_line(vector_text, last, key), public_half(key)) == std::to_string(last));
}

}  // namespace gongyi::record
