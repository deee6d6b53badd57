// Typed reading of JSON: the edge where text becomes values, once.
//
//     Expected<CastBallot, ParseError> parse_cast_ballot(std::string_view text) {
//         JsonReader reader{text, body_bytes_max};
//         const JsonValue body = reader.root();
//         CastBallot cast;
//         cast.round = body.field("round").id<RoundId>();
//         for (const JsonValue choice : body.field("choices").items(0, choices_max)) {
//             cast.choices.push_back(choice.id<ProjectId>());
//         }
//         return reader.finish(std::move(cast));
//     }
//
// The first fault wins: from then on every getter returns a default (0, "", no items) and finish() returns the fault.
// So a codec has no error paths of its own; it must not act on what it read before finish() said that it is good.
// finish() also refuses every field that nobody asked for, in each object of which a field was asked for.
//
// For files that people write, a reader can go on behind a fault (JsonFaults::all) and name every fault in
// finish_all().
//
// Commands are read with InputRules::incoming: texts, days and instants are then held to the rules of incoming.h.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/base/check.h"
#include "shared/base/commitment.h"
#include "shared/base/expected.h"
#include "shared/base/hash.h"
#include "shared/base/ids.h"
#include "shared/base/incoming.h"
#include "shared/base/json_document.h"
#include "shared/base/json_text.h"
#include "shared/base/money.h"
#include "shared/base/parse_error.h"
#include "shared/base/time.h"

namespace gongyi {

class JsonItems;
class JsonReader;

// Whether a reader stops at the first fault, or reads on so that all are named: one a value.
enum class JsonFaults : std::uint8_t { first, all };

// At most so many faults are named.
inline constexpr std::size_t json_faults_max = 100;

// What text() accepts.
using JsonTextLimits = TextLimits;

// One line of a table for one_of().
template <class Value>
struct JsonName {
    std::string_view name;
    Value value;
};

// A value in the text of a JsonReader, which must stay alive and in place. Copying is cheap.
class JsonValue {
public:
    // The field `name` of an object. A fault if this is no object or has no such field.
    // Cost: O(1) for fields asked for in the order of the text, else O(fields).
    [[nodiscard]] JsonValue field(std::string_view name) const;
    // The same; nothing, and no fault, if the object has no such field. A null is not nothing.
    [[nodiscard]] std::optional<JsonValue> optional_field(std::string_view name) const;

    // A fault if this is no object. Needed only where no field is asked for: of a type without fields.
    void expect_object() const;

    // The items of an array of `count_min` to `count_max` items.
    [[nodiscard]] JsonItems items(std::size_t count_min, std::size_t count_max) const;

    [[nodiscard]] bool boolean() const;
    [[nodiscard]] bool is_null() const;

    // A whole number, written as one (1.0 and 1e3 are not, nor is -0), from `min` to `max`. Requires that Number holds
    // both, and that both lie within json_integer_max.
    template <class Number = std::int64_t>
    [[nodiscard]] Number integer(std::int64_t min, std::int64_t max) const;

    // Text for people: check_text (incoming.h).
    [[nodiscard]] std::string text(const JsonTextLimits& limits) const;
    // Any string of at most `bytes_max` bytes: a token, a code.
    [[nodiscard]] std::string string(std::size_t bytes_max) const;

    // The value that the string names in `table`, a range of JsonName<Value>.
    template <class Table>
    [[nodiscard]] auto one_of(const Table& table) const;

    // An identifier from 1 to json_integer_max.
    template <class Identifier>
    [[nodiscard]] Identifier id() const {
        return Identifier{static_cast<std::uint64_t>(integer(1, json_integer_max))};
    }
    [[nodiscard]] Hash hash() const;                         // 64 lower-case hexadecimal characters.
    [[nodiscard]] Salt salt() const;                         // 32 of them.
    [[nodiscard]] Money money(Money max = money_max) const;  // Fen, from 0.
    [[nodiscard]] UnixMs unix_ms() const;                    // Within the spans of incoming.h, as are days:
    [[nodiscard]] Date date() const;                         // "2026-11-21"

    // Makes this value the fault, if there was none before: for rules that only the codec knows.
    //   want  what would have been accepted, as the rest of a sentence.
    void fault(std::string_view want) const;

private:
    friend class JsonItems;
    friend class JsonReader;
    JsonValue(JsonReader& reader, std::uint32_t node) : reader_{&reader}, node_{node} {}

    [[nodiscard]] const JsonNode* node_of(JsonKind kind, std::string_view want) const;
    [[nodiscard]] std::string_view string_view_of(std::string_view want) const;
    [[nodiscard]] std::int64_t integer_within(std::int64_t min, std::int64_t max) const;
    [[nodiscard]] std::uint32_t find_field(std::string_view name) const;

    JsonReader* reader_;
    std::uint32_t node_;  // `nowhere` after a fault.
};

// The items of an array, for a range-based for.
class JsonItems {
public:
    class Iterator {
    public:
        Iterator(JsonReader& reader, std::uint32_t node) : reader_{&reader}, node_{node} {}
        [[nodiscard]] JsonValue operator*() const { return {*reader_, node_}; }
        Iterator& operator++();
        friend bool operator!=(const Iterator& a, const Iterator& b) { return a.node_ != b.node_; }

    private:
        JsonReader* reader_;
        std::uint32_t node_;
    };

    JsonItems(JsonReader& reader, std::uint32_t begin, std::uint32_t end, std::size_t count)
        : reader_{&reader}, begin_{begin}, end_{end}, count_{count} {}
    [[nodiscard]] std::size_t size() const { return count_; }
    [[nodiscard]] Iterator begin() const { return {*reader_, begin_}; }
    [[nodiscard]] Iterator end() const { return {*reader_, end_}; }

private:
    JsonReader* reader_;
    std::uint32_t begin_;
    std::uint32_t end_;
    std::size_t count_;
};

class JsonReader {
public:
    // Checks `text` as a whole (parse_json). `text` must outlive the reader; the values refer to the reader.
    JsonReader(std::string_view text, std::size_t bytes_max, JsonFaults faults = JsonFaults::first,
               InputRules rules = InputRules::recorded);
    // A temporary would be gone before the first field is read.
    template <std::same_as<std::string> Temporary>
    JsonReader(Temporary&& text, std::size_t bytes_max, JsonFaults faults = JsonFaults::first,
               InputRules rules = InputRules::recorded) = delete;
    JsonReader(const JsonReader&) = delete;
    JsonReader& operator=(const JsonReader&) = delete;

    [[nodiscard]] JsonValue root() { return {*this, document_.nodes.empty() ? nowhere : 0}; }
    [[nodiscard]] bool has_fault() const { return !faults_.empty(); }

    // `value` if all went well and every field was asked for, else the first fault.
    template <class Value>
    [[nodiscard]] Expected<Value, ParseError> finish(Value value) {
        refuse_unknown_fields();
        if (has_fault()) return unexpected(std::move(faults_.front()));
        return value;
    }

    // The same, with every fault in the order in which they were found. At least one when there is no value.
    template <class Value>
    [[nodiscard]] Expected<Value, std::vector<ParseError>> finish_all(Value value) {
        refuse_unknown_fields();
        if (has_fault()) return unexpected(std::move(faults_));
        return value;
    }

private:
    friend class JsonValue;
    friend class JsonItems;
    static constexpr std::uint32_t nowhere = std::numeric_limits<std::uint32_t>::max();

    // What was done with a node: of an object, that a field was asked for; of a name, that it was asked for.
    enum class Use : std::uint8_t { none, asked };

    // The first fault of a value is named, not what follows from it.
    void set_fault(std::uint32_t node, std::string_view want);
    void set_missing(std::uint32_t object, std::string_view name);
    void refuse_unknown_fields();
    // Nothing more is read.
    [[nodiscard]] bool is_over() const { return has_fault() && mode_ == JsonFaults::first; }

    JsonDocument document_;
    JsonFaults mode_ = JsonFaults::first;
    InputRules rules_ = InputRules::recorded;
    std::vector<ParseError> faults_;
    std::vector<std::uint32_t> faulty_nodes_;
    std::vector<Use> uses_;           // Beside document_.nodes.
    std::uint32_t object_ = nowhere;  // The object of which a field was asked for last,
    std::uint32_t next_name_ = 0;     // and the name behind that field.
};

template <class Number>
Number JsonValue::integer(std::int64_t min, std::int64_t max) const {
    static_assert(std::numeric_limits<Number>::is_integer);
    GONGYI_CHECK(std::in_range<Number>(min) && std::in_range<Number>(max));
    const std::int64_t read = integer_within(min, max);
    return reader_->is_over() ? Number{} : static_cast<Number>(std::clamp(read, min, max));
}

inline Salt JsonValue::salt() const {
    static constexpr std::string_view want = "32 lower-case hexadecimal characters";
    const auto read = salt_from_hex(string_view_of(want));
    if (!read) fault(want);
    return read.value_or(Salt{});
}

template <class Table>
auto JsonValue::one_of(const Table& table) const {
    using Value = decltype(std::begin(table)->value);
    std::string want = "one of ";
    const std::string_view name = string_view_of("a name");
    for (const auto& line : table) {
        if (line.name == name) return Value{line.value};
    }
    for (const auto& line : table) {
        if (&line != &*std::begin(table)) want += ", ";
        want += line.name;
    }
    fault(want);
    return Value{};
}

// The name of `value` in a table for one_of(). Requires that it has one.
template <class Table, class Value>
[[nodiscard]] std::string_view json_name_of(const Table& table, const Value& value) {
    auto line = std::begin(table);
    while (line != std::end(table) && !(line->value == value)) ++line;
    GONGYI_CHECK(line != std::end(table));
    return line->name;
}

}  // namespace gongyi
