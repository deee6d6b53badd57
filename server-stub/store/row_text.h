// How enumerations and lists are written in the database: words and decimal numbers that a person can read with
// sqlite3.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/community/authority.h"
#include "shared/community/people.h"

namespace gongyi::server {

[[nodiscard]] std::string_view class_word(ResidentClass resident_class);
[[nodiscard]] std::optional<ResidentClass> class_from_word(std::string_view word);
[[nodiscard]] std::optional<Role> role_from_word(std::string_view word);

// "12,15"; the empty list is the empty text.
template <class Number>
[[nodiscard]] std::string join_numbers(const std::vector<Number>& numbers) {
    std::string text;
    for (const Number& number : numbers) {
        if (!text.empty()) text += ',';
        text += std::to_string(number);
    }
    return text;
}
// Nothing when the text is not such a list.
[[nodiscard]] std::optional<std::vector<std::int64_t>> split_numbers(std::string_view text);

}  // namespace gongyi::server
