#include "server-stub/http/site.h"

#include <algorithm>
#include <charconv>

#include "server-stub/http/client_address.h"

namespace gongyi::server {
namespace {

constexpr std::string_view http_start = "http://";
constexpr std::string_view https_start = "https://";

bool starts_with(std::string_view text, std::string_view start) {
    return text.substr(0, start.size()) == start;
}

std::string in_lower_case(std::string_view text) {
    std::string lower{text};
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

struct HostParts {
    std::string_view name;  // With the brackets of an IPv6 address.
    std::string_view port;  // Without the colon; empty when there is none.
    bool has_colon = false;
};

HostParts split(std::string_view host) {
    const auto name_end = !host.empty() && host.front() == '[' ? host.find(']') : 0;
    const auto colon = name_end == std::string_view::npos ? name_end : host.find(':', name_end);
    if (colon == std::string_view::npos) return {host, {}, false};
    return {host.substr(0, colon), host.substr(colon + 1), true};
}

bool is_port(std::string_view digits) {
    unsigned port = 0;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    return fault == std::errc{} && end == digits.data() + digits.size() && port <= 65'535;
}

bool is_ip_literal(std::string_view name) {
    if (name.size() > 2 && name.front() == '[' && name.back() == ']') {
        return IpAddress::parse(name.substr(1, name.size() - 2)).has_value();
    }
    return IpAddress::parse(name).has_value();
}

// In lower case, without the port if it is the scheme's own.
std::string plain_host(std::string_view host, bool is_https) {
    const HostParts parts = split(host);
    const bool is_usual = parts.port.empty() || parts.port == (is_https ? "443" : "80");
    return in_lower_case(is_usual ? parts.name : host);
}

}  // namespace

bool is_host(std::string_view host) {
    if (host.empty() || host.size() > host_bytes_max) return false;
    const HostParts parts = split(host);
    if (parts.has_colon && !parts.port.empty() && !is_port(parts.port)) return false;
    if (parts.name.empty()) return false;
    if (parts.name.front() == '[') return is_ip_literal(parts.name);
    return std::all_of(parts.name.begin(), parts.name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
               c == '_';
    });
}

std::optional<PublicUrl> PublicUrl::parse(std::string_view text) {
    PublicUrl url;
    url.is_https = starts_with(text, https_start);
    if (!url.is_https && !starts_with(text, http_start)) return std::nullopt;
    text.remove_prefix((url.is_https ? https_start : http_start).size());
    if (!text.empty() && text.back() == '/') text.remove_suffix(1);
    if (!is_host(text)) return std::nullopt;
    url.host = plain_host(text, url.is_https);
    return url;
}

std::string PublicUrl::origin() const {
    return std::string{is_https ? https_start : http_start} + host;
}

const PublicUrl* Site::find(std::string_view host) const {
    const auto found = std::find_if(urls_.begin(), urls_.end(), [host](const PublicUrl& url) {
        return url.host == host || url.host == plain_host(host, url.is_https);
    });
    return found == urls_.end() ? nullptr : &*found;
}

bool Site::serves(std::string_view host) const {
    if (host.empty()) return true;
    if (!urls_.empty()) return find(host) != nullptr;
    const std::string_view name = split(host).name;
    return is_ip_literal(name) || plain_host(name, /*is_https=*/false) == "localhost";
}

std::string Site::shown_origin(const Request& request) const {
    if (!urls_.empty()) return urls_.front().origin();
    const std::string_view host = request.header(Header::host);
    if (!is_host(host) || !serves(host)) return {};
    return PublicUrl{is_secure_, plain_host(host, is_secure_)}.origin();
}

bool Site::is_own_origin(std::string_view origin, std::string_view host) const {
    const auto sent = PublicUrl::parse(origin);
    if (!sent || origin.back() == '/') return false;
    if (urls_.empty()) return sent->is_https == is_secure_ && sent->host == plain_host(host, is_secure_);
    // The page's address and the one that it sends to: the same, and one of ours.
    return std::any_of(urls_.begin(), urls_.end(), [&](const PublicUrl& url) {
        return url.is_https == sent->is_https && url.host == sent->host && url.host == plain_host(host, url.is_https);
    });
}

bool Site::is_own(const Request& request) const {
    const std::string_view site = request.header(Header::sec_fetch_site);
    if (!site.empty() && site != "same-origin" && site != "none") return false;
    const std::string_view host = request.header(Header::host);
    const std::string_view origin = request.header(Header::origin);
    if (!origin.empty()) return is_own_origin(origin, host);
    // Old browsers leave Origin out of forms, but say from which page they were sent.
    const std::string_view referer = request.header(Header::referer);
    if (!site.empty() || referer.empty()) return true;
    const auto scheme_end = referer.find("://");
    if (scheme_end == std::string_view::npos) return false;
    return is_own_origin(referer.substr(0, referer.find('/', scheme_end + 3)), host);
}

}  // namespace gongyi::server
