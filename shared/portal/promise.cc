#include "shared/portal/promise.h"

#include <array>
#include <charconv>

#include "shared/base/json_text.h"
#include "shared/community/community.h"

namespace gongyi::portal {

namespace {

constexpr std::string_view origin_start = "gongyi/";
constexpr std::string_view origin_end = "/ballot-promise/1";

auto fault(std::size_t line, std::string want) {
    return unexpected(ParseError{"/" + std::to_string(line), std::move(want)});
}

// A decimal number from 1, without leading zeros, that every JSON reader holds exactly.
bool read_number(std::string_view text, std::int64_t& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() && text.front() != '0' && number >= 1 &&
           number <= json_integer_max;
}

}  // namespace

std::string write_promise(const BallotPromise& promise) {
    std::string text{origin_start};
    text += promise.slug;
    text += origin_end;
    text += '\n' + std::to_string(promise.round.raw()) + '\n' + to_base64(promise.commitment) + '\n';
    return text + std::to_string(promise.deadline.ms) + '\n';
}

Expected<BallotPromise, ParseError> parse_promise(std::string_view text) {
    std::array<std::string_view, 4> lines;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::size_t end = text.find('\n');
        if (end == std::string_view::npos) return fault(i + 1, "four lines, each ended by a line feed");
        lines[i] = text.substr(0, end);
        text.remove_prefix(end + 1);
    }
    if (!text.empty()) return fault(lines.size(), "nothing behind the fourth line");
    BallotPromise promise;
    const std::string_view origin = lines[0];
    const bool is_promise = origin.size() > origin_start.size() + origin_end.size() &&
                            origin.substr(0, origin_start.size()) == origin_start &&
                            origin.substr(origin.size() - origin_end.size()) == origin_end;
    if (!is_promise) return fault(1, "gongyi/<community>/ballot-promise/1");
    promise.slug = origin.substr(origin_start.size(), origin.size() - origin_start.size() - origin_end.size());
    if (!is_slug(promise.slug)) return fault(1, "gongyi/<community>/ballot-promise/1");
    std::int64_t round = 0;
    if (!read_number(lines[1], round)) return fault(2, "the number of a round");
    promise.round = RoundId{static_cast<std::uint64_t>(round)};
    const auto commitment = hash_from_base64(lines[2]);
    if (!commitment) return fault(3, "a commitment in base64");
    promise.commitment = *commitment;
    if (!read_number(lines[3], promise.deadline.ms)) return fault(4, "UTC milliseconds");
    return promise;
}

}  // namespace gongyi::portal
