// The outcome on paper.
#include <optional>

#include "server-stub/accounts/session.h"
#include "server-stub/web/handlers.h"
#include "server-stub/web/reader.h"
#include "shared/base/number.h"
#include "shared/pages/poster.h"

namespace gongyi::server::web {
namespace {

// As long as a host name may be (RFC 1035 section 2.3.4), with a port.
constexpr std::size_t host_bytes_max = 262;

// The address under which people reach this server, as the request itself has it; empty if that is no plain host. It
// goes back to whoever asked and to nobody else.
std::string origin_of(const Services& services, const Request& request) {
    const std::string_view host = request.header(Header::host);
    const bool is_plain =
        host.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.:[]-") ==
        std::string_view::npos;
    if (host.empty() || host.size() > host_bytes_max || !is_plain) return {};
    return (services.options.has_secure_cookies ? "https://" : "http://") + std::string{host};
}

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
    const pages::Viewer viewer = session ? viewer_of(services, *snapshot, *session) : pages::Viewer{};
    const std::uint64_t number = whole_number(exchange->parameters().front()).value_or(0);
    pages::Page page =
        render(*snapshot->state, viewer, live_of(*snapshot), page_request, number, origin_of(services, request));
    Response response{.status = page.status, .content_type = html_type, .body = std::move(page.html)};
    response.headers = {{"Cache-Control", "no-store"}, {"Vary", "Cookie, Accept-Language"}};
    exchange->answer(std::move(response));
}

}  // namespace

void get_poster(Services& services, const ExchangePtr& exchange) {
    answer_with(services, exchange,
                [](const auto& state, const auto& viewer, const auto& live, const auto& request, std::uint64_t number,
                   std::string_view origin) {
                    return pages::render_poster(state, viewer, live, request, RoundId{number}, origin);
                });
}

void get_notice_poster(Services& services, const ExchangePtr& exchange) {
    answer_with(services, exchange,
                [](const auto& state, const auto& viewer, const auto& live, const auto& request, std::uint64_t number,
                   std::string_view origin) {
                    return pages::render_notice_poster(state, viewer, live, request, decision::NoticeId{number},
                                                       origin);
                });
}

}  // namespace gongyi::server::web
