// Milliseconds that pass whatever the clock on the wall does.
#pragma once

#include <chrono>
#include <cstdint>

namespace gongyi::server {

[[nodiscard]] inline std::int64_t steady_ms() {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

}  // namespace gongyi::server
