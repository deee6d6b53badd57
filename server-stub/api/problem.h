// What went wrong, for programs: RFC 9457 problem details.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "server-stub/http/response.h"
#include "shared/base/parse_error.h"
#include "shared/community/refusal.h"

namespace gongyi::server {

// What can be wrong with a request before decide() is asked; `code` is stable.
struct ProblemKind {
    int status = 400;
    std::string_view code;
    std::string_view title;
};

namespace problems {
inline constexpr ProblemKind bad_request{400, "bad_request", "The request is not well-formed HTTP"};
inline constexpr ProblemKind invalid_input{400, "invalid_input", "The input does not have the right form"};
inline constexpr ProblemKind missing_idempotency_key{400, "missing_idempotency_key",
                                                     "The Idempotency-Key header is needed: 1 to 128 characters"};
inline constexpr ProblemKind session_needed{401, "session_needed", "Sign in first; the session may have ended"};
inline constexpr ProblemKind signin_failed{401, "signin_failed", "Name and passphrase do not belong together"};
inline constexpr ProblemKind second_factor_needed{
    401, "second_factor_needed", "The account has a second factor: send its code as well, a fresh one"};
inline constexpr ProblemKind confirmation_needed{
    403, "confirmation_needed", "It is a while since you showed who you are: POST /api/v1/session/confirm"};
inline constexpr ProblemKind second_factor_missing{403, "second_factor_missing",
                                                   "The account needs a second factor for this; set it up on /me"};
inline constexpr ProblemKind csrf_token_wrong{403, "csrf_token_wrong", "The X-CSRF-Token is not that of the session"};
inline constexpr ProblemKind cross_site{403, "cross_site", "The request comes from another site"};
inline constexpr ProblemKind not_found{404, "not_found", "There is nothing at this address"};
inline constexpr ProblemKind method_not_allowed{405, "method_not_allowed", "This address does not take that method"};
inline constexpr ProblemKind request_timeout{408, "request_timeout", "The request took too long to arrive"};
inline constexpr ProblemKind body_too_large{413, "body_too_large", "The body is larger than 65536 bytes"};
inline constexpr ProblemKind target_too_long{414, "target_too_long", "The address is longer than 2048 bytes"};
inline constexpr ProblemKind misdirected{421, "misdirected", "The Host is not that of this server"};
inline constexpr ProblemKind unsupported_media_type{415, "unsupported_media_type",
                                                    "The Content-Type is not taken here"};
inline constexpr ProblemKind idempotency_key_reused{422, "idempotency_key_reused",
                                                    "The Idempotency-Key was used for another request"};
inline constexpr ProblemKind account_closed{401, "account_closed",
                                            "The account is suspended, or its owner has moved away"};
inline constexpr ProblemKind account_refused{422, "account_refused", "The account cannot be claimed like this"};
inline constexpr ProblemKind too_many_requests{429, "too_many_requests", "Too many requests; try again later"};
inline constexpr ProblemKind header_too_large{431, "header_too_large", "The header is larger than 16384 bytes"};
inline constexpr ProblemKind internal{500, "internal", "The server made a mistake, and has reported it"};
inline constexpr ProblemKind not_implemented{501, "not_implemented", "The server does not do what HTTP asks for here"};
inline constexpr ProblemKind unavailable{503, "unavailable", "The server cannot do this now; try again"};
inline constexpr ProblemKind checkpoint_unsigned{503, "checkpoint_unsigned",
                                                 "The checkpoint could not be signed; it is tried again"};
inline constexpr ProblemKind unhealthy{503, "unhealthy", "The portal cannot do all of its work; detail says what"};
inline constexpr ProblemKind version_not_supported{505, "version_not_supported", "Only HTTP/1.0 and HTTP/1.1"};
}  // namespace problems

inline constexpr std::array all_problems{problems::bad_request,
                                         problems::invalid_input,
                                         problems::missing_idempotency_key,
                                         problems::session_needed,
                                         problems::signin_failed,
                                         problems::second_factor_needed,
                                         problems::confirmation_needed,
                                         problems::second_factor_missing,
                                         problems::account_closed,
                                         problems::csrf_token_wrong,
                                         problems::cross_site,
                                         problems::not_found,
                                         problems::method_not_allowed,
                                         problems::request_timeout,
                                         problems::body_too_large,
                                         problems::target_too_long,
                                         problems::misdirected,
                                         problems::account_refused,
                                         problems::unsupported_media_type,
                                         problems::idempotency_key_reused,
                                         problems::too_many_requests,
                                         problems::header_too_large,
                                         problems::internal,
                                         problems::not_implemented,
                                         problems::unavailable,
                                         problems::checkpoint_unsigned,
                                         problems::unhealthy,
                                         problems::version_not_supported};

// {"code","detail"?,"field","figures","status","title","type"}.
//   field   JSON pointer, or the name of a header or parameter; "" is the request as a whole.
//   detail  What would have been accepted; left out when empty.
[[nodiscard]] Response problem(const ProblemKind& kind, std::string_view field = {}, std::string_view detail = {});
[[nodiscard]] Response problem(const ParseError& error);
// `detail` is the sentence for people.
[[nodiscard]] Response problem(const Refusal& refusal, std::string_view detail);
// 429, and in Retry-After how long to wait.
[[nodiscard]] Response too_many_requests(std::int64_t wait_seconds);
// For what the HTTP parser refused.
[[nodiscard]] Response problem_of_status(int status);

// The HTTP status that stands for a refusal: one table, read by the API's document too.
[[nodiscard]] int refusal_status(RefusalCode code);

}  // namespace gongyi::server
