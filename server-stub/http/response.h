// A response as the handlers make it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gongyi::server {

// A body that is made while it is sent: the record's download, the feed of events.
class BodyStream {
public:
    enum class Next : std::uint8_t {
        more,  // Call again as soon as this piece is sent.
        wait,  // Call again after a wake-up or when the heartbeat is due.
        end,
    };

    BodyStream() = default;
    BodyStream(const BodyStream&) = delete;
    BodyStream& operator=(const BodyStream&) = delete;
    virtual ~BodyStream() = default;

    // Appends the next piece to `piece`. Never blocks for long.
    [[nodiscard]] virtual Next next(std::string& piece) = 0;
    // `wake` may be called from any thread, until the stream is destroyed.
    virtual void on_wake(std::function<void()> wake) { static_cast<void>(wake); }
};

struct ResponseHeader {
    std::string_view name;  // A string literal: refers to static storage.
    std::string value;
};

struct Response {
    int status = 200;
    std::string_view content_type = {};  // A string literal; empty for no body.
    std::string body = {};
    std::shared_ptr<const std::string> shared_body = nullptr;  // Instead of body: cached, not copied.
    std::unique_ptr<BodyStream> stream = nullptr;              // Instead of either.
    std::vector<ResponseHeader> headers = {};
    // Ends the connection after this response.
    bool closes_connection = false;

    [[nodiscard]] std::string_view text() const { return shared_body ? std::string_view{*shared_body} : body; }
};

// When to come back, where nothing better is known.
inline constexpr std::string_view retry_after_seconds_usual = "5";

inline constexpr std::string_view html_type = "text/html; charset=utf-8";
inline constexpr std::string_view json_type = "application/json";
inline constexpr std::string_view problem_type = "application/problem+json";
inline constexpr std::string_view plain_type = "text/plain; charset=utf-8";

// "Not Found"; "Unknown" for a status that is not used here.
[[nodiscard]] std::string_view reason_phrase(int status);

// The status line and header fields of `response`, up to and with the empty line, appended to `out`.
//   date          IMF-fixdate (RFC 9110 5.6.7).
//   is_chunked    Whether a stream is framed as chunks (HTTP/1.1); else it ends with the connection.
//   is_secure     Whether people come by https: then browsers are told to come by nothing else (HSTS, RFC 6797).
// A response with the status 429 or 503 says when to come back, in any case.
void write_head(const Response& response, std::string_view date, bool keeps_connection, bool is_chunked,
                std::string& out, bool is_secure = false);

}  // namespace gongyi::server
