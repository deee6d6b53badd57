// The server's signed checkpoint beside a record that was replayed here: what every module asks before it believes one.
#pragma once

#include <string_view>

#include "shared/portal/verify.h"
#include "shared/record/tree.h"
#include "wasm/core/operation.h"

namespace gongyi::core {

// Operation::check: `input` as CheckRequest (request.h), the answer as operation.h says. `nodes` are those of the
// replay's tree.
[[nodiscard]] Answer check(const portal::Replay& replay, record::NodeStore& nodes, std::string_view input);

}  // namespace gongyi::core
