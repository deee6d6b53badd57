#include "shared/base/text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace gongyi {

namespace {

constexpr char32_t ill_formed = 0xffffffff;
constexpr std::string_view replacement = "\xef\xbf\xbd";

// Reads one code point at `at` and moves `at` behind it; ill_formed if there is none.
char32_t next_code_point(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) -> std::uint32_t {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const auto continues = [&](std::size_t i) { return (byte(i) & 0xc0U) == 0x80U; };
    const std::uint32_t lead = byte(at);
    std::size_t length = 0;
    std::uint32_t code = 0;
    std::uint32_t least = 0;
    if (lead < 0x80) {
        ++at;
        return lead;
    }
    if ((lead & 0xe0U) == 0xc0U) {
        length = 2, code = lead & 0x1fU, least = 0x80;
    } else if ((lead & 0xf0U) == 0xe0U) {
        length = 3, code = lead & 0x0fU, least = 0x800;
    } else if ((lead & 0xf8U) == 0xf0U) {
        length = 4, code = lead & 0x07U, least = 0x10000;
    } else {
        return ill_formed;
    }
    for (std::size_t i = 1; i < length; ++i) {
        if (!continues(at + i)) return ill_formed;
        code = (code << 6U) | (byte(at + i) & 0x3fU);
    }
    if (code < least || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return ill_formed;
    at += length;
    return code;
}

bool is_reordering(char32_t c) {
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

bool is_white_space(char32_t c) {
    return (c >= 0x09 && c <= 0x0d) || c == 0x20 || c == 0x85 || c == 0xa0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

bool is_blank(char32_t c) {
    return c == ' ' || c == '\n' || c == 0xa0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200f) || c == 0xfeff;
}

struct Range {
    char32_t first;
    char32_t last;
};

template <std::size_t size>
bool is_in(const std::array<Range, size>& ranges, char32_t c) {
    return std::any_of(ranges.begin(), ranges.end(),
                       [c](const Range& range) { return range.first <= c && c <= range.last; });
}

// What nobody sees, or sees differently on each device; is_acceptable() says why.
bool is_hidden(char32_t c) {
    static constexpr std::array ranges{
        Range{0xad, 0xad},         // soft hyphen
        Range{0x34f, 0x34f},       // combining grapheme joiner
        Range{0x61c, 0x61c},       // Arabic letter mark
        Range{0x115f, 0x1160},     // Hangul fillers
        Range{0x17b4, 0x17b5},     // Khmer inherent vowels
        Range{0x200b, 0x200b},     // zero width space
        Range{0x200e, 0x200f},     // directional marks
        Range{0x2028, 0x202e},     // line and paragraph separator, directional embeddings
        Range{0x2060, 0x206f},     // word joiner, invisible operators, directional isolates, deprecated controls
        Range{0x2800, 0x2800},     // braille blank
        Range{0x3164, 0x3164},     // Hangul filler
        Range{0xe000, 0xf8ff},     // private use
        Range{0xfdd0, 0xfdef},     // noncharacters
        Range{0xfe00, 0xfe0d},     // variation selectors
        Range{0xfeff, 0xfeff},     // byte order mark
        Range{0xffa0, 0xffa0},     // Hangul filler
        Range{0xfff0, 0xfffc},     // unassigned, annotations, object replacement
        Range{0xfffe, 0xffff},     // noncharacters
        Range{0x1bca0, 0x1bca3},   // shorthand format controls
        Range{0x1d173, 0x1d17a},   // musical format controls
        Range{0x1fffe, 0x1ffff},   // noncharacters
        Range{0x2fffe, 0x2ffff},   // noncharacters
        Range{0x3fffe, 0x10ffff},  // planes without characters, tags, variation selectors, private use
    };
    return is_in(ranges, c);
}

bool is_joiner(char32_t c) {
    return c == 0x200c || c == 0x200d;
}

// Scripts of which letters join or stack, and emoji.
bool takes_joiner(char32_t c) {
    static constexpr std::array ranges{Range{0x600, 0x1cff}, Range{0x2190, 0x2bff}, Range{0xa800, 0xabff},
                                       Range{0xfe0f, 0xfe0f}, Range{0x10a00, 0x1ffff}};
    return is_in(ranges, c);
}

bool is_emoji_selector(char32_t c) {
    return c == 0xfe0e || c == 0xfe0f;
}

bool takes_emoji_selector(char32_t c) {
    static constexpr std::array ranges{Range{'#', '#'},        Range{'*', '*'},       Range{'0', '9'},
                                       Range{0xa9, 0xae},      Range{0x203c, 0x2049}, Range{0x2122, 0x2139},
                                       Range{0x2190, 0x2bff},  Range{0x3030, 0x303d}, Range{0x3297, 0x3299},
                                       Range{0x1f000, 0x1faff}};
    return is_in(ranges, c);
}

bool is_mongolian_selector(char32_t c) {
    return c >= 0x180b && c <= 0x180f;
}

bool is_mongolian_letter(char32_t c) {
    return c >= 0x1820 && c <= 0x18aa;
}

bool is_combining_mark(char32_t c) {
    struct Row {
        std::uint16_t skipped;
        std::uint16_t count;
    };
    static constexpr Row rows[] = {
#include "shared/base/combining_marks.inc"
    };
    char32_t end = 0;
    for (const Row& row : rows) {
        if (c < end + row.skipped) return false;
        end += char32_t{row.skipped} + row.count;
        if (c < end) return true;
    }
    return false;
}

}  // namespace

std::optional<std::size_t> count_code_points(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) {
        if (next_code_point(text, at) == ill_formed) return std::nullopt;
    }
    return count;
}

bool has_white_space(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        if (c == ill_formed) ++at;
        if (is_white_space(c)) return true;
    }
    return false;
}

bool is_presentable(std::string_view text, bool allow_line_breaks) {
    bool has_ink = false;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        if (c == ill_formed || is_reordering(c)) return false;
        if (c == '\n' && !allow_line_breaks) return false;
        if (c != '\n' && (c < 0x20 || (c >= 0x7f && c < 0xa0))) return false;
        has_ink = has_ink || !is_blank(c);
    }
    return has_ink;
}

bool is_acceptable(std::string_view text, bool allow_line_breaks) {
    if (!is_presentable(text, allow_line_breaks)) return false;
    std::size_t marks = 0;  // On the character that was seen last; joiners and selectors begin no other.
    char32_t before = ' ';
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        if (is_hidden(c)) return false;
        if (is_joiner(c)) {
            if (!takes_joiner(before)) return false;
        } else if (is_emoji_selector(c)) {
            if (!takes_emoji_selector(before)) return false;
        } else if (is_mongolian_selector(c)) {
            if (!is_mongolian_letter(before)) return false;
        } else if (!is_combining_mark(c)) {
            marks = 0;
        } else if (++marks > marks_on_one_character_max) {
            return false;
        }
        before = c;
    }
    return true;
}

std::string to_well_formed(std::string_view text) {
    std::string good;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        if (next_code_point(text, at) == ill_formed) {
            ++at;
            good += replacement;
        } else {
            good += text.substr(begin, at - begin);
        }
    }
    return good;
}

std::string to_presentable_line(std::string_view text, std::size_t code_points_max) {
    std::vector<std::string_view> characters;  // Of the line so far; blanks only between others.
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t c = next_code_point(text, at);
        if (c == ill_formed) {
            ++at;
            characters.push_back(replacement);
            continue;
        }
        const bool is_space = is_blank(c) || is_reordering(c) || is_hidden(c) || c < 0x20 || (c >= 0x7f && c < 0xa0);
        if (!is_space) {
            characters.push_back(text.substr(begin, at - begin));
        } else if (!characters.empty() && characters.back() != " ") {
            characters.push_back(" ");
        }
    }
    while (!characters.empty() && characters.back() == " ") characters.pop_back();
    std::string line;
    const bool is_too_long = characters.size() > code_points_max;
    const std::size_t kept = is_too_long ? code_points_max - 1 : characters.size();
    for (std::size_t i = 0; i < kept; ++i) line += characters[i];
    if (is_too_long) line += "…";
    return line;
}

}  // namespace gongyi
