// Whose request it is, for the limits: the address that a connection comes from, or that a proxy which the operator
// trusts says it had the request from.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gongyi::server {

// An address of 128 bits; one of IPv4 as ::ffff:a.b.c.d (RFC 4291 section 2.5.5.2).
struct IpAddress {
    std::array<std::uint8_t, 16> bytes{};

    // "192.0.2.1", "2001:db8::1"; without brackets, zone and port.
    [[nodiscard]] static std::optional<IpAddress> parse(std::string_view text);
    [[nodiscard]] bool is_v4() const;
    [[nodiscard]] bool is_loopback() const;
    friend bool operator==(const IpAddress&, const IpAddress&) = default;
};

// A range of addresses.
class Network {
public:
    // "10.0.0.0/8", "fd00::/8", or one address. Nothing when bits beyond the prefix are set: that is a slip.
    [[nodiscard]] static std::optional<Network> parse(std::string_view text);
    [[nodiscard]] bool contains(const IpAddress& address) const;

private:
    IpAddress first_;
    int prefix_bits_ = 128;  // Of the 128.
};
using Networks = std::vector<Network>;
[[nodiscard]] bool contain(const Networks& networks, const IpAddress& address);

// What limits count an address as: itself, but for IPv6 its first 64 bits, since a home is given at least so many.
[[nodiscard]] std::string client_name(const IpAddress& address);

// How many proxies a request may have come through; who is behind more of them is not asked.
inline constexpr std::size_t forwarded_hops_max = 16;

// Who sent the request to the first of the `trusted` proxies it came through; `peer` if that is none of them.
//   forwarded        The Forwarded header (RFC 7239), lines joined by commas; empty when not sent.
//   x_forwarded_for  Likewise X-Forwarded-For.
// Each proxy adds to the right whom it had the request from, so the lists are read from there, and what stands to the
// left of the first address that is not trusted was written by nobody who is. A proxy keeps one of the headers, the
// other then is as its client sent it: when both are there and disagree, the request counts for the proxy.
[[nodiscard]] IpAddress find_client(const IpAddress& peer, std::string_view forwarded, std::string_view x_forwarded_for,
                                    const Networks& trusted);

}  // namespace gongyi::server
