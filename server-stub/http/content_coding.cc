#include "server-stub/http/content_coding.h"

#include <algorithm>
#include <optional>

namespace gongyi::server {
namespace {

constexpr std::string_view blanks = " \t";

std::string_view without_blanks(std::string_view text) {
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool is_same_token(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

// Whether a weight such as "q=0.5" is above 0: only "q=0", "q=0.", "q=0.0" and so on are not.
bool is_above_zero(std::string_view weight) {
    weight = without_blanks(weight);
    if (weight.size() < 3 || (weight[0] != 'q' && weight[0] != 'Q') || weight[1] != '=') return false;
    return weight.find_first_of("123456789") != std::string_view::npos;
}

}  // namespace

bool accepts_coding(std::string_view accept_encoding, std::string_view coding) {
    std::optional<bool> is_any_accepted;
    while (!accept_encoding.empty()) {
        const auto end = std::min(accept_encoding.find(','), accept_encoding.size());
        const std::string_view element = accept_encoding.substr(0, end);
        accept_encoding.remove_prefix(std::min(end + 1, accept_encoding.size()));

        const auto semicolon = element.find(';');
        const std::string_view name = without_blanks(element.substr(0, semicolon));
        const bool is_accepted = semicolon == std::string_view::npos || is_above_zero(element.substr(semicolon + 1));
        if (is_same_token(name, coding)) return is_accepted;
        if (name == "*") is_any_accepted = is_accepted;
    }
    return is_any_accepted.value_or(false);
}

bool is_compressed_copy(std::string_view name) {
    return std::any_of(content_codings.begin(), content_codings.end(), [&](const ContentCoding& coding) {
        return name.size() > coding.ending.size() && name.substr(name.size() - coding.ending.size()) == coding.ending;
    });
}

}  // namespace gongyi::server
