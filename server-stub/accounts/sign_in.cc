#include "server-stub/accounts/sign_in.h"

#include <memory>
#include <optional>
#include <vector>

#include "server-stub/accounts/sign_in_parts.h"
#include "server-stub/accounts/spelling.h"
#include "shared/pages/routes.h"

namespace gongyi::server {

using pages::FormProblem;

void sign_in(Services& services, const SignInRequest& request, SignInDone done) {
    const std::string name = name_key(request.name);
    if (name.empty()) return done(field_fault(pages::field::name, FormProblem::missing));
    if (request.passphrase.empty()) return done(field_fault(pages::field::passphrase, FormProblem::missing));
    // Everything up to the answer goes by what was typed: a name that nobody has is counted, waits and takes time as
    // one that somebody has.
    const std::uint64_t typed = typed_number(services, Typed::name, name);
    const auto account = services.host.directory().find_account_by_name(request.name);
    const bool is_known = account && request.knows_device && request.knows_device(account->person);
    Attempt attempt =
        is_known ? Attempt::from_known_device(services, typed) : Attempt::from_address(services, request.address);
    if (!is_known) attempt.count_typed(services, typed, request.address);
    if (const auto wait = attempt.admit(services.host.now()); wait > 0) return done(too_many_attempts(wait));
    FairWork work{.client = request.address, .account = std::to_string(typed), .is_known = is_known};
    work.run = [&services, account, passphrase = request.passphrase, code = request.code, device = request.device,
                attempt, done] {
        const std::vector<std::string> spellings = spellings_of(passphrase, prepared_passphrase(passphrase));
        const auto found = find_spelling(account, spellings);
        if (!account || !found) {
            done(form_fault(FormProblem::signin_failed));
            // Afterwards, so that the answer does not wait for it where there is an account.
            if (account) services.host.directory().note_failed(account->person);
            return;
        }
        attempt.forgive();
        // Told to nobody but who knows the passphrase.
        const auto person = services.host.directory().find_person(account->person);
        if (!person || person->standing != PersonStanding::here) return done(form_fault(FormProblem::account_closed));
        std::optional<Renewed> renewed;
        if (*found > 0) {
            if (auto again = hash_passphrase(spellings.front())) {
                renewed = Renewed{account->passphrase_hash, std::move(*again)};
            }
        }
        let_in(services, {.person = account->person, .device = device, .code = code, .renewed = std::move(renewed)},
               done);
    };
    submit_passphrase_work(services, std::move(work), attempt, done);
}

void sign_in_with_code(Services& services, std::string ticket, std::string code, SignInDone done) {
    const auto step = services.tickets.find(ticket, services.host.now());
    if (!step) return done(form_fault(FormProblem::signin_over));
    if (code.empty()) return done(field_fault(pages::field::otp, FormProblem::missing));
    const Device device = step->is_shared_device ? Device::shared : Device::own;
    let_in(services, {.person = step->person, .device = device, .code = std::move(code)},
           [&services, ticket = std::move(ticket), done = std::move(done)](SignInResult result) {
               if (std::holds_alternative<NewSession>(result)) services.tickets.end(ticket);
               done(std::move(result));
           });
}

void sign_out(Services& services, const Hash& token_hash, std::function<void(bool)> done) {
    auto shared_done = std::make_shared<std::function<void(bool)>>(std::move(done));
    const bool is_queued = services.host.change_rows(
        [token_hash](Batch& batch) {
            batch.ended_sessions.push_back(token_hash);
            return true;
        },
        [&services, token_hash, shared_done](PortalHost::RowsResult result) {
            const bool is_stored = result == PortalHost::RowsResult::stored;
            if (is_stored) services.host.directory().end_session(token_hash);
            (*shared_done)(is_stored);
        });
    if (!is_queued) (*shared_done)(false);
}

}  // namespace gongyi::server
