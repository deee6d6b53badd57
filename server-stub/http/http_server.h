// Listens, reads requests, sends responses. All of Asio and Beast stays behind this header and its few .cc files.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "server-stub/http/exchange.h"
#include "shared/base/expected.h"

namespace gongyi::server {

// How long a client may take to send one whole request, from its first byte.
inline constexpr std::int64_t request_ms_max = 15'000;
// The same for one with a body above body_bytes_max, which only those may send whom the BodyLimit lets.
inline constexpr std::int64_t upload_ms_max = 300'000;
// How long a connection may stay open between requests.
inline constexpr std::int64_t idle_ms_max = 60'000;
// How long sending may stand still because the client does not read.
inline constexpr std::int64_t send_ms_max = 30'000;
// How long the requests under way may take once the server is told to stop.
inline constexpr std::int64_t shutdown_ms_max = 5'000;
// How often a stream that waits says that it is alive.
inline constexpr std::int64_t heartbeat_ms = 15'000;

struct HttpOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;  // 0: any free one.
    std::size_t thread_count = 1;
    std::size_t connections_max = 4'000;
    BodyLimit body_limit{};      // Empty: body_bytes_max for all.
    bool logs_requests = false;  // One line each on stderr: method, path, status, time. No address, no query.
    std::function<bool(const Request&)> may_be_logged{};  // Which of them; empty: all. Called on the I/O threads.
};

class HttpServer {
public:
    // Both are called on the I/O threads.
    HttpServer(HttpOptions options, Handler handler, FaultHandler fault);
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;
    ~HttpServer();

    // Binds and listens; the port that it got, or why not.
    [[nodiscard]] Expected<std::uint16_t, std::string> listen();
    // Serves until SIGTERM, SIGINT or stop(); returns when every connection is closed.
    void run();
    // From any thread.
    void stop();

private:
    class Body;
    std::unique_ptr<Body> body_;
};

}  // namespace gongyi::server
