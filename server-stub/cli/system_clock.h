// The one place that reads the system's clock.
#pragma once

#include "shared/base/time.h"

namespace gongyi::server {

[[nodiscard]] UnixMs system_now();

}  // namespace gongyi::server
