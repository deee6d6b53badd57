#include "server-stub/application.h"

#include <algorithm>
#include <iterator>

#include "server-stub/accounts/session.h"
#include "server-stub/api/account_api.h"
#include "server-stub/api/handlers.h"
#include "server-stub/api/problem.h"
#include "server-stub/http/http_server.h"
#include "server-stub/web/account_handlers.h"
#include "server-stub/web/handlers.h"
#include "server-stub/web/respond.h"
#include "shared/base/check.h"
#include "shared/pages/page_list.h"

namespace gongyi::server {
namespace {

using ServiceHandler = void (*)(Services&, const ExchangePtr&);

// What lies on the way to a vote, and the desk's pages with what is below them: a line in a log, with the time that
// whoever keeps the log adds, would say when somebody voted or was handed a paper.
bool is_unlogged(std::string_view pattern) {
    if (pattern == "/api/v1/credentials" || pattern == "/api/v1/ballots") return true;
    return std::any_of(std::begin(pages::all_pages), std::end(pages::all_pages), [&](const pages::ListedPage& page) {
        return page.log == pages::PageLog::quiet && pattern.starts_with(page.pattern);
    });
}

// What every request may be answered before any handler: 400, 403 (when it changes something), 408, 413, 414, 421, 429,
// 431, 500, 501, 503 and 505. The API's document states these once; the statuses below are the handlers' own.
void add_api_routes(std::vector<Route>& routes, Services& services) {
    const auto add = [&](Method method, std::string_view pattern, ServiceHandler handler, std::vector<int> statuses) {
        routes.push_back({method, pattern, [&services, handler](const ExchangePtr& e) { handler(services, e); },
                          std::move(statuses), /*may_be_logged=*/!is_unlogged(pattern)});
    };
    add(Method::post, "/api/v1/commands", api::post_command, {200, 400, 401, 403, 404, 409, 415, 422, 429, 503});
    add(Method::post, "/api/v1/credentials", api::post_credential, {200, 400, 401, 403, 404, 409, 415, 422, 429, 503});
    add(Method::post, "/api/v1/ballots", api::post_ballot, {200, 400, 403, 404, 409, 415, 422, 503});
    add(Method::post, "/api/v1/claim", api::post_claim, {201, 400, 403, 415, 422, 429, 503});
    add(Method::post, "/api/v1/session", api::post_session, {201, 400, 401, 403, 415, 429, 503});
    add(Method::delete_, "/api/v1/session", api::delete_session, {204, 401, 403, 415, 503});
    add(Method::post, "/api/v1/session/confirm", api::post_confirm, {204, 400, 401, 403, 415, 429, 503});
    add(Method::get, "/api/v1/sessions", api::get_sessions, {200, 401});
    add(Method::delete_, "/api/v1/sessions", api::delete_sessions, {204, 401, 403, 415, 503});
    add(Method::delete_, "/api/v1/sessions/{session}", api::delete_one_session, {204, 401, 403, 404, 415, 503});
    add(Method::get, "/api/v1/me", api::get_me, {200});
    add(Method::get, "/api/v1/openapi.json", api::get_openapi, {200});
    add(Method::get, "/api/v1/{community}/record", api::get_record, {200, 400, 404});
    add(Method::get, "/api/v1/{community}/texts", api::get_texts, {200, 400, 404});
    add(Method::get, "/api/v1/{community}/checkpoint", api::get_checkpoint, {200, 404, 503});
    add(Method::get, "/api/v1/{community}/checkpoint/witnessed", api::get_witnessed, {200, 404});
    add(Method::get, "/api/v1/{community}/entries/{index}", api::get_entry, {200, 400, 404, 503});
    add(Method::get, "/api/v1/{community}/proof/inclusion", api::get_inclusion, {200, 400, 404, 503});
    add(Method::get, "/api/v1/{community}/proof/consistency", api::get_consistency, {200, 400, 404, 503});
    add(Method::get, "/api/v1/{community}/events", api::get_events, {200, 404});
    add(Method::get, "/healthz", api::get_health, {200, 503});
}

ServiceHandler answer_to(pages::PageAnswer answer) {
    switch (answer) {
        case pages::PageAnswer::page:
            return web::get_page;
        case pages::PageAnswer::entry:
            return web::get_entry_page;
        case pages::PageAnswer::screen:
            return web::get_screen;
        case pages::PageAnswer::poster:
            return web::get_poster;
        case pages::PageAnswer::what_if:
            return web::get_what_if;
        case pages::PageAnswer::person:
            return web::get_person;
        case pages::PageAnswer::journal:
            return web::get_journal;
    }
    GONGYI_CHECK(false);
    return nullptr;
}

void add_page_routes(std::vector<Route>& routes, Services& services) {
    const auto add = [&](Method method, std::string_view pattern, ServiceHandler handler) {
        routes.push_back({method, pattern, [&services, handler](const ExchangePtr& e) { handler(services, e); },
                          /*statuses=*/{},
                          /*may_be_logged=*/!is_unlogged(pattern)});
    };
    for (const pages::ListedPage& page : pages::all_pages) add(Method::get, page.pattern, answer_to(page.answer));
    add(Method::get, "/documents/{hash}", web::get_document);
    add(Method::get, "/journal/lines", web::get_journal_lines);
    add(Method::get, "/lang", web::get_language);
    add(Method::get, "/assets/{path*}", web::get_asset);
    add(Method::post, "/claim", web::post_claim);
    add(Method::post, "/signin", web::post_sign_in);
    add(Method::post, "/signin/code", web::post_sign_in_code);
    add(Method::post, "/signout", web::post_sign_out);
    add(Method::post, "/me/passphrase", web::post_passphrase);
    add(Method::post, "/me/name", web::post_name);
    add(Method::post, "/me/devices", web::post_devices);
    add(Method::post, "/me/delete", web::post_delete);
    add(Method::post, "/me/second-step", web::post_second_step);
    add(Method::post, "/me/second-step/off", web::post_second_step_off);
    add(Method::post, "/me/second-step/codes", web::post_second_step_codes);
    add(Method::post, "/me/confirm", web::post_confirm);
    add(Method::get, "/me/export", web::get_export);
    add(Method::post, "/act", web::post_act);
    add(Method::post, "/staff/clock", web::post_clock);
    add(Method::post, "/staff/census", web::post_census);
    add(Method::post, "/documents/{hash}", web::post_document);
    add(Method::post, "/rounds/{round}/vote", web::post_vote);
    add(Method::post, "/rounds/{round}/open", web::post_open);
    add(Method::post, "/rounds/{round}/close", web::post_close);
    add(Method::post, "/rounds/{round}/desk/find", web::post_desk_find);
    add(Method::post, "/rounds/{round}/desk/paper", web::post_desk_paper);
    add(Method::post, "/rounds/{round}/desk/urn", web::post_desk_urn);
    add(Method::post, "/rounds/{round}/desk/letter", web::post_desk_letter);
    add(Method::post, "/rounds/{round}/desk/back", web::post_desk_back);
    add(Method::post, "/rounds/{round}/desk/sheets", web::post_desk_sheets);
    add(Method::post, "/staff/second/{id}", web::post_second);
    add(Method::post, "/staff/people", web::post_people);
    add(Method::post, "/staff/people/{person}", web::post_person);
}

Fallbacks make_fallbacks(Services& services) {
    return {.not_found =
                [&services](const ExchangePtr& exchange) {
                    const Request& request = exchange->request();
                    if (is_api_path(request.path())) return exchange->answer(problem(problems::not_found));
                    exchange->answer(web::render_for(services, request, request.path()));
                },
            .method_not_allowed =
                [](const ExchangePtr& exchange, const std::string& allow) {
                    const Request& request = exchange->request();
                    Response response = is_api_path(request.path()) ? problem(problems::method_not_allowed)
                                                                    : web::error_page(request, 405);
                    response.headers.push_back({"Allow", allow});
                    exchange->answer(std::move(response));
                }};
}

}  // namespace

std::vector<Route> make_routes(Services& services) {
    std::vector<Route> routes;
    add_page_routes(routes, services);
    add_api_routes(routes, services);
    return routes;
}

Application::Application(PortalHost& host, const ServerKey& key, const ServiceOptions& options)
    : services_{host, key, options}, router_{make_routes(services_), make_fallbacks(services_)} {}

void Application::handle(const ExchangePtr& exchange) const {
    const Request& request = exchange->request();
    // Whether the server is well is asked by its address, whatever that is.
    if (!services_.site.serves(request.header(Header::host)) && request.path() != health_path) {
        return exchange->answer(fault_response(request, 421));
    }
    const bool only_reads = request.method == Method::get || request.method == Method::head;
    if (!only_reads && !services_.site.is_own(request)) {
        return exchange->answer(is_api_path(request.path()) ? problem(problems::cross_site)
                                                            : web::error_page(request, 403));
    }
    router_.handle(exchange);
}

BodyAllowance Application::body_limit(const Request& request) const {
    if (request.method != Method::post || !web::takes_documents(request.path())) return {};
    const auto session = find_session(services_, request);
    if (!session || !web::may_send_documents(session->person.role)) return {};
    return {web::document_body_bytes_max, std::to_string(session->person.id.raw())};
}

Response fault_response(const Request& request, int status) {
    // Nothing is known of a target that was not understood.
    if (request.target.empty() || is_api_path(request.path())) return problem_of_status(status);
    return web::error_page(request, status);
}

bool is_api_path(std::string_view path) {
    return path.substr(0, 5) == "/api/" || path == "/api" || path == "/healthz";
}

}  // namespace gongyi::server
