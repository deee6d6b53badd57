// Who sends a request: the session cookie, and the token that proves a form or script is ours.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server-stub/http/request.h"
#include "server-stub/http/response.h"
#include "server-stub/services.h"

namespace gongyi::server {

inline constexpr std::string_view session_cookie = "gongyi_session";

struct SignedIn {
    Person person;
    std::string csrf;  // What forms and scripts of this session must send.
    Hash token_hash{};
};

// The session of the request's cookie; nothing for a visitor, and for a session that ended or expired.
[[nodiscard]] std::optional<SignedIn> find_session(const Services& services, const Request& request);
[[nodiscard]] bool has_session_cookie(const Request& request);

// The CSRF token of the session with this cookie. One cannot be told from the other.
[[nodiscard]] std::string csrf_token(const Services& services, std::string_view session_token);

// False when the browser says that another site makes this request (Sec-Fetch-Site, Origin). Programs that say nothing
// pass: they have no cookies that another site could abuse.
[[nodiscard]] bool is_same_origin(const Request& request);

// Set-Cookie for a new session, and for the end of one.
[[nodiscard]] ResponseHeader set_session_cookie(const Services& services, std::string_view token);
[[nodiscard]] ResponseHeader clear_session_cookie(const Services& services);

}  // namespace gongyi::server
