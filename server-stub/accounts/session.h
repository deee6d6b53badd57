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
// Behind TLS it has a name that browsers take from nobody but this very host (RFC 6265bis section 4.1.3.2).
inline constexpr std::string_view secure_session_cookie = "__Host-gongyi_session";
// Names the accounts that signed in with this browser before, by hashes that this server alone can make: their tries
// are told from strangers'. It opens nothing.
inline constexpr std::string_view device_cookie = "gongyi_device";
inline constexpr std::string_view secure_device_cookie = "__Host-gongyi_device";
inline constexpr std::int64_t device_cookie_seconds = 365LL * 24 * 3'600;
// A family's tablet.
inline constexpr std::size_t device_accounts_max = 4;

struct SignedIn {
    Person person;
    std::string csrf;  // What forms and scripts of this session must send.
    Hash token_hash{};
    bool is_shared_device = false;  // As they said when signing in.
    UnixMs confirmed_at{};          // When they last showed who they are.
};

// How a session's cookie lies in the browser: as long as the session lasts, or, on a device that others use too, until
// the browser's window is closed.
enum class Device : std::uint8_t { own, shared };

// Any number that stays the same for this person and says nothing about them; below 2^53.
[[nodiscard]] std::uint64_t account_number(const Services& services, ResidentId person);

// The session of the request's cookie; nothing for a visitor, and for a session that ended or expired.
[[nodiscard]] std::optional<SignedIn> find_session(const Services& services, const Request& request);
// When today began in the community: what is kept of a session's use is the day.
[[nodiscard]] UnixMs start_of_today(const Services& services);
[[nodiscard]] bool has_session_cookie(const Request& request);

// The same for a session that has just begun, whose cookie no request has yet.
[[nodiscard]] std::optional<SignedIn> find_session_of(const Services& services, std::string_view session_token,
                                                      Device device);

// The CSRF token of this session: the cookie cannot be told from it. It ends with the account's number in 14
// hexadecimal digits, so that a form which comes after its session has ended goes back to the same person alone.
[[nodiscard]] std::string csrf_token(const Services& services, std::string_view session_token, ResidentId person);
// Whose session a CSRF token is from, good or ended: those digits; empty when it cannot be one.
[[nodiscard]] std::string_view account_of_csrf(std::string_view csrf);

// Set-Cookie for a new session, and for the end of one.
[[nodiscard]] ResponseHeader set_session_cookie(const Services& services, std::string_view token, Device device);
[[nodiscard]] ResponseHeader clear_session_cookie(const Services& services);

// Whether `person` has signed in with this browser before.
[[nodiscard]] bool knows_device(const Services& services, const Request& request, ResidentId person);
// Set-Cookie by which it will be known.
[[nodiscard]] ResponseHeader set_device_cookie(const Services& services, const Request& request, ResidentId person);

}  // namespace gongyi::server
