// What the desk types from an urn: two files, read with the line of every fault.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/base/expected.h"
#include "shared/microproject/commands.h"

namespace gongyi::server {

// More in one go would be refused by the community's size anyway.
inline constexpr std::size_t paper_lines_max = 100'000;

struct LineFault {
    std::size_t line = 0;  // From 1.
    std::string what;
};

// What was read, with the line of each item.
template <class Item>
struct ReadLines {
    std::vector<Item> items;
    std::vector<std::size_t> lines;  // Parallel to items.
};

// The roll: on each line the number of a resident who was handed a paper. Empty lines are left out.
[[nodiscard]] Expected<ReadLines<ResidentId>, std::vector<LineFault>> read_paper_roll(std::string_view text);

// The papers: on each line its serial number, a comma, and the numbers of the projects with spaces between them:
// "A-0017,12 15". Empty lines are left out. Salts are zero.
[[nodiscard]] Expected<ReadLines<PaperBallot>, std::vector<LineFault>> read_paper_ballots(std::string_view text);

}  // namespace gongyi::server
