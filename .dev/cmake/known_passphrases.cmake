# Puts server-stub/accounts/known_passphrases.txt into the server: nobody has to load it, nor can leave it out.
set(file "${PROJECT_SOURCE_DIR}/server-stub/accounts/known_passphrases.txt")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
file(STRINGS "${file}" lines ENCODING UTF-8)
list(LENGTH lines count)
set(rows "")
foreach(line IN LISTS lines)
    string(APPEND rows "    \"${line}\",\n")
endforeach()
set(source "${PROJECT_BINARY_DIR}/generated/known_passphrases.cc")
file(CONFIGURE OUTPUT "${source}" @ONLY CONTENT [[
#include "server-stub/accounts/known_passphrases.h"

#include <array>

namespace gongyi::server {

namespace {

constexpr std::array<std::string_view, @count@> rows{
@rows@};

}  // namespace

std::span<const std::string_view> known_passphrase_lines() { return rows; }

}  // namespace gongyi::server
]])
