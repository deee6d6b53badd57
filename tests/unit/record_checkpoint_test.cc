#include "shared/record/checkpoint.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <string>

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

}  // namespace gongyi::record
