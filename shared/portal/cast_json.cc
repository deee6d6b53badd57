#include "shared/portal/cast_json.h"

#include <utility>

#include "shared/base/json_writer.h"
#include "shared/microproject/json.h"
#include "shared/portal/command_json.h"

namespace gongyi::portal {
namespace {

constexpr std::string_view type_name = "CastBallot";

// Above ballot_versions_max, so that one version too many is refused in words.
constexpr std::int64_t version_read_max = 1'000'000;

}  // namespace

CastBallot read_cast_ballot(const JsonValue& root) {
    CastBallot read;
    read.cast.ballot.choices = read_ascending_choices(root.field("choices"));
    read_bytes(root.field("credential"), read.cast.credential);
    read.round = root.field("round").id<RoundId>();
    read.cast.salt = root.field("salt").salt();
    read_bytes(root.field("signature"), read.cast.signature);
    read.cast.version = root.field("version").integer<int>(1, version_read_max);
    return read;
}

std::string write_cast_ballot(const CastBallot& command) {
    JsonWriter json;
    json.begin_object().key("choices");
    write_choices(json, command.cast.ballot.choices);
    json.key("credential").string(hex_of(command.cast.credential));
    json.key("round").integer(static_cast<std::int64_t>(command.round.raw()));
    json.key("salt").string(to_hex(command.cast.salt));
    json.key("signature").string(hex_of(command.cast.signature)).key("type").string(type_name);
    json.key("version").integer(command.cast.version).end_object();
    return json.take();
}

Expected<CastBallot, ParseError> parse_cast_ballot(std::string_view text) {
    JsonReader reader{text, command_bytes_max, JsonFaults::first, InputRules::incoming};
    const JsonValue root = reader.root();
    if (root.field("type").string(type_name.size()) != type_name) root.field("type").fault("CastBallot");
    return reader.finish(read_cast_ballot(root));
}

}  // namespace gongyi::portal
