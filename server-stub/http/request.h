// A request as the handlers see it: parsed, within limits, without a socket.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gongyi::server {

inline constexpr std::size_t target_bytes_max = 2'048;
inline constexpr std::size_t header_bytes_max = 16 * 1'024;
inline constexpr std::size_t body_bytes_max = 128 * 1'024;
// What a connection keeps of a body's memory for the next request.
inline constexpr std::size_t body_bytes_kept_max = 16 * 1'024;
// Fields of a form: a ballot of a round with the most projects, and a few more.
inline constexpr std::size_t form_fields_max = 1'100;

enum class Method : std::uint8_t { get, head, post, put, delete_, other };
[[nodiscard]] std::string_view method_name(Method method);

// The header fields that somebody here reads; the others are not kept.
enum class Header : std::uint8_t {
    host,
    cookie,
    content_type,
    accept_language,
    accept_encoding,
    if_none_match,
    origin,
    referer,
    sec_fetch_site,
    forwarded,
    x_forwarded_for,
    x_csrf_token,
    idempotency_key,
    count_,  // How many there are.
};

struct Request {
    Method method = Method::get;
    std::string target;   // Path and query, whichever form it was sent in.
    std::string address;  // Whose it is (client_name()). Counted for the limits, never stored or logged.
    std::string body;
    std::array<std::string, static_cast<std::size_t>(Header::count_)> headers;  // Empty when not sent.

    [[nodiscard]] std::string_view header(Header name) const { return headers[static_cast<std::size_t>(name)]; }
    [[nodiscard]] std::string& header(Header name) { return headers[static_cast<std::size_t>(name)]; }
    // The target up to '?', and what follows it.
    [[nodiscard]] std::string_view path() const;
    [[nodiscard]] std::string_view query() const;
    // Readies it for the next request of the same connection, keeping memory.
    void clear();
};

// What is allowed of a request's body, from what is known of it when its cookies have come.
struct BodyAllowance {
    std::size_t bytes_max = body_bytes_max;
    std::string account;  // Whom a body above body_bytes_max counts for.
};
using BodyLimit = std::function<BodyAllowance(const Request&)>;

// The value of a cookie, or nothing.
[[nodiscard]] std::optional<std::string_view> find_cookie(std::string_view cookie_header, std::string_view name);

// Fields of application/x-www-form-urlencoded, in order. Nothing when the encoding is broken or there are too many.
struct FormField {
    std::string name;
    std::string value;
};
using Form = std::vector<FormField>;
[[nodiscard]] std::optional<Form> parse_form(std::string_view encoded);
// The first value of that name; nothing when it is absent.
[[nodiscard]] std::optional<std::string_view> find_field(const Form& form, std::string_view name);

// Whether a Content-Type header names `media_type`, whatever its parameters.
[[nodiscard]] bool is_media_type(std::string_view content_type, std::string_view media_type);

}  // namespace gongyi::server
