#include "server-stub/accounts/directory.h"

#include <algorithm>
#include <cstring>
#include <mutex>
#include <tuple>

#include "server-stub/accounts/spelling.h"

namespace gongyi::server {
namespace {

std::string in_lower_case(std::string_view text) {
    std::string lower{text};
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

std::vector<Home> homes_of(const std::unordered_map<std::string, Home>& by_name) {
    std::vector<Home> homes;
    homes.reserve(by_name.size());
    for (const auto& [name, home] : by_name) homes.push_back(home);
    return homes;
}

}  // namespace

std::size_t HashOfHash::operator()(const Hash& hash) const noexcept {
    std::size_t value = 0;  // Keyed hashes are uniform already: any part of one will do.
    std::memcpy(&value, hash.data(), sizeof value);
    return value;
}

void Directory::load(std::vector<Person> people, const std::vector<Account>& accounts,
                     const std::vector<Session>& sessions, const std::vector<SecondFactor>& factors) {
    add_people(std::move(people), accounts);
    for (const Session& session : sessions) add_session(session);
    const std::unique_lock lock{mutex_};
    for (const SecondFactor& factor : factors) factors_.insert_or_assign(factor.person, factor);
}

std::optional<Person> Directory::find_signed_in(const Hash& token_hash, UnixMs now) const {
    auto found = find_session(token_hash, now);
    if (!found) return std::nullopt;
    return std::move(found->first);
}

std::optional<std::pair<Person, Session>> Directory::find_session(const Hash& token_hash, UnixMs now) const {
    const std::shared_lock lock{mutex_};
    const auto session = sessions_.find(token_hash);
    if (session == sessions_.end() || session->second.expires_at <= now) return std::nullopt;
    const auto person = people_.find(session->second.person);
    if (person == people_.end() || person->second.standing != PersonStanding::here) return std::nullopt;
    return std::pair{person->second, session->second};
}

std::vector<Session> Directory::sessions_of(ResidentId person, UnixMs now) const {
    std::vector<Session> found;
    {
        const std::shared_lock lock{mutex_};
        for (const auto& [hash, session] : sessions_) {
            if (session.person == person && session.expires_at > now) found.push_back(session);
        }
    }
    std::sort(found.begin(), found.end(), [](const Session& a, const Session& b) {
        return std::tie(b.begun_at, b.token_hash) < std::tie(a.begun_at, a.token_hash);
    });
    return found;
}

void Directory::note_seen(const Hash& token_hash, UnixMs day) {
    {
        const std::shared_lock lock{mutex_};
        const auto session = sessions_.find(token_hash);
        if (session == sessions_.end() || session->second.seen_at >= day) return;
    }
    const std::unique_lock lock{mutex_};
    const auto session = sessions_.find(token_hash);
    if (session == sessions_.end()) return;
    session->second.seen_at = day;
    seen_.insert(token_hash);
}

std::vector<Session> Directory::take_seen() {
    const std::unique_lock lock{mutex_};
    std::vector<Session> seen;
    for (const Hash& token_hash : seen_) {
        const auto session = sessions_.find(token_hash);
        if (session != sessions_.end()) seen.push_back(session->second);
    }
    seen_.clear();
    return seen;
}

void Directory::note_failed(ResidentId person) {
    const std::unique_lock lock{mutex_};
    ++failed_[person];
}

std::vector<JournalLine> Directory::take_failed() {
    const std::unique_lock lock{mutex_};
    std::vector<JournalLine> lines;
    for (const auto& [person, count] : failed_) {
        JournalLine& line = lines.emplace_back();
        line.deed = Deed::sign_in_failed;
        line.people = {person};
        line.count = count;
    }
    failed_.clear();
    return lines;
}

std::optional<SecondFactor> Directory::find_factor(ResidentId person) const {
    const std::shared_lock lock{mutex_};
    const auto factor = factors_.find(person);
    if (factor == factors_.end()) return std::nullopt;
    return factor->second;
}

std::optional<Person> Directory::find_person(ResidentId id) const {
    const std::shared_lock lock{mutex_};
    const auto person = people_.find(id);
    if (person == people_.end()) return std::nullopt;
    return person->second;
}

std::optional<Account> Directory::find_account(const Hash& claim_code_hash) const {
    const std::shared_lock lock{mutex_};
    const auto account = accounts_.find(claim_code_hash);
    if (account == accounts_.end()) return std::nullopt;
    return account->second;
}

std::optional<Account> Directory::find_account_by_name(std::string_view name) const {
    const std::string key = name_key(name);
    const auto first_letter = std::min(name.find_first_not_of(' '), name.size());
    const std::string_view exact = name.substr(first_letter, name.find_last_not_of(' ') + 1 - first_letter);
    const std::shared_lock lock{mutex_};
    const auto code = claim_codes_by_name_.find(in_lower_case(exact));
    if (code != claim_codes_by_name_.end()) return accounts_.at(code->second);
    const auto [first, end] = claim_codes_by_key_.equal_range(key);
    if (first == end || std::next(first) != end) return std::nullopt;
    return accounts_.at(first->second);
}

bool Directory::is_name_taken(std::string_view name, std::optional<ResidentId> except) const {
    const std::string key = name_key(name);
    const std::string look = name_look(name);
    const std::shared_lock lock{mutex_};
    const auto is_other = [&](const auto& entry) { return accounts_.at(entry.second).person != except; };
    const auto has_other = [&](const auto& map, const std::string& text) {
        const auto [first, end] = map.equal_range(text);
        return std::any_of(first, end, is_other);
    };
    return has_other(claim_codes_by_name_, in_lower_case(name)) || has_other(claim_codes_by_key_, key) ||
           has_other(claim_codes_by_look_, look);
}

std::optional<Account> Directory::find_account_of(ResidentId person) const {
    const std::shared_lock lock{mutex_};
    const auto code = claim_codes_by_person_.find(person);
    if (code == claim_codes_by_person_.end()) return std::nullopt;
    return accounts_.at(code->second);
}

std::vector<Person> Directory::people_with(Role role) const {
    std::vector<Person> found;
    {
        const std::shared_lock lock{mutex_};
        for (const auto& [id, person] : people_) {
            if (person.role == role) found.push_back(person);
        }
    }
    std::sort(found.begin(), found.end(), [](const Person& a, const Person& b) { return a.id < b.id; });
    return found;
}

std::vector<Person> Directory::find_named(std::string_view text, std::size_t count_max) const {
    const std::string wanted = census_key(text);
    if (wanted.empty()) return {};
    std::vector<const Person*> found;
    const std::shared_lock lock{mutex_};
    for (const auto& [id, person] : people_) {
        if (std::to_string(id.raw()) == wanted || name_keys_.at(id) == wanted) found.push_back(&person);
    }
    std::sort(found.begin(), found.end(), [](const Person* a, const Person* b) {
        return std::tie(a->household, a->id) < std::tie(b->household, b->id);
    });
    std::vector<Person> people;
    for (std::size_t i = 0; i < std::min(found.size(), count_max); ++i) people.push_back(*found[i]);
    return people;
}

std::int64_t Directory::desk_of(ResidentId person) const {
    const std::shared_lock lock{mutex_};
    const auto found = desks_.find(person);
    return found == desks_.end() ? 0 : found->second;
}

std::int64_t Directory::next_desk() const {
    const std::shared_lock lock{mutex_};
    return last_desk_ + 1;
}

void Directory::put_desk(const DeskNumber& desk) {
    const std::unique_lock lock{mutex_};
    desks_.insert_or_assign(desk.person, desk.number);
    last_desk_ = std::max(last_desk_, desk.number);
}

void Directory::put_account(const Account& account) {
    const std::unique_lock lock{mutex_};
    index_account(account);
}

void Directory::take_accounts(const Batch& batch) {
    const std::unique_lock lock{mutex_};
    for (const Account& account : batch.accounts) index_account(account);
    for (const Session& session : batch.sessions) sessions_.insert_or_assign(session.token_hash, session);
    for (const Hash& token_hash : batch.ended_sessions) sessions_.erase(token_hash);
    for (const SecondFactor& factor : batch.factors) factors_.insert_or_assign(factor.person, factor);
    for (const ResidentId person : batch.ended_factors) factors_.erase(person);
}

void Directory::index_account(const Account& account) {
    const auto code = claim_codes_by_person_.find(account.person);
    if (code != claim_codes_by_person_.end()) {
        const auto former = accounts_.find(code->second);
        if (former->first == account.claim_code_hash && former->second.name == account.name) {
            former->second = account;
            return;
        }
        forget_name(former->second);
        accounts_.erase(former);
    }
    accounts_.insert_or_assign(account.claim_code_hash, account);
    claim_codes_by_person_.insert_or_assign(account.person, account.claim_code_hash);
    if (account.name.empty()) return;
    claim_codes_by_name_.insert_or_assign(in_lower_case(account.name), account.claim_code_hash);
    claim_codes_by_key_.emplace(name_key(account.name), account.claim_code_hash);
    claim_codes_by_look_.emplace(name_look(account.name), account.claim_code_hash);
}

void Directory::forget_name(const Account& account) {
    if (account.name.empty()) return;
    const auto forget = [&](auto& map, const std::string& text) {
        auto [at, end] = map.equal_range(text);
        while (at != end) at = at->second == account.claim_code_hash ? map.erase(at) : std::next(at);
    };
    forget(claim_codes_by_name_, in_lower_case(account.name));
    forget(claim_codes_by_key_, name_key(account.name));
    forget(claim_codes_by_look_, name_look(account.name));
}

void Directory::add_session(const Session& session) {
    const std::unique_lock lock{mutex_};
    sessions_.insert_or_assign(session.token_hash, session);
}

void Directory::end_session(const Hash& token_hash) {
    const std::unique_lock lock{mutex_};
    sessions_.erase(token_hash);
}

void Directory::forget_sessions_expired_before(UnixMs at) {
    const std::unique_lock lock{mutex_};
    std::erase_if(sessions_, [at](const auto& entry) { return entry.second.expires_at <= at; });
}

void Directory::put_homes(const std::vector<Home>& homes) {
    const std::unique_lock lock{mutex_};
    for (const Home& home : homes) homes_.insert_or_assign(home.name, home);
    ++census_version_;
    owners_due_.reset();
    if (!homes_.empty()) owners_due_ = gongyi::owners_due(homes_of(homes_));
}

CensusRows Directory::census_rows() const {
    const std::shared_lock lock{mutex_};
    CensusRows rows;
    rows.people.reserve(people_.size());
    for (const auto& [id, person] : people_) rows.people.push_back(person);
    rows.homes = homes_of(homes_);
    rows.version = census_version_;
    return rows;
}

std::uint64_t Directory::census_version() const {
    const std::shared_lock lock{mutex_};
    return census_version_;
}

pages::CensusFigures Directory::census_figures() const {
    const std::shared_lock lock{mutex_};
    pages::CensusFigures figures;
    std::unordered_set<std::string_view> households;
    for (const auto& [id, person] : people_) {
        ++figures.people.at(static_cast<std::size_t>(person.facts.resident_class));
        households.insert(person.household);
    }
    figures.households = static_cast<std::int64_t>(households.size());
    figures.homes = static_cast<std::int64_t>(homes_.size());
    return figures;
}

std::optional<OwnersDue> Directory::owners_due() const {
    const std::shared_lock lock{mutex_};
    return owners_due_;
}

ResidentsDue Directory::residents_due(const Date& day) const {
    {
        const std::shared_lock lock{mutex_};
        if (residents_due_ && residents_due_->first == day) return residents_due_->second;
    }
    const std::unique_lock lock{mutex_};
    std::vector<Residing> residents;
    residents.reserve(people_.size());
    for (const auto& [id, person] : people_) {
        if (person.standing != PersonStanding::moved_away) residents.push_back({person.facts, person.household});
    }
    residents_due_.emplace(day, gongyi::residents_due(residents, day));
    return residents_due_->second;
}

std::int64_t Directory::count_voters(const Electorate& electorate, const Date& day) const {
    const std::shared_lock lock{mutex_};
    return std::count_if(people_.begin(), people_.end(), [&](const auto& one) {
        const Person& person = one.second;
        return person.standing == PersonStanding::here && may(person.role, Act::issue_credential) &&
               check_eligible(electorate, person.facts, day).has_value();
    });
}

void Directory::add_people(std::vector<Person> people, const std::vector<Account>& accounts) {
    const std::unique_lock lock{mutex_};
    residents_due_.reset();
    ++census_version_;
    for (Person& person : people) {
        const ResidentId id = person.id;
        name_keys_.insert_or_assign(id, census_key(person.name));
        people_.insert_or_assign(id, std::move(person));
    }
    for (const Account& account : accounts) index_account(account);
}

}  // namespace gongyi::server
