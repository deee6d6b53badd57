#include "wasm/core/request.h"

#include <utility>

#include "shared/base/json_reader.h"
#include "shared/portal/cast_json.h"
#include "shared/portal/command_json.h"
#include "shared/record/entry.h"
#include "shared/record/key_change.h"

namespace gongyi::core {
namespace {

// A field that holds another JSON text. Its fault, if it has one, is reported at its own place.
template <class Parse>
auto read_inner(const JsonValue& value, std::size_t bytes_max, Parse&& parse) {
    auto parsed = parse(value.string(bytes_max));
    if (!parsed) value.fault(parsed.error().pointer + ": " + parsed.error().want);
    return parsed;
}

std::optional<CheckRequest::Kept> read_kept(const JsonValue& value) {
    auto key = read_inner(value.field("key"), record::key_text_bytes_max, record::VerifyingKey::parse);
    auto checkpoint = read_inner(value.field("note"), record::note_bytes_max, record::stated_checkpoint);
    if (!key || !checkpoint) return std::nullopt;
    return CheckRequest::Kept{*std::move(key), *std::move(checkpoint)};
}

pages::ViewerBlock read_viewer(const JsonValue& value) {
    auto block = read_inner(value, pages::viewer_block_bytes_max, pages::parse_viewer);
    return block ? std::move(*block) : pages::ViewerBlock{};
}

CastBallot read_cast(const JsonValue& value) {
    auto cast = read_inner(value, portal::command_bytes_max, portal::parse_cast_ballot);
    return cast ? std::move(*cast) : CastBallot{};
}

pages::FilledField read_filled(const JsonValue& pair) {
    std::string parts[2];
    std::size_t index = 0;
    for (const JsonValue part : pair.items(2, 2)) parts[index++] = part.string(filled_bytes_max);
    return {.name = std::move(parts[0]), .value = std::move(parts[1])};
}

}  // namespace

Expected<DecideRequest, ParseError> parse_decide_request(std::string_view json) {
    JsonReader reader{json, request_bytes_max};
    const JsonValue root = reader.root();
    DecideRequest request;
    request.cast = read_cast(root.field("command"));
    request.now = root.field("now_ms").unix_ms();
    request.block = read_viewer(root.field("viewer"));
    return reader.finish(std::move(request));
}

Expected<RenderRequest, ParseError> parse_render_request(std::string_view json) {
    JsonReader reader{json, request_bytes_max};
    const JsonValue root = reader.root();
    RenderRequest request;
    if (const JsonValue command = root.field("command"); !command.is_null()) request.cast = read_cast(command);
    for (const JsonValue pair : root.field("filled").items(0, filled_max)) {
        request.page.filled.push_back(read_filled(pair));
    }
    request.page.is_live = root.field("is_live").boolean();
    request.page.now = root.field("now_ms").unix_ms();
    request.page.origin = root.field("origin").string(path_bytes_max);
    request.page.path = root.field("path").string(path_bytes_max);
    request.page.query = root.field("query").string(path_bytes_max);
    request.block = read_viewer(root.field("viewer"));
    request.page.locale = request.block.locale;
    return reader.finish(std::move(request));
}

Expected<CheckRequest, ParseError> parse_check_request(std::string_view json) {
    JsonReader reader{json, request_bytes_max};
    const JsonValue root = reader.root();
    CheckRequest request;
    if (const JsonValue kept = root.field("kept"); !kept.is_null()) request.kept = read_kept(kept);
    const JsonValue note = root.field("note");
    request.note = note.string(record::note_bytes_max);
    auto stated = read_inner(note, record::note_bytes_max, record::stated_checkpoint);
    if (stated) request.stated = *std::move(stated);
    if (const auto now = root.optional_field("now_ms")) request.now = now->unix_ms();
    if (const auto witnessed = root.optional_field("witnessed")) {
        request.witnessed = witnessed->string(record::note_bytes_max);
    }
    return reader.finish(std::move(request));
}

Expected<RecountRequest, ParseError> parse_recount_request(std::string_view json) {
    JsonReader reader{json, request_bytes_max};
    RecountRequest request;
    if (const JsonValue round = reader.root().field("round"); !round.is_null()) request.round = round.id<RoundId>();
    return reader.finish(request);
}

Expected<CompareRequest, ParseError> parse_compare_request(std::string_view json) {
    JsonReader reader{json, request_bytes_max};
    const JsonValue root = reader.root();
    CompareRequest request;
    request.entry = root.field("entry").string(record::entry_bytes_max);
    request.index = root.field("index").integer<std::uint64_t>(0, json_integer_max);
    return reader.finish(std::move(request));
}

}  // namespace gongyi::core
