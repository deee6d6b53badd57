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
    bool is_integer = false;   // number: has neither fraction nor exponent.
    bool is_decoded = false;   // string: had escapes; its text lies in JsonDocument::decoded.
    bool names_ascend = true;  // object: the names stand in the order of RFC 8785.
    std::uint32_t begin = 0;   // number, string: the range of its text (a string's without the quotes).
    std::uint32_t end = 0;
    std::uint32_t count = 0;  // array: items; object: members.
    std::uint32_t next = 0;   // Index of the node behind this value and all that is in it.
};

struct JsonDocument {
    std::string_view source;  // The caller's; must outlive the document.
    std::string decoded;
    std::vector<JsonNode> nodes;  // At least one: the root.

    // The text of a number, or of a string without its escapes.
    [[nodiscard]] std::string_view text(const JsonNode& node) const {
        const std::string_view from = node.is_decoded ? std::string_view{decoded} : source;
        return from.substr(node.begin, node.end - node.begin);
    }
};

// Reads RFC 8259 JSON, strictly: well-formed UTF-8 without a byte order mark, no lone surrogates, no name twice in one
// object, at most json_depth_max levels, nothing behind the value. At most `bytes_max` bytes (at most json_bytes_max).
// Cost: one pass, about 2 ns a byte; names out of order are sorted.
[[nodiscard]] Expected<JsonDocument, ParseError> parse_json(std::string_view source, std::size_t bytes_max);

// The JSON pointer of node `index`. Cost: O(nodes); for error messages.
[[nodiscard]] std::string pointer_to(const JsonDocument& document, std::uint32_t index);

}  // namespace gongyi
