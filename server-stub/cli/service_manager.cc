#include "server-stub/cli/service_manager.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <cstring>

namespace gongyi::server {
namespace {

std::string take_variable(const char* name) {
    const char* value = std::getenv(name);
    std::string text = value == nullptr ? "" : value;
    ::unsetenv(name);
    return text;
}

std::int64_t steady_ms() {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

}  // namespace

ServiceManager::ServiceManager() : socket_{take_variable("NOTIFY_SOCKET")} {
    const std::string period = take_variable("WATCHDOG_USEC");
    if (!period.empty()) period_ms_ = std::strtoll(period.c_str(), nullptr, 10) / 1'000;
}

void ServiceManager::say_ready() {
    send("READY=1");
}

void ServiceManager::say_stopping() {
    send("STOPPING=1");
}

void ServiceManager::say_alive() {
    const std::int64_t now = steady_ms();
    if (period_ms_ <= 0 || now - said_at_ms_ < period_ms_ / 2) return;
    said_at_ms_ = now;
    send("WATCHDOG=1");
}

void ServiceManager::send(std::string_view words) const {
    sockaddr_un address{};
    // A path, or "@" and a name in Linux's abstract space.
    if (socket_.empty() || socket_.size() >= sizeof address.sun_path) return;
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, socket_.data(), socket_.size());
    if (address.sun_path[0] == '@') address.sun_path[0] = '\0';
    const int descriptor = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return;
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket_.size());
    // Lost words are said again, or the manager does what it does without them.
    static_cast<void>(::sendto(descriptor, words.data(), words.size(), MSG_NOSIGNAL | MSG_DONTWAIT,
                               reinterpret_cast<const sockaddr*>(&address), length));
    ::close(descriptor);
}

}  // namespace gongyi::server
