#include "server-stub/cli/listen_address.h"

#include <charconv>

namespace gongyi::server {

Expected<void, std::string> read_listen(std::string_view text, HttpOptions& http) {
    const auto colon = text.rfind(':');
    std::string_view address = text.substr(0, colon);
    if (address.size() > 2 && address.front() == '[' && address.back() == ']') {
        address = address.substr(1, address.size() - 2);
    }
    const std::string_view port = colon == std::string_view::npos ? std::string_view{} : text.substr(colon + 1);
    const auto [end, fault] = std::from_chars(port.data(), port.data() + port.size(), http.port);
    if (address.empty() || fault != std::errc{} || end != port.data() + port.size()) {
        return unexpected(std::string{"--listen needs an address and a port, such as 127.0.0.1:8080"});
    }
    http.address = address;
    return {};
}

std::string origin_text(const std::string& address, std::uint16_t port) {
    const bool is_ipv6 = address.find(':') != std::string::npos;
    return "http://" + (is_ipv6 ? '[' + address + ']' : address) + ':' + std::to_string(port);
}

}  // namespace gongyi::server
