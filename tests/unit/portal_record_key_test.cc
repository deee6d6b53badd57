// The record's keys and program in the record itself.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <string>

#include "shared/portal/entry_json.h"
#include "shared/portal/verify.h"
#include "shared/record/key_change.h"
#include "tests/support/portal_fixture.h"

namespace gongyi::portal {

using namespace test;

namespace {

record::SigningKey key_of(std::uint8_t number, const std::string& name = {}) {
    Secret<32> seed;
    seed.bytes()[0] = number;
    const std::string origin = "gongyi/" + found_command().community.slug;
    return record::SigningKey::from_seed(name.empty() ? origin : name, seed).value();
}

std::string text_of(std::uint8_t number) {
    return key_of(number).verifying_key().to_text();
}

Harness founded() {
    Harness harness;
    REQUIRE(harness.run(found_command(), Role::system));
    return harness;
}

}  // namespace

TEST_CASE("a key and its successor stand in the record with these bytes", "[portal][entry][keys]") {
    const RecordKeyAnnounced event{"gongyi/x+00000000+AQ==", "", ""};
    CHECK(write_entry({UnixMs{5}, Role::system, event}) ==
          R"({"at":5,"by":"system","data":{"endorsement":"","key":"gongyi/x+00000000+AQ==","previous":""},)"
          R"("type":"RecordKeyAnnounced","v":3})");
    const std::string zeros(64, '0');
    const std::string bytes = write_entry({UnixMs{5}, Role::system, ProgramAnnounced{}});
    CHECK(bytes == R"({"at":5,"by":"system","data":{"core_sha256":")" + zeros + R"(","files_sha256":")" + zeros +
                       R"("},"type":"ProgramAnnounced","v":3})");
    CHECK(write_entry(*parse_entry(bytes)) == bytes);
}

TEST_CASE("announcing what stands already makes no entry", "[portal][decide][keys]") {
    Harness harness = founded();
    REQUIRE(harness.run(AnnounceRecordKey{key_of(1).verifying_key(), ""}, Role::system));
    CHECK(harness.entries.size() == 2);
    REQUIRE(harness.run(AnnounceRecordKey{key_of(1).verifying_key(), ""}, Role::system));
    CHECK(harness.entries.size() == 2);
    REQUIRE(harness.run(AnnounceProgram{{.core = Hash{}, .files = Hash{}}}, Role::system));
    REQUIRE(harness.run(AnnounceProgram{{.core = Hash{}, .files = Hash{}}}, Role::system));
    CHECK(harness.entries.size() == 3);
    CHECK(harness.state.program == Program{});
    const auto refused = harness.run(AnnounceProgram{}, Role::staff);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == RefusalCode::role_not_allowed);
}

TEST_CASE("keys follow each other in the record, and it replays to the same state", "[portal][replay][keys]") {
    Harness harness = founded();
    REQUIRE(harness.run(AnnounceRecordKey{key_of(1).verifying_key(), ""}, Role::system));
    const auto second = key_of(2).verifying_key();
    const std::string word = record::endorse_key(second, key_of(1)).value();
    REQUIRE(harness.run(AnnounceRecordKey{second, word}, Role::system));
    REQUIRE(harness.run(AnnounceRecordKey{key_of(3).verifying_key(), ""}, Role::system));
    REQUIRE(harness.run(AnnounceProgram{}, Role::system));
    record::MemoryNodes nodes;
    Replay replay{nodes};
    for (const Entry& entry : harness.entries) REQUIRE(replay.append(write_entry(entry)).has_value());
    CHECK(replay.state() == harness.state);
    REQUIRE(harness.state.record_keys.size() == 3);
    CHECK(harness.state.record_keys[0].entry == 1);
    CHECK_FALSE(harness.state.record_keys[0].is_endorsed);
    CHECK(harness.state.record_keys[1].is_endorsed);
    CHECK_FALSE(harness.state.record_keys[2].is_endorsed);
    // The nodes that the replay kept are the tree's.
    CHECK(record::Tree{nodes, replay.tree().size()}.root_at(2).value() ==
          record::node_hash(record::leaf_hash(write_entry(harness.entries[0])),
                            record::leaf_hash(write_entry(harness.entries[1]))));
}

TEST_CASE("a replay refuses a key that cannot follow", "[portal][replay][keys]") {
    const auto second = key_of(2).verifying_key();
    const std::string word = record::endorse_key(second, key_of(1)).value();
    const std::string others_word = record::endorse_key(second, key_of(3)).value();
    const std::string word_for_another = record::endorse_key(key_of(3).verifying_key(), key_of(1)).value();
    const auto [name, event] = GENERATE_COPY(table<const char*, RecordKeyAnnounced>({
        {"no key", {"x", text_of(1), ""}},
        {"another record's key", {key_of(2, "gongyi/elsewhere").verifying_key().to_text(), text_of(1), ""}},
        {"the same key again", {text_of(1), text_of(1), ""}},
        {"after no key", {text_of(2), "", ""}},
        {"after another key", {text_of(2), text_of(3), ""}},
        {"with another key's word", {text_of(2), text_of(1), others_word}},
        {"with a word for another key", {text_of(2), text_of(1), word_for_another}},
        {"with no word at all in its place", {text_of(2), text_of(1), "x"}},
    }));
    CAPTURE(name);
    Harness harness = founded();
    REQUIRE(harness.run(AnnounceRecordKey{key_of(1).verifying_key(), ""}, Role::system));
    CHECK_FALSE(check_applicable(harness.state, {fixture_now, Role::system, event}).has_value());
    CHECK(
        check_applicable(harness.state, {fixture_now, Role::system, RecordKeyAnnounced{text_of(2), text_of(1), word}}));
}

TEST_CASE("nothing is announced before the community, and no first key names another", "[portal][replay][keys]") {
    CHECK_FALSE(check_applicable({}, {fixture_now, Role::system, RecordKeyAnnounced{text_of(1), "", ""}}));
    CHECK_FALSE(check_applicable({}, {fixture_now, Role::system, ProgramAnnounced{}}));
    const Harness harness = founded();
    CHECK(check_applicable(harness.state, {fixture_now, Role::system, RecordKeyAnnounced{text_of(1), "", ""}}));
    CHECK_FALSE(
        check_applicable(harness.state, {fixture_now, Role::system, RecordKeyAnnounced{text_of(1), text_of(2), ""}}));
}

TEST_CASE("a word for a key is a note of its own kind", "[record][keys]") {
    const auto next = key_of(2).verifying_key();
    const std::string word = record::endorse_key(next, key_of(1)).value();
    CHECK(word.starts_with("gongyi record key\n" + next.to_text() + "\n\n"));
    CHECK(word.size() <= record::endorsement_bytes_max);
    CHECK(record::is_endorsed(word, next, key_of(1).verifying_key()));
    CHECK_FALSE(record::is_endorsed(word, next, key_of(2).verifying_key()));
    CHECK_FALSE(record::is_endorsed(word, key_of(1).verifying_key(), key_of(1).verifying_key()));
    std::string damaged = word;
    damaged[damaged.size() - 8] = damaged[damaged.size() - 8] == 'A' ? 'B' : 'A';
    CHECK_FALSE(record::is_endorsed(damaged, next, key_of(1).verifying_key()));
}

}  // namespace gongyi::portal
