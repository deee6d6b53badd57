// Claiming an account, signing in, signing out: the same for forms and for the API.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <variant>

#include "server-stub/accounts/session.h"
#include "server-stub/services.h"
#include "shared/pages/render.h"

namespace gongyi::server {

// A session that has begun; `token` goes into the cookie and is nowhere else.
struct NewSession {
    ResidentId person;
    std::string token;
    Device device = Device::own;
};
// On a device that others use too a session ends by itself after so long, whatever the browser brings back of it.
inline constexpr std::int64_t shared_session_ms_max = 2 * 3'600'000;
// The server could not, for a reason of its own.
struct TryAgainLater {};
// The passphrase is right, and the account has a second step: `ticket` (tickets.h) stands for the first.
struct CodeNeeded {
    std::string ticket;
};
using SignInResult = std::variant<NewSession, CodeNeeded, pages::FormFault, TryAgainLater, Broken>;

struct ClaimRequest {
    std::string code;  // As typed.
    std::string name;
    std::string passphrase;
    std::string passphrase_again;
    std::string address;
    Device device = Device::own;
};
struct SignInRequest {
    std::string name;
    std::string passphrase;
    std::string address;
    Device device = Device::own;
    std::string code{};  // Of the second step, if it is done at once.
    // Whether this person has signed in with the same device before.
    std::function<bool(ResidentId)> knows_device;
};

// Both call `done` exactly once, at once or later from another thread. Faults name the form's field. Sending a claim
// twice with the same name and passphrase signs in the second time.
void claim_account(Services& services, ClaimRequest claim, std::function<void(SignInResult)> done);
void sign_in(Services& services, const SignInRequest& request, std::function<void(SignInResult)> done);

// The second step. A ticket that is over is FormProblem::signin_over.
void sign_in_with_code(Services& services, std::string ticket, std::string code,
                       std::function<void(SignInResult)> done);

// Ends a session; `done(true)` when that is stored.
void sign_out(Services& services, const Hash& token_hash, std::function<void(bool)> done);

}  // namespace gongyi::server
