// The one place that reads the system's clock.
#pragma once

#include <functional>
#include <string>

#include "shared/base/time.h"

namespace gongyi::server {

[[nodiscard]] UnixMs system_now();

// The system's clock, ahead by the milliseconds that `file` holds at that moment (none while it holds no number): so
// that a notice period can be lived through in no time.
[[nodiscard]] std::function<UnixMs()> clock_ahead_by(std::string file);

}  // namespace gongyi::server
