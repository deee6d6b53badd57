#include "server-stub/cli/demo_store.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "server-stub/accounts/claim_code.h"
#include "shared/portal/demo.h"
#include "shared/portal/demo_homes.h"
#include "shared/portal/entry_json.h"

namespace gongyi::server {
namespace {

constexpr std::string_view key_setting = "server_key";
constexpr std::string_view seed_setting = "demo_seed";

Person person_of(const portal::DemoPerson& made) {
    return {.id = made.id, .role = made.role, .facts = made.facts, .household = made.household, .name = made.name};
}

std::string_view role_word(Role role) {
    switch (role) {
        case Role::resident:
            return "居民 resident";
        case Role::council:
            return "议事会成员 council";
        case Role::staff:
            return "社区工作者 staff";
        case Role::supervisor:
            return "居务监督 supervisor";
        case Role::visitor:
        case Role::system:
            break;
    }
    return role_name(role);
}

// Whether somebody who tries the demo can do everything as this person: vote above all.
bool is_free_to_try(const PortalHost& host, const Person& person, const Account& account) {
    if (!account.name.empty() || person.role != Role::resident) return true;
    const auto snapshot = host.snapshot();
    const auto& community = snapshot->state->community;
    const Date today = local_time(host.now(), community ? community->zone : Zone{}).date;
    if (!check_eligible(Electorate{}, person.facts, today)) return false;
    for (const Round& round : snapshot->state->rounds) {
        if (host.box().find_mark(round.id, person.id)) return false;
    }
    return true;
}

// "社区党委、社区“两委”联席会" for whoever presides over them.
std::map<ResidentId, std::string> chairs_of(const PortalHost& host) {
    const auto snapshot = host.snapshot();
    const auto& community = snapshot->state->community;
    const Date today = local_time(host.now(), community ? community->zone : Zone{}).date;
    std::map<ResidentId, std::string> chairs;
    for (const Body& body : snapshot->state->decisions.bodies) {
        const std::int64_t seat = presiding_seat(body, today);
        if (seat == 0) continue;
        std::string& names = chairs[body.seats[static_cast<std::size_t>(seat - 1)].holder];
        names += (names.empty() ? "" : "、") + body.name;
    }
    return chairs;
}

std::string code_line(std::uint64_t seed, const Person& person, const Account& account, const std::string& presides) {
    std::string line = "  " + show_claim_code(demo_claim_code(seed, person.id)) + "  ";
    line += role_word(person.role);
    line += "  " + person.name + "  " + person.household;
    if (!presides.empty()) line += "  (主持 presides over " + presides + ')';
    if (!account.name.empty()) line += "  (claimed; signs in as " + account.name + ")";
    return line + '\n';
}

}  // namespace

Expected<ServerKey, StoreFault> load_server_key(EventStore& store) {
    const auto kept = store.read_setting(key_setting);
    if (!kept) return unexpected(kept.error());
    if (*kept) {
        const auto key = ServerKey::from_hex(**kept);
        if (!key) return unexpected(StoreFault{"the server key in the database is damaged"});
        return *key;
    }
    const ServerKey key = ServerKey::generate();
    Batch batch;
    batch.settings.emplace_back(key_setting, key.to_hex());
    const auto stored = store.commit(batch);
    if (!stored) return unexpected(stored.error());
    return key;
}

Expected<void, StoreFault> store_demo(EventStore& store, const ServerKey& key, const RoundKeys& keys,
                                      std::uint64_t seed, UnixMs now) {
    const auto present = store.read_entries(0, 1);
    if (!present) return unexpected(present.error());
    if (!present->empty()) return unexpected(StoreFault{"the data folder holds a community already"});
    const portal::Demo demo = portal::make_demo(seed, now, keys.seed());
    Batch batch;
    for (portal::Entry entry : demo.entries) {
        portal::for_each_text(entry.event, [&batch](FreeText& text) {
            if (text.opened) batch.texts.push_back({batch.entries.size(), *text.opened});
        });
        if (const auto* const closed = std::get_if<VotingClosed>(&entry.event)) batch.opened.push_back(closed->round);
        batch.entries.push_back(portal::write_entry(entry));
    }
    for (const portal::DemoPerson& made : demo.people) {
        batch.people.push_back(person_of(made));
        const Hash code = claim_code_hash(key, demo_claim_code(seed, made.id));
        batch.accounts.push_back({.person = made.id, .claim_code_hash = code, .name = "", .passphrase_hash = ""});
    }
    batch.homes = portal::make_homes(seed, demo.people, demo.entries);
    batch.roll = demo.roll;
    batch.casts = demo.casts;
    batch.settings.emplace_back(seed_setting, std::to_string(seed));
    return store.commit(batch);
}

Expected<std::optional<std::uint64_t>, StoreFault> demo_seed_of(EventStore& store) {
    const auto kept = store.read_setting(seed_setting);
    if (!kept) return unexpected(kept.error());
    if (!*kept) return std::optional<std::uint64_t>{};
    const std::string& text = **kept;
    std::uint64_t seed = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), seed);
    if (fault != std::errc{} || end != text.data() + text.size()) {
        return unexpected(StoreFault{"the demo seed in the database is damaged"});
    }
    return std::optional{seed};
}

std::string demo_codes_text(const PortalHost& host, std::uint64_t seed, std::size_t count) {
    const std::map<ResidentId, std::string> chairs = chairs_of(host);
    std::string text;
    for (const Role role : {Role::resident, Role::council, Role::staff, Role::supervisor}) {
        const std::vector<Person> people = host.directory().people_with(role);
        std::size_t shown = 0;
        std::string others;  // Who presides over a body and is not among the first.
        for (const Person& person : people) {
            const auto account = host.directory().find_account_of(person.id);
            if (!account) continue;
            const auto chair = chairs.find(person.id);
            const std::string line = code_line(seed, person, *account, chair == chairs.end() ? "" : chair->second);
            const bool is_first = shown < count && is_free_to_try(host, person, *account);
            shown += is_first ? 1 : 0;
            if (is_first)
                text += line;
            else if (chair != chairs.end() && count > 0)
                others += line;
        }
        text += others;
    }
    return text;
}

}  // namespace gongyi::server
