// One client's connection: request, answer, request, answer, until either side has had enough.
#pragma once

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <chrono>
#include <unordered_set>

#include "server-stub/http/http_server.h"

namespace gongyi::server {

class Connection;

// One I/O thread: its event loop and the connections that live on it. Only `context` is for other threads.
struct Loop {
    boost::asio::io_context context{1};
    boost::asio::steady_timer sweep{context};
    std::unordered_set<Connection*> connections;
    bool is_stopping = false;
    std::chrono::steady_clock::time_point second;  // The second that `date` is about.
    std::string date;                              // For the Date header.
};

// What all connections share. Outlives them.
struct ConnectionContext {
    Handler handler;
    FaultHandler fault;
    BodyLimit body_limit;  // May be empty.
    bool logs_requests = false;
    std::function<bool(const Request&)> may_be_logged;  // May be empty.
    std::atomic<std::size_t> connection_count{0};
};

class Connection final : public Exchange, public std::enable_shared_from_this<Connection> {
public:
    Connection(boost::asio::ip::tcp::socket socket, Loop& loop, ConnectionContext& shared);
    ~Connection() override;

    // Serves until the connection ends. Runs on the loop's thread.
    [[nodiscard]] static boost::asio::awaitable<void> serve(std::shared_ptr<Connection> self);

    void answer(Response response) override;
    void later(std::function<void()> work) override;

    // For the loop: gives up on a client that is overdue; on stopping, ends what is idle and speeds up the rest.
    void check_deadline(std::chrono::steady_clock::time_point now);
    void begin_stopping();

private:
    enum class Phase : std::uint8_t { handling, waiting, answered };
    enum class Reading : std::uint8_t { complete, ended, refused };

    void allow(std::int64_t ms);
    [[nodiscard]] boost::asio::awaitable<Reading> read_request();
    [[nodiscard]] boost::asio::awaitable<void> wait_for_answer();
    [[nodiscard]] boost::asio::awaitable<bool> send();
    [[nodiscard]] boost::asio::awaitable<bool> send_stream();
    [[nodiscard]] boost::asio::awaitable<void> drain();
    [[nodiscard]] boost::asio::awaitable<bool> write(std::string_view head, std::string_view body);
    void guard(const std::function<void()>& work);
    void log(std::chrono::steady_clock::time_point began) const;
    [[nodiscard]] const std::string& date();

    boost::asio::ip::tcp::socket socket_;
    Loop& loop_;
    ConnectionContext& shared_;
    boost::asio::steady_timer event_;  // Never expires by itself while an answer is awaited: cancelling is the event.
    boost::beast::flat_buffer buffer_{header_bytes_max + body_bytes_max};
    std::chrono::steady_clock::time_point deadline_;
    std::atomic<Phase> phase_{Phase::handling};
    Response response_;
    std::string head_;
    bool keeps_alive_ = true;
    bool is_http_1_1_ = true;
    bool is_idle_ = true;
    bool is_overdue_ = false;
    bool is_woken_ = false;
};

}  // namespace gongyi::server
