// What people do with their own accounts: a new passphrase, another name, sessions ended, the second step, the end.
//
// All but ending a session asks who it is: passphrase, and the second step's code where there is one; as often in vain
// as Services::attempts_of_own admits. Each calls `done` exactly once, at once or later from another thread. Faults
// name the form's field (pages::field).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server-stub/accounts/session.h"
#include "server-stub/accounts/sign_in.h"
#include "server-stub/store/second_factor.h"

namespace gongyi::server {

// By which somebody who is signed in shows that it is them.
struct Proof {
    std::string passphrase;
    std::string code;  // Of the second step.
    std::string address;
};

struct Changed {
    std::vector<std::string> recovery_codes{};  // New ones, to be shown this once.
};
using ChangeResult = std::variant<Changed, pages::FormFault, TryAgainLater, Broken>;
using ChangeDone = std::function<void(ChangeResult)>;

// Ends all other sessions.
void change_passphrase(Services& services, const SignedIn& who, const Proof& proof, const std::string& typed,
                       const std::string& again, ChangeDone done);
void rename_account(Services& services, const SignedIn& who, const Proof& proof, const std::string& name,
                    ChangeDone done);
// The account waits for a claim code that nobody has; its sessions end. Person, roll and record stay.
void delete_account(Services& services, const SignedIn& who, const Proof& proof, ChangeDone done);
// From now on the session counts as one whose person has shown who they are.
void confirm_session(Services& services, const SignedIn& who, const Proof& proof, ChangeDone done);

// `proof.code` is one that `secret` made.
void turn_second_step_on(Services& services, const SignedIn& who, const Proof& proof, const TotpSecret& secret,
                         ChangeDone done);
void turn_second_step_off(Services& services, const SignedIn& who, const Proof& proof, ChangeDone done);
void renew_recovery_codes(Services& services, const SignedIn& who, const Proof& proof, ChangeDone done);

// Ends those of the person's sessions that are not `who`'s own: one of them by its token's hash, or all. What has ended
// already is no fault.
void end_other_sessions(Services& services, const SignedIn& who, std::optional<Hash> one, ChangeDone done);

}  // namespace gongyi::server
