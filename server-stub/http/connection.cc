#include "server-stub/http/connection.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>
#include <cerrno>
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

// Closes the connection that has waited longest, of `client` if that is not null; false when none waits.
bool make_room_in(Loop& loop, const std::string* client) {
    std::size_t looked_at = 0;
    for (Waiting& waiting : loop.waiting) {
        if (client != nullptr && waiting.connection->client() != *client) {
            if (++looked_at == waiting_looked_at_max) return false;
            continue;
        }
        waiting.connection->make_room();
        return true;
    }
    return false;
}

}  // namespace

Connection::Connection(tcp::socket socket, Loop& loop, ConnectionContext& shared)
    : socket_{std::move(socket)}, loop_{loop}, shared_{shared}, event_{loop.context} {
    boost::system::error_code ignored;
    socket_.set_option(tcp::no_delay{true}, ignored);
    const auto peer = socket_.remote_endpoint(ignored);
    if (!ignored) peer_ = IpAddress::parse(peer.address().to_string()).value_or(IpAddress{});
    is_proxy_ = contain(shared_.trusted_proxies, peer_);
    request_.address = client_name(peer_);
    waiting_.connection = this;
    shared_.unplaced_count.fetch_add(1);
}

Connection::~Connection() {
    leave_place();
}

void Connection::allow(std::int64_t ms) {
    since_ = steady_clock::now();
    deadline_ = since_ + std::chrono::milliseconds{ms};
}

// Whether there is a place for this connection; makes room for it where somebody merely waits.
bool Connection::take_place() {
    shared_.unplaced_count.fetch_sub(1);
    if (!is_proxy_) {
        connection_share_ = shared_.connections.share_of(request_.address);
        bool has_share = connection_share_.take(1) == Quota::Verdict::granted;
        if (!has_share && make_room_in(loop_, &request_.address)) {
            has_share = connection_share_.take(1) == Quota::Verdict::granted;
        }
        if (!has_share && !peer_.is_loopback()) return false;
        if (!has_share) place_ = Place::reserve;
    }
    if (place_ == Place::none) {
        place_ = Place::usual;
        if (shared_.connection_count.fetch_add(1) < shared_.connections_max) return true;
        if (make_room_in(loop_, nullptr)) return true;
        leave_place();
        place_ = Place::reserve;
    }
    const bool has_reserve = shared_.reserve_count.fetch_add(1) < health_connections_reserved;
    return has_reserve && peer_.is_loopback();
}

void Connection::leave_place() {
    if (place_ == Place::usual) shared_.connection_count.fetch_sub(1);
    if (place_ == Place::reserve) shared_.reserve_count.fetch_sub(1);
    place_ = Place::none;
    connection_share_.give_back();
}

// Says that the server is full, as far as that can be said without waiting.
void Connection::turn_away() {
    boost::system::error_code ignored;
    socket_.non_blocking(true, ignored);
    // Closing with unread input would reset the connection, and the client might never see the answer.
    std::array<char, read_bytes_at_once> unread;
    socket_.read_some(asio::buffer(unread), ignored);
    constexpr std::string_view full =
        "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    socket_.write_some(asio::buffer(full.data(), full.size()), ignored);
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
    socket_.close(ignored);
}

// What the request is counted for, now that its header is here.
void Connection::find_out_who_asks() {
    if (!is_proxy_) return;
    request_.address = client_name(find_client(peer_, request_.header(Header::forwarded),
                                               request_.header(Header::x_forwarded_for), shared_.trusted_proxies));
}

// In the reserve there is place for one question, and not for those whom a proxy lets ask it.
bool Connection::may_use_place() const {
    if (place_ != Place::reserve) return true;
    return request_.path() == health_path && request_.header(Header::forwarded).empty() &&
           request_.header(Header::x_forwarded_for).empty();
}

// Counts what is held of the body, or will be, by the length that it has said; 0, or the status that refuses it.
int Connection::count_body(const RequestParser& parser) {
    if (!parser.is_header_done()) return 0;
    const std::size_t said = static_cast<std::size_t>(parser.content_length().value_or(0));
    const std::size_t bytes = std::max(said, parser.chunked() ? request_.body.capacity() : 0);
    const auto counted = static_cast<std::size_t>(body_share_.amount());
    if (bytes <= body_bytes_uncounted_max || bytes <= counted) return 0;
    if (counted == 0) {
        const std::string& account = parser.allowance().account;
        body_share_ = account.empty() ? shared_.bodies.share_of(request_.address) : shared_.uploads.share_of(account);
    }
    switch (body_share_.take(static_cast<std::int64_t>(bytes - counted))) {
        case Quota::Verdict::granted:
            return 0;
        case Quota::Verdict::holder_full:
            return 429;
        case Quota::Verdict::all_full:
            break;
    }
    return 503;
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
    if (!connection.take_place()) {
        connection.turn_away();
        co_return;
    }
    connection.loop_.connections.insert(&connection);
    if (connection.loop_.is_stopping) connection.keeps_alive_ = false;
    try {
        do {
            Reading reading = co_await connection.read_request();
            connection.waiting_.unlink();
            if (reading == Reading::ended) break;
            if (!connection.may_use_place()) {
                connection.response_ = connection.shared_.fault(connection.request_, 503);
                reading = Reading::refused;
            }
            if (connection.place_ == Place::reserve) connection.keeps_alive_ = false;
            const auto began = steady_clock::now();
            if (reading == Reading::complete) {
                connection.deadline_ = steady_clock::time_point::max();
                connection.phase_ = Phase::handling;
                connection.guard([&] { connection.shared_.handler(self); });
                co_await connection.wait_for_answer();
            }
            const bool is_sent = co_await connection.send();
            connection.body_share_.give_back();
            if (connection.shared_.logs_requests) connection.log(began);
            connection.response_ = Response{};  // Its memory is not for whoever waits for the next.
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
    allow(place_ == Place::reserve ? health_ms_max : is_idle_ ? idle_ms_max : request_ms_max);
    waiting_.unlink();
    // Whoever sits in the reserve holds no usual place that a newcomer could have.
    if (place_ != Place::reserve) loop_.waiting.push_back(waiting_);
    std::size_t received = 0;
    steady_clock::time_point upload_began;
    RequestParser parser{request_, shared_.body_limit};
    bool has_continued = false;
    bool is_upload = false;
    bool is_header_read = false;
    const auto refuse = [this](int status) {
        response_ = shared_.fault(request_, status);
        keeps_alive_ = false;
        return Reading::refused;
    };
    for (;;) {
        if (buffer_.size() > 0) {
            boost::system::error_code fault;
            buffer_.consume(parser.put(buffer_.data(), fault));
            if (parser.is_header_done() && !is_header_read) {
                is_header_read = true;
                find_out_who_asks();
            }
            if (fault && fault != beast::http::error::need_more) co_return refuse(status_of_fault(fault));
            if (const int status = count_body(parser); status != 0) co_return refuse(status);
            if (parser.is_done()) break;
        }
        if (parser.is_header_done() && !is_upload && parser.content_length().value_or(0) > body_bytes_max) {
            is_upload = true;
            upload_began = steady_clock::now();
            waiting_.unlink();  // Limits of its own.
        }
        if (is_upload) {
            const auto paid_ms = static_cast<std::int64_t>(received) * 1'000 / upload_bytes_per_second_min;
            since_ = steady_clock::now();
            deadline_ = upload_began + std::chrono::milliseconds{std::min(upload_ms_max, upload_ms_free + paid_ms)};
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
        received += count;
        if (is_idle_) {
            is_idle_ = false;
            if (place_ != Place::reserve) allow(request_ms_max);
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
    Quota::Share share;
    if (!response_.shared_body && response_.body.size() > answer_bytes_uncounted_max) {
        share = shared_.answers.share_of(request_.address);
        if (share.take(static_cast<std::int64_t>(response_.body.size())) != Quota::Verdict::granted) {
            response_ = shared_.fault(request_, 503);
        }
    }
    head_.clear();
    write_head(response_, date(), keeps_alive_, is_http_1_1_, head_, shared_.is_secure);
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
            watch_for_end();
            if (!is_woken_ && !is_gone_ && !loop_.is_stopping) co_await event_.async_wait(no_throw);
            if (is_gone_) break;
        }
    }
    response_.stream.reset();
    co_return false;
}

// A stream that waits reads nothing, so it would learn only by the next heartbeats that nobody listens any more.
void Connection::watch_for_end() {
    if (is_watched_) return;
    is_watched_ = true;
    socket_.async_wait(tcp::socket::wait_read, [self = shared_from_this()](const boost::system::error_code& fault) {
        if (fault) return;
        self->is_watched_ = false;
        char byte = 0;
        const auto count = ::recv(self->socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
        // Bytes are a next request, for later.
        if (count > 0 || (count < 0 && errno == EAGAIN)) return;
        self->is_gone_ = true;
        self->event_.cancel();
    });
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

void Connection::check_deadline(steady_clock::time_point now, bool is_crowded) {
    const bool stands_still = is_crowded && deadline_ != steady_clock::time_point::max() &&
                              now - since_ >= std::chrono::milliseconds{crowded_ms_max};
    if (now < deadline_ && !stands_still) return;
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

void Connection::make_room() {
    keeps_alive_ = false;
    is_idle_ = true;  // Nobody is told why: it may be that nobody is there.
    waiting_.unlink();
    leave_place();
    boost::system::error_code ignored;
    socket_.close(ignored);
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
    if (shared_.may_be_logged && !shared_.may_be_logged(request_)) return;
    const std::string_view path = request_.path();
    const std::string_view method = method_name(request_.method);
    std::string line{method};
    line += ' ';
    for (const char c : path) line += c > ' ' && c < '\x7f' ? c : '?';
    std::fprintf(stderr, "%s %d %.1f ms\n", line.c_str(), response_.status, took.count());
}

}  // namespace gongyi::server
