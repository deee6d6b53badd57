#include "server-stub/http/connection.h"

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>
#include <cstdio>
#include <ctime>
#include <optional>

#include "server-stub/broken_invariant.h"
#include "server-stub/http/request_parser.h"

namespace gongyi::server {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;

using asio::ip::tcp;
using std::chrono::steady_clock;

constexpr auto no_throw = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t read_bytes_at_once = 8 * 1'024;
constexpr std::size_t send_bytes_at_once = 256 * 1'024;
// What a refused client may still send before the connection is closed in its face.
constexpr std::size_t drain_bytes_max = 4U << 20U;
constexpr std::int64_t drain_ms_max = 2'000;

std::string imf_date() {
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    ::gmtime_r(&now, &utc);
    constexpr std::array<const char*, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s, %02d %s %d %02d:%02d:%02d GMT",
                  days.at(static_cast<std::size_t>(utc.tm_wday)), utc.tm_mday,
                  months.at(static_cast<std::size_t>(utc.tm_mon)), utc.tm_year + 1900, utc.tm_hour, utc.tm_min,
                  utc.tm_sec);
    return text.data();
}

}  // namespace

Connection::Connection(tcp::socket socket, Loop& loop, ConnectionContext& shared)
    : socket_{std::move(socket)}, loop_{loop}, shared_{shared}, event_{loop.context} {
    boost::system::error_code ignored;
    socket_.set_option(tcp::no_delay{true}, ignored);
    const auto peer = socket_.remote_endpoint(ignored);
    if (!ignored) request_.address = peer.address().to_string();
    shared_.connection_count.fetch_add(1);
}

Connection::~Connection() {
    shared_.connection_count.fetch_sub(1);
}

void Connection::allow(std::int64_t ms) {
    deadline_ = steady_clock::now() + std::chrono::milliseconds{ms};
}

const std::string& Connection::date() {
    const auto now = steady_clock::now();
    if (loop_.date.empty() || now - loop_.second >= std::chrono::seconds{1}) {
        loop_.second = now;
        loop_.date = imf_date();
    }
    return loop_.date;
}

asio::awaitable<void> Connection::serve(std::shared_ptr<Connection> self) {
    Connection& connection = *self;
    connection.loop_.connections.insert(&connection);
    if (connection.loop_.is_stopping) connection.keeps_alive_ = false;
    try {
        do {
            const Reading reading = co_await connection.read_request();
            if (reading == Reading::ended) break;
            const auto began = steady_clock::now();
            if (reading == Reading::complete) {
                connection.deadline_ = steady_clock::time_point::max();
                connection.phase_ = Phase::handling;
                connection.guard([&] { connection.shared_.handler(self); });
                co_await connection.wait_for_answer();
            }
            const bool is_sent = co_await connection.send();
            if (connection.shared_.logs_requests) connection.log(began);
            if (!is_sent) break;
            if (reading == Reading::refused) co_await connection.drain();
        } while (connection.keeps_alive_);
    } catch (...) {
        report_thrown("a connection", std::current_exception());
    }
    connection.loop_.connections.erase(&connection);
    boost::system::error_code ignored;
    connection.socket_.shutdown(tcp::socket::shutdown_send, ignored);
    connection.socket_.close(ignored);
}

asio::awaitable<Connection::Reading> Connection::read_request() {
    request_.clear();
    set_parameters({});
    is_idle_ = buffer_.size() == 0;
    allow(is_idle_ ? idle_ms_max : request_ms_max);
    RequestParser parser{request_, shared_.body_limit};
    bool has_continued = false;
    bool is_upload = false;
    const auto refuse = [this](int status) {
        response_ = shared_.fault(request_, status);
        keeps_alive_ = false;
        return Reading::refused;
    };
    for (;;) {
        if (buffer_.size() > 0) {
            boost::system::error_code fault;
            buffer_.consume(parser.put(buffer_.data(), fault));
            if (fault && fault != beast::http::error::need_more) co_return refuse(status_of_fault(fault));
            if (parser.is_done()) break;
        }
        if (parser.is_header_done() && !is_upload && parser.content_length().value_or(0) > body_bytes_max) {
            is_upload = true;
            allow(upload_ms_max);
        }
        if (parser.is_header_done() && parser.expects_continue() && !has_continued) {
            has_continued = true;
            if (!co_await write("HTTP/1.1 100 Continue\r\n\r\n", {})) co_return Reading::ended;
        }
        if (buffer_.size() == buffer_.max_size()) co_return refuse(431);
        const std::size_t room = std::min(read_bytes_at_once, buffer_.max_size() - buffer_.size());
        const auto [fault, count] = co_await socket_.async_read_some(buffer_.prepare(room), no_throw);
        if (fault) co_return is_overdue_ && !is_idle_ ? refuse(408) : Reading::ended;
        buffer_.commit(count);
        if (is_idle_) {
            is_idle_ = false;
            allow(request_ms_max);
        }
    }
    is_http_1_1_ = parser.is_http_1_1();
    keeps_alive_ = parser.keep_alive() && !loop_.is_stopping;
    co_return Reading::complete;
}

void Connection::guard(const std::function<void()>& work) {
    if (completes("a request", work) || phase_ == Phase::answered) return;
    if (completes("a page about that", [this] { answer(shared_.fault(request_, 500)); })) return;
    answer({.status = 500, .closes_connection = true});
}

void Connection::later(std::function<void()> work) {
    asio::post(loop_.context, [self = shared_from_this(), work = std::move(work)] { self->guard(work); });
}

void Connection::answer(Response response) {
    if (phase_ == Phase::answered) return;  // It broke off behind its answer, and is answered once more.
    response_ = std::move(response);
    if (phase_.exchange(Phase::answered) != Phase::waiting) return;
    asio::post(loop_.context, [self = shared_from_this()] { self->event_.cancel(); });
}

asio::awaitable<void> Connection::wait_for_answer() {
    Phase expected = Phase::handling;
    if (!phase_.compare_exchange_strong(expected, Phase::waiting)) co_return;
    while (phase_ != Phase::answered) {
        event_.expires_at(steady_clock::time_point::max());
        co_await event_.async_wait(no_throw);
    }
}

asio::awaitable<bool> Connection::write(std::string_view head, std::string_view body) {
    const std::array<asio::const_buffer, 2> parts{asio::buffer(head.data(), head.size()),
                                                  asio::buffer(body.data(), body.size())};
    const auto [fault, count] = co_await asio::async_write(socket_, parts, no_throw);
    static_cast<void>(count);
    co_return !fault;
}

asio::awaitable<bool> Connection::send() {
    if (response_.closes_connection || (response_.stream && !is_http_1_1_)) keeps_alive_ = false;
    is_overdue_ = false;
    allow(send_ms_max);
    head_.clear();
    write_head(response_, date(), keeps_alive_, is_http_1_1_, head_);
    const bool has_body = request_.method != Method::head;
    if (response_.stream && has_body) {
        if (!co_await write(head_, {})) co_return false;
        co_return co_await send_stream();
    }
    // In pieces, so that the deadline is about standing still and not about a slow line.
    std::string_view rest = has_body ? response_.text() : std::string_view{};
    std::string_view head = head_;
    do {
        allow(send_ms_max);
        const std::string_view piece = rest.substr(0, send_bytes_at_once);
        if (!co_await write(head, piece)) co_return false;
        rest.remove_prefix(piece.size());
        head = {};
    } while (!rest.empty());
    co_return true;
}

asio::awaitable<bool> Connection::send_stream() {
    // The stream may be told to wake us by threads that know nothing of this connection's end.
    response_.stream->on_wake([weak = weak_from_this()] {
        const auto self = weak.lock();
        if (!self) return;
        asio::post(self->loop_.context, [self] {
            self->is_woken_ = true;
            self->event_.cancel();
        });
    });
    std::string piece;
    std::string frame;
    for (;;) {
        piece.clear();
        is_woken_ = false;  // Before asking: a change that comes while the piece is being sent must not be missed.
        BodyStream::Next next = BodyStream::Next::end;
        // Broken off, it lacks its last chunk.
        if (!completes("a download", [&] { next = response_.stream->next(piece); })) break;
        const bool is_last = next == BodyStream::Next::end || loop_.is_stopping;
        frame.clear();
        if (!piece.empty() && is_http_1_1_) {
            std::array<char, 24> size{};
            std::snprintf(size.data(), size.size(), "%zx\r\n", piece.size());
            frame = size.data();
            piece += "\r\n";
        }
        if (is_last && is_http_1_1_) piece += "0\r\n\r\n";
        if (!piece.empty()) {
            allow(send_ms_max);
            if (!co_await write(frame, piece)) break;
        }
        if (is_last) {
            response_.stream.reset();
            co_return true;
        }
        if (next == BodyStream::Next::wait) {
            deadline_ = steady_clock::time_point::max();
            event_.expires_after(std::chrono::milliseconds{heartbeat_ms});
            if (!is_woken_ && !loop_.is_stopping) co_await event_.async_wait(no_throw);
        }
    }
    response_.stream.reset();
    co_return false;
}

asio::awaitable<void> Connection::drain() {
    // Closing with unread input would reset the connection, and the client might never see why it was refused.
    boost::system::error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
    is_idle_ = true;
    allow(drain_ms_max);
    buffer_.clear();
    for (std::size_t bytes = 0; bytes < drain_bytes_max;) {
        const auto [fault, count] = co_await socket_.async_read_some(buffer_.prepare(read_bytes_at_once), no_throw);
        if (fault) co_return;
        bytes += count;
    }
}

void Connection::check_deadline(steady_clock::time_point now) {
    if (now < deadline_) return;
    boost::system::error_code ignored;
    if (is_overdue_ || is_idle_) {
        socket_.close(ignored);
    } else {
        // The coroutine sees the read fail and says 408; should that not be sent either, the next check closes.
        is_overdue_ = true;
        allow(1'000);
        socket_.cancel(ignored);
    }
    event_.cancel();
}

void Connection::begin_stopping() {
    keeps_alive_ = false;
    boost::system::error_code ignored;
    if (is_idle_) socket_.close(ignored);
    const auto latest = steady_clock::now() + std::chrono::milliseconds{shutdown_ms_max};
    deadline_ = std::min(deadline_, latest);
    event_.cancel();
}

void Connection::log(steady_clock::time_point began) const {
    const std::chrono::duration<double, std::milli> took = steady_clock::now() - began;
    const std::string_view path = request_.path();
    // When a ballot came is nobody's business.
    if (path == "/api/v1/ballots") return;
    const std::string_view method = method_name(request_.method);
    std::string line{method};
    line += ' ';
    for (const char c : path) line += c > ' ' && c < '\x7f' ? c : '?';
    std::fprintf(stderr, "%s %d %.1f ms\n", line.c_str(), response_.status, took.count());
}

}  // namespace gongyi::server
