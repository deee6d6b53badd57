#include "server-stub/web/respond.h"

#include <algorithm>

#include "server-stub/accounts/session.h"
#include "server-stub/people/person_act.h"
#include "server-stub/second_person/pending_command.h"
#include "server-stub/web/account_facts.h"
#include "server-stub/web/census_forms.h"
#include "server-stub/web/desk_counts.h"
#include "server-stub/web/reader.h"
#include "shared/pages/routes.h"

namespace gongyi::server::web {
namespace {

constexpr std::size_t back_bytes_max = 512;

Response response_of(pages::Page page, const Request& request) {
    if (page.status == 303) return see_other(std::move(page.location));
    Response response{.status = page.status, .content_type = html_type, .body = std::move(page.html)};
    // A visitor's page may be kept for the back button; what is about a person may not.
    if (!has_session_cookie(request)) response.headers.push_back({"Cache-Control", "no-cache"});
    response.headers.push_back({"Vary", "Cookie, Accept-Language"});
    return response;
}

// While the clock is doubted, for the pages that say so.
std::optional<pages::ClockFacts> clock_for(const Services& services, std::string_view path) {
    if (services.options.clock == nullptr) return std::nullopt;
    if (path != pages::routes::staff().text() && path != pages::routes::clock().text()) return std::nullopt;
    const ClockState clock = services.options.clock->state();
    if (clock.doubt == ClockDoubt::none) return std::nullopt;
    return pages::ClockFacts{clock.believed, clock.shown, clock.is_held};
}

// What waits for a second person, for the pages that say so.
std::optional<pages::SecondFacts> second_for(const Services& services, std::string_view path, ResidentId reader) {
    if (path != pages::routes::staff().text() && path != pages::routes::second().text()) return std::nullopt;
    pages::SecondFacts facts;
    for (const PendingAct& act : services.host.pending().all(services.host.now())) {
        const Directory& directory = services.host.directory();
        if (act.kind == pending_person_kind) {
            facts.acts.push_back(view_pending_person(act, directory, reader));
        } else if (act.kind == pending_census_kind) {
            facts.acts.push_back(view_pending_census(act, directory, reader));
        } else {
            facts.acts.push_back(view_pending(act, directory, reader));
        }
    }
    return facts;
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
    if (viewer.role == Role::staff) page_request.second = second_for(services, page_request.path, viewer.id);
    if (may(viewer.role, Act::close_voting)) {
        page_request.clock = clock_for(services, page_request.path);
        if (!page_request.census) page_request.census = census_facts_for(services, page_request.path);
    }
    if (may(viewer.role, Act::open_voting)) {
        page_request.open = open_facts_for(services, *snapshot->state, page_request.path);
    }
    std::optional<pages::AccountFacts> facts;
    if (session && page_request.account == nullptr && is_about_account(page_request.path)) {
        std::string secret;
        for (const pages::FilledField& one : page_request.filled) {
            if (one.name == pages::field::secret.view()) secret = one.value;
        }
        facts = account_facts_for(services, *session, page_request.path, secret);
        page_request.account = &*facts;
    }
    return pages::render(*snapshot->state, viewer, live_of(services, *snapshot), page_request, services.explanations);
}

pages::Page render_page(const Services& services, const Request& request, pages::Request page_request) {
    return render_page_for(services, request, std::move(page_request), find_session(services, request));
}

Response form_response(const Services& services, const Request& request, ReturnedForm form,
                       const std::optional<SignedIn>& session) {
    std::int64_t wait_seconds = 0;
    for (const pages::FormFault& fault : form.faults) wait_seconds = std::max(wait_seconds, fault.wait_seconds);
    pages::Request page_request;
    page_request.path = std::move(form.path);
    page_request.faults = std::move(form.faults);
    page_request.filled = std::move(form.filled);
    page_request.account = form.account;
    pages::Page page = render_page_for(services, request, std::move(page_request), session);
    if (page.status == 200 || page.status == 422) page.status = form.status;
    Response response = response_of(std::move(page), request);
    // What somebody wrote is in it, and whoever is at this browser next must not find it there.
    std::erase_if(response.headers, [](const ResponseHeader& header) { return header.name == "Cache-Control"; });
    if (wait_seconds > 0) response.headers.push_back({"Retry-After", std::to_string(wait_seconds)});
    return response;
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
    page_request.origin = services.site.shown_origin(request);
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
    page.origin = services.site.shown_origin(request);
    Response response = response_of(render_page(services, request, std::move(page)), request);
    std::erase_if(response.headers, [](const ResponseHeader& header) { return header.name == "Cache-Control"; });
    response.headers.push_back({"Cache-Control", "no-store"});
    return response;
}

Response render_for(const Services& services, const Request& request, ReturnedForm form) {
    return form_response(services, request, std::move(form), find_session(services, request));
}

Response render_for(const Services& services, const Request& request, ReturnedForm form, const SignedIn& session) {
    return form_response(services, request, std::move(form), session);
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
