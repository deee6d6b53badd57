// The parts of the API's document, as they stand in it. Written by hand: a description drawn from the code would agree
// with it by construction and tell nobody of a change.
#pragma once

#include <string_view>

namespace gongyi::server::api {

// The member "paths": every route, with its answers.
[[nodiscard]] std::string_view openapi_paths();
// The member "components": what the routes share, and the schemas of all that they take and give.
[[nodiscard]] std::string_view openapi_components();

}  // namespace gongyi::server::api
