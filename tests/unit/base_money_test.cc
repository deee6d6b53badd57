#include "shared/base/money.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <cstdint>
#include <limits>
#include <string>

namespace gongyi {

TEST_CASE("amounts are shown in yuan with separators, and fen only when there are any", "[base][money]") {
    struct Row {
        std::int64_t fen;
        std::string text;
    };
    const auto row = GENERATE(values<Row>({
        {0, "¥0"},
        {1, "¥0.01"},
        {50, "¥0.50"},
        {99'999, "¥999.99"},
        {100'000, "¥1,000"},
        {124'000'000, "¥1,240,000"},
        {200'000'001, "¥2,000,000.01"},
        {-300, "-¥3"},
        {-5, "-¥0.05"},
        {-123'456'789, "-¥1,234,567.89"},
        {std::numeric_limits<std::int64_t>::max(), "¥92,233,720,368,547,758.07"},
        {std::numeric_limits<std::int64_t>::min(), "-¥92,233,720,368,547,758.08"},
    }));
    CAPTURE(row.fen);
    CHECK(format_yuan(Money{row.fen}) == row.text);
}

TEST_CASE("amounts add, subtract and compare as counts of fen", "[base][money]") {
    CHECK(yuan(3) == Money{300});
    CHECK(yuan(3) + Money{7} == Money{307});
    CHECK(yuan(3) - Money{307} == Money{-7});
    CHECK(Money{-1} < Money{0});
    Money total{5};
    total += yuan(1);
    CHECK(total == Money{105});
}

TEST_CASE("a million of the largest amounts can be added up", "[base][money]") {
    CHECK(money_max.fen <= std::numeric_limits<std::int64_t>::max() / 1'000'000);
}

}  // namespace gongyi
