#include "shared/portal/promise.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "shared/record/checkpoint.h"

namespace gongyi::portal {

// Byte format, ARCHITECTURE.md.
TEST_CASE("a promise has exactly this text, and reads back", "[portal][promise]") {
    const BallotPromise promise{"sijihuacheng", RoundId{3}, sha256(""), UnixMs{1'780'000'660'000}};
    const std::string text = write_promise(promise);
    CHECK(text ==
          "gongyi/sijihuacheng/ballot-promise/1\n3\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n1780000660000\n");
    const auto read = parse_promise(text);
    REQUIRE(read.has_value());
    CHECK(*read == promise);
    CHECK_FALSE(record::parse_checkpoint(text).has_value());
}

TEST_CASE("a text that is no promise is refused with its line", "[portal][promise]") {
    struct Row {
        const char* name;
        std::string text;
        const char* pointer;
    };
    const std::string root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    const std::string head = "gongyi/a/ballot-promise/1\n";
    const Row row = GENERATE_COPY(values<Row>({{"nothing", "", "/1"},
                                               {"a checkpoint", "gongyi/a\n3\n" + root + "\n", "/4"},
                                               {"no community", "gongyi//ballot-promise/1\n3\n" + root + "\n1\n", "/1"},
                                               {"capitals", "gongyi/A/ballot-promise/1\n3\n" + root + "\n1\n", "/1"},
                                               {"round 0", head + "0\n" + root + "\n1\n", "/2"},
                                               {"round 03", head + "03\n" + root + "\n1\n", "/2"},
                                               {"no round", head + "\n" + root + "\n1\n", "/2"},
                                               {"half a hash", head + "3\n47DE\n1\n", "/3"},
                                               {"a time before 1970", head + "3\n" + root + "\n-1\n", "/4"},
                                               {"a fifth line", head + "3\n" + root + "\n1\n\n", "/4"},
                                               {"no line feed at the end", head + "3\n" + root + "\n1", "/4"}}));
    CAPTURE(row.name);
    const auto read = parse_promise(row.text);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().pointer == row.pointer);
}

}  // namespace gongyi::portal
