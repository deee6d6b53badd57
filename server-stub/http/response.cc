#include "server-stub/http/response.h"

#include <array>
#include <charconv>

namespace gongyi::server {
namespace {

// Scripts, styles and everything else come from this origin alone; nothing inline, no frames, no plug-ins.
constexpr std::string_view content_security_policy =
    "Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'\r\n";
// No page here needs a camera, a place or a payment; writing to the clipboard is what a button may ask for.
constexpr std::string_view permissions_policy =
    "Permissions-Policy: accelerometer=(), autoplay=(), browsing-topics=(), "
    "camera=(), clipboard-read=(), display-capture=(), encrypted-media=(), fullscreen=(), gamepad=(), geolocation=(), "
    "gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), "
    "picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), storage-access=(), usb=(), "
    "window-management=(), xr-spatial-tracking=()\r\n";
// A window that another site opened, or that was opened from here, is no way in.
constexpr std::string_view opener_policy = "Cross-Origin-Opener-Policy: same-origin\r\n";
// A year, the usual least. Names below this one are other people's.
constexpr std::string_view transport_security = "Strict-Transport-Security: max-age=31536000\r\n";

void append_number(std::string& out, std::size_t number) {
    std::array<char, 20> digits{};
    const auto [end, fault] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    static_cast<void>(fault);  // 20 digits hold every 64-bit number.
    out.append(digits.data(), end);
}

}  // namespace

std::string_view reason_phrase(int status) {
    constexpr std::array<std::pair<int, std::string_view>, 23> phrases{{
        {200, "OK"},
        {201, "Created"},
        {204, "No Content"},
        {303, "See Other"},
        {304, "Not Modified"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {408, "Request Timeout"},
        {409, "Conflict"},
        {413, "Content Too Large"},
        {414, "URI Too Long"},
        {415, "Unsupported Media Type"},
        {421, "Misdirected Request"},
        {422, "Unprocessable Content"},
        {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {503, "Service Unavailable"},
        {505, "HTTP Version Not Supported"},
    }};
    for (const auto& [number, phrase] : phrases) {
        if (number == status) return phrase;
    }
    return "Unknown";
}

void write_head(const Response& response, std::string_view date, bool keeps_connection, bool is_chunked,
                std::string& out, bool is_secure) {
    out += "HTTP/1.1 ";
    append_number(out, static_cast<std::size_t>(response.status));
    out += ' ';
    out += reason_phrase(response.status);
    out += "\r\nDate: ";
    out += date;
    out += "\r\n";
    if (!response.content_type.empty()) {
        out += "Content-Type: ";
        out += response.content_type;
        out += "\r\n";
    }
    if (response.content_type == html_type) {
        out += content_security_policy;
        out += permissions_policy;
        out += opener_policy;
    }
    if (is_secure) out += transport_security;
    out +=
        "X-Content-Type-Options: nosniff\r\nReferrer-Policy: same-origin\r\n"
        "Cross-Origin-Resource-Policy: same-origin\r\n";
    bool says_how_long = false;
    bool says_when = response.status != 429 && response.status != 503;
    for (const ResponseHeader& header : response.headers) {
        if (header.name == "Cache-Control") says_how_long = true;
        if (header.name == "Retry-After") says_when = true;
        out += header.name;
        out += ": ";
        out += header.value;
        out += "\r\n";
    }
    if (!says_when) {
        out += "Retry-After: ";
        out += retry_after_seconds_usual;
        out += "\r\n";
    }
    // What is said here may be about one person, and changes with the next command.
    if (!says_how_long) out += "Cache-Control: no-store\r\n";
    if (response.stream) {
        if (is_chunked) out += "Transfer-Encoding: chunked\r\n";
    } else if (response.status != 204 && response.status != 304) {
        out += "Content-Length: ";
        append_number(out, response.text().size());
        out += "\r\n";
    }
    if (!keeps_connection) out += "Connection: close\r\n";
    out += "\r\n";
}

}  // namespace gongyi::server
