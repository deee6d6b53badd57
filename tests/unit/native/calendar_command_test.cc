#include "server-stub/cli/calendar_command.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <sstream>
#include <vector>

namespace gongyi::server {

namespace {

struct Run {
    int status = 0;
    std::string out;
    std::string err;
};

Run run(const std::vector<std::string>& args) {
    std::ostringstream out;
    std::ostringstream err;
    const int status = calendar_command(args, out, err);
    return {status, out.str(), err.str()};
}

}  // namespace

TEST_CASE("gongyi calendar end prints the last day alone", "[cli][calendar]") {
    const Run plain = run({"end", "--posted", "2026-09-28", "--days", "5"});
    CHECK(plain.status == 0);
    CHECK(plain.out == "2026-10-08\n");
    CHECK(plain.err.empty());
    CHECK(run({"end", "--working", "--days=2", "--posted=2026-10-08"}).out == "2026-10-10\n");
    CHECK(run({"end", "--posted", "2026-09-28", "--days", "5", "--no-roll"}).out == "2026-10-03\n");
    const Run file =
        run({"end", "--posted", "2026-09-28", "--days", "5", "--calendar", "shared/community/data/holidays.json"});
    CHECK(file.out == "2026-10-08\n");
}

TEST_CASE("gongyi calendar end says when holidays are not published", "[cli][calendar]") {
    const Run got = run({"end", "--posted", "2027-05-01", "--days", "5"});
    CHECK(got.status == 0);
    CHECK(got.out == "2027-05-06\n");
    CHECK(got.err.find("provisional") != std::string::npos);
}

TEST_CASE("gongyi calendar answers nonsense with status 2 and a sentence", "[cli][calendar]") {
    const std::vector<std::string> args = GENERATE(
        values<std::vector<std::string>>({{},
                                          {"begin"},
                                          {"end"},
                                          {"end", "--posted", "2026-09-28"},
                                          {"end", "--days", "5"},
                                          {"end", "--posted", "2026-02-30", "--days", "5"},
                                          {"end", "--posted", "28.9.2026", "--days", "5"},
                                          {"end", "--posted", "2026-09-28", "--days", "0"},
                                          {"end", "--posted", "2026-09-28", "--days", "-5"},
                                          {"end", "--posted", "2026-09-28", "--days", "1001"},
                                          {"end", "--posted", "2026-09-28", "--days", "five"},
                                          {"end", "--posted", "2026-09-28", "--days", "5", "--days", "5"},
                                          {"end", "--posted", "2026-09-28", "--days", "5", "--sideways"},
                                          {"end", "--posted", "2026-09-28", "--days", "5", "extra"},
                                          {"end", "--posted", "2031-09-28", "--days", "5"},
                                          {"end", "--posted", "2026-09-28", "--days", "5", "--calendar", "nowhere"},
                                          {"check"}}));
    const Run got = run(args);
    CAPTURE(args, got.out);
    CHECK(got.status == 2);
    CHECK(got.out.empty());
    CHECK_FALSE(got.err.empty());
}

TEST_CASE("gongyi calendar check judges a file", "[cli][calendar]") {
    CHECK(run({"check", "shared/community/data/holidays.json"}).out == "valid: 2025 to 2027\n");
    const Run other = run({"check", "CMakePresets.json"});
    CHECK(other.status == 1);
    CHECK(other.err.find("/years") != std::string::npos);
}

}  // namespace gongyi::server
