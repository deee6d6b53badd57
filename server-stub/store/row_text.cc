#include "server-stub/store/row_text.h"

#include <array>
#include <utility>

namespace gongyi::server {
namespace {

constexpr std::array<std::pair<ResidentClass, std::string_view>, 6> class_words{{
    {ResidentClass::hukou, "hukou"},
    {ResidentClass::non_hukou, "non_hukou"},
    {ResidentClass::hong_kong_macau, "hong_kong_macau"},
    {ResidentClass::works_here, "works_here"},
    {ResidentClass::owner, "owner"},
    {ResidentClass::tenant, "tenant"},
}};

constexpr std::array<std::string_view, 3> standing_words{"here", "suspended", "moved_away"};

}  // namespace

std::string_view standing_word(PersonStanding standing) {
    return standing_words.at(static_cast<std::size_t>(standing));
}

std::optional<PersonStanding> standing_from_word(std::string_view word) {
    for (std::size_t i = 0; i < standing_words.size(); ++i) {
        if (standing_words[i] == word) return static_cast<PersonStanding>(i);
    }
    return std::nullopt;
}

std::string_view class_word(ResidentClass resident_class) {
    return class_words.at(static_cast<std::size_t>(resident_class)).second;
}

std::optional<ResidentClass> class_from_word(std::string_view word) {
    for (const auto& [resident_class, text] : class_words) {
        if (text == word) return resident_class;
    }
    return std::nullopt;
}

std::optional<Role> role_from_word(std::string_view word) {
    for (const Role role : all_roles) {
        if (role_name(role) == word) return role;
    }
    return std::nullopt;
}

}  // namespace gongyi::server
