// Who reads a page and in which language, as the pages want to know it.
#pragma once

#include "server-stub/accounts/session.h"
#include "server-stub/http/request.h"
#include "server-stub/portal_host/snapshot.h"
#include "server-stub/services.h"
#include "shared/pages/locale.h"
#include "shared/pages/viewer.h"

namespace gongyi::server {

inline constexpr std::string_view language_cookie = "gongyi_lang";

// The language chosen with the cookie, else the first of Accept-Language that there is, else simplified Chinese.
[[nodiscard]] pages::Locale locale_of(const Request& request);

// The person's standing in every round, judged here because the facts are private.
[[nodiscard]] pages::Viewer viewer_of(const Services& services, const Snapshot& snapshot, const SignedIn& session);
[[nodiscard]] pages::Live live_of(const Services& services, const Snapshot& snapshot);

}  // namespace gongyi::server
