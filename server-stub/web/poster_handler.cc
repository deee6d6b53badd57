// The outcome on paper.
#include <optional>

#include "server-stub/accounts/session.h"
#include "server-stub/web/handlers.h"
#include "server-stub/web/reader.h"
#include "server-stub/web/respond.h"
#include "shared/base/number.h"
#include "shared/pages/poster.h"

namespace gongyi::server::web {
namespace {

// Answers with what `render` makes of the route's number.
template <class Render>
void answer_with(Services& services, const ExchangePtr& exchange, Render&& render) {
    const Request& request = exchange->request();
    const auto snapshot = services.host.snapshot();
    const auto session = find_session(services, request);
    pages::Request page_request;
    page_request.path = request.path();
    page_request.query = request.query();
    page_request.locale = locale_of(request);
    page_request.now = services.host.now();
    page_request.origin = origin_of(services, request);
    const pages::Viewer viewer = session ? viewer_of(services, *snapshot, *session) : pages::Viewer{};
    const std::uint64_t number = whole_number(exchange->parameters().front()).value_or(0);
    pages::Page page = render(*snapshot->state, viewer, live_of(*snapshot), page_request, number);
    Response response{.status = page.status, .content_type = html_type, .body = std::move(page.html)};
    response.headers = {{"Cache-Control", "no-store"}, {"Vary", "Cookie, Accept-Language"}};
    exchange->answer(std::move(response));
}

}  // namespace

void get_poster(Services& services, const ExchangePtr& exchange) {
    answer_with(services, exchange,
                [](const auto& state, const auto& viewer, const auto& live, const auto& request, std::uint64_t number) {
                    return pages::render_poster(state, viewer, live, request, RoundId{number});
                });
}

void get_notice_poster(Services& services, const ExchangePtr& exchange) {
    answer_with(services, exchange,
                [](const auto& state, const auto& viewer, const auto& live, const auto& request, std::uint64_t number) {
                    return pages::render_notice_poster(state, viewer, live, request, decision::NoticeId{number});
                });
}

}  // namespace gongyi::server::web
