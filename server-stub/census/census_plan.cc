#include "server-stub/census/census_plan.h"

#include <sodium.h>

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "server-stub/accounts/spelling.h"
#include "shared/base/json_text.h"

namespace gongyi::server {
namespace {

using pages::CensusColumn;
using pages::CensusFault;
using pages::CensusProblem;

CensusFault fault(CensusProblem problem, CensusColumn column, std::size_t count = 0) {
    return {problem, column, static_cast<std::int64_t>(count), 0};
}

ResidentId draw_id(const std::set<ResidentId>& taken) {
    for (;;) {
        std::uint64_t raw = 0;
        randombytes_buf(&raw, sizeof raw);
        const ResidentId id{(raw & static_cast<std::uint64_t>(json_integer_max)) | 1U};
        if (!taken.contains(id)) return id;
    }
}

// Puts lines together to people and homes.
class Planner {
public:
    Planner(const PrivateRows& stored, const OrgTree& tree, const Date& today, const CensusDecisions& decisions)
        : decisions_{decisions} {
        for (const Person& person : stored.people) {
            know(person, 0, person.name + ", " + person.household);
            ids_.insert(person.id);
        }
        for (const Home& one : stored.homes) know_home(one, 0, one.name);
        for (const Node& node : tree) {
            if (node.level == NodeLevel::building && exists_on(node, today)) {
                buildings_[census_key(name_on(node, today))].push_back(node.id);
            }
        }
    }

    Expected<void, CensusFault> add(const CensusLine& line) {
        ResidentId id;
        if (line.owns != Owns::unsold) {
            auto person = person_of(line);
            if (!person) return unexpected(person.error());
            id = *person;
        }
        if (line.home.empty()) return {};
        return add_home(line, id);
    }

    [[nodiscard]] bool asks_enough() const { return census_.alike.size() >= census_alike_max; }

    // A line that was decided and is like nobody; 0 for none.
    [[nodiscard]] std::size_t idle_decision() const {
        const auto idle_of = [](const std::set<std::size_t>& decided, const std::set<std::size_t>& asked) {
            for (const std::size_t line : decided) {
                if (!asked.contains(line)) return line;
            }
            return std::size_t{0};
        };
        for (const std::size_t line :
             {idle_of(decisions_.same, asked_), idle_of(decisions_.two, asked_),
              idle_of(decisions_.same_home, asked_homes_), idle_of(decisions_.two_homes, asked_homes_)}) {
            if (line != 0) return line;
        }
        return 0;
    }

    Census take() {
        for (const std::string& changed : changed_) census_.homes.push_back(homes_.at(changed).home);
        census_.idle_decision = asks_enough() ? 0 : idle_decision();
        return std::move(census_);
    }

private:
    using Key = std::tuple<std::string, Date, std::string>;
    struct Known {
        Person person;
        std::size_t line = 0;  // 0: in the community already.
        std::string as_written;
    };
    struct KnownHome {
        Home home;
        std::size_t line = 0;
        std::string as_written;
    };

    static Key key_of(const std::string& person_name, const Date& born_on, const std::string& lives_in) {
        return {census_key(person_name), born_on, census_key(lives_in)};
    }

    void know(const Person& person, std::size_t line, const std::string& as_written) {
        const std::size_t index = known_.size();
        known_.push_back({person, line, as_written});
        const Date& born_on = person.facts.born;
        // Two who are equal were stored before there was this rule: each line then goes to the one it is spelled like.
        by_key_.emplace(key_of(person.name, born_on, person.household), index);
        by_spelling_.emplace(Key{person.name, born_on, person.household}, index);
        by_name_.emplace(std::pair{born_on, census_key(person.name)}, index);
        by_look_.emplace(Key{census_look(person.name), born_on, census_look(person.household)}, index);
    }

    void know_home(const Home& one, std::size_t line, const std::string& as_written) {
        const std::string key = census_key(one.name);
        homes_.emplace(key, KnownHome{one, line, as_written});
        home_keys_by_look_.emplace(census_look(one.name), key);
    }

    [[nodiscard]] std::optional<std::size_t> find(const CensusLine& line) const {
        const auto spelled = by_spelling_.find(Key{line.name, line.facts.born, line.household});
        if (spelled != by_spelling_.end()) return spelled->second;
        const auto equal = by_key_.find(key_of(line.name, line.facts.born, line.household));
        if (equal != by_key_.end()) return equal->second;
        return std::nullopt;
    }

    [[nodiscard]] std::optional<std::size_t> find_alike(const CensusLine& line) const {
        const auto look = by_look_.find(Key{census_look(line.name), line.facts.born, census_look(line.household)});
        if (look != by_look_.end()) return look->second;
        const auto named = by_name_.find(std::pair{line.facts.born, census_key(line.name)});
        if (named != by_name_.end()) return named->second;
        return std::nullopt;
    }

    Expected<ResidentId, CensusFault> known_person(const CensusLine& line, const Known& known) {
        const PersonFacts& facts = known.person.facts;
        if (facts.resident_since != line.facts.resident_since) {
            return unexpected(fault(CensusProblem::person_differs, CensusColumn::since));
        }
        if (facts.resident_class != line.facts.resident_class) {
            return unexpected(fault(CensusProblem::person_differs, CensusColumn::resident_class));
        }
        if (known.as_written != line.person_as_written) {
            census_.repeats.push_back({.line = line.line, .other_line = known.line, .is_home = false});
        }
        return known.person.id;
    }

    Expected<ResidentId, CensusFault> person_of(const CensusLine& line) {
        if (const auto index = find(line)) return known_person(line, known_[*index]);
        if (const auto index = find_alike(line)) {
            asked_.insert(line.line);
            const Known other = known_[*index];
            if (decisions_.same.contains(line.line)) {
                // Further lines that are spelled like this one are about the same person.
                by_key_.emplace(key_of(line.name, line.facts.born, line.household), *index);
                return known_person(line, other);
            }
            if (!decisions_.two.contains(line.line)) {
                census_.alike.push_back({line.line, other.line, /*is_home=*/false, line.name + ", " + line.household,
                                         other.person.name + ", " + other.person.household});
            }
        }
        Person person;
        person.id = draw_id(ids_);
        person.facts = line.facts;
        person.household = line.household;
        person.name = line.name;
        ids_.insert(person.id);
        know(person, line.line, line.person_as_written);
        census_.people.push_back(person);
        return person.id;
    }

    Expected<NodeId, CensusFault> building_of(const CensusLine& line) const {
        if (line.building.empty()) return NodeId{};
        const auto found = buildings_.find(census_key(line.building));
        if (found == buildings_.end()) return unexpected(fault(CensusProblem::no_building, CensusColumn::building));
        if (found->second.size() > 1) return unexpected(fault(CensusProblem::many_buildings, CensusColumn::building));
        return found->second.front();
    }

    // The key of the home that the line is about: its own, or that of one that it is said to be. A home whose name
    // only looks like another's is asked about.
    std::string home_key_of(const CensusLine& line) {
        std::string key = census_key(line.home);
        if (const auto same = same_homes_.find(key); same != same_homes_.end()) return same->second;
        if (homes_.contains(key)) return key;
        const auto alike = home_keys_by_look_.find(census_look(line.home));
        if (alike == home_keys_by_look_.end()) return key;
        asked_homes_.insert(line.line);
        if (decisions_.same_home.contains(line.line)) {
            same_homes_.emplace(key, alike->second);
            return alike->second;
        }
        if (!decisions_.two_homes.contains(line.line)) {
            const KnownHome& other = homes_.at(alike->second);
            census_.alike.push_back({line.line, other.line, /*is_home=*/true, line.home, other.home.name});
        }
        return key;
    }

    Expected<void, CensusFault> add_home(const CensusLine& line, ResidentId id) {
        const auto where = building_of(line);
        if (!where) return unexpected(where.error());
        const std::string key = home_key_of(line);
        const bool is_new = !homes_.contains(key);
        if (is_new) {
            if (homes_.size() >= homes_max) return unexpected(fault(CensusProblem::homes_max, CensusColumn::home));
            know_home({.name = line.home, .building = *where, .area = line.area}, line.line, line.home_as_written);
        }
        KnownHome& known = homes_.at(key);
        Home& one = known.home;
        if (one.area != line.area) return unexpected(fault(CensusProblem::home_differs, CensusColumn::area_m2));
        if (one.building != *where) return unexpected(fault(CensusProblem::home_differs, CensusColumn::building));
        if (line.owns == Owns::unsold && !one.owners.empty()) {
            return unexpected(fault(CensusProblem::has_owner, CensusColumn::owner));
        }
        if (known.as_written != line.home_as_written) {
            census_.repeats.push_back({.line = line.line, .other_line = known.line, .is_home = true});
        }
        const bool is_owner = line.owns == Owns::yes && !std::binary_search(one.owners.begin(), one.owners.end(), id);
        if (is_owner) {
            if (one.owners.size() >= home_owners_max) {
                return unexpected(fault(CensusProblem::owners_max, CensusColumn::owner, home_owners_max));
            }
            one.owners.insert(std::lower_bound(one.owners.begin(), one.owners.end(), id), id);
            if (one.household.empty()) one.household = line.household;
        }
        if (is_new || is_owner) changed_.insert(key);
        return {};
    }

    const CensusDecisions& decisions_;
    std::set<std::size_t> asked_;  // The lines about which there was something to decide.
    std::set<std::size_t> asked_homes_;
    std::vector<Known> known_;
    std::map<Key, std::size_t> by_key_;
    std::map<Key, std::size_t> by_spelling_;
    std::map<Key, std::size_t> by_look_;
    std::map<std::pair<Date, std::string>, std::size_t> by_name_;
    std::set<ResidentId> ids_;
    std::map<std::string, KnownHome> homes_;                // By the keys of their names, as those below.
    std::map<std::string, std::string> same_homes_;         // Which key of a home is said to be that of another.
    std::map<std::string, std::string> home_keys_by_look_;  // The first of each look.
    std::map<std::string, std::vector<NodeId>> buildings_;  // By their names today.
    std::set<std::string> changed_;
    Census census_;
};

}  // namespace

Expected<Census, std::vector<CensusFault>> plan_census(const std::vector<CensusLine>& lines, const PrivateRows& stored,
                                                       const OrgTree& tree, const Date& today,
                                                       const CensusDecisions& decisions) {
    Planner planner{stored, tree, today, decisions};
    std::vector<CensusFault> faults;
    for (const CensusLine& line : lines) {
        if (faults.size() >= pages::census_faults_max || planner.asks_enough()) break;
        if (auto added = planner.add(line); !added) {
            faults.push_back(added.error());
            faults.back().line = line.line;
        }
    }
    if (!faults.empty()) return unexpected(std::move(faults));
    return planner.take();
}

}  // namespace gongyi::server
