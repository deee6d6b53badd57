// One client's connection: request, answer, request, answer, until either side has had enough.
#pragma once

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/intrusive/list.hpp>
#include <chrono>
#include <unordered_set>

#include "server-stub/http/http_server.h"
#include "server-stub/http/quota.h"

namespace gongyi::server {

class Connection;
class RequestParser;

// A connection's place among those that wait for their client's next bytes; leaves it when destroyed.
struct Waiting : boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
    Connection* connection = nullptr;
};

// One I/O thread: its event loop and the connections that live on it. Only `context` is for other threads.
struct Loop {
    boost::asio::io_context context{1};
    boost::asio::steady_timer sweep{context};
    std::unordered_set<Connection*> connections;
    // Whoever has waited longest first.
    boost::intrusive::list<Waiting, boost::intrusive::constant_time_size<false>> waiting;
    bool is_stopping = false;
    std::chrono::steady_clock::time_point second;  // The second that `date` is about.
    std::string date;                              // For the Date header.
};

// What all connections share. Outlives them.
struct ConnectionContext {
    explicit ConnectionContext(const HttpOptions& options)
        : connections_max{options.connections_max},
          trusted_proxies{options.trusted_proxies},
          body_limit{options.body_limit},
          logs_requests{options.logs_requests},
          may_be_logged{options.may_be_logged},
          is_secure{options.is_secure},
          connections{{.all = INT64_MAX, .each = static_cast<std::int64_t>(options.connections_each_max)}} {}

    [[nodiscard]] bool is_crowded() const { return connection_count * 100 >= connections_max * crowded_percent; }

    Handler handler{};
    FaultHandler fault{};
    std::size_t connections_max;
    Networks trusted_proxies;
    BodyLimit body_limit;  // May be empty.
    bool logs_requests;
    std::function<bool(const Request&)> may_be_logged;  // May be empty.
    bool is_secure;
    std::atomic<std::size_t> connection_count{0};  // Without those that use the reserve.
    std::atomic<std::size_t> reserve_count{0};
    std::atomic<std::size_t> unplaced_count{0};
    Quota connections;  // Of each address.
    Quota bodies{{.all = bodies_bytes_max, .each = bodies_bytes_each_max}};
    Quota uploads{{.all = uploads_bytes_max, .each = uploads_bytes_each_max}};
    Quota answers{{.all = answers_bytes_max, .each = answers_bytes_each_max}};
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
    void check_deadline(std::chrono::steady_clock::time_point now, bool is_crowded);
    void begin_stopping();
    // For the loop: ends it although its client did nothing wrong, to make room for another.
    void make_room();
    [[nodiscard]] const std::string& client() const { return request_.address; }

private:
    enum class Phase : std::uint8_t { handling, waiting, answered };
    enum class Reading : std::uint8_t { complete, ended, refused };
    enum class Place : std::uint8_t { none, usual, reserve };

    void allow(std::int64_t ms);
    [[nodiscard]] bool take_place();
    void leave_place();
    void turn_away();
    void find_out_who_asks();
    [[nodiscard]] int count_body(const RequestParser& parser);
    void watch_for_end();
    [[nodiscard]] bool may_use_place() const;
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
    Waiting waiting_;
    IpAddress peer_;
    Place place_ = Place::none;
    bool is_proxy_ = false;  // The peer is one of the trusted.
    Quota::Share connection_share_;
    Quota::Share body_share_;
    boost::asio::steady_timer event_;  // Never expires by itself while an answer is awaited: cancelling is the event.
    boost::beast::flat_buffer buffer_{header_bytes_max + body_bytes_max};
    std::chrono::steady_clock::time_point deadline_;
    std::chrono::steady_clock::time_point since_;  // When the client last got on, or was given its time.
    std::atomic<Phase> phase_{Phase::handling};
    Response response_;
    std::string head_;
    bool keeps_alive_ = true;
    bool is_http_1_1_ = true;
    bool is_idle_ = true;
    bool is_overdue_ = false;
    bool is_woken_ = false;
    bool is_gone_ = false;
    bool is_watched_ = false;
};

}  // namespace gongyi::server
