#include "shared/base/json_document.h"

#include <algorithm>
#include <optional>

#include "shared/base/check.h"
#include "shared/base/json_text.h"
#include "shared/base/text.h"

namespace gongyi {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Appends `code` (a Unicode scalar value) as UTF-8.
void append_utf8(std::string& out, std::uint32_t code) {
    const auto put = [&](std::uint32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (code < 0x80) {
        put(code);
        return;
    }
    if (code < 0x800) {
        put(0xc0U | (code >> 6U));
    } else {
        if (code < 0x10000) {
            put(0xe0U | (code >> 12U));
        } else {
            put(0xf0U | (code >> 18U));
            put(0x80U | ((code >> 12U) & 0x3fU));
        }
        put(0x80U | ((code >> 6U) & 0x3fU));
    }
    put(0x80U | (code & 0x3fU));
}

// A recursive-descent parser. Every step says whether it went well; the first that did not has set `want`, and the
// levels above it put their steps in front of `pointer` on the way out.
class DocumentParser {
public:
    DocumentParser(JsonDocument& document, ParseError& error) : document_{document}, error_{error} {}

    bool document() {
        if (!value(0)) return false;
        skip_space();
        return at_ == source().size() || fail("nothing behind the JSON value");
    }

private:
    [[nodiscard]] std::string_view source() const { return document_.source; }
    [[nodiscard]] char peek() const { return at_ < source().size() ? source()[at_] : '\0'; }
    [[nodiscard]] std::uint32_t position() const { return static_cast<std::uint32_t>(at_); }
    [[nodiscard]] std::uint32_t node_count() const { return static_cast<std::uint32_t>(document_.nodes.size()); }

    bool fail(std::string_view want) {
        error_.want = want;
        return false;
    }

    void skip_space() {
        while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') ++at_;
    }

    bool take(char c) {
        if (peek() != c) return false;
        ++at_;
        return true;
    }

    std::uint32_t add(JsonKind kind) {
        document_.nodes.push_back(JsonNode{.kind = kind, .next = node_count() + 1});
        return node_count() - 1;
    }

    bool value(std::size_t depth) {
        skip_space();
        switch (peek()) {
            case '{':
                return depth < json_depth_max ? object(depth + 1) : fail("at most 64 levels of nesting");
            case '[':
                return depth < json_depth_max ? array(depth + 1) : fail("at most 64 levels of nesting");
            case '"':
                return string();
            case 't':
                return literal("true", JsonKind::boolean, /*is_true=*/true);
            case 'f':
                return literal("false", JsonKind::boolean, /*is_true=*/false);
            case 'n':
                return literal("null", JsonKind::null, /*is_true=*/false);
            default:
                return number();
        }
    }

    bool literal(std::string_view word, JsonKind kind, bool is_true) {
        if (source().substr(at_, word.size()) != word) return fail("a JSON value");
        at_ += word.size();
        document_.nodes[add(kind)].is_true = is_true;
        return true;
    }

    bool digits() {
        if (!is_digit(peek())) return fail("a JSON value");
        while (is_digit(peek())) ++at_;
        return true;
    }

    bool number() {
        const std::uint32_t begin = position();
        take('-');
        if (!take('0') && !digits()) return false;
        bool is_integer = true;
        if (take('.')) {
            is_integer = false;
            if (!digits()) return false;
        }
        if (peek() == 'e' || peek() == 'E') {
            is_integer = false;
            ++at_;
            if (!take('+')) take('-');
            if (!digits()) return false;
        }
        JsonNode& node = document_.nodes[add(JsonKind::number)];
        node.is_integer = is_integer;
        node.begin = begin;
        node.end = position();
        return true;
    }

    bool string() {
        ++at_;  // The quote.
        const std::uint32_t index = add(JsonKind::string);
        const std::uint32_t begin = position();
        bool is_ascii = true;
        bool has_escape = false;
        for (;; ++at_) {
            if (at_ == source().size()) return fail("a closing quote");
            const auto byte = static_cast<unsigned char>(source()[at_]);
            if (byte == '"') break;
            if (byte < 0x20) return fail("control characters written as escapes");
            if (byte >= 0x80) is_ascii = false;
            if (byte == '\\') {
                has_escape = true;
                ++at_;  // Whatever is escaped, it does not end the string.
                if (at_ == source().size()) return fail("a closing quote");
            }
        }
        JsonNode& node = document_.nodes[index];
        node.begin = begin;
        node.end = position();
        ++at_;
        const std::string_view raw = document_.text(node);
        if (!is_ascii && !count_code_points(raw)) return fail("well-formed UTF-8");
        return !has_escape || decode(node, raw);
    }

    bool decode(JsonNode& node, std::string_view raw) {
        std::string& out = document_.decoded;
        const std::size_t begin = out.size();
        for (std::size_t i = 0; i < raw.size(); ++i) {
            if (raw[i] != '\\') {
                out += raw[i];
                continue;
            }
            ++i;
            switch (raw[i]) {
                case '"':
                    out += '"';
                    break;
                case '\\':
                    out += '\\';
                    break;
                case '/':
                    out += '/';
                    break;
                case 'b':
                    out += '\b';
                    break;
                case 'f':
                    out += '\f';
                    break;
                case 'n':
                    out += '\n';
                    break;
                case 'r':
                    out += '\r';
                    break;
                case 't':
                    out += '\t';
                    break;
                case 'u':
                    if (!decode_unicode(raw, i)) return false;
                    break;
                default:
                    return fail("only the escapes that JSON has");
            }
        }
        node.is_decoded = true;
        node.begin = static_cast<std::uint32_t>(begin);
        node.end = static_cast<std::uint32_t>(out.size());
        return true;
    }

    static std::optional<std::uint32_t> four_hex_digits(std::string_view raw, std::size_t begin) {
        std::uint32_t code = 0;
        for (std::size_t i = begin; i < begin + 4; ++i) {
            const char c = i < raw.size() ? raw[i] : '\0';
            code *= 16;
            if (is_digit(c)) {
                code += static_cast<std::uint32_t>(c - '0');
            } else if (c >= 'a' && c <= 'f') {
                code += static_cast<std::uint32_t>(c - 'a' + 10);
            } else if (c >= 'A' && c <= 'F') {
                code += static_cast<std::uint32_t>(c - 'A' + 10);
            } else {
                return std::nullopt;
            }
        }
        return code;
    }

    // `at` stands on the u and is left on the last digit.
    bool decode_unicode(std::string_view raw, std::size_t& at) {
        const auto first = four_hex_digits(raw, at + 1);
        if (!first) return fail("four hexadecimal digits behind \\u");
        at += 4;
        if (*first < 0xd800 || *first > 0xdfff) {
            append_utf8(document_.decoded, *first);
            return true;
        }
        const bool pair_follows = raw.substr(at + 1, 2) == "\\u";
        const auto second = pair_follows ? four_hex_digits(raw, at + 3) : std::nullopt;
        if (*first > 0xdbff || !second || *second < 0xdc00 || *second > 0xdfff) return fail("no lone surrogates");
        at += 6;
        append_utf8(document_.decoded, 0x10000U + ((*first - 0xd800U) << 10U) + (*second - 0xdc00U));
        return true;
    }

    bool array(std::size_t depth) {
        ++at_;
        const std::uint32_t index = add(JsonKind::array);
        std::uint32_t count = 0;
        skip_space();
        if (!take(']')) {
            do {
                if (!value(depth)) {
                    prepend_pointer_step(error_.pointer, std::to_string(count));
                    return false;
                }
                ++count;
                skip_space();
            } while (take(','));
            if (!take(']')) return fail("a comma or a closing bracket");
        }
        close(index, count);
        return true;
    }

    bool object(std::size_t depth) {
        ++at_;
        const std::uint32_t index = add(JsonKind::object);
        std::uint32_t count = 0;
        std::uint32_t previous = 0;
        skip_space();
        if (!take('}')) {
            do {
                const std::uint32_t name = node_count();
                if (!member(depth)) return false;
                if (count > 0 && !json_name_less(text(previous), text(name))) {
                    document_.nodes[index].names_ascend = false;
                }
                previous = name;
                ++count;
                skip_space();
            } while (take(','));
            if (!take('}')) return fail("a comma or a closing brace");
        }
        close(index, count);
        return document_.nodes[index].names_ascend || has_no_name_twice(index);
    }

    bool member(std::size_t depth) {
        skip_space();
        if (peek() != '"') return fail("a name in quotes");
        const std::uint32_t name = node_count();
        if (!string()) return false;
        skip_space();
        if (!take(':')) return fail("a colon behind each name");
        if (value(depth)) return true;
        prepend_pointer_step(error_.pointer, text(name));
        return false;
    }

    void close(std::uint32_t index, std::uint32_t count) {
        document_.nodes[index].count = count;
        document_.nodes[index].next = node_count();
    }

    [[nodiscard]] std::string_view text(std::uint32_t index) const { return document_.text(document_.nodes[index]); }

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
        return fail("each name only once");
    }

    JsonDocument& document_;
    ParseError& error_;
    std::size_t at_ = 0;
};

}  // namespace

Expected<JsonDocument, ParseError> parse_json(std::string_view source, std::size_t bytes_max) {
    GONGYI_CHECK(bytes_max <= json_bytes_max);
    if (source.size() > bytes_max) {
        return unexpected(ParseError{"", "at most " + std::to_string(bytes_max) + " bytes"});
    }
    JsonDocument document;
    document.source = source;
    document.nodes.reserve(source.size() / 8 + 1);
    ParseError error;
    if (!DocumentParser{document, error}.document()) return unexpected(std::move(error));
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
