// From what pages::render() makes to a response.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server-stub/accounts/session.h"
#include "server-stub/http/exchange.h"
#include "server-stub/services.h"
#include "shared/pages/render.h"

namespace gongyi::server::web {

// A form that comes back: what was wrong, what stood in it, and under which status.
struct ReturnedForm {
    int status = 422;
    std::string path;  // The page that holds the form.
    std::vector<pages::FormFault> faults;
    std::vector<pages::FilledField> filled;
    // What the page is told of the account beyond what it is told anyway; must outlive the call.
    const pages::AccountFacts* account = nullptr;
};

// The page that the request's own address names.
[[nodiscard]] pages::Request page_asked_for(const Request& request);

// The page at `path` for whoever asks, as the state is now.
[[nodiscard]] Response render_for(const Services& services, const Request& request, std::string_view path);
// The request's page, fit to be shown to others in the same language: the address they came by is not in it.
[[nodiscard]] Response render_for_all(const Services& services, const Request& request);
// A form that comes back is kept by no browser: what somebody wrote is in it.
// Where a fault says how long to wait, so does Retry-After.
[[nodiscard]] Response render_for(const Services& services, const Request& request, ReturnedForm form);
// The same for somebody whose session has just begun: the request has no cookie of it yet.
[[nodiscard]] Response render_for(const Services& services, const Request& request, ReturnedForm form,
                                  const SignedIn& session);
// What is for this reader alone and to be kept by no browser and no proxy. Locale and time are filled in here.
[[nodiscard]] Response render_privately(const Services& services, const Request& request, pages::Request page);
// The page of an entry, at the request's own path; "not found" without one.
[[nodiscard]] Response render_for(const Services& services, const Request& request,
                                  std::optional<pages::ProvedEntry> entry);

// 303: the browser fetches `path` next.
[[nodiscard]] Response see_other(std::string path);

// `back` if it is a path of this site: it begins with one '/', and nothing in it leads elsewhere. Else `otherwise`.
[[nodiscard]] std::string safe_path(std::string_view back, std::string_view otherwise);

}  // namespace gongyi::server::web
