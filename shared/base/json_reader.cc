#include "shared/base/json_reader.h"

#include <algorithm>
#include <charconv>

namespace gongyi {

namespace {

std::string range_text(std::string_view what, std::int64_t min, std::int64_t max) {
    return std::string{what} + " from " + std::to_string(min) + " to " + std::to_string(max);
}

}  // namespace

JsonReader::JsonReader(std::string_view text, std::size_t bytes_max, JsonFaults faults, InputRules rules)
    : mode_{faults}, rules_{rules} {
    auto document = parse_json(text, bytes_max);
    if (!document) {
        faults_.push_back(std::move(document.error()));
        return;
    }
    document_ = std::move(*document);
    uses_.resize(document_.nodes.size());
}

void JsonReader::set_fault(std::uint32_t node, std::string_view want) {
    if (is_over() || node == nowhere || faults_.size() == json_faults_max) return;
    if (std::find(faulty_nodes_.begin(), faulty_nodes_.end(), node) != faulty_nodes_.end()) return;
    faulty_nodes_.push_back(node);
    faults_.push_back({pointer_to(document_, node), std::string{want}});
}

// The place is the field that should be there.
void JsonReader::set_missing(std::uint32_t object, std::string_view name) {
    if (is_over() || object == nowhere || document_.nodes[object].kind != JsonKind::object) return;
    if (faults_.size() == json_faults_max) return;
    std::string step;
    prepend_pointer_step(step, name);
    faults_.push_back({pointer_to(document_, object) + step, "a value: the field is required"});
}

void JsonReader::refuse_unknown_fields() {
    if (is_over()) return;
    const std::vector<JsonNode>& nodes = document_.nodes;
    for (std::uint32_t index = 0; index < nodes.size(); ++index) {
        if (nodes[index].kind != JsonKind::object || uses_[index] == Use::none) continue;
        for (std::uint32_t name = index + 1; name < nodes[index].next; name = nodes[name + 1].next) {
            if (uses_[name] == Use::none) set_fault(name, "no such field");
        }
    }
}

const JsonNode* JsonValue::node_of(JsonKind kind, std::string_view want) const {
    if (reader_->is_over() || node_ == JsonReader::nowhere) return nullptr;
    const JsonNode& node = reader_->document_.nodes[node_];
    if (node.kind == kind) return &node;
    fault(want);
    return nullptr;
}

void JsonValue::fault(std::string_view want) const {
    reader_->set_fault(node_, want);
}

// The index of the value of the field `name`, or `nowhere`. Requires an object.
std::uint32_t JsonValue::find_field(std::string_view name) const {
    const JsonDocument& document = reader_->document_;
    const std::vector<JsonNode>& nodes = document.nodes;
    const std::uint32_t begin = node_ + 1;
    const std::uint32_t end = nodes[node_].next;
    // Codecs ask in the order of the text as a rule: begin behind the field that was asked for last, then go around.
    const std::uint32_t start = reader_->object_ == node_ ? reader_->next_name_ : begin;
    const auto search = [&](std::uint32_t from, std::uint32_t to) {
        std::uint32_t at = from;
        while (at < to && document.text(nodes[at]) != name) at = nodes[at + 1].next;
        return at;
    };
    std::uint32_t found = search(start, end);
    if (found == end) {
        found = search(begin, start);
        if (found == start) return JsonReader::nowhere;
    }
    reader_->object_ = node_;
    reader_->next_name_ = nodes[found + 1].next;
    reader_->uses_[found] = JsonReader::Use::asked;
    return found + 1;
}

std::optional<JsonValue> JsonValue::optional_field(std::string_view name) const {
    if (node_of(JsonKind::object, "an object") == nullptr) return std::nullopt;
    reader_->uses_[node_] = JsonReader::Use::asked;
    const std::uint32_t found = find_field(name);
    if (found == JsonReader::nowhere) return std::nullopt;
    return JsonValue{*reader_, found};
}

void JsonValue::expect_object() const {
    if (node_of(JsonKind::object, "an object") != nullptr) reader_->uses_[node_] = JsonReader::Use::asked;
}

JsonValue JsonValue::field(std::string_view name) const {
    const auto found = optional_field(name);
    if (found) return *found;
    reader_->set_missing(node_, name);
    return {*reader_, JsonReader::nowhere};
}

JsonItems JsonValue::items(std::size_t count_min, std::size_t count_max) const {
    GONGYI_CHECK(count_min <= count_max);
    const JsonNode* const node = node_of(JsonKind::array, "a list");
    if (node != nullptr && node->count >= count_min && node->count <= count_max) {
        return {*reader_, node_ + 1, node->next, node->count};
    }
    if (node != nullptr) {
        fault("a list of " + std::to_string(count_min) + " to " + std::to_string(count_max) + " items");
    }
    return {*reader_, 0, 0, 0};
}

JsonItems::Iterator& JsonItems::Iterator::operator++() {
    node_ = reader_->document_.nodes[node_].next;
    return *this;
}

bool JsonValue::boolean() const {
    const JsonNode* const node = node_of(JsonKind::boolean, "true or false");
    return node != nullptr && node->is_true;
}

bool JsonValue::is_null() const {
    if (reader_->is_over() || node_ == JsonReader::nowhere) return false;
    return reader_->document_.nodes[node_].kind == JsonKind::null;
}

std::int64_t JsonValue::integer_within(std::int64_t min, std::int64_t max) const {
    GONGYI_CHECK(-json_integer_max <= min && min <= max && max <= json_integer_max);
    if (reader_->is_over() || node_ == JsonReader::nowhere) return 0;
    const JsonNode& node = reader_->document_.nodes[node_];
    if (node.kind == JsonKind::number && node.is_integer) {
        const std::string_view text = reader_->document_.text(node);
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        const bool is_read = error == std::errc{} && end == text.data() + text.size() && text != "-0";
        if (is_read && min <= value && value <= max) return value;
    }
    fault(range_text("a whole number", min, max));
    return 0;
}

std::string_view JsonValue::string_view_of(std::string_view want) const {
    const JsonNode* const node = node_of(JsonKind::string, want);
    return node == nullptr ? std::string_view{} : reader_->document_.text(*node);
}

std::string JsonValue::text(const JsonTextLimits& limits) const {
    const std::string_view read = string_view_of("text");
    if (reader_->is_over()) return {};
    const TextFault found = check_text(read, limits, reader_->rules_);
    if (found == TextFault::wrong_length) {
        fault("text of " + std::to_string(limits.code_points_min) + " to " + std::to_string(limits.code_points_max) +
              " characters");
    } else if (found == TextFault::unreadable) {
        fault(limits.allow_line_breaks
                  ? "text that can be read: not blank, no control or hidden characters"
                  : "one line of text that can be read: not blank, no control or hidden characters");
    }
    if (found != TextFault::none) return {};
    return std::string{read};
}

std::string JsonValue::string(std::size_t bytes_max) const {
    const std::string_view read = string_view_of("a string");
    if (read.size() > bytes_max) {
        fault("a string of at most " + std::to_string(bytes_max) + " bytes");
        return {};
    }
    return std::string{read};
}

Hash JsonValue::hash() const {
    static constexpr std::string_view want = "64 lower-case hexadecimal characters";
    const auto read = hash_from_hex(string_view_of(want));
    if (!read) fault(want);
    return read.value_or(Hash{});
}

Money JsonValue::money(Money max) const {
    return Money{integer(0, max.fen)};
}

UnixMs JsonValue::unix_ms() const {
    const bool is_incoming = reader_->rules_ == InputRules::incoming;
    return UnixMs{is_incoming ? integer(incoming_time_min.ms, incoming_time_max.ms) : integer(0, recorded_time_max.ms)};
}

Date JsonValue::date() const {
    static constexpr std::string_view want = "a day written as 2026-11-21";
    const auto read = date_from_iso(string_view_of(want));
    if (!read) fault(want);
    if (read && !is_within_span(*read, reader_->rules_)) fault("a day from 1900-01-01 to 2100-12-31");
    return read.value_or(Date{});
}

}  // namespace gongyi
