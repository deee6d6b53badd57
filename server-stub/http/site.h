// Under which addresses people reach this server, and which requests come from its own pages.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server-stub/http/request.h"

namespace gongyi::server {

// As long as a host name may be (RFC 1035 section 2.3.4), with a port.
inline constexpr std::size_t host_bytes_max = 262;

// Whether a Host header, or the authority of an address, is a name or address with or without a port (RFC 3986 section
// 3.2.2, without user and escapes).
[[nodiscard]] bool is_host(std::string_view host);

// An address under which the portal is reached: scheme, host and port.
struct PublicUrl {
    bool is_https = false;
    std::string host;  // In lower case, with the port unless it is the scheme's own.

    // "https://portal.example", "http://10.0.0.5:8080/"; nothing for anything else, also for one with a path.
    [[nodiscard]] static std::optional<PublicUrl> parse(std::string_view text);
    // "https://portal.example"
    [[nodiscard]] std::string origin() const;
};

class Site {
public:
    //   urls       The addresses that are served; the first is the one that the portal shows to people. Empty: it is
    //              reached by an IP address or as "localhost" alone, whichever and on whichever port. A name that
    //              somebody points here from elsewhere (DNS rebinding) is none of these.
    //   is_secure  Without `urls`: whether people come by https.
    explicit Site(std::vector<PublicUrl> urls = {}, bool is_secure = false)
        : urls_{std::move(urls)}, is_secure_{is_secure} {}

    [[nodiscard]] bool is_secure() const { return urls_.empty() ? is_secure_ : urls_.front().is_https; }
    // Whether a request with this Host is for this server. A request without any (HTTP/1.0) is.
    [[nodiscard]] bool serves(std::string_view host) const;
    // What posters, QR codes and links begin with: of the first of the addresses, else of the request's host. Empty for
    // a request without one.
    [[nodiscard]] std::string shown_origin(const Request& request) const;
    // False when the browser says that another site makes this request (Sec-Fetch-Site, Origin, else Referer): another
    // scheme, host or port. Programs that say nothing pass: they have no cookies that another site could abuse.
    [[nodiscard]] bool is_own(const Request& request) const;

private:
    [[nodiscard]] const PublicUrl* find(std::string_view host) const;
    [[nodiscard]] bool is_own_origin(std::string_view origin, std::string_view host) const;

    std::vector<PublicUrl> urls_;
    bool is_secure_;
};

}  // namespace gongyi::server
