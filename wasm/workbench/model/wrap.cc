#include "wasm/workbench/model/wrap.h"

#include <algorithm>
#include <cstdint>

namespace gongyi::workbench {
namespace {

// The bytes of the character that starts with `lead`; 1 for a stray byte.
std::size_t bytes_of(char lead) {
    const auto byte = static_cast<std::uint8_t>(lead);
    if (byte < 0xc0) return 1;
    if (byte < 0xe0) return 2;
    return byte < 0xf0 ? 3 : 4;
}

std::string_view character_at(std::string_view text, std::size_t at) {
    return text.substr(at, bytes_of(text[at]));
}

bool is_one_of(std::string_view character, std::string_view set) {
    return !character.empty() && set.find(character) != std::string_view::npos;
}

// Full-width forms are written as escapes: in many fonts they look like their ASCII cousins.
bool stays_with_previous(std::string_view character) {
    return is_one_of(character,
                     ",.;:!?)]}%\uff0c\u3002\u3001\uff1b\uff1a\uff1f\uff01\uff09\u300b\u300d\u300f\u3011\u3015"
                     "\u201d\u2019\u2026\u00b7\u2014\uff05\u2103");
}
bool stays_with_next(std::string_view character) {
    return is_one_of(character, "([{$#\uff08\u300a\u300c\u300e\u3010\u3014\u201c\u2018\u00a5\uffe5");
}
bool is_space(std::string_view character) {
    return character == " ";
}
bool is_latin(std::string_view character) {
    return character.size() < 3 && !is_space(character);
}

// The end of the piece that starts at `begin` and must not be broken.
std::size_t end_of_piece(std::string_view text, std::size_t begin) {
    std::size_t end = begin;
    std::string_view last;
    while (end < text.size()) {
        const std::string_view next = character_at(text, end);
        if (next == "\n" || is_space(next)) break;
        const bool joins =
            last.empty() || stays_with_previous(next) || stays_with_next(last) || (is_latin(last) && is_latin(next));
        if (!joins) break;
        end += next.size();
        last = next;
    }
    return std::max(end, begin + 1);
}

// As much of `piece` as fits; at least one character.
std::size_t fitting(std::string_view piece, float width, const std::function<float(std::string_view)>& width_of) {
    std::size_t end = bytes_of(piece[0]);
    while (end < piece.size()) {
        const std::size_t next = end + bytes_of(piece[end]);
        if (width_of(piece.substr(0, next)) > width) break;
        end = next;
    }
    return std::min(end, piece.size());
}

}  // namespace

std::vector<std::string_view> wrap(std::string_view text, float width,
                                   const std::function<float(std::string_view)>& width_of) {
    std::vector<std::string_view> lines;
    std::size_t line_begin = 0;
    std::size_t line_end = 0;  // Without spaces that hang over.
    float used = 0;
    std::size_t at = 0;
    const auto break_at = [&](std::size_t next_begin) {
        lines.push_back(text.substr(line_begin, line_end - line_begin));
        line_begin = line_end = next_begin;
        used = 0;
    };
    while (at < text.size()) {
        if (text[at] == '\n') {
            break_at(++at);
            continue;
        }
        if (text[at] == ' ') {
            used += width_of(" ");
            if (line_begin == at && !lines.empty()) line_begin = line_end = at + 1;
            ++at;
            continue;
        }
        std::size_t end = end_of_piece(text, at);
        float piece_width = width_of(text.substr(at, end - at));
        if (used + piece_width > width && line_end > line_begin) break_at(at);
        if (piece_width > width) {
            end = at + fitting(text.substr(at, end - at), width, width_of);
            piece_width = width_of(text.substr(at, end - at));
        }
        used += piece_width;
        at = line_end = end;
    }
    if (line_end > line_begin || lines.empty()) break_at(at);
    return lines;
}

}  // namespace gongyi::workbench
