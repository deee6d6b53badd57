#include "shared/base/text.h"

#include <cstdint>
#include <vector>

namespace gongyi {

namespace {

constexpr char32_t ill_formed = 0xffffffff;

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

std::string to_presentable_line(std::string_view text, std::size_t code_points_max) {
    static constexpr std::string_view replacement = "\xef\xbf\xbd";
    std::vector<std::string_view> characters;  // Of the line so far; blanks only between others.
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t c = next_code_point(text, at);
        if (c == ill_formed) {
            ++at;
            characters.push_back(replacement);
            continue;
        }
        const bool is_space = is_blank(c) || is_reordering(c) || c < 0x20 || (c >= 0x7f && c < 0xa0);
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
