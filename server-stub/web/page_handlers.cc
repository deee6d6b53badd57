// Pages that are only looked at.
#include <cstdio>
#include <optional>

#include "server-stub/accounts/session.h"
#include "server-stub/portal_host/stored_nodes.h"
#include "server-stub/web/handlers.h"
#include "server-stub/web/reader.h"
#include "server-stub/web/respond.h"
#include "shared/base/check.h"
#include "shared/base/number.h"
#include "shared/pages/routes.h"

namespace gongyi::server::web {
namespace {

constexpr std::int64_t language_cookie_seconds = 365 * 24 * 3'600;

Response page_of_html(PageCache::Html html) {
    Response response{.status = 200, .content_type = html_type, .shared_body = std::move(html)};
    response.headers = {{"Cache-Control", "no-cache"}, {"Vary", "Cookie, Accept-Language"}};
    return response;
}

// The entry and its proof under the snapshot's checkpoint; nothing when there is no such entry, or the store fails.
std::optional<pages::ProvedEntry> prove_entry(EventStore& store, const Snapshot& snapshot, std::uint64_t index) {
    const std::uint64_t size = snapshot.checkpoint.size;
    if (index >= size) return std::nullopt;
    auto entries = store.read_entries(index, 1);
    if (!entries || entries->empty()) return std::nullopt;
    try {
        StoredNodes nodes{store};
        auto path = record::Tree{nodes, size}.inclusion_path(index, size);
        GONGYI_CHECK(path.has_value());
        return pages::ProvedEntry{.index = index,
                                  .bytes = std::move(entries->front()),
                                  .leaf = nodes.read({0, index}),
                                  .path = *std::move(path),
                                  .checkpoint = snapshot.checkpoint};
    } catch (const StoredNodes::StoreFailure& failure) {
        std::fprintf(stderr, "gongyi: no proof could be made: %s\n", failure.what());
        return std::nullopt;
    }
}

}  // namespace

void get_entry_page(Services& services, const ExchangePtr& exchange) {
    const auto index = whole_number(exchange->parameters().front());
    const auto snapshot = services.host.snapshot();
    auto entry = index ? prove_entry(services.host.store(), *snapshot, *index) : std::nullopt;
    exchange->answer(render_for(services, exchange->request(), std::move(entry)));
}

void get_page(Services& services, const ExchangePtr& exchange) {
    const Request& request = exchange->request();
    const std::string_view path = request.path();
    const bool is_same_for_all = !has_session_cookie(request) && request.query().empty();
    if (!is_same_for_all) return exchange->answer(render_for(services, request, path));

    const std::uint64_t version = services.host.snapshot()->version;
    const pages::Locale locale = locale_of(request);
    if (auto html = services.pages.find(path, locale, version)) return exchange->answer(page_of_html(std::move(html)));
    Response response = render_for_all(services, request);
    if (response.status != 200) return exchange->answer(std::move(response));
    auto html = std::make_shared<const std::string>(std::move(response.body));
    services.pages.put(path, locale, version, html);
    exchange->answer(page_of_html(std::move(html)));
}

void get_screen(Services& services, const ExchangePtr& exchange) {
    const Request& request = exchange->request();
    exchange->answer(render_for(services, request, request.path()));
}

void get_poster(Services& services, const ExchangePtr& exchange) {
    const Request& request = exchange->request();
    exchange->answer(render_privately(services, request, page_asked_for(request)));
}

void get_what_if(Services& services, const ExchangePtr& exchange) {
    if (exchange->request().query().empty()) return get_page(services, exchange);
    const auto answer = [&services, exchange] {
        const Request& request = exchange->request();
        exchange->answer(render_for(services, request, request.path()));
    };
    if (services.what_ifs_waiting.fetch_add(1) >= what_ifs_waiting_max) {
        services.what_ifs_waiting.fetch_sub(1);
        return exchange->answer(error_page(exchange->request(), 503));
    }
    const bool is_submitted = services.counts.submit(
        [&services, exchange, answer] {
            answer();
            services.what_ifs_waiting.fetch_sub(1);
        },
        [&services, exchange] {
            services.what_ifs_waiting.fetch_sub(1);
            exchange->answer(error_page(exchange->request(), 500));
        });
    if (is_submitted) return;
    services.what_ifs_waiting.fetch_sub(1);
    exchange->answer(error_page(exchange->request(), 503));
}

void get_language(Services& services, const ExchangePtr& exchange) {
    const Request& request = exchange->request();
    const auto query = parse_form(request.query());
    const auto to = query ? find_field(*query, pages::field::to.view()) : std::nullopt;
    const auto locale = to ? pages::locale_from_tag(*to) : std::nullopt;
    if (!locale) return exchange->answer(error_page(request, 400));
    const auto back = find_field(*query, pages::field::back.view());
    Response response = see_other(safe_path(back.value_or("/"), "/"));
    std::string cookie{language_cookie};
    cookie += '=';
    cookie += pages::locale_tag(*locale).view();
    cookie += "; Path=/; SameSite=Lax; Max-Age=" + std::to_string(language_cookie_seconds);
    if (services.options.has_secure_cookies) cookie += "; Secure";
    response.headers.push_back({"Set-Cookie", std::move(cookie)});
    exchange->answer(std::move(response));
}

void get_asset(Services& services, const ExchangePtr& exchange) {
    auto response = services.files.find(exchange->parameters().front(), exchange->request());
    exchange->answer(response ? std::move(*response) : error_page(exchange->request(), 404));
}

Response error_page(const Request& request, int status) {
    pages::Page page = pages::render_error(status, locale_of(request));
    Response response{.status = status, .content_type = html_type, .body = std::move(page.html)};
    response.headers.push_back({"Cache-Control", "no-store"});
    return response;
}

}  // namespace gongyi::server::web
