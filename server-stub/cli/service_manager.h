// Telling the service manager that started the program how it is: systemd's sd_notify protocol, datagrams of a few
// words to the socket that $NOTIFY_SOCKET names. Without that variable nothing happens.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gongyi::server {

class ServiceManager {
public:
    // From $NOTIFY_SOCKET and $WATCHDOG_USEC. Both are removed from the environment: they are for this process alone.
    ServiceManager();

    void say_ready();
    void say_stopping();
    // To be called a few times a second while the program can do its work: a sign of life twice in each of the periods
    // after which the manager starts it anew. Not called, the manager does that.
    void say_alive();

private:
    void send(std::string_view words) const;

    std::string socket_;          // Empty without a manager.
    std::int64_t period_ms_ = 0;  // 0 when it waits for no sign of life.
    std::int64_t said_at_ms_ = 0;
};

}  // namespace gongyi::server
