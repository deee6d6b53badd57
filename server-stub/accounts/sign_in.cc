#include "server-stub/accounts/sign_in.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <vector>

#include "server-stub/accounts/claim_code.h"
#include "server-stub/accounts/spelling.h"
#include "shared/base/incoming.h"
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

// What an account counts as for the limits.
std::string account_subject(ResidentId person) {
    return "person " + std::to_string(person.raw());
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

FormFault too_many(std::int64_t wait_seconds) {
    return {"", FormProblem::too_many_attempts, wait_seconds};
}

// A try, counted in every layer that it concerns until it turns out to be none in vain.
class Attempt {
public:
    void count_in(RateLimit& limit, std::uint64_t subject) { layers_.push_back({&limit, subject}); }
    // 0 when all layers admit it; else for how many seconds one of them does not, and then it counts in none.
    [[nodiscard]] std::int64_t admit(UnixMs now) {
        std::int64_t wait_seconds = 0;
        std::vector<Layer> admitted;
        for (const Layer& layer : layers_) {
            const RateLimit::Verdict verdict = layer.limit->admit(layer.subject, now);
            if (verdict) admitted.push_back(layer);
            wait_seconds = std::max(wait_seconds, verdict.wait_seconds);
        }
        if (wait_seconds > 0) {
            layers_ = std::move(admitted);
            forgive();
        }
        return wait_seconds;
    }
    void forgive() const {
        for (const Layer& layer : layers_) layer.limit->give_back(layer.subject);
    }

private:
    struct Layer {
        RateLimit* limit;
        std::uint64_t subject;
    };
    std::vector<Layer> layers_;
};

Attempt attempt_from(Services& services, std::string_view address) {
    Attempt attempt;
    attempt.count_in(services.attempts_by_address, limit_subject(services, "address", address));
    return attempt;
}

// Hands the work on a passphrase in. What is not done for want of place was no try.
void submit(Services& services, FairWork work, const Attempt& attempt, const Done& done) {
    work.drop = [attempt, done] {
        attempt.forgive();
        done(TryAgainLater{});
    };
    work.given_up = [done] { done(Broken{}); };
    const std::function<void()> drop = work.drop;
    if (!services.passphrases.submit(std::move(work))) drop();
}

// What a typed passphrase may have been hashed as: prepared, and as it was typed, as it was done before. How many these
// are is seen by the text alone.
std::vector<std::string> spellings_of(const std::string& passphrase) {
    std::vector<std::string> spellings;
    if (auto prepared = prepared_passphrase(passphrase); prepared && *prepared != passphrase) {
        spellings.push_back(std::move(*prepared));
    }
    spellings.push_back(passphrase);
    return spellings;
}

// Which of the spellings it is. All are tried, whichever is right and whether or not there is such an account: so the
// time that it takes tells nothing but how the passphrase was typed.
std::optional<std::size_t> find_spelling(const std::string& passphrase_hash,
                                         const std::vector<std::string>& spellings) {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < spellings.size(); ++i) {
        const bool matches = passphrase_matches(passphrase_hash, spellings[i]);
        if (matches && !found) found = i;
    }
    return found;
}

// Rows that were not stored.
SignInResult not_stored(PortalHost::RowsResult result) {
    if (result == PortalHost::RowsResult::broken) return Broken{};
    return TryAgainLater{};
}

// What is wrong with a new name or passphrase, whoever it is for.
std::optional<FormFault> check_new_account(const ClaimRequest& claim) {
    using namespace pages;
    if (claim.name.empty()) return fault(field::name, FormProblem::missing);
    const TextFault text_fault = check_text(claim.name, {1, account_name_code_points_max}, InputRules::incoming);
    if (text_fault == TextFault::unreadable) return fault(field::name, FormProblem::unreadable);
    if (text_fault == TextFault::wrong_length) return fault(field::name, FormProblem::name_too_long);
    if (claim.passphrase.empty()) return fault(field::passphrase, FormProblem::missing);
    const auto prepared = prepared_passphrase(claim.passphrase);
    if (!prepared) return fault(field::passphrase, FormProblem::malformed);
    const auto length = count_code_points(*prepared);
    if (*length < passphrase_code_points_min) return fault(field::passphrase, FormProblem::passphrase_too_short);
    if (*length > passphrase_code_points_max) return fault(field::passphrase, FormProblem::passphrase_too_long);
    if (prepared != prepared_passphrase(claim.passphrase_again)) {
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

// A passphrase that was hashed as it was typed once, and will be known by its prepared form.
struct Renewed {
    std::string former_hash;
    std::string passphrase_hash;
};

// Stores the session and lets the person in.
void admit(Services& services, ResidentId person, Device device, const Done& done,
           std::optional<Renewed> renewed = {}) {
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

// The form was sent twice, or somebody tries a used code.
void repeat_claim(Services& services, const Account& account, const ClaimRequest& claim, const Attempt& attempt,
                  const Done& done) {
    FairWork work{.client = claim.address, .account = account_subject(account.person)};
    work.run = [&services, account, claim, attempt, done] {
        const bool is_same = find_spelling(account.passphrase_hash, spellings_of(claim.passphrase)) &&
                             name_key(account.name) == name_key(claim.name);
        if (!is_same) return done(fault(pages::field::code, FormProblem::claim_code_unknown));
        attempt.forgive();
        admit(services, account.person, claim.device, done);
    };
    submit(services, std::move(work), attempt, done);
}

// Stores the claimed account with its first session. Decides again on the writer's thread: two may hold the same code,
// or want the same name, at once.
void store_claim(Services& services, Account account, const ClaimRequest& claim, const Attempt& attempt,
                 const Done& done) {
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
            } else if (directory.is_name_taken(account.name)) {
                *taken = fault(pages::field::name, FormProblem::name_taken);
            }
            if (*taken) return false;
            batch.accounts.push_back(account);
            batch.sessions.push_back(session);
            return true;
        },
        [&services, account, session, taken, claimed, token, claim, attempt, done](PortalHost::RowsResult result) {
            if (*claimed) return repeat_claim(services, **claimed, claim, attempt, done);
            if (*taken) return done(std::move(**taken));
            if (result != PortalHost::RowsResult::stored) return done(not_stored(result));
            services.host.directory().put_account(account);
            services.host.directory().add_session(session);
            done(NewSession{account.person, *token, claim.device});
        });
    if (!is_queued) done(TryAgainLater{});
}

}  // namespace

void claim_account(Services& services, ClaimRequest claim, Done done) {
    Attempt attempt = attempt_from(services, claim.address);
    if (const auto wait = attempt.admit(services.host.now()); wait > 0) return done(too_many(wait));
    const auto name = kept_name(claim.name);
    if (claim.code.empty()) return done(fault(pages::field::code, FormProblem::missing));
    const auto code = read_claim_code(claim.code);
    if (!code) return done(fault(pages::field::code, FormProblem::malformed));
    if (!name) return done(fault(pages::field::name, FormProblem::unreadable));
    claim.name = *name;
    if (auto wrong = check_new_account(claim)) return done(std::move(*wrong));

    const auto account = services.host.directory().find_account(claim_code_hash(services.key, *code));
    if (!account) return done(fault(pages::field::code, FormProblem::claim_code_unknown));
    if (!account->passphrase_hash.empty()) return repeat_claim(services, *account, claim, attempt, done);
    if (services.host.directory().is_name_taken(claim.name)) {
        return done(fault(pages::field::name, FormProblem::name_taken));
    }
    FairWork work{.client = claim.address, .account = account_subject(account->person)};
    work.run = [&services, account = *account, claim, attempt, done]() mutable {
        auto passphrase_hash = hash_passphrase(prepared_passphrase(claim.passphrase).value_or(claim.passphrase));
        if (!passphrase_hash) return done(TryAgainLater{});
        attempt.forgive();  // The code was good.
        account.name = claim.name;
        account.passphrase_hash = std::move(*passphrase_hash);
        store_claim(services, std::move(account), claim, attempt, done);
    };
    submit(services, std::move(work), attempt, done);
}

void sign_in(Services& services, const SignInRequest& request, Done done) {
    const std::string name = name_key(request.name);
    if (name.empty()) return done(fault(pages::field::name, FormProblem::missing));
    if (request.passphrase.empty()) return done(fault(pages::field::passphrase, FormProblem::missing));
    const auto account = services.host.directory().find_account_by_name(request.name);
    // By what was typed where nobody has that name: whether somebody has is not to be seen by the limits.
    const std::string whose = account ? account_subject(account->person) : "name " + name;
    const bool is_known = account && request.knows_device && request.knows_device(account->person);
    Attempt attempt;
    if (is_known) {
        attempt.count_in(services.attempts_of_known_device, limit_subject(services, "account", whose));
    } else {
        attempt = attempt_from(services, request.address);
        attempt.count_in(services.attempts_at_account_by_address,
                         limit_subject(services, "account at address", whose + '\n' + request.address));
        attempt.count_in(services.attempts_at_account, limit_subject(services, "account", whose));
    }
    if (const auto wait = attempt.admit(services.host.now()); wait > 0) return done(too_many(wait));
    FairWork work{.client = request.address, .account = whose, .is_known = is_known};
    work.run = [&services, account, passphrase = request.passphrase, device = request.device, attempt, done] {
        // A name that nobody has costs the same time, so that names cannot be guessed by the clock.
        static const std::string nobody = hash_passphrase("nobody signs in with this").value_or("");
        const std::vector<std::string> spellings = spellings_of(passphrase);
        const auto found = find_spelling(account ? account->passphrase_hash : nobody, spellings);
        if (!account || !found) return done(fault(FormProblem::signin_failed));
        attempt.forgive();
        // Told to nobody but who knows the passphrase.
        const auto person = services.host.directory().find_person(account->person);
        if (!person || person->standing != PersonStanding::here) return done(fault(FormProblem::account_closed));
        std::optional<Renewed> renewed;
        if (*found > 0) {
            if (auto again = hash_passphrase(spellings.front())) {
                renewed = Renewed{account->passphrase_hash, std::move(*again)};
            }
        }
        admit(services, account->person, device, done, std::move(renewed));
    };
    submit(services, std::move(work), attempt, done);
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
