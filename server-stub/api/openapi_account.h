// The part of the API's document about accounts and sessions.
#pragma once

#include <string_view>

namespace gongyi::server::api {

// An object of paths, as JSON.
[[nodiscard]] std::string_view account_paths();

}  // namespace gongyi::server::api
