// Goal: the two files that the desk types from an urn are read line by line, and each fault has a line that is there.
// Method: any bytes as either file; what is read and printed again is read as the same.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "server-stub/ballots/paper_file.h"
#include "shared/base/check.h"

namespace {

using namespace gongyi;
using namespace gongyi::server;

void check_lines(const std::vector<std::size_t>& lines, std::string_view text) {
    const auto count = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
    GONGYI_CHECK(std::is_sorted(lines.begin(), lines.end()));
    for (const std::size_t line : lines) GONGYI_CHECK(line >= 1 && line <= count);
}

void check_faults(const std::vector<LineFault>& faults, std::string_view text) {
    GONGYI_CHECK(!faults.empty());
    std::vector<std::size_t> lines;
    for (const LineFault& fault : faults) {
        GONGYI_CHECK(!fault.what.empty());
        lines.push_back(fault.line);
    }
    check_lines(lines, text);
}

void read_roll(std::string_view text) {
    const auto roll = read_paper_roll(text);
    if (!roll) return check_faults(roll.error(), text);
    GONGYI_CHECK(roll->items.size() == roll->lines.size() && roll->items.size() <= paper_lines_max);
    check_lines(roll->lines, text);
    std::string printed;
    for (const ResidentId id : roll->items) printed += std::to_string(id.raw()) + '\n';
    const auto again = read_paper_roll(printed);
    GONGYI_CHECK(again.has_value() && again->items == roll->items);
}

void read_ballots(std::string_view text) {
    const auto ballots = read_paper_ballots(text);
    if (!ballots) return check_faults(ballots.error(), text);
    GONGYI_CHECK(ballots->items.size() == ballots->lines.size() && ballots->items.size() <= paper_lines_max);
    check_lines(ballots->lines, text);
    std::string printed;
    for (const PaperBallot& paper : ballots->items) {
        printed += paper.serial + ',';
        for (const ProjectId choice : paper.choices) printed += ' ' + std::to_string(choice.raw());
        printed += '\n';
    }
    const auto again = read_paper_ballots(printed);
    GONGYI_CHECK(again.has_value() && again->items.size() == ballots->items.size());
    for (std::size_t i = 0; i < ballots->items.size(); ++i) {
        GONGYI_CHECK(again->items[i].serial == ballots->items[i].serial);
        GONGYI_CHECK(again->items[i].choices == ballots->items[i].choices);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    read_roll(text);
    read_ballots(text);
    return 0;
}
