#include "server-stub/http/client_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace gongyi::server {
namespace {

constexpr std::array<std::uint8_t, 12> v4_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr int v4_prefix_bits = 96;
constexpr std::size_t home_bytes = 8;  // Of an IPv6 address.

std::string_view trim(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

// An address as headers have it: in quotes, in brackets, with a port.
std::optional<IpAddress> parse_node(std::string_view node) {
    node = trim(node);
    if (node.size() >= 2 && node.front() == '"' && node.back() == '"') node = node.substr(1, node.size() - 2);
    if (!node.empty() && node.front() == '[') {
        const auto close = node.find(']');
        if (close == std::string_view::npos) return std::nullopt;
        return IpAddress::parse(node.substr(1, close - 1));
    }
    const auto colon = node.find(':');
    if (colon != std::string_view::npos && colon == node.rfind(':')) node = node.substr(0, colon);
    return IpAddress::parse(node);
}

// The value of `for` in an element of Forwarded; empty when there is none.
std::string_view forwarded_for(std::string_view element) {
    while (!element.empty()) {
        const auto end = element.find(';');
        const std::string_view pair = trim(element.substr(0, end));
        element = end == std::string_view::npos ? std::string_view{} : element.substr(end + 1);
        const std::string_view name = pair.substr(0, 4);
        const bool is_for = name.size() == 4 && (name[0] == 'f' || name[0] == 'F') &&
                            (name[1] == 'o' || name[1] == 'O') && (name[2] == 'r' || name[2] == 'R') && name[3] == '=';
        if (is_for) return pair.substr(4);
    }
    return {};
}

// Follows one of the headers. Whoever is not named by an address ("unknown", "_hidden") counts for the hop before.
IpAddress follow(IpAddress hop, std::string_view list, bool is_forwarded, const Networks& trusted) {
    for (std::size_t i = 0; i < forwarded_hops_max && !list.empty() && contain(trusted, hop); ++i) {
        const auto comma = list.rfind(',');
        const std::string_view element = comma == std::string_view::npos ? list : list.substr(comma + 1);
        list = comma == std::string_view::npos ? std::string_view{} : list.substr(0, comma);
        const auto before = parse_node(is_forwarded ? forwarded_for(element) : element);
        if (!before) break;
        hop = *before;
    }
    return hop;
}

}  // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
    std::array<char, INET6_ADDRSTRLEN> ended{};
    if (text.empty() || text.size() >= ended.size()) return std::nullopt;
    std::copy(text.begin(), text.end(), ended.begin());
    IpAddress address;
    if (::inet_pton(AF_INET6, ended.data(), address.bytes.data()) == 1) return address;
    std::copy(v4_prefix.begin(), v4_prefix.end(), address.bytes.begin());
    if (::inet_pton(AF_INET, ended.data(), address.bytes.data() + v4_prefix.size()) == 1) return address;
    return std::nullopt;
}

bool IpAddress::is_v4() const {
    return std::equal(v4_prefix.begin(), v4_prefix.end(), bytes.begin());
}

bool IpAddress::is_loopback() const {
    if (is_v4()) return bytes[v4_prefix.size()] == 127;
    return bytes.back() == 1 && std::count(bytes.begin(), bytes.end(), 0) == 15;
}

std::optional<Network> Network::parse(std::string_view text) {
    const auto slash = text.find('/');
    const auto first = IpAddress::parse(text.substr(0, slash));
    if (!first) return std::nullopt;
    Network network;
    network.first_ = *first;
    if (slash == std::string_view::npos) return network;
    const std::string_view digits = text.substr(slash + 1);
    int bits = -1;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
    const int most = first->is_v4() ? 128 - v4_prefix_bits : 128;
    if (fault != std::errc{} || end != digits.data() + digits.size() || bits < 0 || bits > most) return std::nullopt;
    network.prefix_bits_ = first->is_v4() ? v4_prefix_bits + bits : bits;
    for (int bit = network.prefix_bits_; bit < 128; ++bit) {
        if ((first->bytes.at(static_cast<std::size_t>(bit / 8)) >> (7 - bit % 8) & 1) != 0) return std::nullopt;
    }
    return network;
}

bool Network::contains(const IpAddress& address) const {
    const auto whole = static_cast<std::size_t>(prefix_bits_ / 8);
    if (std::memcmp(first_.bytes.data(), address.bytes.data(), whole) != 0) return false;
    const int rest = prefix_bits_ % 8;
    return rest == 0 || (first_.bytes.at(whole) ^ address.bytes.at(whole)) >> (8 - rest) == 0;
}

bool contain(const Networks& networks, const IpAddress& address) {
    return std::any_of(networks.begin(), networks.end(), [&](const Network& one) { return one.contains(address); });
}

std::string client_name(const IpAddress& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address.is_v4()) {
        ::inet_ntop(AF_INET, address.bytes.data() + v4_prefix.size(), text.data(), text.size());
        return text.data();
    }
    IpAddress home;
    std::copy_n(address.bytes.begin(), home_bytes, home.bytes.begin());
    ::inet_ntop(AF_INET6, home.bytes.data(), text.data(), text.size());
    return std::string{text.data()} + "/64";
}

IpAddress find_client(const IpAddress& peer, std::string_view forwarded, std::string_view x_forwarded_for,
                      const Networks& trusted) {
    if (!contain(trusted, peer)) return peer;
    const IpAddress by_forwarded = follow(peer, forwarded, /*is_forwarded=*/true, trusted);
    const IpAddress by_x = follow(peer, x_forwarded_for, /*is_forwarded=*/false, trusted);
    if (forwarded.empty()) return by_x;
    if (x_forwarded_for.empty() || by_forwarded == by_x) return by_forwarded;
    return peer;
}

}  // namespace gongyi::server
