#include "server-stub/cli/system_clock.h"

#include <chrono>
#include <fstream>
#include <utility>

namespace gongyi::server {

UnixMs system_now() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return UnixMs{std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

std::function<UnixMs()> clock_ahead_by(std::string file, std::function<UnixMs()> clock) {
    return [file = std::move(file), clock = std::move(clock)] {
        std::int64_t ahead_ms = 0;
        std::ifstream{file} >> ahead_ms;
        return UnixMs{clock().ms + ahead_ms};
    };
}

}  // namespace gongyi::server
