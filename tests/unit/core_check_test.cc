// Whether what the server shows is to be believed: its signature, its key, and what was seen before.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "shared/portal/decide.h"
#include "shared/portal/entry_json.h"
#include "shared/record/checkpoint.h"
#include "shared/record/entry.h"
#include "shared/record/key_change.h"
#include "tests/support/portal_fixture.h"
#include "wasm/core/core.h"

using namespace gongyi;
using core::Core;
using core::Operation;
using core::Status;
using nlohmann::json;

namespace {

record::SigningKey key_of(std::uint8_t number) {
    Secret<32> seed;
    seed.bytes()[0] = number;
    const portal::FoundCommunity found = test::found_command();
    return record::SigningKey::from_seed("gongyi/" + found.community.slug, seed).value();
}

// A record with an entry that announces key 1, and what a server would show of it.
struct Shown {
    test::Harness harness;
    std::uint8_t signer = 1;

    Shown() {
        REQUIRE(harness.run(test::found_command(), Role::system));
        REQUIRE(harness.run(portal::AnnounceRecordKey{key_of(1).verifying_key(), ""}, Role::system));
    }
    void draft(std::string title) {
        DraftRound command = test::draft_command();
        command.title = std::move(title);
        REQUIRE(harness.run(command, Role::staff));
    }
    // Key `number` follows on the present one, with its word or without.
    void rotate(std::uint8_t number, bool is_endorsed) {
        const auto next = key_of(number).verifying_key();
        const std::string word = is_endorsed ? record::endorse_key(next, key_of(signer)).value() : std::string{};
        REQUIRE(harness.run(portal::AnnounceRecordKey{next, word}, Role::system));
        signer = number;
    }
    [[nodiscard]] std::string lines(std::size_t count) const {
        std::string text;
        for (std::size_t i = 0; i < count; ++i) text += portal::write_entry(harness.entries[i]) + '\n';
        return text;
    }
    [[nodiscard]] std::string lines() const { return lines(harness.entries.size()); }
    [[nodiscard]] std::string note(std::size_t count) const {
        record::TreeHead tree;
        for (std::size_t i = 0; i < count; ++i) {
            tree.append(record::leaf_hash(portal::write_entry(harness.entries[i])));
        }
        return record::sign_checkpoint({portal::record_origin(harness.state), tree.size(), tree.root()}, key_of(signer))
            .value();
    }
    [[nodiscard]] std::string note() const { return note(harness.entries.size()); }
    [[nodiscard]] json kept() const { return {{"key", key_of(signer).verifying_key().to_text()}, {"note", note()}}; }
};

core::Answer ask(Core& core, Operation operation, std::string_view input) {
    return core.call(static_cast<std::uint32_t>(operation), input);
}

json check(const std::string& lines, const std::string& note, const json& kept = nullptr) {
    Core core;
    REQUIRE(ask(core, Operation::append, lines).status == Status::ok);
    const auto answer = ask(core, Operation::check, json{{"kept", kept}, {"note", note}}.dump());
    REQUIRE(answer.status == Status::ok);
    return json::parse(answer.body);
}

}  // namespace

TEST_CASE("the first visit believes the key that the record announces", "[core][check]") {
    const Shown shown;
    const json answer = check(shown.lines(), shown.note());
    CHECK(answer == json{{"continues", "first"},
                         {"key", key_of(1).verifying_key().to_text()},
                         {"relation", "equal"},
                         {"signature", "good"},
                         {"size", 2},
                         {"stated", 2},
                         {"trust", "first"},
                         {"withheld", 0},
                         {"witness", "none"},
                         {"witness_at_ms", 0},
                         {"witness_size", 0}});
}

TEST_CASE("a browser is told what the record's witnesses say of it", "[core][check][witness]") {
    Shown shown;
    Secret<32> seed;
    seed.bytes()[0] = 77;
    const auto key = record::SigningKey::from_seed("witness.example/w", seed).value();
    const auto witness = record::WitnessKey::make("witness.example/w", key.verifying_key().bytes()).value();
    REQUIRE(shown.harness.run(portal::NameWitnesses{{.quorum = 1, .witnesses = {witness}}}, Role::system));
    shown.draft("一");
    const std::int64_t now = test::fixture_now.ms + 60'000;
    const auto cosigned = [&](const std::string& note) {
        const std::string text = note.substr(0, note.find("\n\n") + 1);
        return note + record::cosignature_line(text, static_cast<std::uint64_t>(now / 1'000), key);
    };
    const auto ask_with = [&](const std::string& witnessed, std::int64_t later_ms) {
        Core core;
        REQUIRE(ask(core, Operation::append, shown.lines()).status == Status::ok);
        const json request{
            {"kept", nullptr}, {"note", shown.note()}, {"now_ms", now + later_ms}, {"witnessed", witnessed}};
        return json::parse(ask(core, Operation::check, request.dump()).body);
    };
    const json good = ask_with(cosigned(shown.note()), 0);
    CHECK(good["witness"] == "witnessed");
    CHECK(good["witness_at_ms"] == now);
    CHECK(good["witness_size"] == 4);
    CHECK(ask_with(cosigned(shown.note(3)), 0)["witness"] == "fresh");
    CHECK(ask_with(cosigned(shown.note()), 3'600'001)["witness"] == "missing");
    CHECK(ask_with("", 0)["witness"] == "fresh");
    Shown other;
    REQUIRE(other.harness.run(portal::NameWitnesses{{.quorum = 1, .witnesses = {witness}}}, Role::system));
    other.draft("改了");
    const json split = ask_with(cosigned(other.note()), 0);
    CHECK(split["signature"] == "good");
    CHECK(split["witness"] == "contradicted");
}

TEST_CASE("a checkpoint that the record's key did not sign is told", "[core][check]") {
    Shown shown;
    const std::string good = shown.note();
    std::string damaged = good;
    damaged[damaged.size() - 10] = damaged[damaged.size() - 10] == 'A' ? 'B' : 'A';
    CHECK(check(shown.lines(), damaged)["signature"] == "forged_signature");
    shown.signer = 9;  // Somebody else's key of the same name.
    CHECK(check(shown.lines(), shown.note())["signature"] == "no_known_signature");
    // The signature of another checkpoint under this one's text.
    const std::string shorter = shown.note(1);
    CHECK(check(shown.lines(), good.substr(0, good.find("\n\n")) + shorter.substr(shorter.find("\n\n")))["signature"] ==
          "no_known_signature");
    // Before the record has announced a key nobody can sign for it.
    CHECK(check(shown.lines(1), good)["signature"] == "no_key");
}

TEST_CASE("a record goes on from what was seen, or is found out", "[core][check]") {
    Shown before;
    before.draft("一");
    const json kept = before.kept();
    Shown longer = before;
    longer.draft("二");
    CHECK(check(longer.lines(), longer.note(), kept)["continues"] == "yes");
    CHECK(check(before.lines(), before.note(), kept)["continues"] == "yes");

    Shown changed;
    changed.draft("改了");
    changed.draft("二");
    const json split = check(changed.lines(), changed.note(), kept);
    CHECK(split["signature"] == "good");  // By the community's own key: that is what makes it proof.
    CHECK(split["continues"] == "no");

    const Shown removed;
    CHECK(check(removed.lines(), removed.note(), kept)["continues"] == "shorter");
}

TEST_CASE("a key is followed by its own word, and by nothing else", "[core][check]") {
    Shown shown;
    const json kept = shown.kept();
    CHECK(check(shown.lines(), shown.note(), kept)["trust"] == "same");
    shown.rotate(2, true);
    CHECK(check(shown.lines(), shown.note(), kept)["trust"] == "followed");
    shown.rotate(3, true);
    CHECK(check(shown.lines(), shown.note(), kept)["trust"] == "followed");
    const json kept_third = shown.kept();
    shown.rotate(4, false);
    CHECK(check(shown.lines(), shown.note(), kept)["trust"] == "replaced");
    const json kept_fourth = shown.kept();
    shown.rotate(5, true);
    CHECK(check(shown.lines(), shown.note(), kept_third)["trust"] == "replaced");
    CHECK(check(shown.lines(), shown.note(), kept_fourth)["trust"] == "followed");
    CHECK(check(shown.lines(), shown.note())["trust"] == "first");
    json stranger = kept;
    stranger["key"] = key_of(77).verifying_key().to_text();
    CHECK(check(shown.lines(), shown.note(), stranger)["trust"] == "unknown");
    // The old key signs no longer.
    shown.signer = 4;
    CHECK(check(shown.lines(), shown.note())["signature"] == "no_known_signature");
}

TEST_CASE("what is no checkpoint is refused with its place", "[core][check]") {
    const auto [name, input, pointer] = GENERATE(table<const char*, std::string, std::string>({
        {"no JSON", "gongyi/test\n", ""},
        {"no note", R"({"kept":null})", "/note"},
        {"three lines alone",
         R"({"kept":null,"note":"gongyi/test\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"})", "/note"},
        {"no key kept", R"({"kept":{"key":"","note":"x"},"note":"x"})", "/kept/key"},
        {"nothing kept is not empty", R"({"kept":{},"note":"x"})", "/kept/key"},
    }));
    CAPTURE(name);
    Core core;
    const auto answer = ask(core, Operation::check, input);
    REQUIRE(answer.status == Status::invalid);
    CHECK(json::parse(answer.body)["pointer"] == pointer);
}

TEST_CASE("a checkpoint of any size is answered", "[core][check]") {
    const std::string root = to_base64(Hash{});
    for (const std::string size : {"9007199254740991", "9007199254740992", "18446744073709551615"}) {
        Core core;
        const json request{{"kept", nullptr}, {"note", "gongyi/test\n" + size + "\n" + root + "\n\n"}};
        const auto answer = ask(core, Operation::check, request.dump());
        REQUIRE(answer.status == Status::ok);
        CHECK(json::parse(answer.body)["relation"] == "behind");
        CHECK(json::parse(answer.body)["stated"] == 9'007'199'254'740'991);
    }
}
