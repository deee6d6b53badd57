#include "server-stub/ballots/paper_file.h"

#include <optional>

#include "shared/base/number.h"

namespace gongyi::server {
namespace {

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
    return text;
}

// Reads every line that is not empty with `read`, which returns the item or what is wrong with it.
template <class Item, class Read>
Expected<ReadLines<Item>, std::vector<LineFault>> read_lines(std::string_view text, Read read) {
    ReadLines<Item> result;
    std::vector<LineFault> faults;
    std::size_t number = 0;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = trimmed(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
        if (++number > paper_lines_max) {
            faults.push_back({number, "more than " + std::to_string(paper_lines_max) + " lines"});
            break;
        }
        if (line.empty()) continue;
        Expected<Item, std::string> item = read(line);
        if (!item) {
            faults.push_back({number, std::move(item.error())});
            continue;
        }
        result.items.push_back(std::move(*item));
        result.lines.push_back(number);
    }
    if (!faults.empty()) return unexpected(std::move(faults));
    return result;
}

Expected<PaperBallot, std::string> read_paper(std::string_view line) {
    const std::size_t comma = line.find(',');
    PaperBallot paper;
    paper.serial = trimmed(line.substr(0, comma));
    if (comma == std::string_view::npos || !is_paper_serial(paper.serial)) {
        return unexpected(std::string{"needs a serial number (A-Z, a-z, 0-9 and -) and a comma"});
    }
    std::string_view rest = trimmed(line.substr(comma + 1));
    while (!rest.empty()) {
        const std::size_t end = rest.find(' ');
        const auto id = identifier_number(rest.substr(0, end));
        if (!id) return unexpected("\"" + std::string{rest.substr(0, end)} + "\" is no number of a project");
        paper.choices.emplace_back(*id);
        rest = end == std::string_view::npos ? std::string_view{} : trimmed(rest.substr(end));
    }
    return paper;
}

}  // namespace

Expected<ReadLines<ResidentId>, std::vector<LineFault>> read_paper_roll(std::string_view text) {
    return read_lines<ResidentId>(text, [](std::string_view line) -> Expected<ResidentId, std::string> {
        const auto id = identifier_number(line);
        if (!id) return unexpected("\"" + std::string{line} + "\" is no number of a resident");
        return ResidentId{*id};
    });
}

Expected<ReadLines<PaperBallot>, std::vector<LineFault>> read_paper_ballots(std::string_view text) {
    return read_lines<PaperBallot>(text, read_paper);
}

}  // namespace gongyi::server
