// What pages about one's own account are told (shared/pages/account_facts.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server-stub/accounts/session.h"
#include "server-stub/services.h"
#include "shared/pages/account_facts.h"

namespace gongyi::server::web {

// Whether the page at `path` is told about its reader's account.
[[nodiscard]] bool is_about_account(std::string_view path);

//   secret  of a second step that is being set up, if the form has one already; else a new one is made where the page
//           sets one up
[[nodiscard]] pages::AccountFacts account_facts_for(const Services& services, const SignedIn& session,
                                                    std::string_view path, std::string_view secret);

// How a session is named in forms, and in the API: a keyed hash of its token's.
[[nodiscard]] std::string session_handle(const Services& services, const Session& session);
// The token's hash of the person's session of that name.
[[nodiscard]] std::optional<Hash> find_session_by_handle(const Services& services, ResidentId person,
                                                         std::string_view handle);

}  // namespace gongyi::server::web
