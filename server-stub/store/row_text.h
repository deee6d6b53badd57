// How enumerations are written in the database: words that a person can read with sqlite3.
#pragma once

#include <optional>
#include <string_view>

#include "shared/community/authority.h"
#include "shared/community/people.h"

namespace gongyi::server {

[[nodiscard]] std::string_view class_word(ResidentClass resident_class);
[[nodiscard]] std::optional<ResidentClass> class_from_word(std::string_view word);
[[nodiscard]] std::string_view standing_word(PersonStanding standing);
[[nodiscard]] std::optional<PersonStanding> standing_from_word(std::string_view word);
[[nodiscard]] std::optional<Role> role_from_word(std::string_view word);

}  // namespace gongyi::server
