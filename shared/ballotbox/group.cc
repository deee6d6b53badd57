#include "shared/ballotbox/group.h"

#include <sodium/crypto_core_ristretto255.h>
#include <sodium/crypto_hash_sha512.h>
#include <sodium/crypto_scalarmult_ristretto255.h>
#include <sodium/utils.h>

#include <algorithm>
#include <utility>

#include "shared/base/check.h"
#include "shared/base/hash.h"

namespace gongyi::ballotbox {

namespace {

static_assert(crypto_core_ristretto255_BYTES == Element::size_bytes);
static_assert(crypto_core_ristretto255_SCALARBYTES == Scalar::size_bytes);
static_assert(crypto_core_ristretto255_HASHBYTES == 64 && crypto_core_ristretto255_NONREDUCEDSCALARBYTES == 64);

using Sha512 = std::array<std::uint8_t, crypto_hash_sha512_BYTES>;
constexpr std::size_t sha512_block_bytes = 128;

// expand_message_xmd(message, dst, 64) of RFC 9380 section 5.3.1: one block of SHA-512.
Secret<64> expand_message(std::string_view message, std::string_view dst) {
    GONGYI_CHECK(!dst.empty() && dst.size() <= 255);
    const auto* const message_bytes = reinterpret_cast<const std::uint8_t*>(message.data());
    const auto* const dst_bytes = reinterpret_cast<const std::uint8_t*>(dst.data());
    const auto dst_length = static_cast<std::uint8_t>(dst.size());
    static constexpr std::array<std::uint8_t, sha512_block_bytes> zero_block{};
    static constexpr std::array<std::uint8_t, 3> length_and_zero{0, 64, 0};  // I2OSP(64, 2), I2OSP(0, 1)
    static constexpr std::uint8_t one = 1;

    crypto_hash_sha512_state state;
    Sha512 first{};
    crypto_hash_sha512_init(&state);
    crypto_hash_sha512_update(&state, zero_block.data(), zero_block.size());
    crypto_hash_sha512_update(&state, message_bytes, message.size());
    crypto_hash_sha512_update(&state, length_and_zero.data(), length_and_zero.size());
    crypto_hash_sha512_update(&state, dst_bytes, dst.size());
    crypto_hash_sha512_update(&state, &dst_length, 1);
    crypto_hash_sha512_final(&state, first.data());

    Secret<64> uniform;  // A private key is derived from such bytes.
    crypto_hash_sha512_init(&state);
    crypto_hash_sha512_update(&state, first.data(), first.size());
    crypto_hash_sha512_update(&state, &one, 1);
    crypto_hash_sha512_update(&state, dst_bytes, dst.size());
    crypto_hash_sha512_update(&state, &dst_length, 1);
    crypto_hash_sha512_final(&state, uniform.data());
    wipe(first);
    sodium_memzero(&state, sizeof state);
    return uniform;
}

}  // namespace

std::string_view fault_name(GroupFault fault) {
    static constexpr std::array<std::string_view, 6> names{"wrong_length", "not_canonical",  "identity_element",
                                                           "zero_scalar",  "proof_mismatch", "too_many"};
    return names.at(static_cast<std::size_t>(fault));
}

Expected<Element, GroupFault> Element::parse(std::span<const std::uint8_t> bytes) {
    if (bytes.size() != size_bytes) return unexpected(GroupFault::wrong_length);
    // libsodium 1.0.18 does not look at the highest bit, so that each element would have two encodings.
    const bool has_high_bit = (bytes[size_bytes - 1] & 0x80U) != 0;
    if (has_high_bit || crypto_core_ristretto255_is_valid_point(bytes.data()) != 1) {
        return unexpected(GroupFault::not_canonical);
    }
    Bytes copy{};
    std::copy(bytes.begin(), bytes.end(), copy.begin());
    if (copy == identity) return unexpected(GroupFault::identity_element);
    return Element{copy};
}

Expected<Element, GroupFault> Element::from_hex(std::string_view text) {
    Bytes bytes{};
    if (text.size() != 2 * size_bytes) return unexpected(GroupFault::wrong_length);
    if (!read_hex(text, bytes)) return unexpected(GroupFault::not_canonical);
    return parse(bytes);
}

std::string Element::to_hex() const {
    return gongyi::to_hex(bytes_);
}

Expected<Scalar, GroupFault> Scalar::from_uniform(std::span<const std::uint8_t, 64> bytes) {
    Secret<size_bytes> reduced;
    crypto_core_ristretto255_scalar_reduce(reduced.data(), bytes.data());
    if (sodium_is_zero(reduced.data(), size_bytes) != 0) return unexpected(GroupFault::zero_scalar);
    return Scalar{std::move(reduced)};
}

Expected<Scalar, GroupFault> Scalar::parse(std::span<const std::uint8_t> bytes) {
    if (bytes.size() != size_bytes) return unexpected(GroupFault::wrong_length);
    Secret<64> wide;
    std::copy(bytes.begin(), bytes.end(), wide.bytes().begin());
    Secret<size_bytes> reduced;
    crypto_core_ristretto255_scalar_reduce(reduced.data(), wide.data());
    if (sodium_memcmp(reduced.data(), wide.data(), size_bytes) != 0) return unexpected(GroupFault::not_canonical);
    if (sodium_is_zero(reduced.data(), size_bytes) != 0) return unexpected(GroupFault::zero_scalar);
    return Scalar{std::move(reduced)};
}

Scalar Scalar::copy() const {
    return Scalar{Secret<size_bytes>{bytes_.bytes()}};
}

// libsodium answers -1 when the result is the identity, which here is a result like others. (It does so for encodings
// of no element too; those do not come here.)
Point multiply(std::span<const std::uint8_t, Scalar::size_bytes> scalar, const Point& point) {
    Point product{};
    const int fault = crypto_scalarmult_ristretto255(product.data(), scalar.data(), point.data());
    GONGYI_CHECK((fault != 0) == (product == identity));
    return product;
}

Point multiply_base(std::span<const std::uint8_t, Scalar::size_bytes> scalar) {
    Point product{};
    const int fault = crypto_scalarmult_ristretto255_base(product.data(), scalar.data());
    GONGYI_CHECK((fault != 0) == (product == identity));
    return product;
}

Point add(const Point& a, const Point& b) {
    Point sum{};
    const int fault = crypto_core_ristretto255_add(sum.data(), a.data(), b.data());
    GONGYI_CHECK(fault == 0);
    return sum;
}

Scalar invert(const Scalar& scalar) {
    Secret<Scalar::size_bytes> inverse;
    const int fault = crypto_core_ristretto255_scalar_invert(inverse.data(), scalar.bytes().data());
    GONGYI_CHECK(fault == 0);
    auto parsed = Scalar::parse(inverse.bytes());
    GONGYI_CHECK(parsed.has_value());
    return *std::move(parsed);
}

Number subtract_product(const Scalar& a, const Number& b, const Scalar& c) {
    Secret<Scalar::size_bytes> product;
    Number difference{};
    crypto_core_ristretto255_scalar_mul(product.data(), b.data(), c.bytes().data());
    crypto_core_ristretto255_scalar_sub(difference.data(), a.bytes().data(), product.data());
    return difference;
}

bool is_canonical(const Number& bytes) {
    std::array<std::uint8_t, 64> wide{};
    std::copy(bytes.begin(), bytes.end(), wide.begin());
    Number reduced{};
    crypto_core_ristretto255_scalar_reduce(reduced.data(), wide.data());
    return reduced == bytes;
}

Point hash_to_group(std::string_view message, std::string_view dst) {
    const Secret<64> uniform = expand_message(message, dst);
    Point point{};
    const int fault = crypto_core_ristretto255_from_hash(point.data(), uniform.data());
    GONGYI_CHECK(fault == 0);
    return point;
}

Number hash_to_scalar(std::string_view message, std::string_view dst) {
    const Secret<64> uniform = expand_message(message, dst);
    Number number{};
    crypto_core_ristretto255_scalar_reduce(number.data(), uniform.data());
    return number;
}

}  // namespace gongyi::ballotbox
