#include "shared/base/money.h"

namespace gongyi {

namespace {

// "1240000" -> "1,240,000".
std::string with_thousands(std::uint64_t whole) {
    std::string digits = std::to_string(whole);
    for (std::size_t from_end = 3; from_end < digits.size(); from_end += 4) {
        digits.insert(digits.size() - from_end, 1, ',');
    }
    return digits;
}

}  // namespace

std::string format_yuan(Money amount) {
    const bool negative = amount.fen < 0;
    // 0 - x on the unsigned value is right for the most negative number as well.
    const std::uint64_t fen =
        negative ? 0 - static_cast<std::uint64_t>(amount.fen) : static_cast<std::uint64_t>(amount.fen);
    std::string text = (negative ? "-¥" : "¥") + with_thousands(fen / 100);
    if (const std::uint64_t rest = fen % 100; rest != 0) {
        text += '.';
        text += static_cast<char>('0' + rest / 10);
        text += static_cast<char>('0' + rest % 10);
    }
    return text;
}

}  // namespace gongyi
