// The words of known_passphrases.txt, as the build put them into the program (.dev/cmake/known_passphrases.cmake).
#pragma once

#include <span>
#include <string_view>

namespace gongyi::server {

// Words with single blanks between them, in lower case; ascending.
[[nodiscard]] std::span<const std::string_view> known_passphrase_lines();

}  // namespace gongyi::server
