// The clock that is not believed when it jumps, at each of its limits and one beyond; and what it remembers.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <fstream>

#include "server-stub/clock/watched_clock.h"
#include "tests/unit/native/server_support.h"

namespace gongyi::server::test {
namespace {

constexpr std::int64_t booted = 1'000'000;

ClockReading reading(std::int64_t wall_later, std::int64_t boot_later) {
    return {UnixMs{test_now.ms + wall_later}, booted + boot_later};
}

}  // namespace

TEST_CASE("a step is believed up to its limit, and not one millisecond more", "[clock]") {
    const std::int64_t sign = GENERATE(1, -1);
    const std::int64_t passed = 10'000;
    const std::int64_t allowed = clock_step_max_ms + passed / clock_drift_divisor;
    GuardedClock clock{reading(0, 0), {}};
    CHECK(clock.read(reading(passed + sign * allowed, passed)).ms == test_now.ms + passed + sign * allowed);
    CHECK(clock.doubt() == ClockDoubt::none);
    CHECK(clock.read(reading(passed + sign * (allowed + 1), passed)).ms == test_now.ms + passed);
    CHECK(clock.doubt() == (sign > 0 ? ClockDoubt::ahead : ClockDoubt::behind));
    CHECK_FALSE(clock.is_held());
}

TEST_CASE("time goes on without a clock that jumped, and with it again when it is back or accepted", "[clock]") {
    GuardedClock clock{reading(0, 0), {}};
    const std::int64_t ahead = 400 * day_ms;
    CHECK(clock.read(reading(ahead, 1'000)).ms == test_now.ms + 1'000);
    CHECK(clock.read(reading(ahead + hour_ms, hour_ms)).ms == test_now.ms + hour_ms);
    CHECK(clock.read(reading(2 * hour_ms, 2 * hour_ms)).ms == test_now.ms + 2 * hour_ms);
    CHECK(clock.doubt() == ClockDoubt::none);
    CHECK(clock.read(reading(ahead, 2 * hour_ms)).ms == test_now.ms + 2 * hour_ms);
    clock.accept(reading(ahead, 2 * hour_ms));
    CHECK(clock.doubt() == ClockDoubt::none);
    CHECK(clock.read(reading(ahead + 5, 2 * hour_ms + 5)).ms == test_now.ms + ahead + 5);
}

TEST_CASE("small steps add up within an hour", "[clock]") {
    GuardedClock clock{reading(0, 0), {}};
    std::int64_t stolen = 0;
    std::int64_t believed = 0;
    // A second a second: not one step is large.
    for (std::int64_t passed = 1'000; passed < clock_anchor_ms; passed += 1'000) {
        stolen += 1'000;
        believed = clock.read(reading(passed + stolen, passed)).ms - test_now.ms - passed;
    }
    CHECK(clock.doubt() == ClockDoubt::ahead);
    CHECK(believed == 0);
    // Slewing as NTP does is no jump, for days.
    GuardedClock slewed{reading(0, 0), {}};
    for (std::int64_t passed = 0; passed < 30 * day_ms; passed += minute_ms) {
        CHECK(slewed.read(reading(passed + passed / 2'000, passed)).ms == test_now.ms + passed + passed / 2'000);
    }
}

TEST_CASE("after a restart of the machine the time seen last decides", "[clock]") {
    const auto [name, later, doubt] = GENERATE(table<const char*, std::int64_t, ClockDoubt>({
        {"a week later", clock_gap_max_ms, ClockDoubt::none},
        {"one more", clock_gap_max_ms + 1, ClockDoubt::ahead},
        {"a minute before", -clock_step_max_ms, ClockDoubt::none},
        {"one less", -clock_step_max_ms - 1, ClockDoubt::behind},
    }));
    CAPTURE(name);
    ClockPast past;
    past.seen = test_now;
    GuardedClock clock{reading(later, 0), past};
    CHECK(clock.doubt() == doubt);
    CHECK(clock.is_held() == (doubt != ClockDoubt::none));
    const std::int64_t believed = doubt == ClockDoubt::none ? later : 0;
    CHECK(clock.read(reading(later + 7, 7)).ms == test_now.ms + believed + 7);
}

TEST_CASE("a clock that was set right after a start is believed, and then guarded like any other", "[clock]") {
    ClockPast past;
    past.seen = test_now;
    GuardedClock clock{reading(-300 * day_ms, 0), past};
    CHECK(clock.is_held());
    CHECK(clock.read(reading(2 * day_ms, 1'000)).ms == test_now.ms + 2 * day_ms);
    CHECK_FALSE(clock.is_held());
    CHECK(clock.read(reading(4 * day_ms, 2'000)).ms == test_now.ms + 2 * day_ms + 1'000);
    CHECK(clock.doubt() == ClockDoubt::ahead);
}

TEST_CASE("a restart of the program alone is no gap: the other clock went on", "[clock]") {
    ClockPast past;
    past.seen = test_now;
    past.seen_boot_ms = booted;
    GuardedClock clock{reading(3 * day_ms, 1'000), past};
    CHECK(clock.doubt() == ClockDoubt::ahead);
    CHECK_FALSE(clock.is_held());
    GuardedClock good{reading(30 * day_ms, 30 * day_ms), past};
    CHECK(good.doubt() == ClockDoubt::none);
}

TEST_CASE("without a time that was seen, the newest entry is the least that it can be", "[clock]") {
    ClockPast past;
    past.last_entry = test_now;
    CHECK(GuardedClock(reading(-clock_step_max_ms, 0), past).doubt() == ClockDoubt::none);
    CHECK(GuardedClock(reading(-clock_step_max_ms - 1, 0), past).doubt() == ClockDoubt::behind);
    // An older version of the program remembered nothing, and a community may be quiet for long.
    CHECK(GuardedClock(reading(60 * day_ms, 0), past).doubt() == ClockDoubt::none);
}

TEST_CASE("the clock remembers what was believed, and takes a yes to what it shows alone", "[clock]") {
    const TemporaryFolder folder;
    ClockReading now = reading(0, 0);
    const auto clocks = [&now] { return now; };
    {
        WatchedClock clock{folder.path(), clocks};
        clock.look();
        now = reading(400 * day_ms, 5'000);
        CHECK(clock.now().ms == test_now.ms + 5'000);
        CHECK(clock.may_bring_about());
    }
    std::int64_t seen = 0;
    std::ifstream{folder.path() + "/clock.seen"} >> seen;
    CHECK(seen == test_now.ms + 5'000);

    std::ofstream{folder.path() + "/clock.seen"} << test_now.ms << " 5 another-start\n";
    WatchedClock clock{folder.path(), clocks};
    CHECK(clock.state().is_held);
    CHECK_FALSE(clock.may_bring_about());
    CHECK(clock_sentence(clock.state()).find("400 days ahead of 2026-") != std::string::npos);
    clock.look();  // Remembers nothing while nobody knows the time.
    std::ifstream{folder.path() + "/clock.seen"} >> seen;
    CHECK(seen == test_now.ms);
    CHECK_FALSE(clock.accept(UnixMs{now.wall.ms - clock_yes_ms_max - 1}));
    CHECK_FALSE(clock.accept(UnixMs{now.wall.ms + clock_yes_ms_max + 1}));
    CHECK(clock.state().is_held);
    REQUIRE(lay_clock_accept(folder.path(), UnixMs{now.wall.ms - clock_yes_ms_max}));
    clock.look();
    CHECK(clock.now() == now.wall);
    CHECK(clock_sentence(clock.state()).empty());
}

}  // namespace gongyi::server::test
