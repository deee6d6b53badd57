#include "server-stub/journal/journal_line.h"

#include <vector>

#include "shared/base/json_reader.h"
#include "shared/base/json_writer.h"

namespace gongyi::server {

namespace {

const std::vector<JsonName<Deed>>& deeds() {
    static const std::vector<JsonName<Deed>> table = [] {
        std::vector<JsonName<Deed>> list;
        for (const std::string_view name : deed_names()) list.push_back({name, static_cast<Deed>(list.size())});
        return list;
    }();
    return table;
}

std::int64_t number_of(ResidentId id) {
    return static_cast<std::int64_t>(id.raw());
}

}  // namespace

std::string write_journal_line(const JournalLine& line) {
    JsonWriter json;
    json.begin_object();
    if (line.actor != ResidentId{}) json.key("actor").integer(number_of(line.actor));
    json.key("at").integer(line.at.ms);
    if (line.count != 0) json.key("count").integer(line.count);
    json.key("deed").string(deed_name(line.deed));
    if (!line.detail.empty()) json.key("detail").string(line.detail);
    if (line.entry) json.key("entry").integer(static_cast<std::int64_t>(*line.entry));
    if (!line.people.empty()) {
        json.key("people").begin_array();
        for (const ResidentId one : line.people) json.integer(number_of(one));
        json.end_array();
    }
    if (line.second != ResidentId{}) json.key("second").integer(number_of(line.second));
    json.end_object();
    return json.take();
}

Expected<JournalLine, ParseError> parse_journal_line(std::string_view text) {
    JsonReader reader{text, journal_line_bytes_max};
    const JsonValue root = reader.root();
    JournalLine line;
    if (const auto actor = root.optional_field("actor")) line.actor = actor->id<ResidentId>();
    line.at = root.field("at").unix_ms();
    if (const auto count = root.optional_field("count")) line.count = count->integer(1, json_integer_max);
    line.deed = root.field("deed").one_of(deeds());
    if (const auto detail = root.optional_field("detail")) line.detail = detail->string(journal_detail_bytes_max);
    if (const auto entry = root.optional_field("entry")) {
        line.entry = static_cast<std::uint64_t>(entry->integer(0, json_integer_max));
    }
    if (const auto people = root.optional_field("people")) {
        for (const JsonValue one : people->items(1, journal_people_max)) line.people.push_back(one.id<ResidentId>());
    }
    if (const auto second = root.optional_field("second")) line.second = second->id<ResidentId>();
    return reader.finish(std::move(line));
}

JournalHead next_head(const JournalHead& head, std::string_view line) {
    std::string bytes{head.hash.begin(), head.hash.end()};
    bytes += line;
    return {sha256(bytes), head.lines + 1};
}

}  // namespace gongyi::server
