#include "server-stub/http/http_server.h"

#include <malloc.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>
#include <cstdio>
#include <thread>
#include <vector>

#include "server-stub/http/connection.h"

namespace gongyi::server {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr auto no_throw = asio::as_tuple(asio::use_awaitable);
constexpr auto sweep_period = std::chrono::milliseconds{500};
constexpr std::size_t crowd_size_min = 64;
constexpr auto accept_pause = std::chrono::milliseconds{100};

// Each connection takes a file descriptor, and the usual soft limit is low.
void raise_descriptor_limit() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

// Every so often looks at the deadlines of a loop's connections: cheaper than a timer for each of them.
asio::awaitable<void> sweep(Loop& loop, const ConnectionContext& shared) {
    std::size_t most = 0;  // Of this loop's connections since memory was given back.
    for (;;) {
        loop.sweep.expires_after(sweep_period);
        co_await loop.sweep.async_wait(no_throw);
        if (loop.is_stopping && loop.connections.empty()) co_return;
        const auto now = std::chrono::steady_clock::now();
        most = std::max(most, loop.connections.size());
        if (most >= crowd_size_min && loop.connections.size() * 2 < most) {
            // A crowd has left; what it needed lies in pieces too small to be given back one by one.
            ::malloc_trim(0);
            most = loop.connections.size();
        }
        const bool is_crowded = shared.is_crowded();
        for (Connection* connection : loop.connections) connection->check_deadline(now, is_crowded);
    }
}

// What is set on the socket that listens, those that it accepts have too: no calls for each.
void set_up(int listening) {
    const auto set = [listening](int level, int name, int value) {
        ::setsockopt(listening, level, name, &value, sizeof value);
    };
    set(SOL_SOCKET, SO_SNDBUF, send_buffer_bytes);
    set(SOL_SOCKET, SO_KEEPALIVE, 1);
    set(IPPROTO_TCP, TCP_KEEPIDLE, keepalive_idle_seconds);
    set(IPPROTO_TCP, TCP_KEEPINTVL, keepalive_probe_seconds);
    set(IPPROTO_TCP, TCP_KEEPCNT, keepalive_probes);
    set(IPPROTO_TCP, TCP_USER_TIMEOUT, unacknowledged_ms_max);
}

std::vector<std::unique_ptr<Loop>> make_loops(std::size_t thread_count) {
    std::vector<std::unique_ptr<Loop>> loops;
    do {
        loops.push_back(std::make_unique<Loop>());
    } while (loops.size() < thread_count);
    return loops;
}

}  // namespace

class HttpServer::Body {
public:
    Body(HttpOptions options, Handler handler, FaultHandler fault)
        : options_{std::move(options)}, shared_{options_}, loops_{make_loops(options_.thread_count)} {
        shared_.handler = std::move(handler);
        shared_.fault = std::move(fault);
    }

    Expected<std::uint16_t, std::string> listen() {
        raise_descriptor_limit();
        boost::system::error_code fault;
        const auto address = asio::ip::make_address(options_.address, fault);
        if (fault) return unexpected(options_.address + " is not an address");
        const tcp::endpoint endpoint{address, options_.port};
        const auto failed = [&](const char* doing) {
            return unexpected(std::string{"cannot "} + doing + " " + options_.address + ":" +
                              std::to_string(options_.port) + ": " + fault.message());
        };
        if (acceptor_.open(endpoint.protocol(), fault)) return failed("open");
        acceptor_.set_option(tcp::acceptor::reuse_address{true}, fault);
        if (acceptor_.bind(endpoint, fault)) return failed("bind to");
        set_up(acceptor_.native_handle());
        if (acceptor_.listen(asio::socket_base::max_listen_connections, fault)) return failed("listen on");
        return acceptor_.local_endpoint().port();
    }

    void run() {
        for (const auto& loop : loops_) asio::co_spawn(loop->context, sweep(*loop, shared_), asio::detached);
        asio::co_spawn(loops_.front()->context, accept(), asio::detached);
        signals_.async_wait([this](const boost::system::error_code& fault, int) {
            if (!fault) stop();
        });
        std::vector<std::thread> threads;
        for (std::size_t i = 1; i < loops_.size(); ++i) {
            threads.emplace_back([loop = loops_[i].get()] { loop->context.run(); });
        }
        loops_.front()->context.run();
        for (std::thread& thread : threads) thread.join();
    }

    void stop() {
        asio::post(loops_.front()->context, [this] {
            boost::system::error_code ignored;
            acceptor_.close(ignored);
            signals_.cancel(ignored);
        });
        for (const auto& loop : loops_) {
            asio::post(loop->context, [loop = loop.get()] {
                loop->is_stopping = true;
                for (Connection* connection : loop->connections) connection->begin_stopping();
                loop->sweep.cancel();
            });
        }
    }

private:
    asio::awaitable<void> accept() {
        std::size_t turn = 0;
        asio::steady_timer pause{loops_.front()->context};
        while (acceptor_.is_open()) {
            Loop& loop = *loops_[turn++ % loops_.size()];
            tcp::socket socket{loop.context};
            const auto [fault] = co_await acceptor_.async_accept(socket, no_throw);
            if (fault == asio::error::operation_aborted) co_return;
            if (fault) {
                // Out of descriptors, or the client has gone already: neither is a reason to stop.
                pause.expires_after(accept_pause);
                co_await pause.async_wait(no_throw);
                continue;
            }
            // The loop finds a place for it, or tells it that there is none. Those that nobody can be told in time are
            // closed.
            if (shared_.unplaced_count.load() >= unplaced_max) continue;
            const auto connection = std::make_shared<Connection>(std::move(socket), loop, shared_);
            asio::co_spawn(loop.context, Connection::serve(connection), asio::detached);
        }
    }

    HttpOptions options_;
    ConnectionContext shared_;
    std::vector<std::unique_ptr<Loop>> loops_;
    tcp::acceptor acceptor_{loops_.front()->context};
    asio::signal_set signals_{loops_.front()->context, SIGINT, SIGTERM};
};

HttpServer::HttpServer(HttpOptions options, Handler handler, FaultHandler fault)
    : body_{std::make_unique<Body>(std::move(options), std::move(handler), std::move(fault))} {}

HttpServer::~HttpServer() = default;

Expected<std::uint16_t, std::string> HttpServer::listen() {
    return body_->listen();
}

void HttpServer::run() {
    body_->run();
}

void HttpServer::stop() {
    body_->stop();
}

}  // namespace gongyi::server
