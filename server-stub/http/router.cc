#include "server-stub/http/router.h"

#include <algorithm>

namespace gongyi::server {
namespace {

bool fits(Method asked, Method offered) {
    return asked == offered || (asked == Method::head && offered == Method::get);
}

void append_method(std::string& allow, std::string_view name) {
    if (!allow.empty()) allow += ", ";
    allow += name;
}

}  // namespace

bool match_path(std::string_view pattern, std::string_view path, std::vector<std::string_view>& values) {
    values.clear();
    for (;;) {
        const auto brace = pattern.find('{');
        if (brace == std::string_view::npos) return pattern == path;
        if (path.substr(0, brace) != pattern.substr(0, brace)) return false;
        path.remove_prefix(brace);
        const auto close = pattern.find('}', brace);
        const bool takes_all = pattern[close - 1] == '*';
        const auto end = takes_all ? path.size() : std::min(path.find('/'), path.size());
        if (end == 0) return false;
        values.push_back(path.substr(0, end));
        path.remove_prefix(end);
        pattern.remove_prefix(close + 1);
    }
}

Router::Router(std::vector<Route> routes, Fallbacks fallbacks)
    : routes_{std::move(routes)}, fallbacks_{std::move(fallbacks)} {}

void Router::handle(const ExchangePtr& exchange) const {
    const Request& request = exchange->request();
    const std::string_view path = request.path();
    std::vector<std::string_view> values;
    std::string allow;
    for (const Route& route : routes_) {
        if (!match_path(route.pattern, path, values)) continue;
        if (fits(request.method, route.method)) {
            exchange->set_parameters(std::move(values));
            route.handler(exchange);
            return;
        }
        append_method(allow, method_name(route.method));
        if (route.method == Method::get) append_method(allow, "HEAD");
    }
    if (allow.empty()) return fallbacks_.not_found(exchange);
    fallbacks_.method_not_allowed(exchange, allow);
}

bool Router::may_be_logged(const Request& request) const {
    std::vector<std::string_view> values;
    return std::none_of(routes_.begin(), routes_.end(), [&](const Route& route) {
        return !route.may_be_logged && match_path(route.pattern, request.path(), values);
    });
}

}  // namespace gongyi::server
