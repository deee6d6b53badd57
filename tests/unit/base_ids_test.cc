#include "shared/base/ids.h"

#include <catch2/catch_test_macros.hpp>
#include <limits>
#include <type_traits>
#include <unordered_set>

namespace gongyi {

namespace {

using RoundId = Id<struct RoundTag>;
using ProjectId = Id<struct ProjectTag>;

// tests/compile_fail shows the same for calls and comparisons.
static_assert(!std::is_convertible_v<ProjectId, RoundId>);
static_assert(!std::is_constructible_v<RoundId, ProjectId>);
static_assert(!std::is_convertible_v<std::uint64_t, RoundId>);
static_assert(!std::is_convertible_v<RoundId, std::uint64_t>);

}  // namespace

TEST_CASE("ids compare by their number and begin as none", "[base][ids]") {
    CHECK(RoundId{} == RoundId{0});
    CHECK(RoundId{1} < RoundId{2});
    CHECK(RoundId{1} != RoundId{2});
    // More than 32 bits, also where size_t has no more.
    CHECK(RoundId{1}.raw() != RoundId{(std::uint64_t{1} << 32U) + 1}.raw());
    CHECK(RoundId{std::numeric_limits<std::uint64_t>::max()}.raw() == std::numeric_limits<std::uint64_t>::max());
}

TEST_CASE("ids are found in unordered containers", "[base][ids]") {
    const std::unordered_set<RoundId> rounds{RoundId{1}, RoundId{2}, RoundId{1}};
    CHECK(rounds.size() == 2);
    CHECK(rounds.count(RoundId{2}) == 1);
    CHECK(rounds.count(RoundId{3}) == 0);
}

}  // namespace gongyi
