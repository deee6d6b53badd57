// A JSON text, checked once and laid out for reading. What json_reader.h and json_canonical.h share; other code uses
// those.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/expected.h"
#include "shared/base/parse_error.h"

namespace gongyi {

// The largest text that may be asked for: positions in it are kept in 32 bits.
inline constexpr std::size_t json_bytes_max = 1'000'000'000;

enum class JsonKind : std::uint8_t { null, boolean, number, string, array, object };

// One value. The values of a text stand in a row in document order: an array is followed by its items, an object by
// its names and values in turn.
struct JsonNode {
    JsonKind kind = JsonKind::null;
    bool is_true = false;      // boolean
    bool is_integer = false;   // number: written without fraction and exponent, and within 64 bits.
    bool names_ascend = true;  // object: the names stand in the order of RFC 8785.
    std::uint32_t begin = 0;   // number, string: the range of its text in JsonDocument::texts.
    std::uint32_t end = 0;
    std::uint32_t count = 0;  // array: items; object: members.
    std::uint32_t next = 0;   // Index of the node behind this value and all that is in it.
};

struct JsonDocument {
    std::string texts;            // Numbers, and strings without quotes and escapes, one after the other.
    std::vector<JsonNode> nodes;  // At least one: the root.

    // The text of a number or a string.
    [[nodiscard]] std::string_view text(const JsonNode& node) const {
        return std::string_view{texts}.substr(node.begin, node.end - node.begin);
    }
};

// Reads RFC 8259 JSON, strictly: well-formed UTF-8 without a byte order mark, no lone surrogates, no name twice in one
// object, no number beyond a double, at most json_depth_max levels, nothing behind the value. At most `bytes_max` bytes
// (at most json_bytes_max). The grammar is nlohmann/json's; names, depth and places are looked after here.
// Cost: one pass, about 10 ns a byte; names out of order are sorted.
[[nodiscard]] Expected<JsonDocument, ParseError> parse_json(std::string_view source, std::size_t bytes_max);

// The JSON pointer of node `index`. Cost: O(nodes); for error messages.
[[nodiscard]] std::string pointer_to(const JsonDocument& document, std::uint32_t index);

}  // namespace gongyi
