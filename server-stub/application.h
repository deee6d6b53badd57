// The portal as a web server: its routes, and the one way in for every request.
#pragma once

#include <string_view>
#include <vector>

#include "server-stub/http/router.h"
#include "server-stub/services.h"

namespace gongyi::server {

// Every address that is answered. `services` must outlive the routes.
[[nodiscard]] std::vector<Route> make_routes(Services& services);

class Application {
public:
    Application(PortalHost& host, const ServerKey& key, const ServiceOptions& options);
    // Refuses what is not for this server, and what another site makes a browser send; all else goes to its handler.
    void handle(const ExchangePtr& exchange) const;
    [[nodiscard]] bool may_be_logged(const Request& request) const { return router_.may_be_logged(request); }
    [[nodiscard]] WitnessBoard& witnesses() { return services_.witnesses; }
    // Documents may be sent by those who may file them, to where they are filed.
    [[nodiscard]] BodyAllowance body_limit(const Request& request) const;

private:
    Services services_;
    Router router_;
};

// The answer to a request that the parser refused, or whose handler failed.
[[nodiscard]] Response fault_response(const Request& request, int status);

// Whether a path belongs to the API, whose errors are problem+json; elsewhere they are pages.
[[nodiscard]] bool is_api_path(std::string_view path);

}  // namespace gongyi::server
