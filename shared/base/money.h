// Amounts of money.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace gongyi {

// Renminbi as a whole count of fen (0.01 yuan). Differences may be negative.
struct Money {
    std::int64_t fen = 0;
    friend constexpr auto operator<=>(Money, Money) = default;
    friend constexpr Money operator+(Money a, Money b) { return {a.fen + b.fen}; }
    friend constexpr Money operator-(Money a, Money b) { return {a.fen - b.fen}; }
    constexpr Money& operator+=(Money other) {
        fen += other.fen;
        return *this;
    }
};

[[nodiscard]] constexpr Money yuan(std::int64_t whole) {
    return {whole * 100};
}

// The largest single amount that input may name: ten thousand million yuan. A sum of a million of them fits in int64.
inline constexpr Money money_max = yuan(10'000'000'000);

// "¥1,240,000", "¥0.50", "-¥3": yuan with thousands separators; fen only when there are any.
[[nodiscard]] std::string format_yuan(Money amount);

}  // namespace gongyi
