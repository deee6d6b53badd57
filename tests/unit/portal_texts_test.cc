// Texts beside the record: as lines, and records of every version of entries.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <string>
#include <vector>

#include "shared/portal/entry_json.h"
#include "shared/portal/text_json.h"
#include "shared/portal/verify.h"
#include "tests/support/files.h"

namespace gongyi::portal {

using namespace test;

namespace {

// Entries that read back as the very bytes.
Replay replayed(const std::string& path) {
    Replay replay;
    for (const std::string& line : lines_of(path)) {
        CAPTURE(line);
        const auto entry = parse_entry(line);
        REQUIRE(entry.has_value());
        REQUIRE(write_entry(*entry) == line);
        REQUIRE(replay.append(line).has_value());
    }
    return replay;
}

std::string words(const State& state, const FreeText& text) {
    return std::string{decision::words_of(state.decisions.texts, text).value_or("")};
}

const SaltedText good{Salt{1, 2, 3}, "第一行\n第二行"};

}  // namespace

TEST_CASE("a text travels as a line that anybody can check", "[portal][texts]") {
    const std::string line = write_text_line({12, good});
    CHECK(line == R"({"commitment":")" + to_hex(good.commitment()) +
                      R"(","entry":12,"salt":"01020300000000000000000000000000","text":"第一行\n第二行"})");
    const auto read = parse_text_line(line);
    REQUIRE(read.has_value());
    CHECK(read->entry == 12);
    CHECK(read->text == good);
}

TEST_CASE("a line of texts that is not exactly one is refused with its place", "[portal][texts]") {
    const auto altered = [](std::string_view from, std::string_view to) {
        std::string line = write_text_line({12, good});
        line.replace(line.find(from), from.size(), to);
        return line;
    };
    struct Row {
        const char* name;
        std::string line;
        const char* pointer;
    };
    const Row row = GENERATE_COPY(values<Row>({
        {"another text", altered("第二行", "第三行"), "/commitment"},
        {"another salt", altered("010203", "010204"), "/commitment"},
        {"no text", altered("第一行\\n第二行", ""), "/text"},
        {"too long", write_text_line({1, {Salt{1}, std::string(free_text_code_points_max + 1, 'x')}}), "/text"},
        {"a control character", altered("\\n", "\\u0007"), "/text"},
        {"half a salt", altered("0102030000", "01"), "/salt"},
        {"an entry before the first", altered(":12", ":-1"), "/entry"},
        {"another field", altered("\"entry\"", "\"Entry\""), "/entry"},
        {"no JSON", "x", ""},
    }));
    CAPTURE(row.name);
    const auto read = parse_text_line(row.line);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().pointer == row.pointer);
    CHECK(parse_text_line(write_text_line({1, {Salt{1}, std::string(free_text_code_points_max, 'x')}})).has_value());
}

// tests/data/entries has the same history of a community as each version of the program wrote it; never rewritten.
TEST_CASE("a record of entries of version 1 is read as it is, texts and all", "[portal][texts][entries]") {
    const Replay replay = replayed("tests/data/entries/v1.ndjson");
    const State& state = replay.state();
    REQUIRE_FALSE(state.decisions.texts.empty());
    for (const auto& [commitment, text] : state.decisions.texts) CHECK((text.is_within_entry() || text.is_file));
    CHECK(words(state, state.decisions.matters[0].drafts[0].text).starts_with("一、在3栋、5栋单元门口"));
    CHECK(to_hex(replay.tree().root()) == "8f0cca5822f17516afd295502197e0ae4d48b91a65f17c00a1f3b107cffa6102");
}

TEST_CASE("a record that was let go on although it was broken is read as it was written", "[portal][entries]") {
    const Replay replay = replayed("tests/data/entries/v3-restored.ndjson");
    REQUIRE(replay.state().restorations.size() == 1);
    const Restoration& restoration = replay.state().restorations.front();
    CHECK(restoration.entry == 1);
    CHECK(restoration.told.former_size == 12);
    CHECK(restoration.told.former_root == sha256("former"));
    CHECK(restoration.told.reason == "硬盘坏了，用的是昨晚的备份");
    CHECK(to_hex(replay.tree().root()) == "5f075b3aaca44dda3dbfd4d85c2866107eb2bf1ad9472ca2c0df2a56ba4bcea0");
}

TEST_CASE("a record of entries of version 2 is whole without its texts and with them", "[portal][texts][entries]") {
    Replay replay = replayed("tests/data/entries/v2.ndjson");
    const std::string before = to_hex(replay.tree().root());
    CHECK(before == "50f05d7d8b1df998814b5e5aa0fedd7b309440e37c0039442e42a08304277fad");
    const auto texts = lines_of("tests/data/entries/v2-texts.ndjson");
    CHECK(decision::withheld_texts(replay.state().decisions.texts).size() == texts.size());
    CHECK(words(replay.state(), replay.state().decisions.matters[0].drafts[0].text).empty());
    for (const std::string& line : texts) CHECK(replay.supply(line).value() == decision::Supplied::kept);
    CHECK(decision::withheld_texts(replay.state().decisions.texts).empty());
    CHECK(words(replay.state(), replay.state().decisions.matters[0].drafts[0].text)
              .starts_with("一、在3栋、5栋单元门口"));
    CHECK(to_hex(replay.tree().root()) == before);
    CHECK(replay.supply(write_text_line({0, good})).value() == decision::Supplied::unknown);
    CHECK_FALSE(replay.supply("{}").has_value());

    // Titles stand in the entries yet, and cannot be taken down.
    const FreeText& title = replay.state().decisions.matters[0].title;
    CHECK(words(replay.state(), title) == "3栋、5栋门口加装无障碍坡道");
    CHECK(replay.state().decisions.texts.at(title.commitment).is_within_entry());

    // Both versions tell the same history.
    const Replay old = replayed("tests/data/entries/v1.ndjson");
    CHECK(old.state().decisions.matters.size() == replay.state().decisions.matters.size());
    CHECK(old.state().decisions.meetings.size() == replay.state().decisions.meetings.size());
}

TEST_CASE("a record of entries of version 3 has titles beside it, too", "[portal][texts][entries]") {
    Replay replay = replayed("tests/data/entries/v3.ndjson");
    for (const auto& [commitment, text] : replay.state().decisions.texts) CHECK_FALSE(text.is_within_entry());
    for (const std::string& line : lines_of("tests/data/entries/v3-texts.ndjson")) {
        CHECK(replay.supply(line).value() == decision::Supplied::kept);
    }
    CHECK(decision::withheld_texts(replay.state().decisions.texts).empty());
    Replay old = replayed("tests/data/entries/v2.ndjson");
    const auto& matters = replay.state().decisions.matters;
    REQUIRE(matters.size() == old.state().decisions.matters.size());
    for (std::size_t i = 0; i < matters.size(); ++i) {
        CHECK(words(replay.state(), matters[i].title) == words(old.state(), old.state().decisions.matters[i].title));
    }
}

TEST_CASE("an entry of version 2 with a text in it is none, nor one of version 1 with a commitment",
          "[portal][texts][entries]") {
    const std::string commitment = R"({"commitment":")" + to_hex(good.commitment()) + R"("})";
    const auto entry = [](const std::string& text, const char* version) {
        return R"({"at":1,"by":"resident","data":{"matter":1,"text":)" + text + R"(},"type":"OpinionGiven","v":)" +
               version + "}";
    };
    CHECK(parse_entry(entry(R"("太吵")", "1")).has_value());
    CHECK(parse_entry(entry(commitment, "2")).has_value());
    CHECK(parse_entry(entry(R"("太吵")", "2")).error().pointer == "/data/text");
    CHECK(parse_entry(entry(commitment, "1")).error().pointer == "/data/text");
    CHECK(parse_entry(entry("null", "2")).error().pointer == "/data/text");
}

}  // namespace gongyi::portal
