#include "server-stub/accounts/sign_in_parts.h"

#include <algorithm>
#include <memory>

#include "server-stub/accounts/totp.h"
#include "shared/pages/routes.h"

namespace gongyi::server {

using pages::FormFault;
using pages::FormProblem;

FormFault field_fault(pages::Literal field, FormProblem problem) {
    return {std::string{field.view()}, problem};
}

FormFault form_fault(FormProblem problem) {
    return {"", problem};
}

FormFault too_many_attempts(std::int64_t wait_seconds) {
    return {"", FormProblem::too_many_attempts, wait_seconds};
}

void submit_passphrase_work(Services& services, FairWork work, const Attempt& attempt, const SignInDone& done) {
    work.drop = [attempt, done] {
        attempt.forgive();
        done(TryAgainLater{});
    };
    work.given_up = [done] { done(Broken{}); };
    const std::function<void()> drop = work.drop;
    if (!services.passphrases.submit(std::move(work))) drop();
}

std::vector<std::string> spellings_of(const std::string& typed, const std::optional<std::string>& prepared) {
    std::vector<std::string> spellings;
    if (prepared && *prepared != typed) spellings.push_back(*prepared);
    spellings.push_back(typed);
    return spellings;
}

std::optional<std::size_t> find_spelling(const std::optional<Account>& account,
                                         const std::vector<std::string>& spellings) {
    static const std::string nobody = hash_passphrase(random_token()).value_or("");
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < spellings.size(); ++i) {
        const bool matches = passphrase_matches(account ? account->passphrase_hash : nobody, spellings[i]);
        if (matches && !found) found = i;
    }
    return found;
}

Session begin_session(const Services& services, ResidentId person, std::string_view token, Device device) {
    const std::int64_t lasts_ms = device == Device::shared
                                      ? std::min(services.options.session_ms, shared_session_ms_max)
                                      : services.options.session_ms;
    return {.token_hash = services.key.hash("session", token),
            .person = person,
            .expires_at = UnixMs{services.host.now().ms + lasts_ms},
            .begun_at = services.host.now(),
            .confirmed_at = services.host.now(),
            .seen_at = start_of_today(services),
            .is_shared = device == Device::shared};
}

std::uint64_t own_subject(const Services& services, ResidentId person) {
    return services.key.number("own", std::to_string(person.raw()));
}

void let_in(Services& services, LetIn who, const SignInDone& done) {
    const bool has_factor = services.host.directory().find_factor(who.person).has_value();
    if (has_factor && who.code.empty()) {
        const FirstStep step{.person = who.person,
                             .is_shared_device = who.device == Device::shared,
                             .until = UnixMs{services.host.now().ms + ticket_ms}};
        return done(CodeNeeded{services.tickets.issue(step)});
    }
    const std::uint64_t own = own_subject(services, who.person);
    if (has_factor) {
        const auto verdict = services.attempts_of_own.admit(own, services.host.now());
        if (!verdict) return done(too_many_attempts(verdict.wait_seconds));
    }
    auto token = std::make_shared<const std::string>(random_token());
    const Session session = begin_session(services, who.person, *token, who.device);
    auto changed = std::make_shared<Batch>();
    auto is_wrong = std::make_shared<bool>(false);
    const Device device = who.device;
    const bool is_queued = services.host.change_rows(
        [&services, session, changed, is_wrong, who = std::move(who)](Batch& batch) {
            const Directory& directory = services.host.directory();
            changed->sessions.push_back(session);
            if (const auto factor = directory.find_factor(who.person)) {
                auto used = use_code(services.key, *factor, who.code, services.host.now());
                *is_wrong = !used;
                if (*is_wrong) return false;
                if (used->is_recovery) {
                    batch.deeds.push_back({.deed = Deed::recovery_code_used, .actor = who.person});
                }
                changed->factors.push_back(std::move(used->after));
            }
            const auto account = directory.find_account_of(who.person);
            if (who.renewed && account && account->passphrase_hash == who.renewed->former_hash) {
                changed->accounts.push_back(*account);
                changed->accounts.back().passphrase_hash = who.renewed->passphrase_hash;
            }
            // Of officers alone: when residents signed in would narrow down when they voted.
            const auto person = directory.find_person(who.person);
            if (person && (person->role == Role::staff || person->role == Role::supervisor)) {
                batch.deeds.push_back({.deed = Deed::signed_in, .actor = who.person});
            }
            batch.sessions = changed->sessions;
            batch.factors = changed->factors;
            batch.accounts = changed->accounts;
            return true;
        },
        [&services, session, changed, is_wrong, has_factor, own, token, device, done](PortalHost::RowsResult result) {
            if (*is_wrong) {
                services.host.directory().note_failed(session.person);
                return done(field_fault(pages::field::otp, FormProblem::code_wrong));
            }
            if (has_factor) services.attempts_of_own.give_back(own);
            if (result != PortalHost::RowsResult::stored) return done(not_stored(result));
            services.host.directory().take_accounts(*changed);
            done(NewSession{session.person, *token, device});
        });
    if (!is_queued) done(TryAgainLater{});
}

SignInResult not_stored(PortalHost::RowsResult result) {
    if (result == PortalHost::RowsResult::broken) return Broken{};
    return TryAgainLater{};
}

}  // namespace gongyi::server
