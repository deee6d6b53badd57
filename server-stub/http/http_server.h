// Listens, reads requests, sends responses. All of Asio and Beast stays behind this header and its few .cc files.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "server-stub/http/client_address.h"
#include "server-stub/http/exchange.h"
#include "shared/base/expected.h"

namespace gongyi::server {

// How long a client may take to send one whole request, from its first byte.
inline constexpr std::int64_t request_ms_max = 15'000;
// The same for one with a body above body_bytes_max, which only those may send whom the BodyLimit lets.
inline constexpr std::int64_t upload_ms_max = 300'000;
// How many bytes a second such a body must bring after its first seconds: 64 kbit/s, a poor telephone line.
inline constexpr std::int64_t upload_bytes_per_second_min = 8 * 1'024;
inline constexpr std::int64_t upload_ms_free = 10'000;
// How long a connection may stay open between requests.
inline constexpr std::int64_t idle_ms_max = 60'000;
// How long sending may stand still because the client does not read.
inline constexpr std::int64_t send_ms_max = 30'000;
// How long the requests under way may take once the server is told to stop.
inline constexpr std::int64_t shutdown_ms_max = 5'000;
// How often a stream that waits says that it is alive.
inline constexpr std::int64_t heartbeat_ms = 15'000;
// What the kernel is asked to do about a client that has vanished without a word: to probe a silent connection after so
// long, so often, and to give up when nothing that was sent is acknowledged for so long.
inline constexpr int keepalive_idle_seconds = 15;
inline constexpr int keepalive_probe_seconds = 5;
inline constexpr int keepalive_probes = 3;
inline constexpr int unacknowledged_ms_max = 20'000;
// What the kernel is asked to hold of what was sent to a reader who takes time; by itself it goes up to megabytes for
// each. Enough for 2 MiB a second at 60 ms.
inline constexpr int send_buffer_bytes = 128 * 1'024;

// Connections, in all and from one address. A community behind its carrier's one address is a hundred and fifty
// browsers at once with six connections each, and more than a quarter of all is nobody's. (Who may hold more: proxies
// that are trusted. Behind one, limiting connections is the proxy's work.)
inline constexpr std::size_t connections_default = 4'000;
inline constexpr std::size_t connections_each_default = 1'000;
// When there is no place left, the connection that has waited longest for a request, or for the rest of one, makes
// room; among those of one address, so many are looked at.
inline constexpr std::size_t waiting_looked_at_max = 256;
// From so many percent of all connections on, who stands still (sends no request, does not read) is given this long.
inline constexpr std::size_t crowded_percent = 90;
inline constexpr std::int64_t crowded_ms_max = 5'000;
// Places kept for this machine's own question whether the server is well, when every other place is taken; and how long
// it may take to ask. (What comes through a proxy on this machine is not of this machine.)
inline constexpr std::size_t health_connections_reserved = 16;
inline constexpr std::int64_t health_ms_max = 2'000;
inline constexpr std::string_view health_path = "/healthz";
// Connections that were accepted and wait for their place, or to be told that there is none.
inline constexpr std::size_t unplaced_max = 1'024;

// Bytes of bodies that are held at once. A body up to the first of these is not counted: what all connections could
// hold of such is bounded by their number.
inline constexpr std::size_t body_bytes_uncounted_max = 16 * 1'024;
// Of everybody who may send body_bytes_max; of each address.
inline constexpr std::int64_t bodies_bytes_max = 32 << 20;
inline constexpr std::int64_t bodies_bytes_each_max = 8 << 20;
// Of those who may send documents; of each account: two of the longest at once.
inline constexpr std::int64_t uploads_bytes_max = 64 << 20;
inline constexpr std::int64_t uploads_bytes_each_max = 17 << 20;
// Bytes of answers that are made for one reader and held until they are read; of each address. Those up to the first
// are not counted.
inline constexpr std::size_t answer_bytes_uncounted_max = 64 * 1'024;
inline constexpr std::int64_t answers_bytes_max = 128 << 20;
inline constexpr std::int64_t answers_bytes_each_max = 32 << 20;

struct HttpOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;  // 0: any free one.
    std::size_t thread_count = 1;
    std::size_t connections_max = connections_default;
    std::size_t connections_each_max = connections_each_default;
    Networks trusted_proxies{};
    bool is_secure = false;      // People come by https (write_head()).
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
