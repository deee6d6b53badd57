// The system's clock, for commands that come and go. A server goes by clock/watched_clock.h.
#pragma once

#include <functional>
#include <string>

#include "shared/base/time.h"

namespace gongyi::server {

[[nodiscard]] UnixMs system_now();

// `clock`, ahead by the milliseconds that `file` holds at that moment (none while it holds no number): so that a notice
// period can be lived through in no time.
[[nodiscard]] std::function<UnixMs()> clock_ahead_by(std::string file, std::function<UnixMs()> clock);

}  // namespace gongyi::server
