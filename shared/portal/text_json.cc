#include "shared/portal/text_json.h"

#include "shared/base/json_reader.h"
#include "shared/base/json_writer.h"

namespace gongyi::portal {

std::string write_text_line(const TextLine& line) {
    JsonWriter json;
    json.begin_object().key("commitment").string(to_hex(line.text.commitment()));
    json.key("entry").integer(static_cast<std::int64_t>(line.entry));
    json.key("salt").string(to_hex(line.text.salt)).key("text").string(line.text.text).end_object();
    return json.take();
}

Expected<TextLine, ParseError> parse_text_line(std::string_view text) {
    JsonReader reader{text, text_line_bytes_max};
    const JsonValue root = reader.root();
    const JsonValue commitment = root.field("commitment");
    const Hash stated = commitment.hash();
    TextLine line;
    line.entry = root.field("entry").integer<std::uint64_t>(0, json_integer_max);
    line.text.salt = root.field("salt").salt();
    line.text.text = root.field("text").text({1, free_text_code_points_max, /*allow_line_breaks=*/true});
    if (!reader.has_fault() && line.text.commitment() != stated) commitment.fault("what salt and text give");
    return reader.finish(std::move(line));
}

}  // namespace gongyi::portal
