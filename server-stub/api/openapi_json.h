// The parts of the API's document that are lists or fields of the shared code, and so are taken from there.
#pragma once

#include <string>
#include <string_view>

namespace gongyi::server::api {

// `document` with the refusal codes, and with a schema for every command of the decision flow. Requires JSON with
// components/schemas/RefusalCode and components/schemas/Deliberation.
[[nodiscard]] std::string fill_openapi(std::string_view document);

}  // namespace gongyi::server::api
