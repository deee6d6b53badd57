#include "server-stub/accounts/sign_in.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>

#include "server-stub/accounts/claim_code.h"
#include "shared/base/text.h"
#include "shared/pages/routes.h"

namespace gongyi::server {
namespace {

using pages::FormFault;
using pages::FormProblem;
using Done = std::function<void(SignInResult)>;

static_assert(passphrase_code_points_min == pages::passphrase_code_points_min);
static_assert(passphrase_code_points_max == pages::passphrase_code_points_max);

FormFault fault(pages::Literal field, FormProblem problem) {
    return {std::string{field.view()}, problem};
}

FormFault fault(FormProblem problem) {
    return {"", problem};
}

std::uint64_t limit_subject(const Services& services, std::string_view kind, std::string_view text) {
    const Fingerprint print = services.key.fingerprint(kind, text);
    std::uint64_t subject = 0;
    std::memcpy(&subject, print.data(), sizeof subject);
    return subject;
}

bool admits_address(Services& services, std::string_view address) {
    return services.attempts_by_address.admit(limit_subject(services, "address", address), services.host.now());
}

std::string trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    return std::string{text.substr(first, text.find_last_not_of(' ') - first + 1)};
}

// What is wrong with a new name or passphrase, whoever it is for.
std::optional<FormFault> check_new_account(const ClaimRequest& claim) {
    using namespace pages;
    if (claim.name.empty()) return fault(field::name, FormProblem::missing);
    if (!is_presentable(claim.name, /*allow_line_breaks=*/false)) return fault(field::name, FormProblem::malformed);
    if (*count_code_points(claim.name) > account_name_code_points_max) {
        return fault(field::name, FormProblem::name_too_long);
    }
    if (claim.passphrase.empty()) return fault(field::passphrase, FormProblem::missing);
    const auto length = count_code_points(claim.passphrase);
    if (!length) return fault(field::passphrase, FormProblem::malformed);
    if (*length < passphrase_code_points_min) return fault(field::passphrase, FormProblem::passphrase_too_short);
    if (*length > passphrase_code_points_max) return fault(field::passphrase, FormProblem::passphrase_too_long);
    if (claim.passphrase != claim.passphrase_again) {
        return fault(field::passphrase_again, FormProblem::passphrases_differ);
    }
    return std::nullopt;
}

Session begin_session(const Services& services, ResidentId person, std::string_view token, Device device) {
    const std::int64_t lasts_ms = device == Device::shared
                                      ? std::min(services.options.session_ms, shared_session_ms_max)
                                      : services.options.session_ms;
    return {.token_hash = services.key.hash("session", token),
            .person = person,
            .expires_at = UnixMs{services.host.now().ms + lasts_ms}};
}

// Stores the session and lets the person in.
void admit(Services& services, ResidentId person, Device device, const Done& done) {
    auto token = std::make_shared<const std::string>(random_token());
    const Session session = begin_session(services, person, *token, device);
    const bool is_queued = services.host.change_rows(
        [session](Batch& batch) {
            batch.sessions.push_back(session);
            return true;
        },
        [&services, session, token, device, done](PortalHost::RowsResult result) {
            if (result != PortalHost::RowsResult::stored) return done(TryAgainLater{});
            services.host.directory().add_session(session);
            done(NewSession{session.person, *token, device});
        });
    if (!is_queued) done(TryAgainLater{});
}

// The form was sent twice, or somebody tries a used code.
void repeat_claim(Services& services, const Account& account, const ClaimRequest& claim, const Done& done) {
    const bool is_queued = services.passphrases.submit([&services, account, claim, done] {
        const bool is_same =
            account.name == claim.name && passphrase_matches(account.passphrase_hash, claim.passphrase);
        if (is_same) return admit(services, account.person, claim.device, done);
        done(fault(pages::field::code, FormProblem::claim_code_unknown));
    });
    if (!is_queued) done(TryAgainLater{});
}

// Stores the claimed account with its first session. Decides again on the writer's thread: two may hold the same code,
// or want the same name, at once.
void store_claim(Services& services, Account account, const ClaimRequest& claim, const Done& done) {
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
                *taken = fault(pages::field::code, FormProblem::claim_code_unknown);
            } else if (!now->passphrase_hash.empty()) {
                *claimed = std::move(*now);
                return false;
            } else if (directory.find_account_by_name(account.name)) {
                *taken = fault(pages::field::name, FormProblem::name_taken);
            }
            if (*taken) return false;
            batch.accounts.push_back(account);
            batch.sessions.push_back(session);
            return true;
        },
        [&services, account, session, taken, claimed, token, claim, done](PortalHost::RowsResult result) {
            if (*claimed) return repeat_claim(services, **claimed, claim, done);
            if (*taken) return done(std::move(**taken));
            if (result != PortalHost::RowsResult::stored) return done(TryAgainLater{});
            services.host.directory().put_account(account);
            services.host.directory().add_session(session);
            done(NewSession{account.person, *token, claim.device});
        });
    if (!is_queued) done(TryAgainLater{});
}

}  // namespace

void claim_account(Services& services, ClaimRequest claim, Done done) {
    if (!admits_address(services, claim.address)) return done(fault(FormProblem::too_many_attempts));
    claim.name = trimmed(claim.name);
    if (claim.code.empty()) return done(fault(pages::field::code, FormProblem::missing));
    const auto code = read_claim_code(claim.code);
    if (!code) return done(fault(pages::field::code, FormProblem::malformed));
    if (auto wrong = check_new_account(claim)) return done(std::move(*wrong));

    const auto account = services.host.directory().find_account(claim_code_hash(services.key, *code));
    if (!account) return done(fault(pages::field::code, FormProblem::claim_code_unknown));
    if (!account->passphrase_hash.empty()) return repeat_claim(services, *account, claim, done);
    if (services.host.directory().find_account_by_name(claim.name)) {
        return done(fault(pages::field::name, FormProblem::name_taken));
    }
    const bool is_queued = services.passphrases.submit([&services, account = *account, claim, done]() mutable {
        auto passphrase_hash = hash_passphrase(claim.passphrase);
        if (!passphrase_hash) return done(TryAgainLater{});
        account.name = claim.name;
        account.passphrase_hash = std::move(*passphrase_hash);
        store_claim(services, std::move(account), claim, done);
    });
    if (!is_queued) done(TryAgainLater{});
}

void sign_in(Services& services, const SignInRequest& request, Done done) {
    const std::string name = trimmed(request.name);
    if (!admits_address(services, request.address)) return done(fault(FormProblem::too_many_attempts));
    if (name.empty()) return done(fault(pages::field::name, FormProblem::missing));
    if (request.passphrase.empty()) return done(fault(pages::field::passphrase, FormProblem::missing));
    const auto account = services.host.directory().find_account_by_name(name);
    const std::string whose = account ? std::to_string(account->person.raw()) : name;
    if (!services.attempts_by_account.admit(limit_subject(services, "account", whose), services.host.now())) {
        return done(fault(FormProblem::too_many_attempts));
    }
    const bool is_queued = services.passphrases.submit([&services, account, request, done] {
        // A name that nobody has costs the same time, so that names cannot be guessed by the clock.
        static const std::string nobody = hash_passphrase("nobody signs in with this").value_or("");
        const bool matches = passphrase_matches(account ? account->passphrase_hash : nobody, request.passphrase);
        if (!account || !matches) return done(fault(FormProblem::signin_failed));
        admit(services, account->person, request.device, done);
    });
    if (!is_queued) done(TryAgainLater{});
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
