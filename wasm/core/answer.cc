#include "wasm/core/answer.h"

#include <algorithm>
#include <string_view>

#include "shared/base/json_text.h"
#include "shared/base/text.h"

namespace gongyi::core {
namespace {

// Faults may quote the input, which may be anything.
std::string_view writable(std::string_view text) {
    return count_code_points(text) ? text : std::string_view{"(not UTF-8)"};
}

}  // namespace

Answer ok(JsonWriter& json) {
    return {.status = Status::ok, .body = json.take()};
}

Answer invalid(const ParseError& error) {
    JsonWriter json;
    json.begin_object().key("pointer").string(writable(error.pointer));
    json.key("what").string(writable(error.want)).end_object();
    return {.status = Status::invalid, .body = json.take()};
}

std::int64_t as_integer(std::uint64_t count) {
    return static_cast<std::int64_t>(std::min<std::uint64_t>(count, json_integer_max));
}

}  // namespace gongyi::core
