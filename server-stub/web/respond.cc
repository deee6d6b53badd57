#include "server-stub/web/respond.h"

#include "server-stub/accounts/session.h"
#include "server-stub/web/desk_counts.h"
#include "server-stub/web/reader.h"

namespace gongyi::server::web {
namespace {

constexpr std::size_t back_bytes_max = 512;
// As long as a host name may be (RFC 1035 section 2.3.4), with a port.
constexpr std::size_t host_bytes_max = 262;

Response response_of(pages::Page page, const Request& request) {
    if (page.status == 303) return see_other(std::move(page.location));
    Response response{.status = page.status, .content_type = html_type, .body = std::move(page.html)};
    // A visitor's page may be kept for the back button; what is about a person may not.
    if (!has_session_cookie(request)) response.headers.push_back({"Cache-Control", "no-cache"});
    response.headers.push_back({"Vary", "Cookie, Accept-Language"});
    return response;
}

pages::Page render_page_for(const Services& services, const Request& request, pages::Request page_request,
                            const std::optional<SignedIn>& session) {
    const auto snapshot = services.host.snapshot();
    const pages::Viewer viewer = session ? viewer_of(services, *snapshot, *session) : pages::Viewer{};
    page_request.locale = locale_of(request);
    page_request.now = services.host.now();
    if (!page_request.desk && may(viewer.role, Act::enter_papers)) {
        page_request.desk = desk_counts_for(services, page_request.path);
    }
    return pages::render(*snapshot->state, viewer, live_of(*snapshot), page_request, services.explanations);
}

pages::Page render_page(const Services& services, const Request& request, pages::Request page_request) {
    return render_page_for(services, request, std::move(page_request), find_session(services, request));
}

pages::Request page_of(ReturnedForm& form) {
    pages::Request page_request;
    page_request.path = std::move(form.path);
    page_request.faults = std::move(form.faults);
    page_request.filled = std::move(form.filled);
    return page_request;
}

}  // namespace

pages::Request page_asked_for(const Request& request) {
    pages::Request page_request;
    page_request.path = request.path();
    page_request.query = request.query();
    return page_request;
}

Response render_for(const Services& services, const Request& request, std::string_view path) {
    pages::Request page_request = page_asked_for(request);
    page_request.path = path;
    page_request.origin = origin_of(services, request);
    return response_of(render_page(services, request, std::move(page_request)), request);
}

Response render_for_all(const Services& services, const Request& request) {
    return response_of(render_page(services, request, page_asked_for(request)), request);
}

Response render_for(const Services& services, const Request& request, std::optional<pages::ProvedEntry> entry) {
    pages::Request page_request = page_asked_for(request);
    page_request.entry = std::move(entry);
    return response_of(render_page(services, request, std::move(page_request)), request);
}

Response render_privately(const Services& services, const Request& request, pages::Request page) {
    page.origin = origin_of(services, request);
    Response response = response_of(render_page(services, request, std::move(page)), request);
    std::erase_if(response.headers, [](const ResponseHeader& header) { return header.name == "Cache-Control"; });
    response.headers.push_back({"Cache-Control", "no-store"});
    return response;
}

std::string origin_of(const Services& services, const Request& request) {
    const std::string_view host = request.header(Header::host);
    const bool is_plain =
        host.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.:[]-") ==
        std::string_view::npos;
    if (host.empty() || host.size() > host_bytes_max || !is_plain) return {};
    return (services.options.has_secure_cookies ? "https://" : "http://") + std::string{host};
}

Response render_for(const Services& services, const Request& request, ReturnedForm form) {
    pages::Page page = render_page(services, request, page_of(form));
    if (page.status == 200 || page.status == 422) page.status = form.status;
    Response response = response_of(std::move(page), request);
    // What somebody wrote is in it, and whoever is at this browser next must not find it there.
    std::erase_if(response.headers, [](const ResponseHeader& header) { return header.name == "Cache-Control"; });
    return response;
}

Response render_for(const Services& services, const Request& request, ReturnedForm form, const SignedIn& session) {
    pages::Page page = render_page_for(services, request, page_of(form), session);
    if (page.status == 200 || page.status == 422) page.status = form.status;
    Response response = response_of(std::move(page), request);
    std::erase_if(response.headers, [](const ResponseHeader& header) { return header.name == "Cache-Control"; });
    return response;
}

Response see_other(std::string path) {
    Response response{.status = 303};
    response.headers.push_back({"Location", std::move(path)});
    return response;
}

std::string safe_path(std::string_view back, std::string_view otherwise) {
    bool is_safe = !back.empty() && back.size() <= back_bytes_max && back.front() == '/';
    // Browsers take "//host" and "/\host" for another site.
    if (back.size() > 1 && (back[1] == '/' || back[1] == '\\')) is_safe = false;
    for (const char c : back) {
        if (c <= ' ' || c > '~') is_safe = false;
    }
    return std::string{is_safe ? back : otherwise};
}

}  // namespace gongyi::server::web
