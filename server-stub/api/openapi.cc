#include "server-stub/api/openapi.h"

#include "server-stub/api/handlers.h"
#include "server-stub/api/openapi_json.h"
#include "server-stub/api/openapi_text.h"

namespace gongyi::server::api {
namespace {

constexpr std::string_view beginning =
    R"json({
  "openapi": "3.1.0",
  "info": {
    "title": "Gongyi 共议",
    "version": "1",
    "description": "The API of one community's portal. Everything public is in the record, which anyone )json"
    R"json(may download and count again. Commands need a session (cookie), the session's CSRF token and an )json"
    R"json(Idempotency-Key. Errors are RFC 9457 problem details. Beside the statuses named here, any )json"
    R"json(request may be answered with 400, 408, 413, 414, 421 (another Host than this server's), 429, 431, 500, )json"
    R"json(501, 503 or 505, one that changes something and that another site made a browser send with 403, and a )json"
    R"json(known address with 405 for a method that it does not take. Every 429 and 503 has Retry-After: what )json"
    R"json(is refused for being too often has the seconds until the next is taken."
  },
)json";

}  // namespace

std::string_view openapi_document() {
    static const std::string filled = fill_openapi(std::string{beginning} + std::string{openapi_paths()} + ",\n" +
                                                   std::string{openapi_components()} + "\n}\n");
    return filled;
}

void get_openapi(Services& /*services*/, const ExchangePtr& exchange) {
    static const auto shared = std::make_shared<const std::string>(openapi_document());
    Response response{.status = 200, .content_type = json_type};
    response.shared_body = shared;
    exchange->answer(std::move(response));
}

}  // namespace gongyi::server::api
