#include "shared/decision/json.h"

#include <array>
#include <optional>
#include <utility>

#include "shared/base/check.h"
#include "shared/base/json_text.h"
#include "shared/decision/fields.h"

namespace gongyi::decision {

namespace {

// What an object belongs to: a command, or an entry of which version.
enum class Form : std::uint8_t { command, entry_1, entry_2, entry_3 };

Form form_of(int entry_version) {
    constexpr std::array forms{Form::entry_1, Form::entry_2, Form::entry_3};
    GONGYI_CHECK(entry_version >= 1 && entry_version <= static_cast<int>(forms.size()));
    return forms[static_cast<std::size_t>(entry_version - 1)];
}

// Whether an entry has commitments instead of its texts and of its titles.
bool commits_to_texts(Form form) {
    return form == Form::entry_2 || form == Form::entry_3;
}
bool commits_to_titles(Form form) {
    return form == Form::entry_3;
}

// Reads the fields of one object.
template <bool is_event>
class FieldReader {
public:
    static constexpr bool writes = false;
    FieldReader(const JsonValue& object, Form form) : object_{object}, form_{form} {}

    template <class Identifier>
    void id(std::string_view name, Identifier& x) {
        x = object_.field(name).template id<Identifier>();
    }
    template <class Identifier>
    void optional_id(std::string_view name, Identifier& x) {
        x = Identifier{static_cast<std::uint64_t>(object_.field(name).integer(0, json_integer_max))};
    }
    template <class Max>
    void number(std::string_view name, std::int64_t& x, std::int64_t min, Max max) {
        x = object_.field(name).integer(min, static_cast<std::int64_t>(max));
    }
    // Not there before there was such a field, nor where it is 0.
    template <class Max>
    void added_number(std::string_view name, std::int64_t& x, Max max) {
        const auto value = object_.optional_field(name);
        if (value) x = value->integer(1, static_cast<std::int64_t>(max));
    }
    void line(std::string_view name, std::string& x, std::size_t code_points_max) {
        x = object_.field(name).text({1, code_points_max, /*allow_line_breaks=*/false});
    }
    void text(std::string_view name, std::string& x, std::size_t code_points_max) {
        static_assert(!is_event, "free text of an event is a FreeText");
        x = object_.field(name).text({1, code_points_max, /*allow_line_breaks=*/true});
    }
    void optional_text(std::string_view name, std::string& x, std::size_t code_points_max) {
        static_assert(!is_event, "free text of an event is a FreeText");
        x = object_.field(name).text({0, code_points_max, /*allow_line_breaks=*/true});
    }
    void text(std::string_view name, FreeText& x, std::size_t code_points_max) {
        const JsonTextLimits limits{1, code_points_max, /*allow_line_breaks=*/true};
        read_free_text(object_.field(name), x, limits, commits_to_texts(form_));
    }
    void optional_text(std::string_view name, FreeText& x, std::size_t code_points_max) {
        const JsonValue value = object_.field(name);
        if (commits_to_texts(form_) && value.is_null()) return;
        read_free_text(value, x, {0, code_points_max, /*allow_line_breaks=*/true}, commits_to_texts(form_));
    }
    void title(std::string_view name, std::string& x, std::size_t code_points_max) {
        static_assert(!is_event, "a title of an event is a FreeText");
        line(name, x, code_points_max);
    }
    void title(std::string_view name, FreeText& x, std::size_t code_points_max) {
        const JsonTextLimits limits{1, code_points_max, /*allow_line_breaks=*/false};
        read_free_text(object_.field(name), x, limits, commits_to_titles(form_));
    }
    // null in an entry that could do without one.
    void title_or_none(std::string_view name, FreeText& x, std::size_t code_points_max) {
        if (!commits_to_titles(form_) || !object_.field(name).is_null()) title(name, x, code_points_max);
    }
    void string(std::string_view name, std::string& x, std::size_t bytes_max) {
        x = object_.field(name).string(bytes_max);
    }
    void flag(std::string_view name, bool& x) { x = object_.field(name).boolean(); }
    template <class Value, class Table>
    void choice(std::string_view name, Value& x, const Table& table) {
        x = object_.field(name).one_of(table);
    }
    void date(std::string_view name, Date& x) { x = object_.field(name).date(); }
    void time(std::string_view name, UnixMs& x) { x = object_.field(name).unix_ms(); }
    void money(std::string_view name, Money& x) { x = object_.field(name).money(); }
    void hash(std::string_view name, Hash& x) { x = object_.field(name).hash(); }
    template <class T>
    void object(std::string_view name, T& x) {
        read(object_.field(name), x);
    }
    template <class T>
    void list(std::string_view name, std::vector<T>& x, std::size_t count_min, std::size_t count_max) {
        for (const JsonValue item : object_.field(name).items(count_min, count_max)) {
            x.emplace_back();
            read(item, x.back());
        }
    }
    void lines(std::string_view name, std::vector<std::string>& x, std::size_t count_min, std::size_t count_max,
               std::size_t code_points_max) {
        for (const JsonValue item : object_.field(name).items(count_min, count_max)) {
            x.push_back(item.text({1, code_points_max, /*allow_line_breaks=*/false}));
        }
    }
    void numbers(std::string_view name, std::vector<std::int64_t>& x, std::size_t count_min, std::size_t count_max) {
        for (const JsonValue item : object_.field(name).items(count_min, count_max)) {
            x.push_back(item.integer(0, static_cast<std::int64_t>(count_max)));
        }
    }
    // {"heads":{"abstained":0,"against":6,"due":16,"in_favour":8,"present":14}}; only the measures that were counted.
    void counts(std::string_view name, Counts& x) {
        const JsonValue value = object_.field(name);
        value.expect_object();
        for (const Measure measure : all_measures) {
            const auto counted = value.optional_field(measure_name(measure));
            if (!counted) continue;
            Count count;
            count.abstained = counted->field("abstained").integer(0, counted_max);
            count.against = counted->field("against").integer(0, counted_max);
            count.due = counted->field("due").integer(0, counted_max);
            count.in_favour = counted->field("in_favour").integer(0, counted_max);
            count.present = counted->field("present").integer(0, counted_max);
            x.set(measure, count);
        }
    }

private:
    // A commitment: {"commitment":"…"}. What opens it stands beside the entry.
    void read_free_text(const JsonValue& value, FreeText& x, const JsonTextLimits& limits, bool is_commitment) const {
        if (is_commitment) {
            const JsonValue commitment = value.field("commitment");
            x.commitment = commitment.hash();
            if (!x.is_sealed()) commitment.fault("a commitment");
            return;
        }
        x = FreeText{value.text(limits)};
        if (form_ != Form::command) x.seal(no_salt);
    }
    template <class T>
    void read(const JsonValue& value, T& x) const {
        FieldReader fields{value, form_};
        visit_fields(fields, x);
    }

    JsonValue object_;
    Form form_;
};

// Writes the fields of one object; "type" in its place among them, where there is one.
class FieldWriter {
public:
    static constexpr bool writes = true;
    FieldWriter(JsonWriter& json, Form form, std::optional<std::string_view> type = {})
        : json_{json}, form_{form}, type_{type} {
        json_.begin_object();
    }
    void end() {
        write_type();
        json_.end_object();
    }

    template <class Identifier>
    void id(std::string_view name, const Identifier& x) {
        key(name).integer(static_cast<std::int64_t>(x.raw()));
    }
    template <class Identifier>
    void optional_id(std::string_view name, const Identifier& x) {
        id(name, x);
    }
    template <class Min, class Max>
    void number(std::string_view name, const std::int64_t& x, Min, Max) {
        key(name).integer(x);
    }
    template <class Max>
    void added_number(std::string_view name, const std::int64_t& x, Max) {
        if (x != 0) key(name).integer(x);
    }
    void line(std::string_view name, const std::string& x, std::size_t) { key(name).string(x); }
    void text(std::string_view name, const std::string& x, std::size_t) { key(name).string(x); }
    void optional_text(std::string_view name, const std::string& x, std::size_t) { key(name).string(x); }
    void text(std::string_view name, const FreeText& x, std::size_t) {
        write_free_text(name, x, commits_to_texts(form_));
    }
    void optional_text(std::string_view name, const FreeText& x, std::size_t code_points_max) {
        text(name, x, code_points_max);
    }
    void title(std::string_view name, const std::string& x, std::size_t) { key(name).string(x); }
    void title(std::string_view name, const FreeText& x, std::size_t) {
        write_free_text(name, x, commits_to_titles(form_));
    }
    void title_or_none(std::string_view name, const FreeText& x, std::size_t code_points_max) {
        title(name, x, code_points_max);
    }
    void string(std::string_view name, const std::string& x, std::size_t) { key(name).string(x); }
    void flag(std::string_view name, const bool& x) { key(name).boolean(x); }
    template <class Value, class Table>
    void choice(std::string_view name, const Value& x, const Table& table) {
        key(name).string(json_name_of(table, x));
    }
    void date(std::string_view name, const Date& x) { key(name).string(to_iso(x)); }
    void time(std::string_view name, const UnixMs& x) { key(name).integer(x.ms); }
    void money(std::string_view name, const Money& x) { key(name).integer(x.fen); }
    void hash(std::string_view name, const Hash& x) { key(name).string(to_hex(x)); }
    template <class T>
    void object(std::string_view name, const T& x) {
        key(name);
        write(x);
    }
    template <class T>
    void list(std::string_view name, const std::vector<T>& x, std::size_t, std::size_t) {
        key(name).begin_array();
        for (const T& item : x) write(item);
        json_.end_array();
    }
    void lines(std::string_view name, const std::vector<std::string>& x, std::size_t, std::size_t, std::size_t) {
        key(name).begin_array();
        for (const std::string& item : x) json_.string(item);
        json_.end_array();
    }
    void numbers(std::string_view name, const std::vector<std::int64_t>& x, std::size_t, std::size_t) {
        key(name).begin_array();
        for (const std::int64_t item : x) json_.integer(item);
        json_.end_array();
    }
    void counts(std::string_view name, const Counts& x) {
        key(name).begin_object();
        for (const Measure measure : {Measure::area, Measure::heads, Measure::households, Measure::units}) {
            const auto& count = x.of(measure);
            if (!count) continue;
            json_.key(measure_name(measure)).begin_object().key("abstained").integer(count->abstained);
            json_.key("against").integer(count->against).key("due").integer(count->due);
            json_.key("in_favour").integer(count->in_favour).key("present").integer(count->present).end_object();
        }
        json_.end_object();
    }

private:
    JsonWriter& key(std::string_view name) {
        if (json_name_less("type", name)) write_type();
        return json_.key(name);
    }
    void write_free_text(std::string_view name, const FreeText& x, bool is_commitment) {
        key(name);
        if (!is_commitment) {
            json_.string(x.opened ? x.opened->text : std::string{});
        } else if (x.empty()) {
            json_.null();
        } else {
            GONGYI_CHECK(x.is_sealed());
            json_.begin_object().key("commitment").string(to_hex(x.commitment)).end_object();
        }
    }
    void write_type() {
        if (type_) json_.key("type").string(*type_);
        type_.reset();
    }
    template <class T>
    void write(const T& x) {
        FieldWriter fields{json_, form_};
        visit_fields(fields, x);
        fields.end();
    }

    JsonWriter& json_;
    Form form_;
    std::optional<std::string_view> type_;
};

template <class Variant, class T>
Variant read_as(const JsonValue& object, Form form) {
    T x;
    FieldReader<std::is_same_v<Variant, Event>> fields{object, form};
    visit_fields(fields, x);
    return x;
}

// A reader for each alternative of the variant, in their order.
template <class Variant, std::size_t... Index>
constexpr auto readers_of(std::index_sequence<Index...>) {
    return std::array{&read_as<Variant, std::variant_alternative_t<Index, Variant>>...};
}

template <class Variant>
Variant read_alternative(const JsonValue& object, std::size_t index, Form form) {
    static constexpr auto readers = readers_of<Variant>(std::make_index_sequence<std::variant_size_v<Variant>>{});
    GONGYI_CHECK(index < readers.size());
    return readers[index](object, form);
}

template <class Variant>
void write_alternative(JsonWriter& json, const Variant& value, Form form, std::optional<std::string_view> type) {
    FieldWriter fields{json, form, type};
    std::visit([&fields](const auto& x) { visit_fields(fields, x); }, value);
    fields.end();
}

}  // namespace

Command read_command(const JsonValue& root, std::size_t index) {
    return read_alternative<Command>(root, index, Form::command);
}

void write_command(JsonWriter& json, const Command& command) {
    write_alternative(json, command, Form::command, command_names()[command.index()]);
}

Event read_event(const JsonValue& data, std::size_t index, int version) {
    return read_alternative<Event>(data, index, form_of(version));
}

void write_event(JsonWriter& json, const Event& event, int version) {
    write_alternative(json, event, form_of(version), std::nullopt);
}

}  // namespace gongyi::decision
