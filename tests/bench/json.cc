// Entries of the size that a replay reads: written, read into a typed value, made canonical, hashed.
#include <cstdint>
#include <string>
#include <vector>

#include "shared/base/hash.h"
#include "shared/base/json_canonical.h"
#include "shared/base/json_reader.h"
#include "shared/base/json_writer.h"
#include "shared/base/random.h"
#include "tests/bench/clock.h"
#include "tests/bench/subjects.h"

namespace gongyi::bench {

namespace {

constexpr std::uint64_t entry_count = 100'000;
constexpr std::size_t entry_bytes_max = 4096;

struct Entry {
    UnixMs at;
    std::string by;
    std::uint64_t round = 0;
    Hash commitment{};
    std::vector<std::uint64_t> choices;
};

std::string write_entry(const Entry& entry) {
    JsonWriter json;
    json.begin_object().key("at").integer(entry.at.ms).key("by").string(entry.by);
    json.key("data").begin_object().key("choices").begin_array();
    for (const std::uint64_t choice : entry.choices) json.integer(static_cast<std::int64_t>(choice));
    json.end_array().key("commitment").string(to_hex(entry.commitment));
    json.key("round").integer(static_cast<std::int64_t>(entry.round)).end_object();
    json.key("type").string("BallotCommitted").key("v").integer(1).end_object();
    return json.take();
}

Expected<Entry, ParseError> read_entry(std::string_view text) {
    JsonReader reader{text, entry_bytes_max};
    const JsonValue body = reader.root();
    Entry entry;
    entry.at = body.field("at").unix_ms();
    entry.by = body.field("by").string(16);
    const JsonValue data = body.field("data");
    for (const JsonValue choice : data.field("choices").items(0, 100)) {
        entry.choices.push_back(choice.integer<std::uint64_t>(0, 1000));
    }
    entry.commitment = data.field("commitment").hash();
    entry.round = data.field("round").integer<std::uint64_t>(1, json_integer_max);
    if (body.field("type").string(32) != "BallotCommitted") body.fault("a ballot");
    static_cast<void>(body.field("v").integer(1, 1));
    return reader.finish(std::move(entry));
}

}  // namespace

void json() {
    std::vector<Entry> entries;
    SplitMix64 random{1};
    for (std::uint64_t i = 0; i < entry_count; ++i) {
        Entry entry{.at = UnixMs{1'790'000'000'000 + static_cast<std::int64_t>(i)},
                    .by = "resident",
                    .round = 3,
                    .commitment = sha256(std::to_string(i)),
                    .choices = {}};
        for (int choice = 0; choice < 5; ++choice) entry.choices.push_back(random.below(30));
        entries.push_back(std::move(entry));
    }
    std::vector<std::string> texts;
    measure("json: write entries", entry_count, "entries", [&] {
        texts.clear();
        for (const Entry& entry : entries) texts.push_back(write_entry(entry));
    });
    measure("json: read entries (" + std::to_string(texts.front().size()) + " bytes)", entry_count, "entries", [&] {
        for (const std::string& text : texts) {
            const auto entry = read_entry(text);
            GONGYI_CHECK(entry.has_value());
            keep(&*entry);
        }
    });
    measure("json: canonicalize entries", entry_count, "entries", [&] {
        for (const std::string& text : texts) {
            const auto canonical = canonicalize(text);
            GONGYI_CHECK(canonical.has_value() && *canonical == text);
        }
    });
    measure("sha256: leaf hashes of entries", entry_count, "entries", [&] {
        for (const std::string& text : texts) {
            const Hash leaf = sha256(0, text);
            keep(&leaf);
        }
    });
}

}  // namespace gongyi::bench
