#include "server-stub/http/request_parser.h"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/system/errc.hpp>
#include <optional>

#include "server-stub/http/site.h"

namespace gongyi::server {
namespace {

namespace http = boost::beast::http;

Method method_of(http::verb verb) {
    switch (verb) {
        case http::verb::get:
            return Method::get;
        case http::verb::head:
            return Method::head;
        case http::verb::post:
            return Method::post;
        case http::verb::put:
            return Method::put;
        case http::verb::delete_:
            return Method::delete_;
        default:
            return Method::other;
    }
}

std::optional<Header> header_of(http::field field, boost::beast::string_view name) {
    switch (field) {
        case http::field::host:
            return Header::host;
        case http::field::cookie:
            return Header::cookie;
        case http::field::content_type:
            return Header::content_type;
        case http::field::accept_language:
            return Header::accept_language;
        case http::field::accept_encoding:
            return Header::accept_encoding;
        case http::field::if_none_match:
            return Header::if_none_match;
        case http::field::origin:
            return Header::origin;
        case http::field::referer:
            return Header::referer;
        case http::field::forwarded:
            return Header::forwarded;
        default:
            break;
    }
    if (boost::beast::iequals(name, "sec-fetch-site")) return Header::sec_fetch_site;
    if (boost::beast::iequals(name, "x-forwarded-for")) return Header::x_forwarded_for;
    if (boost::beast::iequals(name, "x-csrf-token")) return Header::x_csrf_token;
    if (boost::beast::iequals(name, "idempotency-key")) return Header::idempotency_key;
    return std::nullopt;
}

// What is understood, but not done here: 501.
boost::beast::error_code not_implemented() {
    return make_error_code(boost::system::errc::function_not_supported);
}

// Whether the value goes on in the next line (obs-fold, RFC 9112 section 5.2). Beast joins such lines elsewhere, or
// skips to the second; else the value stands right after the name, the colon and blanks.
bool is_folded(boost::beast::string_view name, boost::beast::string_view value) {
    const char* at = name.data() + name.size() + 1;
    while (*at == ' ' || *at == '\t') ++at;
    return at != value.data();
}

}  // namespace

RequestParser::RequestParser(Request& request, const BodyLimit& limit) : request_{request}, limit_{limit} {
    header_limit(header_bytes_max);
    body_limit(body_bytes_max);
    eager(true);
}

void RequestParser::read_target(std::string_view target, Fault& fault) {
    // In absolute form, as to a proxy; every server must take it.
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!boost::beast::iequals(target.substr(0, scheme.size()), scheme)) continue;
        target.remove_prefix(scheme.size());
        const auto end = std::min(target.find_first_of("/?"), target.size());
        authority_ = target.substr(0, end);
        target.remove_prefix(end);
        if (!is_host(authority_)) fault = http::error::bad_method;
        if (target.empty() || target.front() == '?') request_.target = "/";
        request_.target += target;
        return;
    }
    // "OPTIONS *" asks about the server as a whole; the front page's methods are those of most.
    if (target == "*" && request_.method == Method::other) target = "/";
    if (target.empty() || target.front() != '/') fault = is_connect_ ? not_implemented() : http::error::bad_method;
    request_.target = target;
}

void RequestParser::on_request_impl(http::verb method, Text /*method_text*/, Text target, int version, Fault& fault) {
    if (target.size() > target_bytes_max) {
        fault = http::error::bad_target;
        return;
    }
    request_.method = method_of(method);
    is_http_1_1_ = version >= 11;
    is_connect_ = method == http::verb::connect;
    read_target({target.data(), target.size()}, fault);
}

void RequestParser::check_framing(http::field name, std::string_view value, Fault& fault) {
    if (name == http::field::host && (++host_count_ > 1 || !is_host(value))) fault = http::error::bad_value;
    if (name == http::field::content_length) {
        const bool is_list = value.find(',') != std::string_view::npos;
        if (++length_count_ > 1 || is_list) fault = http::error::multiple_content_length;
    }
    if (name == http::field::transfer_encoding) {
        // Beast has refused it beside a length, and twice. What does not end with "chunked" has no end that is known.
        if (!is_http_1_1_) {
            fault = http::error::bad_transfer_encoding;
        } else if (!boost::beast::iequals(value, "chunked")) {
            constexpr std::string_view last = "chunked";
            const std::string_view end = value.substr(value.size() - std::min(value.size(), last.size()));
            const bool is_list = value.find(',') != std::string_view::npos;
            fault =
                is_list && boost::beast::iequals(end, last) ? not_implemented() : http::error::bad_transfer_encoding;
        }
    }
}

void RequestParser::on_header_impl(Fault& fault) {
    is_header_read_ = true;
    if (!authority_.empty()) request_.header(Header::host) = authority_;
    if (is_http_1_1_ && host_count_ == 0) fault = http::error::bad_value;
}

void RequestParser::on_field_impl(http::field name, Text name_text, Text value, Fault& fault) {
    // Beast holds each piece of the header to the limit, not their sum.
    header_bytes_ += name_text.size() + value.size() + std::string_view{": \r\n"}.size();
    if (header_bytes_ > header_bytes_max) {
        fault = http::error::header_limit;
        return;
    }
    if (is_folded(name_text, value)) {
        fault = http::error::bad_obs_fold;
        return;
    }
    if (is_header_read_) return;  // A trailer of chunks: nobody here reads one.
    check_framing(name, {value.data(), value.size()}, fault);
    if (fault) return;
    if (name == http::field::expect && boost::beast::iequals(value, "100-continue")) expects_continue_ = true;
    const auto header = header_of(name, name_text);
    if (!header) return;
    std::string& kept = request_.header(*header);
    // A field that comes twice is one with both values (RFC 9110 5.3; 6265 5.4 for cookies).
    if (!kept.empty()) kept += *header == Header::cookie ? "; " : ", ";
    kept.append(value.data(), value.size());
    if (*header == Header::cookie && limit_) {
        allowance_ = limit_(request_);
        body_limit(allowance_.bytes_max);
    }
}

void RequestParser::on_body_init_impl(const boost::optional<std::uint64_t>& length, Fault& /*fault*/) {
    // The parser has refused lengths above the limit already.
    if (length) request_.body.reserve(static_cast<std::size_t>(*length));
}

std::size_t RequestParser::on_body_impl(Text piece, Fault& /*fault*/) {
    request_.body.append(piece.data(), piece.size());
    return piece.size();
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t /*remaining*/, Text piece, Fault& /*fault*/) {
    request_.body.append(piece.data(), piece.size());
    return piece.size();
}

int status_of_fault(const boost::beast::error_code& fault) {
    if (fault == http::error::body_limit) return 413;
    if (fault == http::error::header_limit || fault == http::error::buffer_overflow) return 431;
    if (fault == http::error::bad_target) return 414;
    if (fault == http::error::bad_version) return 505;
    if (fault == not_implemented()) return 501;
    return 400;
}

}  // namespace gongyi::server
