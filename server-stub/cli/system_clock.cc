#include "server-stub/cli/system_clock.h"

#include <chrono>

namespace gongyi::server {

UnixMs system_now() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return UnixMs{std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

}  // namespace gongyi::server
