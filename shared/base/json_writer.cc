#include "shared/base/json_writer.h"

#include <array>
#include <charconv>
#include <utility>

#include "shared/base/check.h"
#include "shared/base/json_text.h"
#include "shared/base/text.h"

namespace gongyi {

void JsonWriter::begin_value() {
    if (levels_.empty()) {
        GONGYI_CHECK(text_.empty());  // One value in all.
        return;
    }
    Level& level = levels_.back();
    GONGYI_CHECK(level.has_key == level.is_object);
    if (!level.is_object && level.has_items) text_ += ',';
    level.has_items = true;
    level.has_key = false;
}

void JsonWriter::begin_level(bool is_object, char bracket) {
    GONGYI_CHECK(levels_.size() < json_depth_max);
    begin_value();
    text_ += bracket;
    levels_.emplace_back().is_object = is_object;
}

void JsonWriter::end_level(bool is_object, char bracket) {
    GONGYI_CHECK(!levels_.empty() && levels_.back().is_object == is_object && !levels_.back().has_key);
    levels_.pop_back();
    text_ += bracket;
}

JsonWriter& JsonWriter::begin_object() {
    begin_level(/*is_object=*/true, '{');
    return *this;
}

JsonWriter& JsonWriter::end_object() {
    end_level(/*is_object=*/true, '}');
    return *this;
}

JsonWriter& JsonWriter::begin_array() {
    begin_level(/*is_object=*/false, '[');
    return *this;
}

JsonWriter& JsonWriter::end_array() {
    end_level(/*is_object=*/false, ']');
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    GONGYI_CHECK(!levels_.empty());
    Level& level = levels_.back();
    GONGYI_CHECK(level.is_object && !level.has_key);
    GONGYI_CHECK(count_code_points(name).has_value());
    if (level.has_items) {
        GONGYI_CHECK(json_name_less(level.last_key, name));
        text_ += ',';
    }
    append_json_string(text_, name);
    text_ += ':';
    level.last_key.assign(name);
    level.has_key = true;
    return *this;
}

JsonWriter& JsonWriter::string(std::string_view text) {
    GONGYI_CHECK(count_code_points(text).has_value());
    begin_value();
    append_json_string(text_, text);
    return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t value) {
    GONGYI_CHECK(-json_integer_max <= value && value <= json_integer_max);
    begin_value();
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    text_.append(digits.data(), end);
    return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
    begin_value();
    text_ += value ? "true" : "false";
    return *this;
}

JsonWriter& JsonWriter::null() {
    begin_value();
    text_ += "null";
    return *this;
}

std::string JsonWriter::take() {
    GONGYI_CHECK(levels_.empty() && !text_.empty());
    return std::exchange(text_, {});
}

}  // namespace gongyi
