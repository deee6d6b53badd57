// Goal: what one client sends is understood in one way only, whole or in pieces, and within the limits.
// Method: any bytes as the stream of a connection with several requests, read as http/connection.cc reads it: once from
// one buffer, once in pieces cut where the bytes themselves say. Both must give the same requests and the same refusal.
// Each piece lies in memory of its own of exactly its size, so that a read past its end is seen. What is understood of
// a request is held against its bytes by a second, simple reading of the header.
#include <algorithm>
#include <boost/beast/http/error.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server-stub/http/request_parser.h"
#include "shared/base/check.h"
#include "shared/base/number.h"
#include "shared/base/random.h"

namespace {

using namespace gongyi::server;
using gongyi::SplitMix64;

constexpr std::size_t long_body_bytes_max = 300 * 1'024;
constexpr std::size_t requests_max = 50;

const BodyLimit limit = [](const Request& request) {
    BodyAllowance allowance;
    if (find_cookie(request.header(Header::cookie), "upload")) allowance.bytes_max = long_body_bytes_max;
    return allowance;
};

struct Understood {
    Method method = Method::get;
    std::string target;
    std::string body;
    std::vector<std::string> headers;
    bool is_http_1_1 = true;
    bool keeps_alive = true;
    friend bool operator==(const Understood&, const Understood&) = default;
};

// What came of a stream: the requests, where each ended, and the status of the refusal that ended it; 0 where more was
// awaited.
struct Reading {
    std::vector<Understood> requests;
    std::vector<std::size_t> ends;
    int refusal = 0;
};

Understood kept_of(const Request& request, const RequestParser& parser) {
    return {request.method,       request.target,     request.body, {request.headers.begin(), request.headers.end()},
            parser.is_http_1_1(), parser.keep_alive()};
}

// `next_piece(left)` says how many of the `left` bytes arrive next; at least 1.
template <class NextPiece>
Reading read_stream(std::string_view stream, NextPiece&& next_piece) {
    Reading reading;
    std::string buffer;
    std::size_t arrived = 0;
    while (reading.requests.size() < requests_max) {
        Request request;
        RequestParser parser{request, limit};
        for (;;) {
            if (!buffer.empty()) {
                const std::vector<char> exact{buffer.begin(), buffer.end()};
                boost::system::error_code fault;
                const std::size_t used = parser.put(boost::asio::buffer(exact.data(), exact.size()), fault);
                GONGYI_CHECK(used <= exact.size());
                buffer.erase(0, used);
                if (fault && fault != boost::beast::http::error::need_more) {
                    reading.refusal = status_of_fault(fault);
                    return reading;
                }
                if (parser.is_done()) break;
            }
            if (buffer.size() >= header_bytes_max + body_bytes_max) {
                reading.refusal = 431;
                return reading;
            }
            if (arrived == stream.size()) return reading;
            const std::size_t piece = std::min(next_piece(stream.size() - arrived), stream.size() - arrived);
            buffer += stream.substr(arrived, piece);
            arrived += piece;
        }
        reading.requests.push_back(kept_of(request, parser));
        reading.ends.push_back(arrived - buffer.size());
        if (!parser.keep_alive()) return reading;
    }
    return reading;
}

std::string lower(std::string_view text) {
    std::string small{text};
    for (char& c : small) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return small;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

// The values of the field `name`, in lower case, in the header that `bytes` begin with.
std::vector<std::string> values_of(std::string_view bytes, std::string_view name) {
    std::vector<std::string> values;
    std::string_view head = bytes.substr(0, bytes.find("\r\n\r\n"));
    while (!head.empty()) {
        const std::size_t end = std::min(head.find("\r\n"), head.size());
        const std::string_view line = head.substr(0, end);
        head.remove_prefix(std::min(end + 2, head.size()));
        const auto colon = line.find(':');
        if (colon == std::string_view::npos || lower(line.substr(0, colon)) != name) continue;
        values.push_back(lower(trimmed(line.substr(colon + 1))));
    }
    return values;
}

// A body is as long as its only Content-Length says, or chunked and nothing else: no second reader of these bytes, a
// proxy's, could take its end elsewhere (RFC 9112 section 6.3). And there is one Host (section 3.2).
void check_framing(const Understood& request, std::string_view bytes) {
    const auto lengths = values_of(bytes, "content-length");
    const auto codings = values_of(bytes, "transfer-encoding");
    if (!codings.empty()) {
        GONGYI_CHECK(codings.size() == 1 && codings.front() == "chunked" && lengths.empty());
        GONGYI_CHECK(request.is_http_1_1);
    } else {
        for (const std::string& length : lengths) GONGYI_CHECK(length == lengths.front());
        const auto length = lengths.empty() ? std::string{"0"} : lengths.front();
        const std::string digits = length.substr(std::min(length.find_first_not_of('0'), length.size() - 1));
        GONGYI_CHECK(gongyi::whole_number(digits) == request.body.size());
        GONGYI_CHECK(bytes.size() >= request.body.size() && bytes.ends_with(request.body));
    }
    GONGYI_CHECK(values_of(bytes, "host").size() <= 1);
    // A field that goes on in the next line (obs-fold, section 5.2) is read differently by different readers.
    const std::string_view head = bytes.substr(0, bytes.find("\r\n\r\n"));
    GONGYI_CHECK(head.find("\r\n ") == std::string_view::npos && head.find("\r\n\t") == std::string_view::npos);
}

void check_limits(const Understood& request) {
    GONGYI_CHECK(!request.target.empty() && request.target.size() <= target_bytes_max);
    for (const char c : request.target) GONGYI_CHECK(static_cast<unsigned char>(c) > ' ' && c != '\x7f');
    std::size_t header_bytes = 0;
    for (const std::string& value : request.headers) {
        header_bytes += value.size();
        // Nothing that could end a line, where a value is sent back.
        GONGYI_CHECK(value.find_first_of(std::string_view{"\r\n\0", 3}) == std::string::npos);
    }
    GONGYI_CHECK(header_bytes <= header_bytes_max);
    GONGYI_CHECK(request.body.size() <= long_body_bytes_max);
    const auto& cookie = request.headers[static_cast<std::size_t>(Header::cookie)];
    if (!find_cookie(cookie, "upload")) GONGYI_CHECK(request.body.size() <= body_bytes_max);
}

std::uint64_t seed_of(std::string_view stream) {
    std::uint64_t hash = 14'695'981'039'346'656'037U;  // FNV-1a.
    for (const char c : stream) hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
    return hash;
}

// Sizes of pieces that follow from the bytes.
auto in_pieces(std::string_view stream) {
    SplitMix64 random{seed_of(stream)};
    const std::uint64_t most = random.chance(300) ? 1 : random.chance(500) ? 7 : 1'000;
    return [random, most](std::size_t) mutable { return static_cast<std::size_t>(1 + random.below(most)); };
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view stream{reinterpret_cast<const char*>(data), size};
    const Reading whole = read_stream(stream, [](std::size_t left) { return left; });
    const Reading pieces = read_stream(stream, in_pieces(stream));
    GONGYI_CHECK(whole.requests == pieces.requests && whole.ends == pieces.ends);
    // A head that is wrong is refused as soon as it is seen, or when all of it is there; so its end is sent once more
    // where one of the two still waits. What is wrong with it first may be another thing then.
    if ((whole.refusal == 0) != (pieces.refusal == 0)) {
        const std::string ended = std::string{stream} + "\r\n\r\n";
        GONGYI_CHECK(read_stream(ended, in_pieces(ended)).refusal != 0);
    }
    std::size_t begin = 0;
    for (std::size_t i = 0; i < whole.requests.size(); ++i) {
        check_limits(whole.requests[i]);
        std::string_view bytes = stream.substr(begin, whole.ends[i] - begin);
        // Empty lines before a request are passed over (section 2.2).
        while (bytes.starts_with("\r\n")) bytes.remove_prefix(2);
        check_framing(whole.requests[i], bytes);
        begin = whole.ends[i];
    }
    return 0;
}
