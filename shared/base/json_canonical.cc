#include "shared/base/json_canonical.h"

#include <vector>

#include "shared/base/json_number.h"
#include "shared/base/json_text.h"
#include "shared/base/sort.h"

namespace gongyi {

namespace {

class CanonicalPrinter {
public:
    CanonicalPrinter(const JsonDocument& document, std::string& out) : document_{document}, out_{out} {}

    // False when a number has no canonical form; `bad_number` tells which.
    bool print(std::uint32_t index) {
        const JsonNode& node = document_.nodes[index];
        switch (node.kind) {
            case JsonKind::null:
                out_ += "null";
                return true;
            case JsonKind::boolean:
                out_ += node.is_true ? "true" : "false";
                return true;
            case JsonKind::number:
                return print_number(index);
            case JsonKind::string:
                append_json_string(out_, document_.text(node));
                return true;
            case JsonKind::array:
                return print_array(index);
            case JsonKind::object:
                return print_object(index);
        }
        return false;
    }

    std::uint32_t bad_number = 0;

private:
    bool print_number(std::uint32_t index) {
        const JsonNode& node = document_.nodes[index];
        const std::string_view text = document_.text(node);
        static constexpr std::size_t exact_digits = 15;  // So many digits are the same as a double and as text.
        if (node.is_integer && text.size() <= exact_digits && text != "-0") {
            out_ += text;
            return true;
        }
        const auto value = parse_json_number(text);
        if (!value) {
            bad_number = index;
            return false;
        }
        append_json_number(out_, *value);
        return true;
    }

    bool print_array(std::uint32_t index) {
        out_ += '[';
        const std::uint32_t end = document_.nodes[index].next;
        for (std::uint32_t item = index + 1; item < end; item = document_.nodes[item].next) {
            if (item != index + 1) out_ += ',';
            if (!print(item)) return false;
        }
        out_ += ']';
        return true;
    }

    bool print_object(std::uint32_t index) {
        const JsonNode& object = document_.nodes[index];
        const auto name_text = [&](std::uint32_t name) { return document_.text(document_.nodes[name]); };
        std::vector<std::uint32_t> names;
        names.reserve(object.count);
        for (std::uint32_t name = index + 1; name < object.next; name = document_.nodes[name + 1].next) {
            names.push_back(name);
        }
        if (!object.names_ascend) {
            sort_stably(names,
                        [&](std::uint32_t a, std::uint32_t b) { return json_name_less(name_text(a), name_text(b)); });
        }
        out_ += '{';
        for (const std::uint32_t name : names) {
            if (name != names.front()) out_ += ',';
            append_json_string(out_, name_text(name));
            out_ += ':';
            if (!print(name + 1)) return false;
        }
        out_ += '}';
        return true;
    }

    const JsonDocument& document_;
    std::string& out_;
};

}  // namespace

Expected<std::string, ParseError> canonicalize(std::string_view json, std::size_t bytes_max) {
    auto document = parse_json(json, bytes_max);
    if (!document) return unexpected(std::move(document.error()));
    std::string out;
    out.reserve(json.size());
    CanonicalPrinter printer{*document, out};
    if (!printer.print(0)) {
        return unexpected(
            ParseError{pointer_to(*document, printer.bad_number), "a number within the range of a double"});
    }
    return out;
}

}  // namespace gongyi
