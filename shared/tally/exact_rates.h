// The payments of equal shares as exact rationals.
//
// A voter who has paid in full for every supported purchase so far has start - the sum of rate[r] * worth[r]. So the
// money of any number of such voters is count * start - the sum of rate[r] * coefficient[r], with whole coefficients.
// All of it is kept over one common denominator D, which each purchase multiplies by what its payers' worths add up to:
// a purchase then costs a multiplication of a long number by a short one for each purchase before it, and no common
// divisors of long numbers are ever needed.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "shared/tally/outcome.h"
#include "shared/tally/wide.h"

namespace gongyi::tally {

using BigInt = boost::multiprecision::cpp_int;

// numerator / (D * divisor), where D is the common denominator when it was computed.
struct ExactRate {
    BigInt numerator{};
    std::int64_t divisor = 1;
};

class ExactRates {
public:
    // Everyone starts with numerator / denominator smallest units.
    ExactRates(const BigInt& start_numerator, const BigInt& start_denominator)
        : start_{start_numerator}, denominator_{start_denominator} {}

    // How many purchases are known.
    [[nodiscard]] std::size_t count() const { return purchases_.size(); }
    // The money count * start - the sum of coefficients[r] * rate[r], times D. `coefficients` has count() entries.
    [[nodiscard]] BigInt money(std::int64_t count, std::span<const std::int64_t> coefficients) const;
    // D.
    [[nodiscard]] const BigInt& denominator() const { return denominator_; }
    // Adds a purchase.
    void add(const ExactRate& rate);
    // rate[r] * multiplier / divisor in lowest terms; requires divisor > 0.
    [[nodiscard]] Fraction fraction(std::size_t purchase, std::int64_t multiplier, std::int64_t divisor) const;
    // rate[later] - rate[earlier] in lowest terms.
    [[nodiscard]] Fraction difference(std::size_t later, std::size_t earlier) const;
    // rate[r] * 2^bits, rounded down.
    [[nodiscard]] Wide scaled(std::size_t purchase, int bits) const;
    // The same of a rate that is not added yet.
    [[nodiscard]] Wide scaled(const ExactRate& rate, int bits) const;

private:
    struct Purchase {
        BigInt numerator;     // Over D as it was before this purchase, times factor.
        std::int64_t factor;  // What D was multiplied by.
        BigInt denominator;   // D after it.
    };
    BigInt start_;
    BigInt denominator_;
    std::vector<Purchase> purchases_{};
};

// numerator / denominator in lowest terms; requires denominator > 0.
[[nodiscard]] Fraction make_fraction(const BigInt& numerator, const BigInt& denominator);
[[nodiscard]] BigInt big(Wide value);
// Requires a value below 2^126 in size.
[[nodiscard]] Wide to_wide(const BigInt& value);

}  // namespace gongyi::tally
