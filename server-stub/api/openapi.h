// The API's description for programs: OpenAPI 3.1.
#pragma once

#include <string_view>

namespace gongyi::server::api {

// The document, as JSON. A test holds it to the routes, their statuses, the refusal codes and the problem codes.
[[nodiscard]] std::string_view openapi_document();

}  // namespace gongyi::server::api
