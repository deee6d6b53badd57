// The segments of a path, for whoever tells pages apart.
#pragma once

#include <charconv>
#include <cstdint>
#include <string_view>
#include <system_error>

namespace gongyi::pages {

// A segment as a number written without leading zeros; 0 when it is none.
inline std::uint64_t number_of(std::string_view segment) {
    if (segment.empty() || segment.front() == '0') return 0;
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(segment.data(), segment.data() + segment.size(), number);
    return error == std::errc{} && end == segment.data() + segment.size() ? number : 0;
}

// The segments of a path, taken one at a time.
class Segments {
public:
    explicit Segments(std::string_view path) : rest_{path} {}

    [[nodiscard]] bool is_end() const { return rest_.empty(); }
    // The next segment, or "" at the end.
    std::string_view next() {
        if (rest_.empty() || rest_.front() != '/') return {};
        rest_.remove_prefix(1);
        const std::string_view segment = rest_.substr(0, rest_.find('/'));
        rest_.remove_prefix(segment.size());
        return segment;
    }
    std::uint64_t next_number() { return number_of(next()); }

private:
    std::string_view rest_;
};

}  // namespace gongyi::pages
