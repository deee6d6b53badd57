// Asking a portal or a witness something over HTTP or HTTPS.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "shared/base/expected.h"

namespace gongyi::server {

// How long a server may be silent before it is given up.
inline constexpr int http_silence_seconds_max = 30;

struct PortalAddress {
    std::string host;  // Without the brackets of an IPv6 address.
    std::string port;
    bool is_secure = false;
};

// Whether `text` begins as the address of a portal does.
[[nodiscard]] bool is_portal_address(std::string_view text);

// "https://gongyi.example", "http://127.0.0.1:8080/", "http://[::1]:8080": what follows the first slash does not
// matter. The fault is a sentence. Requires is_portal_address(url).
[[nodiscard]] Expected<PortalAddress, std::string> read_portal_address(std::string_view url);

// What stands between the host and the end of such an address, without a slash at the end: "" or "/witness".
[[nodiscard]] std::string path_prefix(std::string_view url);

// One GET on a connection of its own; the body of an answer with status 200, of at most `bytes_max` bytes. The fault is
// a sentence that names the address. Over HTTPS the server's certificate must be good for the host and lead to one that
// this system trusts (or that the environment's SSL_CERT_FILE or SSL_CERT_DIR holds); TLS 1.2 at least (RFC 8996).
[[nodiscard]] Expected<std::string, std::string> http_get(const PortalAddress& address, const std::string& target,
                                                          std::size_t bytes_max);

struct HttpReply {
    int status = 0;
    std::string body;
};
// One POST on a connection of its own; the answer, whatever its status. The whole must take at most `ms_max`
// milliseconds (but for a name that is being looked up, which cannot be cut short), the answer's body at most
// `bytes_max` bytes. No redirect is followed. Faults and HTTPS as of http_get.
[[nodiscard]] Expected<HttpReply, std::string> http_post(const PortalAddress& address, const std::string& target,
                                                         const std::string& content_type, const std::string& body,
                                                         std::size_t bytes_max, std::int64_t ms_max);

}  // namespace gongyi::server
