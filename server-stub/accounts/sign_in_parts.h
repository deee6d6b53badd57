// What claiming, signing in and changing one's account have in common: faults, work on passphrases, sessions begun.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server-stub/accounts/attempt.h"
#include "server-stub/accounts/sign_in.h"

namespace gongyi::server {

using SignInDone = std::function<void(SignInResult)>;

[[nodiscard]] pages::FormFault field_fault(pages::Literal field, pages::FormProblem problem);
[[nodiscard]] pages::FormFault form_fault(pages::FormProblem problem);
[[nodiscard]] pages::FormFault too_many_attempts(std::int64_t wait_seconds);

// Hands the work on a passphrase in; `done` is told when it is dropped or gives up. What is not done for want of place
// was no try.
void submit_passphrase_work(Services& services, FairWork work, const Attempt& attempt, const SignInDone& done);

// What a typed passphrase may have been hashed as: prepared, and as it was typed, as it was done before. How many these
// are is seen by the text alone.
[[nodiscard]] std::vector<std::string> spellings_of(const std::string& typed,
                                                    const std::optional<std::string>& prepared);

// Which of the spellings it is. All are tried, whichever is right; without an account against a hash that nothing
// matches. So the time that it takes tells nothing but how the passphrase was typed.
[[nodiscard]] std::optional<std::size_t> find_spelling(const std::optional<Account>& account,
                                                       const std::vector<std::string>& spellings);

[[nodiscard]] Session begin_session(const Services& services, ResidentId person, std::string_view token, Device device);

// A passphrase that was hashed as it was typed once, and will be known by its prepared form.
struct Renewed {
    std::string former_hash;
    std::string passphrase_hash;
};

// Stores a session and lets the person in.
//   code  for an account with a second step, whose passphrase was right: without it CodeNeeded, and with a wrong one
//         FormProblem::code_wrong, as often as Services::attempts_of_own admits.
struct LetIn {
    ResidentId person;
    Device device = Device::own;
    std::string code{};
    std::optional<Renewed> renewed{};
};
void let_in(Services& services, LetIn who, const SignInDone& done);

// The limit of tries by somebody who is signed in, or has done the first step.
[[nodiscard]] std::uint64_t own_subject(const Services& services, ResidentId person);

// Rows that were not stored.
[[nodiscard]] SignInResult not_stored(PortalHost::RowsResult result);

}  // namespace gongyi::server
