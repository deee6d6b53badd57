// Who there is, who has claimed an account, who is signed in: the private rows, in memory, indexed for every request.
//
// The rows change only after the store has committed them. Thread-safe.
#pragma once

#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "server-stub/store/rows.h"
#include "shared/pages/census_facts.h"

namespace gongyi::server {

struct HashOfHash {
    std::size_t operator()(const Hash& hash) const noexcept;
};

// The census as a file of it is held against.
struct CensusRows {
    std::vector<Person> people;
    std::vector<Home> homes;
    std::uint64_t version = 0;  // Another one after each change.
};

class Directory {
public:
    // Takes over what the store held when the server started.
    void load(std::vector<Person> people, const std::vector<Account>& accounts, const std::vector<Session>& sessions,
              const std::vector<SecondFactor>& factors = {});

    // The person of a session that has not expired; nothing for whoever was suspended or has moved away.
    [[nodiscard]] std::optional<Person> find_signed_in(const Hash& token_hash, UnixMs now) const;
    // The same with the session itself.
    [[nodiscard]] std::optional<std::pair<Person, Session>> find_session(const Hash& token_hash, UnixMs now) const;
    // A person's sessions that have not expired, newest first. Cost: O(sessions).
    [[nodiscard]] std::vector<Session> sessions_of(ResidentId person, UnixMs now) const;
    // Says that a session is used on the day that begins at `day`. Cost: a look, but for the first time on each day.
    void note_seen(const Hash& token_hash, UnixMs day);
    // The sessions of which that was said since it was asked for last, to be stored.
    [[nodiscard]] std::vector<Session> take_seen();
    // Counts a sign-in that failed at a person's account; and those that were counted since it was asked for last, for
    // the journal.
    void note_failed(ResidentId person);
    [[nodiscard]] std::vector<JournalLine> take_failed();
    [[nodiscard]] std::optional<SecondFactor> find_factor(ResidentId person) const;
    [[nodiscard]] std::optional<Person> find_person(ResidentId id) const;
    [[nodiscard]] std::optional<Account> find_account(const Hash& claim_code_hash) const;
    // The claimed account that signs in with `name`: first by its exact spelling (ASCII letters in either case), then
    // by name_key(). Accounts of before that rule may share a key: those answer to their exact spelling alone.
    [[nodiscard]] std::optional<Account> find_account_by_name(std::string_view name) const;
    // Whether an account, not that of `except`, has that name, or one that looks like it: nobody else may have it.
    [[nodiscard]] bool is_name_taken(std::string_view name, std::optional<ResidentId> except = {}) const;
    [[nodiscard]] std::optional<Account> find_account_of(ResidentId person) const;
    // Everybody with that role, ascending by id. Cost: O(people log people).
    [[nodiscard]] std::vector<Person> people_with(Role role) const;
    // Officers' desk numbers: 0 for whoever has none yet. The next one that is free.
    [[nodiscard]] std::int64_t desk_of(ResidentId person) const;
    [[nodiscard]] std::int64_t next_desk() const;
    void put_desk(const DeskNumber& desk);

    // Whose number it is, or whose whole name, by census_key(): at most `count_max`, ascending by home and id.
    [[nodiscard]] std::vector<Person> find_named(std::string_view text, std::size_t count_max) const;

    // What a batch that was stored says of accounts, sessions and second factors.
    void take_accounts(const Batch& batch);
    // Replaces the account of the same person, whose former name and claim code are free then.
    void put_account(const Account& account);
    void add_session(const Session& session);
    void end_session(const Hash& token_hash);
    void forget_sessions_expired_before(UnixMs at);
    // Adds homes, or replaces those of the same name.
    void put_homes(const std::vector<Home>& homes);
    // What an owners' assembly has due; nothing where no homes are known.
    [[nodiscard]] std::optional<OwnersDue> owners_due() const;
    // What a residents' assembly has due on `day`. Cost: O(people log people) the first time on that day.
    [[nodiscard]] ResidentsDue residents_due(const Date& day) const;
    // How many of those who may vote at all belong to the electorate on `day`. Cost: O(people).
    [[nodiscard]] std::int64_t count_voters(const Electorate& electorate, const Date& day) const;
    // Adds people and the accounts that wait for them.
    void add_people(std::vector<Person> people, const std::vector<Account>& accounts);

    // A copy of everybody and all homes. Cost: O(people + homes).
    [[nodiscard]] CensusRows census_rows() const;
    [[nodiscard]] std::uint64_t census_version() const;
    // Cost: O(people).
    [[nodiscard]] pages::CensusFigures census_figures() const;

private:
    void index_account(const Account& account);
    void forget_name(const Account& account);

    mutable std::shared_mutex mutex_;
    std::unordered_map<ResidentId, Person> people_;
    std::unordered_map<Hash, Account, HashOfHash> accounts_;     // By the hash of the claim code.
    std::unordered_map<std::string, Hash> claim_codes_by_name_;  // Names in lower case.
    std::unordered_multimap<std::string, Hash> claim_codes_by_key_;
    std::unordered_multimap<std::string, Hash> claim_codes_by_look_;
    std::unordered_map<ResidentId, std::string> name_keys_;  // census_key() of their names.
    std::unordered_map<ResidentId, Hash> claim_codes_by_person_;
    std::unordered_map<Hash, Session, HashOfHash> sessions_;  // By the hash of the token.
    std::unordered_set<Hash, HashOfHash> seen_;               // Whose day is yet to be stored.
    std::unordered_map<ResidentId, SecondFactor> factors_;
    std::unordered_map<ResidentId, std::int64_t> failed_;
    std::unordered_map<ResidentId, std::int64_t> desks_;
    std::int64_t last_desk_ = 0;
    std::unordered_map<std::string, Home> homes_;  // By their names.
    std::uint64_t census_version_ = 0;
    std::optional<OwnersDue> owners_due_;
    mutable std::optional<std::pair<Date, ResidentsDue>> residents_due_;
};

}  // namespace gongyi::server
