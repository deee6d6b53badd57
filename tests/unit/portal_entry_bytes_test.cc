// Every type of entry in every version that was ever written, to the byte. tests/data/entries/each_type.txt holds a
// line an entry, its leaf hash and its text: lines are added with a new type or version, never changed.
#include <catch2/catch_test_macros.hpp>
#include <set>
#include <string>

#include "shared/portal/entry_json.h"
#include "shared/record/entry.h"
#include "tests/support/files.h"

namespace gongyi::portal {

TEST_CASE("every type of entry keeps its bytes and its leaf", "[portal][entry][entries]") {
    constexpr std::size_t hash_digits = 64;
    std::set<std::pair<std::string, int>> seen;
    for (const std::string& line : test::lines_of("tests/data/entries/each_type.txt")) {
        CAPTURE(line);
        REQUIRE(line.size() > hash_digits);
        const std::string text = line.substr(hash_digits + 1);
        CHECK(to_hex(record::leaf_hash(text)) == line.substr(0, hash_digits));
        const auto entry = parse_entry(text);
        REQUIRE(entry.has_value());
        CHECK(write_entry(*entry) == text);
        seen.emplace(event_name(entry->event), entry->version);
    }
    for (const std::string_view name : event_names()) {
        for (int version = 1; version <= entry_version; ++version) {
            CAPTURE(name, version);
            CHECK(seen.count({std::string{name}, version}) == 1);
        }
    }
}

}  // namespace gongyi::portal
