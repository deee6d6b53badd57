#include "server-stub/api/openapi_json.h"

#include <nlohmann/json.hpp>

#include "server-stub/api/openapi_account.h"
#include "shared/community/refusal.h"
#include "shared/decision/fields.h"

namespace gongyi::server::api {
namespace {

using Json = nlohmann::ordered_json;

// Visits the fields of a command as a reader does, and writes down what the reader would take.
class FieldSchema {
public:
    static constexpr bool writes = false;

    template <class Identifier>
    void id(std::string_view name, Identifier&) {
        add(name, integer(1, json_integer_max));
    }
    template <class Identifier>
    void optional_id(std::string_view name, Identifier&) {
        add(name, integer(0, json_integer_max));
    }
    template <class Max>
    void number(std::string_view name, std::int64_t&, std::int64_t min, Max max) {
        add(name, integer(min, static_cast<std::int64_t>(max)));
    }
    template <class Max>
    void added_number(std::string_view name, std::int64_t&, Max max) {
        properties_[std::string{name}] = integer(1, static_cast<std::int64_t>(max));  // Never required.
    }
    void line(std::string_view name, std::string&, std::size_t code_points_max) {
        add(name, text_of(1, code_points_max));
    }
    void text(std::string_view name, std::string&, std::size_t code_points_max) {
        add(name, text_of(1, code_points_max));
    }
    void text(std::string_view name, FreeText&, std::size_t code_points_max) { add(name, text_of(1, code_points_max)); }
    void optional_text(std::string_view name, std::string&, std::size_t code_points_max) {
        add(name, text_of(0, code_points_max));
    }
    template <class T>
    void title(std::string_view name, T&, std::size_t code_points_max) {
        add(name, text_of(1, code_points_max));
    }
    template <class T>
    void title_or_none(std::string_view name, T& x, std::size_t code_points_max) {
        title(name, x, code_points_max);
    }
    void string(std::string_view name, std::string&, std::size_t bytes_max) { add(name, text_of(0, bytes_max)); }
    void flag(std::string_view name, bool&) { add(name, {{"type", "boolean"}}); }
    template <class Value, class Table>
    void choice(std::string_view name, Value&, const Table& table) {
        Json values = Json::array();
        for (const auto& one : table) values.push_back(one.name);
        add(name, {{"enum", std::move(values)}});
    }
    void date(std::string_view name, Date&) { add(name, {{"type", "string"}, {"format", "date"}}); }
    void time(std::string_view name, UnixMs&) { add(name, integer(incoming_time_min.ms, incoming_time_max.ms)); }
    void money(std::string_view name, Money&) { add(name, integer(0, money_max.fen)); }
    void hash(std::string_view name, Hash&) { add(name, {{"type", "string"}, {"pattern", "^[0-9a-f]{64}$"}}); }
    template <class T>
    void object(std::string_view name, T&) {
        add(name, schema_of<T>());
    }
    template <class T>
    void list(std::string_view name, std::vector<T>&, std::size_t count_min, std::size_t count_max) {
        add(name, array_of(schema_of<T>(), count_min, count_max));
    }
    void lines(std::string_view name, std::vector<std::string>&, std::size_t count_min, std::size_t count_max,
               std::size_t code_points_max) {
        add(name, array_of(text_of(1, code_points_max), count_min, count_max));
    }
    void numbers(std::string_view name, std::vector<std::int64_t>&, std::size_t count_min, std::size_t count_max) {
        add(name, array_of(integer(0, static_cast<std::int64_t>(count_max)), count_min, count_max));
    }
    void counts(std::string_view name, Counts&) {
        FieldSchema count;
        for (const char* part : {"abstained", "against", "due", "in_favour", "present"}) {
            count.add(part, integer(0, counted_max));
        }
        const Json counted = count.take();
        Json properties = Json::object();
        for (const Measure measure : all_measures) properties[std::string{measure_name(measure)}] = counted;
        add(name, {{"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}});
    }

    template <class T>
    static Json schema_of(std::string_view type = {}) {
        T value;
        FieldSchema fields;
        if (!type.empty()) fields.add("type", {{"const", type}});
        decision::visit_fields(fields, value);
        return fields.take();
    }

private:
    void add(std::string_view name, Json schema) {
        properties_[std::string{name}] = std::move(schema);
        required_.push_back(name);
    }
    Json take() {
        return {{"type", "object"},
                {"additionalProperties", false},
                {"required", std::move(required_)},
                {"properties", std::move(properties_)}};
    }
    static Json integer(std::int64_t min, std::int64_t max) {
        return {{"type", "integer"}, {"minimum", min}, {"maximum", max}};
    }
    static Json text_of(std::size_t length_min, std::size_t length_max) {
        return {{"type", "string"}, {"minLength", length_min}, {"maxLength", length_max}};
    }
    static Json array_of(Json items, std::size_t count_min, std::size_t count_max) {
        return {{"type", "array"}, {"minItems", count_min}, {"maxItems", count_max}, {"items", std::move(items)}};
    }

    Json properties_ = Json::object();
    Json required_ = Json::array();
};

template <std::size_t... Index>
void add_commands(Json& schemas, std::index_sequence<Index...>) {
    const auto add = [&schemas](std::string_view name, Json schema) {
        schemas[std::string{name}] = std::move(schema);
        schemas["Deliberation"]["oneOf"].push_back({{"$ref", "#/components/schemas/" + std::string{name}}});
    };
    const auto& names = decision::command_names();
    (add(names[Index], FieldSchema::schema_of<std::variant_alternative_t<Index, decision::Command>>(names[Index])),
     ...);
}

}  // namespace

std::string fill_openapi(std::string_view document) {
    Json json = Json::parse(document);
    json["paths"].update(Json::parse(account_paths()));
    Json& schemas = json["components"]["schemas"];
    for (const RefusalCode code : refusal_codes()) schemas["RefusalCode"]["enum"].push_back(refusal_name(code));
    add_commands(schemas, std::make_index_sequence<decision::command_kinds>{});
    return json.dump(2);
}

}  // namespace gongyi::server::api
