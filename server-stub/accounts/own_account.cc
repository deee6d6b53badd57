#include "server-stub/accounts/own_account.h"

#include <memory>

#include "server-stub/accounts/account_rules.h"
#include "server-stub/accounts/claim_code.h"
#include "server-stub/accounts/sign_in_parts.h"
#include "server-stub/accounts/spelling.h"
#include "server-stub/accounts/totp.h"
#include "shared/pages/routes.h"

namespace gongyi::server {
namespace {

using pages::FormFault;
using pages::FormProblem;

// What a change is made of, on the writer's thread: the rows as they are, and those that it stores.
struct Changing {
    Account account;
    std::optional<SecondFactor> factor;  // After the code that was given, which is used up.
    Session session;
    std::vector<Session> others;  // The person's other sessions.
    Batch& stored;
    Changed& answer;
};
// Fills `stored`; or says why not, and then nothing is stored.
using Change = std::function<std::optional<FormFault>(Changing&)>;

// A line of the journal.
void note(Batch& batch, Deed deed, ResidentId actor) {
    batch.deeds.push_back({.deed = deed, .actor = actor});
}

// The proof is looked at again on the writer's thread: the account may have changed, and each code is good once.
std::optional<FormFault> prepare(Services& services, const SignedIn& who, const Account& proved, const Proof& proof,
                                 const Change& change, Batch& stored, Changed& answer) {
    Directory& directory = services.host.directory();
    const UnixMs now = services.host.now();
    const auto account = directory.find_account_of(who.person.id);
    auto found = directory.find_session(who.token_hash, now);
    const bool is_as_proved = account && found && account->passphrase_hash == proved.passphrase_hash;
    if (!is_as_proved) return field_fault(pages::field::passphrase_now, FormProblem::passphrase_wrong);
    auto factor = directory.find_factor(who.person.id);
    if (factor) {
        if (proof.code.empty()) return field_fault(pages::field::otp, FormProblem::missing);
        auto used = use_code(services.key, *factor, proof.code, now);
        if (!used) return field_fault(pages::field::otp, FormProblem::code_wrong);
        if (used->is_recovery) note(stored, Deed::recovery_code_used, who.person.id);
        factor = std::move(used->after);
        stored.factors.push_back(*factor);
    }
    Session session = found->second;
    session.confirmed_at = now;
    std::vector<Session> others = directory.sessions_of(who.person.id, now);
    std::erase_if(others, [&](const Session& one) { return one.token_hash == who.token_hash; });
    stored.sessions.push_back(session);
    Changing changing{*account, std::move(factor), session, std::move(others), stored, answer};
    return change(changing);
}

ChangeResult not_changed(PortalHost::RowsResult result) {
    if (result == PortalHost::RowsResult::broken) return Broken{};
    return TryAgainLater{};
}

void append(Batch& batch, const Batch& stored) {
    batch.accounts = stored.accounts;
    batch.sessions = stored.sessions;
    batch.ended_sessions = stored.ended_sessions;
    batch.factors = stored.factors;
    batch.ended_factors = stored.ended_factors;
    batch.deeds = stored.deeds;
}

void store_change(Services& services, const SignedIn& who, const Account& proved, const Proof& proof, Change change,
                  const std::function<void()>& forgive, const ChangeDone& done) {
    auto stored = std::make_shared<Batch>();
    auto answer = std::make_shared<Changed>();
    auto fault = std::make_shared<std::optional<FormFault>>();
    const bool is_queued = services.host.change_rows(
        [&services, who, proved, proof, change = std::move(change), stored, answer, fault](Batch& batch) {
            *fault = prepare(services, who, proved, proof, change, *stored, *answer);
            if (*fault) return false;
            append(batch, *stored);
            return true;
        },
        [&services, stored, answer, fault, forgive, done](PortalHost::RowsResult result) {
            if (*fault) {
                // A wrong code counts as a try; what is wrong beside the proof does not.
                if ((*fault)->field != pages::field::otp.view()) forgive();
                return done(std::move(**fault));
            }
            forgive();
            if (result != PortalHost::RowsResult::stored) return done(not_changed(result));
            services.host.directory().take_accounts(*stored);
            done(std::move(*answer));
        });
    if (is_queued) return;
    forgive();
    done(TryAgainLater{});
}

// Asks who it is, then stores what `make` makes. `make` runs where passphrases are hashed, and may be slow.
void change_own(Services& services, const SignedIn& who, const Proof& proof,
                std::function<std::optional<Change>()> make, ChangeDone done) {
    if (proof.passphrase.empty()) {
        return done(field_fault(pages::field::passphrase_now, FormProblem::missing));
    }
    const std::uint64_t own = own_subject(services, who.person.id);
    const auto verdict = services.attempts_of_own.admit(own, services.host.now());
    if (!verdict) return done(too_many_attempts(verdict.wait_seconds));
    const auto forgive = [&services, own] { services.attempts_of_own.give_back(own); };
    FairWork work{.client = proof.address, .account = std::to_string(own), .is_known = true};
    work.run = [&services, who, proof, make = std::move(make), forgive, done] {
        const auto account = services.host.directory().find_account_of(who.person.id);
        const auto spellings = spellings_of(proof.passphrase, prepared_passphrase(proof.passphrase));
        if (!account || !find_spelling(account, spellings)) {
            return done(field_fault(pages::field::passphrase_now, FormProblem::passphrase_wrong));
        }
        auto change = make();
        if (!change) {
            forgive();
            return done(TryAgainLater{});
        }
        store_change(services, who, *account, proof, *std::move(change), forgive, done);
    };
    work.drop = [forgive, done] {
        forgive();
        done(TryAgainLater{});
    };
    work.given_up = [done] { done(Broken{}); };
    const std::function<void()> drop = work.drop;
    if (!services.passphrases.submit(std::move(work))) drop();
}

void end_others(Changing& changing) {
    for (const Session& other : changing.others) changing.stored.ended_sessions.push_back(other.token_hash);
}

}  // namespace

void change_passphrase(Services& services, const SignedIn& who, const Proof& proof, const std::string& typed,
                       const std::string& again, ChangeDone done) {
    std::vector<std::string> expected = expected_words(*services.host.snapshot()->state);
    if (const auto account = services.host.directory().find_account_of(who.person.id)) {
        expected.push_back(account->name);
    }
    expected.push_back(who.person.name);
    auto prepared = read_new_passphrase(typed, again, expected);
    if (!prepared) return done(std::move(prepared.error()));
    const auto make = [passphrase = *std::move(prepared)]() -> std::optional<Change> {
        auto hash = hash_passphrase(passphrase);
        if (!hash) return std::nullopt;
        return [hash = *std::move(hash)](Changing& changing) -> std::optional<FormFault> {
            changing.account.passphrase_hash = hash;
            changing.stored.accounts.push_back(changing.account);
            note(changing.stored, Deed::passphrase_changed, changing.account.person);
            end_others(changing);
            return std::nullopt;
        };
    };
    change_own(services, who, proof, make, std::move(done));
}

void rename_account(Services& services, const SignedIn& who, const Proof& proof, const std::string& typed,
                    ChangeDone done) {
    auto name = read_new_name(typed);
    if (!name) return done(std::move(name.error()));
    Change change = [&services, name = *std::move(name)](Changing& changing) -> std::optional<FormFault> {
        if (services.host.directory().is_name_taken(name, changing.account.person)) {
            return field_fault(pages::field::name, FormProblem::name_taken);
        }
        changing.account.name = name;
        note(changing.stored, Deed::name_changed, changing.account.person);
        changing.stored.accounts.push_back(changing.account);
        return std::nullopt;
    };
    change_own(
        services, who, proof, [change = std::move(change)] { return std::optional{change}; }, std::move(done));
}

void delete_account(Services& services, const SignedIn& who, const Proof& proof, ChangeDone done) {
    Change change = [&services](Changing& changing) -> std::optional<FormFault> {
        Account& account = changing.account;
        account = {.person = account.person,
                   .claim_code_hash = claim_code_hash(services.key, random_claim_code()),
                   .name = "",
                   .passphrase_hash = ""};
        changing.stored.accounts.push_back(account);
        changing.stored.factors.clear();
        changing.stored.ended_factors.push_back(account.person);
        note(changing.stored, Deed::account_deleted, account.person);
        end_others(changing);
        changing.stored.ended_sessions.push_back(changing.session.token_hash);
        return std::nullopt;
    };
    change_own(
        services, who, proof, [change = std::move(change)] { return std::optional{change}; }, std::move(done));
}

void confirm_session(Services& services, const SignedIn& who, const Proof& proof, ChangeDone done) {
    Change change = [](Changing&) { return std::optional<FormFault>{}; };
    change_own(
        services, who, proof, [change = std::move(change)] { return std::optional{change}; }, std::move(done));
}

void turn_second_step_on(Services& services, const SignedIn& who, const Proof& proof, const TotpSecret& secret,
                         ChangeDone done) {
    if (proof.code.empty()) return done(field_fault(pages::field::otp, FormProblem::missing));
    Change change = [&services, secret, code = proof.code](Changing& changing) -> std::optional<FormFault> {
        SecondFactor factor{.person = changing.account.person, .secret = secret};
        auto used = use_code(services.key, factor, code, services.host.now());
        if (!used) return field_fault(pages::field::otp, FormProblem::code_wrong);
        RecoveryCodes codes = make_recovery_codes(services.key);
        used->after.recovery_hashes = std::move(codes.hashes);
        changing.answer.recovery_codes = std::move(codes.shown);
        changing.stored.factors = {std::move(used->after)};
        note(changing.stored, Deed::second_factor_set_up, changing.account.person);
        return std::nullopt;
    };
    change_own(
        services, who, proof, [change = std::move(change)] { return std::optional{change}; }, std::move(done));
}

void turn_second_step_off(Services& services, const SignedIn& who, const Proof& proof, ChangeDone done) {
    Change change = [](Changing& changing) -> std::optional<FormFault> {
        changing.stored.factors.clear();
        changing.stored.ended_factors.push_back(changing.account.person);
        note(changing.stored, Deed::second_factor_removed, changing.account.person);
        return std::nullopt;
    };
    change_own(
        services, who, proof, [change = std::move(change)] { return std::optional{change}; }, std::move(done));
}

void renew_recovery_codes(Services& services, const SignedIn& who, const Proof& proof, ChangeDone done) {
    Change change = [&services](Changing& changing) -> std::optional<FormFault> {
        if (!changing.factor) return std::nullopt;  // Turned off meanwhile: there are none to renew.
        RecoveryCodes codes = make_recovery_codes(services.key);
        SecondFactor factor = *changing.factor;
        factor.recovery_hashes = std::move(codes.hashes);
        changing.answer.recovery_codes = std::move(codes.shown);
        changing.stored.factors = {std::move(factor)};
        return std::nullopt;
    };
    change_own(
        services, who, proof, [change = std::move(change)] { return std::optional{change}; }, std::move(done));
}

void end_other_sessions(Services& services, const SignedIn& who, std::optional<Hash> one, ChangeDone done) {
    auto stored = std::make_shared<Batch>();
    const bool is_queued = services.host.change_rows(
        [&services, who, one, stored](Batch& batch) {
            for (const Session& other : services.host.directory().sessions_of(who.person.id, services.host.now())) {
                const bool is_meant = other.token_hash != who.token_hash && (!one || other.token_hash == *one);
                if (is_meant) stored->ended_sessions.push_back(other.token_hash);
            }
            batch.ended_sessions = stored->ended_sessions;
            if (!batch.ended_sessions.empty()) note(batch, Deed::sessions_ended, who.person.id);
            return true;
        },
        [&services, stored, done](PortalHost::RowsResult result) {
            if (result != PortalHost::RowsResult::stored) return done(not_changed(result));
            services.host.directory().take_accounts(*stored);
            done(Changed{});
        });
    if (!is_queued) done(TryAgainLater{});
}

}  // namespace gongyi::server
