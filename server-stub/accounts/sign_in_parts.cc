#include "server-stub/accounts/sign_in_parts.h"

#include <algorithm>
#include <memory>

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
            .expires_at = UnixMs{services.host.now().ms + lasts_ms}};
}

void let_in(Services& services, ResidentId person, Device device, const SignInDone& done,
            std::optional<Renewed> renewed) {
    auto token = std::make_shared<const std::string>(random_token());
    const Session session = begin_session(services, person, *token, device);
    auto changed = std::make_shared<std::optional<Account>>();
    const bool is_queued = services.host.change_rows(
        [&services, session, changed, renewed = std::move(renewed)](Batch& batch) {
            batch.sessions.push_back(session);
            if (!renewed) return true;
            *changed = services.host.directory().find_account_of(session.person);
            if (*changed && (*changed)->passphrase_hash != renewed->former_hash) changed->reset();
            if (!*changed) return true;
            (*changed)->passphrase_hash = renewed->passphrase_hash;
            batch.accounts.push_back(**changed);
            return true;
        },
        [&services, session, changed, token, device, done](PortalHost::RowsResult result) {
            if (result != PortalHost::RowsResult::stored) return done(not_stored(result));
            if (*changed) services.host.directory().put_account(**changed);
            services.host.directory().add_session(session);
            done(NewSession{session.person, *token, device});
        });
    if (!is_queued) done(TryAgainLater{});
}

SignInResult not_stored(PortalHost::RowsResult result) {
    if (result == PortalHost::RowsResult::broken) return Broken{};
    return TryAgainLater{};
}

}  // namespace gongyi::server
