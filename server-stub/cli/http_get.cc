#include "server-stub/cli/http_get.h"

#include <sys/socket.h>
#include <sys/time.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <chrono>
#include <exception>
#include <optional>

namespace gongyi::server {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

namespace {

constexpr std::string_view plain_scheme = "http://";
constexpr std::string_view secure_scheme = "https://";

using Body = Expected<std::string, std::string>;

void connect(beast::tcp_stream& stream, asio::io_context& context, const PortalAddress& address) {
    asio::ip::tcp::resolver resolver{context};
    stream.connect(resolver.resolve(address.host, address.port));
    const timeval patience{http_silence_seconds_max, 0};
    ::setsockopt(stream.socket().native_handle(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
}

template <class Stream>
Body ask(Stream& stream, const PortalAddress& address, const std::string& target, std::size_t bytes_max,
         const std::string& where) {
    http::request<http::empty_body> request{http::verb::get, target, 11};
    request.set(http::field::host, address.host);
    request.set(http::field::connection, "close");
    http::write(stream, request);
    beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    parser.body_limit(bytes_max);
    http::read(stream, buffer, parser);
    if (parser.get().result() != http::status::ok) {
        return unexpected(where + " answers " + std::to_string(parser.get().result_int()));
    }
    return std::move(parser.get().body());
}

bool is_ip_address(const std::string& host) {
    boost::system::error_code fault;
    static_cast<void>(asio::ip::make_address(host, fault));
    return !fault;
}

// Connects and greets. Nothing, or why the server is not to be trusted.
Expected<void, std::string> greet(beast::ssl_stream<beast::tcp_stream>& stream, const PortalAddress& address,
                                  const std::string& where) {
    // Servers with several names choose their certificate by it. RFC 6066 section 3: a name, never an IP address.
    const bool is_named =
        is_ip_address(address.host) || SSL_set_tlsext_host_name(stream.native_handle(), address.host.c_str()) == 1;
    if (!is_named) return unexpected(where + ": the host is no name");
    stream.set_verify_callback(asio::ssl::host_name_verification{address.host});
    boost::system::error_code fault;
    static_cast<void>(stream.handshake(asio::ssl::stream_base::client, fault));
    if (!fault) return {};
    const long verdict = SSL_get_verify_result(stream.native_handle());
    if (verdict == X509_V_OK) return unexpected(where + ": no secure connection: " + fault.message());
    return unexpected(where + ": its certificate is not to be trusted: " + X509_verify_cert_error_string(verdict) +
                      ". If it is your own, name the certificate that signs it in SSL_CERT_FILE");
}

// TLS as http_get.h says.
void prepare_trust(asio::ssl::context& trust) {
    trust.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                      asio::ssl::context::no_tlsv1_1);
    trust.set_default_verify_paths();
    trust.set_verify_mode(asio::ssl::verify_peer);
}

Body get_secure(const PortalAddress& address, const std::string& target, std::size_t bytes_max,
                const std::string& where) {
    asio::io_context context;
    asio::ssl::context trust{asio::ssl::context::tls_client};
    prepare_trust(trust);
    beast::ssl_stream<beast::tcp_stream> stream{context, trust};
    connect(beast::get_lowest_layer(stream), context, address);
    if (auto greeted = greet(stream, address, where); !greeted) return unexpected(std::move(greeted.error()));
    return ask(stream, address, target, bytes_max, where);
}

Body get_plain(const PortalAddress& address, const std::string& target, std::size_t bytes_max,
               const std::string& where) {
    asio::io_context context;
    beast::tcp_stream stream{context};
    connect(stream, context, address);
    return ask(stream, address, target, bytes_max, where);
}

using Request = http::request<http::string_body>;

template <class Stream>
asio::awaitable<HttpReply> send(Stream& stream, Request request, std::size_t bytes_max) {
    co_await http::async_write(stream, request, asio::use_awaitable);
    beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    parser.body_limit(bytes_max);
    co_await http::async_read(stream, buffer, parser, asio::use_awaitable);
    co_return HttpReply{static_cast<int>(parser.get().result_int()), std::move(parser.get().body())};
}

asio::awaitable<HttpReply> post_plain(const PortalAddress& address, Request request, std::size_t bytes_max) {
    const auto executor = co_await asio::this_coro::executor;
    asio::ip::tcp::resolver resolver{executor};
    const auto found = co_await resolver.async_resolve(address.host, address.port, asio::use_awaitable);
    beast::tcp_stream stream{executor};
    co_await stream.async_connect(found, asio::use_awaitable);
    co_return co_await send(stream, std::move(request), bytes_max);
}

asio::awaitable<HttpReply> post_secure(const PortalAddress& address, Request request, std::size_t bytes_max) {
    const auto executor = co_await asio::this_coro::executor;
    asio::ip::tcp::resolver resolver{executor};
    const auto found = co_await resolver.async_resolve(address.host, address.port, asio::use_awaitable);
    asio::ssl::context trust{asio::ssl::context::tls_client};
    prepare_trust(trust);
    beast::ssl_stream<beast::tcp_stream> stream{executor, trust};
    const bool is_named =
        is_ip_address(address.host) || SSL_set_tlsext_host_name(stream.native_handle(), address.host.c_str()) == 1;
    if (!is_named) throw boost::system::system_error{asio::error::invalid_argument};
    stream.set_verify_callback(asio::ssl::host_name_verification{address.host});
    co_await beast::get_lowest_layer(stream).async_connect(found, asio::use_awaitable);
    co_await stream.async_handshake(asio::ssl::stream_base::client, asio::use_awaitable);
    co_return co_await send(stream, std::move(request), bytes_max);
}

std::string place_of(const PortalAddress& address, const std::string& target) {
    return std::string{address.is_secure ? secure_scheme : plain_scheme} + address.host + ":" + address.port + target;
}

}  // namespace

bool is_portal_address(std::string_view text) {
    return text.starts_with(plain_scheme) || text.starts_with(secure_scheme);
}

Expected<PortalAddress, std::string> read_portal_address(std::string_view url) {
    const bool is_secure = url.starts_with(secure_scheme);
    url.remove_prefix((is_secure ? secure_scheme : plain_scheme).size());
    url = url.substr(0, url.find('/'));
    const std::size_t bracket = url.rfind(']');
    const std::size_t colon = url.rfind(':');
    const bool has_port = colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
    std::string_view host = url.substr(0, has_port ? colon : url.size());
    if (host.size() > 2 && host.front() == '[') host = host.substr(1, host.size() - 2);
    if (host.empty()) return unexpected(std::string{"an address needs a host: https://gongyi.example"});
    const std::string_view usual_port = is_secure ? "443" : "80";
    return PortalAddress{std::string{host}, std::string{has_port ? url.substr(colon + 1) : usual_port}, is_secure};
}

std::string path_prefix(std::string_view url) {
    const std::size_t slash = url.find('/', url.find("//") + 2);
    std::string prefix{slash == std::string_view::npos ? std::string_view{} : url.substr(slash)};
    while (!prefix.empty() && prefix.back() == '/') prefix.pop_back();
    return prefix;
}

Body http_get(const PortalAddress& address, const std::string& target, std::size_t bytes_max) {
    const std::string where = place_of(address, target);
    try {
        return address.is_secure ? get_secure(address, target, bytes_max, where)
                                 : get_plain(address, target, bytes_max, where);
    } catch (const boost::system::system_error& error) {
        return unexpected(where + ": " + error.code().message());
    }
}

Expected<HttpReply, std::string> http_post(const PortalAddress& address, const std::string& target,
                                           const std::string& content_type, const std::string& body,
                                           std::size_t bytes_max, std::int64_t ms_max) {
    Request request{http::verb::post, target, 11};
    request.set(http::field::host, address.host);
    request.set(http::field::connection, "close");
    request.set(http::field::content_type, content_type);
    request.body() = body;
    request.prepare_payload();
    std::optional<HttpReply> reply;
    std::exception_ptr failed;
    const std::string where = place_of(address, target);
    try {
        asio::io_context context;
        auto work = address.is_secure ? post_secure(address, std::move(request), bytes_max)
                                      : post_plain(address, std::move(request), bytes_max);
        asio::co_spawn(context, std::move(work), [&](std::exception_ptr fault, HttpReply got) {
            failed = fault;
            if (!fault) reply = std::move(got);
        });
        context.run_for(std::chrono::milliseconds{ms_max});
        if (failed) std::rethrow_exception(failed);
    } catch (const boost::system::system_error& error) {
        return unexpected(where + ": " + error.code().message());
    }
    if (!reply) return unexpected(where + ": no answer in time");
    return *std::move(reply);
}

}  // namespace gongyi::server
