// Writes canonical JSON (RFC 8785) from front to back, without a document in memory.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gongyi {

//     JsonWriter json;
//     json.begin_object().key("choices").begin_array().integer(12).integer(15).end_array();
//     json.key("round").integer(3).end_object();
//     json.take();  // {"choices":[12,15],"round":3}
//
// What is written is canonical because the caller's mistakes stop the program (GONGYI_CHECK): the names of an object in
// rising order of their UTF-16 code units and none twice, every name with one value, one value in all, integers within
// json_integer_max, strings in well-formed UTF-8, at most json_depth_max levels.
// Cost: one pass over what is written.
class JsonWriter {
public:
    JsonWriter& begin_object();
    JsonWriter& key(std::string_view name);
    JsonWriter& end_object();
    JsonWriter& begin_array();
    JsonWriter& end_array();
    JsonWriter& string(std::string_view text);
    JsonWriter& integer(std::int64_t value);
    JsonWriter& boolean(bool value);
    JsonWriter& null();

    // The finished text; the writer is empty afterwards and can write another.
    [[nodiscard]] std::string take();

private:
    struct Level {
        bool is_object = false;
        bool has_items = false;
        bool has_key = false;  // A name was written and waits for its value.
        std::string last_key;
    };

    void begin_value();
    void begin_level(bool is_object, char bracket);
    void end_level(bool is_object, char bracket);

    std::string text_;
    std::vector<Level> levels_;
};

}  // namespace gongyi
