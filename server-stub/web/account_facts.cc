#include "server-stub/web/account_facts.h"

#include "server-stub/accounts/totp.h"
#include "shared/pages/routes.h"

namespace gongyi::server::web {

bool is_about_account(std::string_view path) {
    const std::string me = pages::routes::me().text();
    return path == me || path.substr(0, me.size() + 1) == me + "/" || path == pages::routes::staff().text();
}

std::string session_handle(const Services& services, const Session& session) {
    const std::string_view hash{reinterpret_cast<const char*>(session.token_hash.data()), session.token_hash.size()};
    const Fingerprint print = services.key.fingerprint("session handle", hash);
    return to_hex(std::string_view{reinterpret_cast<const char*>(print.data()), print.size()});
}

std::optional<Hash> find_session_by_handle(const Services& services, ResidentId person, std::string_view handle) {
    for (const Session& one : services.host.directory().sessions_of(person, services.host.now())) {
        if (equal_in_constant_time(session_handle(services, one), handle)) return one.token_hash;
    }
    return std::nullopt;
}

pages::AccountFacts account_facts_for(const Services& services, const SignedIn& session, std::string_view path,
                                      std::string_view secret) {
    pages::AccountFacts facts;
    const Directory& directory = services.host.directory();
    if (const auto factor = directory.find_factor(session.person.id)) {
        facts.has_factor = true;
        facts.recovery_codes_left = static_cast<std::int64_t>(factor->recovery_hashes.size());
    }
    if (path == pages::routes::me_devices().text()) {
        for (const Session& one : directory.sessions_of(session.person.id, services.host.now())) {
            facts.sessions.push_back({.handle = session_handle(services, one),
                                      .begun_at = one.begun_at,
                                      .seen_at = one.seen_at,
                                      .is_shared = one.is_shared,
                                      .is_this = one.token_hash == session.token_hash});
        }
    }
    if (path == pages::routes::me_factor().text() && !facts.has_factor) {
        const TotpSecret made = read_totp_secret(secret).value_or(random_totp_secret());
        const auto& community = services.host.snapshot()->state->community;
        const auto account = directory.find_account_of(session.person.id);
        facts.factor_secret = write_totp_secret(made);
        facts.factor_address =
            totp_address(made, community ? community->name : "Gongyi", account ? account->name : session.person.name);
    }
    return facts;
}

}  // namespace gongyi::server::web
