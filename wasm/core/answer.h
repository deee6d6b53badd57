// The answers that operations give.
#pragma once

#include <cstdint>

#include "shared/base/json_writer.h"
#include "shared/base/parse_error.h"
#include "wasm/core/operation.h"

namespace gongyi::core {

[[nodiscard]] Answer ok(JsonWriter& json);
// Status::invalid, with what was wrong and where.
[[nodiscard]] Answer invalid(const ParseError& error);
// A count for JSON. Anybody can state a size that JSON has no whole number for: it stays too large for any record.
[[nodiscard]] std::int64_t as_integer(std::uint64_t count);

}  // namespace gongyi::core
