// Tallies: generated elections of 10^4 to 10^6 ballots, natively and as WebAssembly. A file named in the environment
// variable GONGYI_BENCH_PB is measured too.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "shared/base/random.h"
#include "shared/tally/pb.h"
#include "shared/tally/tally.h"
#include "tests/bench/clock.h"
#include "tests/bench/memory.h"
#include "tests/bench/subjects.h"

namespace gongyi::bench {

namespace {

using namespace gongyi::tally;

// Prints the median of five runs and how far the fastest and the slowest were from it; returns the median, in ms.
template <class Work>
double measure_median(const std::string& name, Work&& work) {
    using Clock = std::chrono::steady_clock;
    std::vector<double> took_ms;
    for (int run = 0; run < 5; ++run) {
        const auto start = Clock::now();
        work();
        took_ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
    }
    std::sort(took_ms.begin(), took_ms.end());
    std::printf("%-52s %10.2f ms median, %.2f to %.2f\n", name.c_str(), took_ms[2], took_ms.front(), took_ms.back());
    std::fflush(stdout);
    return took_ms[2];
}

// Popularity falls with the project's number, costs vary by a factor of fifty, and half the money wanted is there.
Election generate(std::uint32_t ballot_count, std::uint32_t project_count) {
    SplitMix64 random{ballot_count};
    Election election;
    for (std::uint32_t p = 0; p < project_count; ++p) {
        election.projects.push_back(
            {.id = std::to_string(p), .cost = static_cast<std::int64_t>(random.below(490'000) + 10'000)});
        election.budget += election.projects.back().cost / 2;
    }
    std::vector<std::uint32_t> choices;
    election.ballots.reserve(ballot_count, std::size_t{ballot_count} * 4);
    for (std::uint32_t b = 0; b < ballot_count; ++b) {
        choices.clear();
        const std::uint64_t wanted = random.below(7) + 1;
        for (std::uint64_t i = 0; i < wanted; ++i) {
            const auto p = static_cast<std::uint32_t>(random.below(random.below(project_count) + 1));
            if (std::find(choices.begin(), choices.end(), p) == choices.end()) choices.push_back(p);
        }
        election.ballots.add(choices);
    }
    return election;
}

struct Measured {
    const char* what;
    Rule rule;
};
constexpr std::array rules{
    Measured{"greedy", {.method = Method::greedy}},
    Measured{"equal shares", {.method = Method::mes}},
    Measured{"phragmen", {.method = Method::phragmen}},
};
constexpr Measured add1{"equal shares add1", {.method = Method::mes, .completion = Completion::add1}};

double measure_rule(const std::string& name, const Election& election, const Measured& measured) {
    return measure_median("tally " + name + " " + measured.what, [&] {
        const Outcome outcome = tally::tally(election, measured.rule);
        keep(&outcome);
    });
}

// Tallies of ten times as many ballots each, and what a ballot of each took in relation to one of the election before:
// not above 1 where the time grows no worse than linearly.
void measure_growth() {
    constexpr std::array<std::uint32_t, 3> sizes{10'000, 100'000, 1'000'000};
    std::array<std::array<double, sizes.size()>, rules.size()> took_ms{};
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        const Election election = generate(sizes[i], 200);
        const std::string name = std::to_string(sizes[i]) + " x 200";
        for (std::size_t r = 0; r < rules.size(); ++r) took_ms[r][i] = measure_rule(name, election, rules[r]);
        std::printf("%-52s %10zu MB\n", ("tally " + name + " peak memory").c_str(), peak_memory_bytes() >> 20U);
        if (i == 0) measure_rule(name, election, add1);
    }
    for (std::size_t r = 0; r < rules.size(); ++r) {
        std::printf("tally growth %-39s", rules[r].what);
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            std::printf("%s%.0f ns a ballot of %u", i == 0 ? "" : ", ", took_ms[r][i] * 1e6 / sizes[i], sizes[i]);
            if (i > 0) std::printf(" (x %.2f)", took_ms[r][i] / took_ms[r][i - 1] * sizes[i - 1] / sizes[i]);
        }
        std::printf("\n");
    }
    std::fflush(stdout);
}

void measure_file(const char* path) {
    std::ifstream file{path, std::ios::binary};
    std::ostringstream content;
    content << file.rdbuf();
    const std::string text = std::move(content).str();
    const auto election = read_pb(text, {.keep_voter_columns = false});
    if (!election) {
        std::printf("%s can not be read: %zu:%zu: %s\n", path, election.error().line, election.error().column,
                    election.error().what.c_str());
        return;
    }
    measure_median("read " + std::to_string(text.size()) + " bytes of .pb", [&] {
        const auto again = read_pb(text, {.keep_voter_columns = false});
        keep(&again);
    });
    for (const Measured& measured : rules) measure_rule("of that file", *election, measured);
    measure_rule("of that file", *election, add1);
}

}  // namespace

void tally() {
    measure_growth();
    measure_rule("100000 x 100", generate(100'000, 100), rules[1]);
    if (const char* path = std::getenv("GONGYI_BENCH_PB")) measure_file(path);
}

}  // namespace gongyi::bench
