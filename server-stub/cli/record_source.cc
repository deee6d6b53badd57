#include "server-stub/cli/record_source.h"

#include <sys/socket.h>
#include <sys/time.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>

#include "shared/record/checkpoint.h"

namespace gongyi::server {

namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

constexpr int silence_seconds_max = 30;

struct Address {
    std::string host;
    std::string port;
};

// "http://127.0.0.1:8080/": what follows the first slash does not matter.
Expected<Address, std::string> read_address(std::string_view url) {
    url.remove_prefix(std::string_view{"http://"}.size());
    url = url.substr(0, url.find('/'));
    const std::size_t bracket = url.rfind(']');
    const std::size_t colon = url.rfind(':');
    const bool has_port = colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
    std::string_view host = url.substr(0, has_port ? colon : url.size());
    if (host.size() > 2 && host.front() == '[') host = host.substr(1, host.size() - 2);
    if (host.empty()) return unexpected(std::string{"an address needs a host: http://127.0.0.1:8080"});
    return Address{std::string{host}, has_port ? std::string{url.substr(colon + 1)} : "80"};
}

// One GET on a connection of its own; the body of an answer with status 200.
Expected<std::string, std::string> get(const Address& address, const std::string& target) {
    const std::string where = "http://" + address.host + ":" + address.port + target;
    try {
        asio::io_context context;
        asio::ip::tcp::resolver resolver{context};
        boost::beast::tcp_stream stream{context};
        stream.connect(resolver.resolve(address.host, address.port));
        const timeval patience{silence_seconds_max, 0};
        ::setsockopt(stream.socket().native_handle(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        http::request<http::empty_body> request{http::verb::get, target, 11};
        request.set(http::field::host, address.host);
        request.set(http::field::connection, "close");
        http::write(stream, request);
        boost::beast::flat_buffer buffer;
        http::response_parser<http::string_body> parser;
        parser.body_limit(record_bytes_max);
        http::read(stream, buffer, parser);
        if (parser.get().result() != http::status::ok) {
            return unexpected(where + " answers " + std::to_string(parser.get().result_int()));
        }
        return std::move(parser.get().body());
    } catch (const boost::system::system_error& error) {
        return unexpected(where + ": " + error.code().message());
    }
}

// The community's name in addresses, which the portal tells everybody with its checkpoint.
Expected<std::string, std::string> find_slug(const Address& address) {
    const auto me = get(address, "/api/v1/me");
    if (!me) return unexpected(me.error());
    constexpr std::string_view before = "\"checkpoint\":\"gongyi/";
    const std::size_t at = me->find(before);
    const std::size_t begin = at + before.size();
    const std::size_t end = at == std::string::npos ? at : me->find('\\', begin);
    if (end == std::string::npos) return unexpected(std::string{"this is no portal of gongyi"});
    const std::string slug = me->substr(begin, end - begin);
    for (const char c : slug) {
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
        if (!is_plain) return unexpected(std::string{"the portal has a name that is none"});
    }
    return slug;
}

// Leaves the first `count` lines of `text`, or all where there are fewer.
void keep_lines(std::string& text, std::uint64_t count) {
    std::size_t end = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        const std::size_t line = text.find('\n', end);
        if (line == std::string::npos) return;
        end = line + 1;
    }
    text.resize(end);
}

Expected<ShownRecord, std::string> download(const Address& address) {
    const auto slug = find_slug(address);
    if (!slug) return unexpected(slug.error());
    const std::string base = "/api/v1/" + *slug;
    // The checkpoint first: entries that are appended after it belong to the next one, and are left out.
    auto checkpoint = get(address, base + "/checkpoint");
    if (!checkpoint) return unexpected(checkpoint.error());
    auto entries = get(address, base + "/record");
    if (!entries) return unexpected(entries.error());
    if (const auto stated = record::stated_checkpoint(*checkpoint)) keep_lines(*entries, stated->size);
    return ShownRecord{*std::move(entries), *std::move(checkpoint)};
}

}  // namespace

Expected<std::string, std::string> read_whole_file(const std::string& path, std::size_t bytes_max) {
    std::error_code fault;
    const auto size = std::filesystem::file_size(path, fault);
    if (fault) return unexpected("cannot read " + path + ": " + fault.message());
    if (size > bytes_max) return unexpected(path + " is larger than " + std::to_string(bytes_max) + " bytes");
    std::ifstream in{path, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
    if (!in.is_open() || in.bad()) return unexpected("cannot read " + path);
    return text;
}

Expected<ShownRecord, std::string> read_record(const std::string& source) {
    if (source.starts_with("https://")) {
        return unexpected(
            std::string{"https is not built in: download the record and its checkpoint (with curl, or "
                        "from the page of the record), and give the file and --checkpoint"});
    }
    if (source.starts_with("http://")) {
        const auto address = read_address(source);
        if (!address) return unexpected(address.error());
        return download(*address);
    }
    auto entries = read_whole_file(source, record_bytes_max);
    if (!entries) return unexpected(entries.error());
    return ShownRecord{*std::move(entries), {}};
}

}  // namespace gongyi::server
