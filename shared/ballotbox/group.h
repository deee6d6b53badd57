// The group ristretto255 with SHA-512 (RFC 9496, and RFC 9497 section 4.1), on libsodium.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "shared/base/expected.h"
#include "shared/base/secret.h"

namespace gongyi::ballotbox {

// What is wrong with values from elsewhere.
enum class GroupFault : std::uint8_t {
    wrong_length,      // Not as many bytes, or hexadecimal digits, as such a value has.
    not_canonical,     // No encoding of an element or a scalar, or not its one encoding.
    identity_element,  // The neutral element, which would reveal or forge.
    zero_scalar,       // Zero, which nothing may be multiplied by.
    proof_mismatch,    // The proof does not show that the public key's owner evaluated.
    too_many,          // More than batch_max, or none at all.
};

// A stable name of the fault, for programs: "identity_element".
[[nodiscard]] std::string_view fault_name(GroupFault fault);

// An element other than the identity, in its one encoding.
class Element {
public:
    static constexpr std::size_t size_bytes = 32;
    using Bytes = std::array<std::uint8_t, size_bytes>;

    // Faults: wrong_length, not_canonical, identity_element. Cost: about 10 µs.
    [[nodiscard]] static Expected<Element, GroupFault> parse(std::span<const std::uint8_t> bytes);
    // From 64 lower-case hexadecimal digits.
    [[nodiscard]] static Expected<Element, GroupFault> from_hex(std::string_view text);
    [[nodiscard]] std::string to_hex() const;
    [[nodiscard]] const Bytes& bytes() const { return bytes_; }
    friend bool operator==(const Element&, const Element&) = default;

private:
    explicit Element(const Bytes& bytes) : bytes_{bytes} {}
    Bytes bytes_;
};

// A secret number from 1 to the group's order - 1. Wiped, not copied, not printed.
class Scalar {
public:
    static constexpr std::size_t size_bytes = 32;

    // From uniformly random bytes (which 64 of them are, however they come out after reduction).
    // Faults: zero_scalar, whose probability is 2^-252.
    [[nodiscard]] static Expected<Scalar, GroupFault> from_uniform(std::span<const std::uint8_t, 64> bytes);
    // From the encoding, little-endian. Faults: wrong_length, not_canonical, zero_scalar.
    [[nodiscard]] static Expected<Scalar, GroupFault> parse(std::span<const std::uint8_t> bytes);
    // For what must leave: a private key that is published.
    [[nodiscard]] std::span<const std::uint8_t, size_bytes> bytes() const { return bytes_.bytes(); }
    [[nodiscard]] Scalar copy() const;

private:
    explicit Scalar(Secret<size_bytes> bytes) : bytes_{std::move(bytes)} {}
    Secret<size_bytes> bytes_;
};

// ---- Arithmetic, in constant time of the scalars. A Point may be the identity, a Number zero. ----

using Point = Element::Bytes;                                 // A valid encoding.
using Number = std::array<std::uint8_t, Scalar::size_bytes>;  // A public scalar in its one encoding.

inline constexpr Point identity{};

[[nodiscard]] Point multiply(std::span<const std::uint8_t, Scalar::size_bytes> scalar, const Point& point);
[[nodiscard]] Point multiply_base(std::span<const std::uint8_t, Scalar::size_bytes> scalar);
[[nodiscard]] Point add(const Point& a, const Point& b);
[[nodiscard]] Scalar invert(const Scalar& scalar);
// a - b * c modulo the group's order.
[[nodiscard]] Number subtract_product(const Scalar& a, const Number& b, const Scalar& c);
// Whether `bytes` are less than the group's order.
[[nodiscard]] bool is_canonical(const Number& bytes);

// ---- Hashing (RFC 9380 section 5.3.1 with SHA-512, 64 bytes) ----

// `dst` is the domain separation tag; at most 255 bytes.
[[nodiscard]] Point hash_to_group(std::string_view message, std::string_view dst);
[[nodiscard]] Number hash_to_scalar(std::string_view message, std::string_view dst);

}  // namespace gongyi::ballotbox
