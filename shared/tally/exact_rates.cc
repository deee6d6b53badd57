#include "shared/tally/exact_rates.h"

#include <cmath>
#include <cstdlib>
#include <exception>
#include <numeric>

#include "shared/base/check.h"

#ifdef BOOST_NO_EXCEPTIONS
namespace boost {

// What Boost asks of a program without exceptions. It throws for a division by zero alone, which would be our bug.
void throw_exception(const std::exception&, const source_location&) {
    GONGYI_CHECK(false && "Boost threw");
    std::abort();
}

}  // namespace boost
#endif

namespace gongyi::tally {

namespace multiprecision = boost::multiprecision;

BigInt big(Wide value) {
    const bool negative = value < 0;
    const auto size = negative ? 0 - static_cast<WideUnsigned>(value) : static_cast<WideUnsigned>(value);
    BigInt result = static_cast<std::uint64_t>(size >> 64U);
    result <<= 64;
    result += static_cast<std::uint64_t>(size);
    return negative ? BigInt{-result} : result;
}

Wide to_wide(const BigInt& value) {
    const BigInt size = multiprecision::abs(value);
    GONGYI_CHECK(size < (BigInt{1} << 126));
    const auto low = static_cast<std::uint64_t>(size & BigInt{0xffffffffffffffffU});
    const auto high = static_cast<std::uint64_t>(BigInt{size >> 64});
    const auto result = static_cast<Wide>((static_cast<WideUnsigned>(high) << 64U) | low);
    return value < 0 ? -result : result;
}

// Horner's scheme over the factors of D: acc / D[r] - coefficient[r] * rate[r], purchase by purchase.
BigInt ExactRates::money(std::int64_t count, std::span<const std::int64_t> coefficients) const {
    GONGYI_CHECK(coefficients.size() == purchases_.size());
    BigInt result = start_ * count;
    for (std::size_t r = 0; r < purchases_.size(); ++r) {
        if (purchases_[r].factor != 1) result *= purchases_[r].factor;
        if (coefficients[r] != 0) result -= purchases_[r].numerator * coefficients[r];
    }
    return result;
}

void ExactRates::add(const ExactRate& rate) {
    // What numerator and divisor share need not enter D.
    const auto rest = static_cast<std::int64_t>(BigInt{rate.numerator % rate.divisor});
    const std::int64_t shared = std::gcd(rest, rate.divisor);
    const std::int64_t factor = rate.divisor / shared;
    denominator_ *= factor;
    purchases_.push_back({rate.numerator / shared, factor, denominator_});
}

Fraction ExactRates::fraction(std::size_t purchase, std::int64_t multiplier, std::int64_t divisor) const {
    return make_fraction(purchases_[purchase].numerator * multiplier, purchases_[purchase].denominator * divisor);
}

Fraction ExactRates::difference(std::size_t later, std::size_t earlier) const {
    const Purchase& a = purchases_[later];
    const Purchase& b = purchases_[earlier];
    return make_fraction(a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator);
}

Wide ExactRates::scaled(std::size_t purchase, int bits) const {
    return to_wide((purchases_[purchase].numerator << bits) / purchases_[purchase].denominator);
}

Wide ExactRates::scaled(const ExactRate& rate, int bits) const {
    return to_wide((rate.numerator << bits) / (denominator_ * rate.divisor));
}

Fraction make_fraction(const BigInt& numerator, const BigInt& denominator) {
    GONGYI_CHECK(denominator > 0);
    Fraction result;
    const BigInt shared = multiprecision::gcd(numerator, denominator);
    const BigInt top = numerator / shared;
    const BigInt bottom = denominator / shared;
    result.numerator = top.str();
    result.denominator = bottom.str();
    // 62 significant bits of the quotient, so that huge numbers do not overflow a double on the way.
    const BigInt size = multiprecision::abs(top);
    if (size == 0) return result;
    const int shift = 62 - static_cast<int>(multiprecision::msb(size)) + static_cast<int>(multiprecision::msb(bottom));
    const BigInt quotient = shift >= 0 ? BigInt{(size << shift) / bottom} : BigInt{size / (bottom << -shift)};
    result.approximate = std::ldexp(static_cast<double>(static_cast<std::uint64_t>(quotient)), -shift);
    if (top < 0) result.approximate = -result.approximate;
    return result;
}

}  // namespace gongyi::tally
