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
    bool is_shared_device = false;  // As they said when signing in.
};

// How a session's cookie lies in the browser: as long as the session lasts, or, on a device that others use too, until
// the browser's window is closed.
enum class Device : std::uint8_t { own, shared };

// Any number that stays the same for this person and says nothing about them; below 2^53.
[[nodiscard]] std::uint64_t account_number(const Services& services, ResidentId person);

// The session of the request's cookie; nothing for a visitor, and for a session that ended or expired.
[[nodiscard]] std::optional<SignedIn> find_session(const Services& services, const Request& request);
[[nodiscard]] bool has_session_cookie(const Request& request);

// The same for a session that has just begun, whose cookie no request has yet.
[[nodiscard]] std::optional<SignedIn> find_session_of(const Services& services, std::string_view session_token,
                                                      Device device);

// The CSRF token of this session: the cookie cannot be told from it. It ends with the account's number in 14
// hexadecimal digits, so that a form which comes after its session has ended goes back to the same person alone.
[[nodiscard]] std::string csrf_token(const Services& services, std::string_view session_token, ResidentId person);
// Whose session a CSRF token is from, good or ended: those digits; empty when it cannot be one.
[[nodiscard]] std::string_view account_of_csrf(std::string_view csrf);

// False when the browser says that another site makes this request (Sec-Fetch-Site, Origin). Programs that say nothing
// pass: they have no cookies that another site could abuse.
[[nodiscard]] bool is_same_origin(const Request& request);

// Set-Cookie for a new session, and for the end of one.
[[nodiscard]] ResponseHeader set_session_cookie(const Services& services, std::string_view token, Device device);
[[nodiscard]] ResponseHeader clear_session_cookie(const Services& services);

}  // namespace gongyi::server
