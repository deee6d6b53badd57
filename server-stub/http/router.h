// From method and path to a handler: one table.
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server-stub/http/exchange.h"

namespace gongyi::server {

struct Route {
    Method method = Method::get;  // A GET route answers HEAD too, without the body.
    std::string_view pattern;     // "/rounds/{round}/vote": a {placeholder} stands for one segment.
    Handler handler;
    // Every status that the handler answers. The OpenAPI document says the same; a test compares.
    std::vector<int> statuses;
    // False where the moment of a request is nobody's business: on the way to a vote.
    bool may_be_logged = true;
};

// What comes before every handler, and what answers when there is none.
struct Fallbacks {
    Handler not_found;
    // `allow` is the value of the Allow header.
    std::function<void(const ExchangePtr&, const std::string& allow)> method_not_allowed;
};

class Router {
public:
    Router(std::vector<Route> routes, Fallbacks fallbacks);
    // Calls the handler of the first route that matches. Cost: O(routes).
    void handle(const ExchangePtr& exchange) const;
    // Whether no route of its path, whatever the method, says otherwise. Cost: O(routes).
    [[nodiscard]] bool may_be_logged(const Request& request) const;
    [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

private:
    std::vector<Route> routes_;
    Fallbacks fallbacks_;
};

// The values of the placeholders when `path` fits `pattern`. A placeholder takes any non-empty segment; in last place
// {path*} takes all that remains.
[[nodiscard]] bool match_path(std::string_view pattern, std::string_view path, std::vector<std::string_view>& values);

}  // namespace gongyi::server
