#include <memory>
#include <optional>
#include <vector>

#include "server-stub/accounts/account_rules.h"
#include "server-stub/accounts/claim_code.h"
#include "server-stub/accounts/sign_in_parts.h"
#include "server-stub/accounts/spelling.h"
#include "shared/pages/routes.h"

namespace gongyi::server {
namespace {

using pages::FormFault;
using pages::FormProblem;

// A claim as it was read, on its way.
struct Claim {
    Hash code_hash{};
    std::string name;                    // As it is kept.
    std::string passphrase;              // Prepared.
    std::vector<std::string> spellings;  // Of the passphrase that was typed.
    Device device = Device::own;
    std::string address;
    std::uint64_t typed = 0;  // The code, as the limits know it.
    Attempt attempt;
};

// What is wrong with what was typed, whoever it is for; else the rest of the claim.
Expected<Claim, FormFault> read_claim(const Services& services, const ClaimRequest& request) {
    using namespace pages;
    Claim claim;
    if (request.code.empty()) return unexpected(field_fault(field::code, FormProblem::missing));
    const auto code = read_claim_code(request.code);
    if (!code) return unexpected(field_fault(field::code, FormProblem::malformed));
    claim.code_hash = claim_code_hash(services.key, *code);
    claim.typed = typed_number(services, Typed::code, *code);
    auto name = read_new_name(request.name);
    if (!name) return unexpected(std::move(name.error()));
    claim.name = *std::move(name);
    std::vector<std::string> expected = expected_words(*services.host.snapshot()->state);
    expected.push_back(claim.name);
    auto prepared = read_new_passphrase(request.passphrase, request.passphrase_again, expected);
    if (!prepared) return unexpected(std::move(prepared.error()));
    claim.passphrase = *std::move(prepared);
    claim.spellings = spellings_of(request.passphrase, claim.passphrase);
    claim.device = request.device;
    claim.address = request.address;
    return claim;
}

FairWork work_on(const Claim& claim) {
    return {.client = claim.address, .account = std::to_string(claim.typed)};
}

// A code that opens nothing any more, or never did: the form was sent twice, or somebody tries. Both cost the same and
// are answered alike, whatever is right of it, unless all is.
void try_claimed(Services& services, const std::optional<Account>& account, const Claim& claim,
                 const SignInDone& done) {
    const auto found = find_spelling(account, claim.spellings);
    const bool is_name = name_key(account ? account->name : claim.passphrase) == name_key(claim.name);
    if (!account || !found || !is_name) {
        return done(field_fault(pages::field::code, FormProblem::claim_code_unknown));
    }
    claim.attempt.forgive();
    let_in(services, {.person = account->person, .device = claim.device}, done);
}

// Stores the claimed account with its first session. What may be claimed is decided here, on the writer's thread: two
// may hold the same code, or want the same name, at once.
void store_claim(Services& services, Account account, const Claim& claim, const SignInDone& done) {
    auto token = std::make_shared<const std::string>(random_token());
    auto taken = std::make_shared<std::optional<FormFault>>();
    // The account as the same form, sent a moment before, has claimed it: a double tap.
    auto claimed = std::make_shared<std::optional<Account>>();
    const Session session = begin_session(services, account.person, *token, claim.device);
    const bool is_queued = services.host.change_rows(
        [&services, account, session, taken, claimed](Batch& batch) {
            const Directory& directory = services.host.directory();
            auto now = directory.find_account(account.claim_code_hash);
            if (!now) {
                *taken = field_fault(pages::field::code, FormProblem::claim_code_unknown);
            } else if (!now->passphrase_hash.empty()) {
                *claimed = std::move(*now);
                return false;
            } else if (directory.is_name_taken(account.name)) {
                *taken = field_fault(pages::field::name, FormProblem::name_taken);
            }
            if (*taken) return false;
            batch.accounts.push_back(account);
            batch.sessions.push_back(session);
            // What somebody had who lost their way in, and was given a new code.
            batch.ended_factors.push_back(account.person);
            return true;
        },
        [&services, account, session, taken, claimed, token, claim, done](PortalHost::RowsResult result) {
            if (*claimed) {
                FairWork work = work_on(claim);
                work.run = [&services, claimed, claim, done] { try_claimed(services, *claimed, claim, done); };
                return submit_passphrase_work(services, std::move(work), claim.attempt, done);
            }
            if (*taken) return done(std::move(**taken));
            claim.attempt.forgive();
            if (result != PortalHost::RowsResult::stored) return done(not_stored(result));
            Batch changed;
            changed.accounts.push_back(account);
            changed.sessions.push_back(session);
            changed.ended_factors.push_back(account.person);
            services.host.directory().take_accounts(changed);
            done(NewSession{account.person, *token, claim.device});
        });
    if (is_queued) return;
    claim.attempt.forgive();
    done(TryAgainLater{});
}

}  // namespace

void claim_account(Services& services, ClaimRequest request, SignInDone done) {
    Attempt attempt = Attempt::from_address(services, request.address);
    if (const auto wait = attempt.admit(services.host.now()); wait > 0) return done(too_many_attempts(wait));
    auto read = read_claim(services, request);
    if (!read) return done(std::move(read.error()));
    // Guesses at the passphrase of a used code are guesses at its account: they count as those of its name, too.
    attempt.count_typed(services, read->typed, request.address);
    attempt.count_typed(services, typed_number(services, Typed::name, name_key(read->name)), request.address);
    if (const auto wait = attempt.admit(services.host.now()); wait > 0) return done(too_many_attempts(wait));
    read->attempt = std::move(attempt);
    FairWork work = work_on(*read);
    const Attempt counted = read->attempt;
    work.run = [&services, claim = *std::move(read), done] {
        auto account = services.host.directory().find_account(claim.code_hash);
        if (!account || !account->passphrase_hash.empty()) return try_claimed(services, account, claim, done);
        auto passphrase_hash = hash_passphrase(claim.passphrase);
        if (!passphrase_hash) {
            claim.attempt.forgive();
            return done(TryAgainLater{});
        }
        account->name = claim.name;
        account->passphrase_hash = std::move(*passphrase_hash);
        store_claim(services, *std::move(account), claim, done);
    };
    submit_passphrase_work(services, std::move(work), counted, done);
}

}  // namespace gongyi::server
