#include "shared/decision/speaking.h"

#include <catch2/catch_test_macros.hpp>

namespace gongyi::decision {

namespace {

const SpeakingRule rule{};

std::int64_t next_seat(const Floor& floor, const SpeakingRule& by = rule) {
    const auto next = next_speaker(floor, by);
    return next ? floor.waiting[*next].seat : 0;
}

}  // namespace

TEST_CASE("who speaks next: least turns, then the other side, then who asked first", "[decision][speaking]") {
    Floor floor;
    CHECK(next_seat(floor) == 0);
    floor.waiting = {{3, Side::in_favour, {30}}, {4, Side::in_favour, {20}}, {5, Side::against, {40}}};
    CHECK(next_seat(floor) == 4);  // Nobody spoke yet: the first that asked.
    floor.last_side = Side::in_favour;
    CHECK(next_seat(floor) == 5);  // The other side.
    floor.used[5] = 1;
    CHECK(next_seat(floor) == 4);  // But who has spoken waits for those who have not.
    floor.used[3] = floor.used[4] = 1;
    CHECK(next_seat(floor) == 5);
    floor.last_side = Side::against;
    CHECK(next_seat(floor) == 4);
    SpeakingRule without = rule;
    without.alternates_sides = false;
    floor.last_side = Side::in_favour;
    CHECK(next_seat(floor, without) == 4);
}

TEST_CASE("of those who asked at once the first in the record speaks", "[decision][speaking]") {
    Floor floor;
    floor.waiting = {{9, Side::in_favour, {10}}, {2, Side::in_favour, {10}}};
    CHECK(next_seat(floor) == 9);
}

TEST_CASE("a turn ends after two minutes", "[decision][speaking]") {
    Floor floor;
    floor.current = Turn{3, Side::in_favour, {1'000}};
    CHECK(turn_ends(floor, rule) == UnixMs{121'000});
}

}  // namespace gongyi::decision
