#include "shared/base/json_document.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "shared/base/check.h"
#include "shared/base/json_text.h"

namespace gongyi {

namespace {

// Lays out what nlohmann's parser reports. Every handler says whether to go on; the first that does not has set the
// error, as parse_error() does for faults of grammar.
class DocumentBuilder {
public:
    DocumentBuilder(JsonDocument& document, ParseError& error) : document_{document}, error_{error} {}

    bool null() {
        add(JsonKind::null);
        return true;
    }
    bool boolean(bool value) {
        add(JsonKind::boolean).is_true = value;
        return true;
    }
    // Zero comes here only as "-0": without its sign it is unsigned.
    bool number_integer(std::int64_t value) { return integer(value == 0 ? "-0" : std::to_string(value)); }
    bool number_unsigned(std::uint64_t value) { return integer(std::to_string(value)); }
    bool number_float(double /*value*/, const std::string& text) {
        set_text(add(JsonKind::number), text);
        return true;
    }
    bool string(const std::string& text) {
        set_text(add(JsonKind::string), text);
        return true;
    }
    bool binary(std::vector<std::uint8_t>& /*bytes*/) { return false; }  // Not in JSON.

    bool start_object(std::size_t /*unknown*/) { return open(JsonKind::object); }
    bool start_array(std::size_t /*unknown*/) { return open(JsonKind::array); }
    bool key(const std::string& name) {
        Level& level = levels_.back();
        const std::uint32_t index = node_count();
        set_text(new_node(JsonKind::string), name);
        if (level.last_name != 0 && !json_name_less(text(level.last_name), name)) {
            document_.nodes[level.index].names_ascend = false;
        }
        level.last_name = index;
        return true;
    }
    bool end_array() { return close(); }
    bool end_object() {
        const std::uint32_t object = levels_.back().index;
        return close() && (document_.nodes[object].names_ascend || has_no_name_twice(object));
    }

    bool parse_error(std::size_t byte, const std::string& /*last_token*/, const nlohmann::detail::exception& fault) {
        const bool is_number_too_large = fault.id == 406;  // out_of_range.406
        error_.want = is_number_too_large ? "numbers within the range of a double" : "well-formed JSON in UTF-8";
        error_.want += " (byte " + std::to_string(byte) + ")";
        return false;
    }

private:
    struct Level {
        std::uint32_t index;          // Of the object or array.
        std::uint32_t last_name = 0;  // Index of the newest name; 0 before the first.
    };

    [[nodiscard]] std::uint32_t node_count() const { return static_cast<std::uint32_t>(document_.nodes.size()); }
    [[nodiscard]] std::string_view text(std::uint32_t index) const { return document_.text(document_.nodes[index]); }

    // A fault of the value that was added last: its place is the newest item or name of each open level.
    bool fail_here(std::string want) {
        error_.want = std::move(want);
        for (auto level = levels_.rbegin(); level != levels_.rend(); ++level) {
            const JsonNode& node = document_.nodes[level->index];
            const bool is_array = node.kind == JsonKind::array;
            prepend_pointer_step(error_.pointer, is_array ? std::to_string(node.count - 1) : text(level->last_name));
        }
        return false;
    }

    JsonNode& new_node(JsonKind kind) {
        document_.nodes.push_back(JsonNode{.kind = kind, .next = node_count() + 1});
        return document_.nodes.back();
    }

    // A value: an item of the innermost array, or what the newest name of the innermost object names.
    JsonNode& add(JsonKind kind) {
        if (!levels_.empty()) ++document_.nodes[levels_.back().index].count;
        return new_node(kind);
    }

    void set_text(JsonNode& node, std::string_view text) {
        node.begin = static_cast<std::uint32_t>(document_.texts.size());
        document_.texts += text;
        node.end = static_cast<std::uint32_t>(document_.texts.size());
    }

    bool integer(const std::string& text) {
        JsonNode& node = add(JsonKind::number);
        node.is_integer = true;
        set_text(node, text);
        return true;
    }

    bool open(JsonKind kind) {
        const std::uint32_t index = node_count();
        add(kind);
        if (levels_.size() == json_depth_max) {
            return fail_here("at most " + std::to_string(json_depth_max) + " levels of nesting");
        }
        levels_.push_back(Level{index});
        return true;
    }

    bool close() {
        document_.nodes[levels_.back().index].next = node_count();
        levels_.pop_back();
        return true;
    }

    bool has_no_name_twice(std::uint32_t object) {
        std::vector<std::string_view> names;
        const std::uint32_t end = document_.nodes[object].next;
        for (std::uint32_t name = object + 1; name < end; name = document_.nodes[name + 1].next) {
            names.push_back(text(name));
        }
        std::sort(names.begin(), names.end());
        const auto twice = std::adjacent_find(names.begin(), names.end());
        if (twice == names.end()) return true;
        prepend_pointer_step(error_.pointer, *twice);
        return fail_here("each name only once");
    }

    JsonDocument& document_;
    ParseError& error_;
    std::vector<Level> levels_;
};

}  // namespace

Expected<JsonDocument, ParseError> parse_json(std::string_view source, std::size_t bytes_max) {
    GONGYI_CHECK(bytes_max <= json_bytes_max);
    if (source.size() > bytes_max) {
        return unexpected(ParseError{"", "at most " + std::to_string(bytes_max) + " bytes"});
    }
    // nlohmann takes these two as harmless: the first as nothing, the other as the end of the text.
    if (source.find('\0') != std::string_view::npos) return unexpected(ParseError{"", "JSON without NUL bytes"});
    if (source.substr(0, 3) == "\xef\xbb\xbf") return unexpected(ParseError{"", "JSON without a byte order mark"});
    JsonDocument document;
    document.texts.reserve(source.size());
    document.nodes.reserve(source.size() / 8 + 1);
    ParseError error;
    DocumentBuilder builder{document, error};
    if (!nlohmann::json::sax_parse(source.begin(), source.end(), &builder)) return unexpected(std::move(error));
    return document;
}

std::string pointer_to(const JsonDocument& document, std::uint32_t index) {
    const std::vector<JsonNode>& nodes = document.nodes;
    std::string pointer;
    // Walks down from the root, at every level into the child whose range holds `index`, collecting the steps.
    std::vector<std::string> steps;
    for (std::uint32_t parent = 0; parent != index;) {
        const bool is_object = nodes[parent].kind == JsonKind::object;
        std::uint32_t child = parent + (is_object ? 2 : 1);
        std::size_t item = 0;
        for (; nodes[child].next <= index; ++item) child = nodes[child].next + (is_object ? 1 : 0);
        steps.push_back(is_object ? std::string{document.text(nodes[child - 1])} : std::to_string(item));
        if (is_object && child - 1 == index) break;  // The name stands for its member.
        parent = child;
    }
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) prepend_pointer_step(pointer, *step);
    return pointer;
}

}  // namespace gongyi
