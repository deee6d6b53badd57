#include "shared/base/json_text.h"

#include <algorithm>

namespace gongyi {

namespace {

bool needs_escape(unsigned char byte) {
    return byte < 0x20 || byte == '"' || byte == '\\';
}

void append_escaped(std::string& out, unsigned char byte) {
    static constexpr std::string_view digits = "0123456789abcdef";
    out += '\\';
    switch (byte) {
        case '"':
            out += '"';
            return;
        case '\\':
            out += '\\';
            return;
        case '\b':
            out += 'b';
            return;
        case '\t':
            out += 't';
            return;
        case '\n':
            out += 'n';
            return;
        case '\f':
            out += 'f';
            return;
        case '\r':
            out += 'r';
            return;
        default:
            out += "u00";
            out += digits[byte >> 4U];
            out += digits[byte & 0xfU];
    }
}

// Where a byte of UTF-8 stands in the order of UTF-16. Bytes keep the order of code points; only those from U+E000 to
// U+FFFF (which begin with 0xee or 0xef) come after the pairs that UTF-16 needs beyond U+FFFF (0xf0 to 0xf4).
int utf16_rank(char c) {
    const int byte = static_cast<unsigned char>(c);
    return byte == 0xee || byte == 0xef ? byte + 0x10 : byte;
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
    out += '"';
    std::size_t copied = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (!needs_escape(byte)) continue;
        out.append(text, copied, i - copied);
        append_escaped(out, byte);
        copied = i + 1;
    }
    out.append(text, copied);
    out += '"';
}

bool json_name_less(std::string_view a, std::string_view b) {
    const auto [at_a, at_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    if (at_a == a.end() || at_b == b.end()) return at_b != b.end();
    return utf16_rank(*at_a) < utf16_rank(*at_b);
}

void prepend_pointer_step(std::string& pointer, std::string_view step) {
    std::string front = "/";
    for (const char c : step) {
        if (c == '~') {
            front += "~0";
        } else if (c == '/') {
            front += "~1";
        } else {
            front += c;
        }
    }
    pointer.insert(0, front);
}

}  // namespace gongyi
