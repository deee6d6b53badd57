#include "server-stub/http/request_parser.h"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>
#include <optional>

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
        default:
            break;
    }
    if (boost::beast::iequals(name, "sec-fetch-site")) return Header::sec_fetch_site;
    if (boost::beast::iequals(name, "x-csrf-token")) return Header::x_csrf_token;
    if (boost::beast::iequals(name, "idempotency-key")) return Header::idempotency_key;
    return std::nullopt;
}

}  // namespace

RequestParser::RequestParser(Request& request, const BodyLimit& limit) : request_{request}, limit_{limit} {
    header_limit(header_bytes_max);
    body_limit(body_bytes_max);
    eager(true);
}

void RequestParser::on_request_impl(http::verb method, Text /*method_text*/, Text target, int version, Fault& fault) {
    if (target.size() > target_bytes_max) {
        fault = http::error::bad_target;
        return;
    }
    request_.method = method_of(method);
    request_.target.assign(target.data(), target.size());
    is_http_1_1_ = version >= 11;
}

void RequestParser::on_field_impl(http::field name, Text name_text, Text value, Fault& fault) {
    // Beast holds each piece of the header to the limit, not their sum.
    header_bytes_ += name_text.size() + value.size() + std::string_view{": \r\n"}.size();
    if (header_bytes_ > header_bytes_max) {
        fault = http::error::header_limit;
        return;
    }
    if (name == http::field::expect && boost::beast::iequals(value, "100-continue")) expects_continue_ = true;
    const auto header = header_of(name, name_text);
    if (!header) return;
    std::string& kept = request_.header(*header);
    // A field that comes twice is one with both values (RFC 9110 5.3; 6265 5.4 for cookies).
    if (!kept.empty()) kept += *header == Header::cookie ? "; " : ", ";
    kept.append(value.data(), value.size());
    if (*header == Header::cookie && limit_) body_limit(limit_(request_));
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
    return 400;
}

}  // namespace gongyi::server
