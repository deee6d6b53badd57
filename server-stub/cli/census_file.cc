#include "server-stub/cli/census_file.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "server-stub/store/row_text.h"
#include "shared/base/hundredths.h"
#include "shared/base/incoming.h"
#include "shared/base/json_text.h"

namespace gongyi::server {
namespace {

constexpr std::array<std::string_view, 9> columns{"name",     "born", "since",   "class", "household",
                                                  "building", "home", "area_m2", "owner"};
constexpr std::string_view header = "name,born,since,class,household,building,home,area_m2,owner";
enum Column : std::size_t { name, born, since, resident_class, household, building, home, area_m2, owner };

using Fields = std::array<std::string, columns.size()>;

std::string about(Column column, std::string_view what) {
    return std::string{columns.at(column)} + ": " + std::string{what};
}

// The fields of one line; in quotes a comma stands for itself and two quotes for one.
Expected<Fields, std::string> split(std::string_view line) {
    Fields fields;
    std::size_t column = 0;
    bool is_quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '"' && is_quoted && i + 1 < line.size() && line[i + 1] == '"') {
            fields.at(column) += c;
            ++i;
        } else if (c == '"') {
            is_quoted = !is_quoted;
        } else if (c == ',' && !is_quoted) {
            if (++column == fields.size()) return unexpected("more than " + std::to_string(fields.size()) + " fields");
        } else {
            fields.at(column) += c;
        }
    }
    if (is_quoted) return unexpected(std::string{"a quote is not closed"});
    if (column + 1 != fields.size()) return unexpected("it needs " + std::to_string(fields.size()) + " fields");
    return fields;
}

// "89.5" -> 8950; nothing above home_area_max or below 0.01.
std::optional<std::int64_t> read_area(std::string_view text) {
    const auto area = read_hundredths(text);
    if (!area || *area < 1 || *area > home_area_max) return std::nullopt;
    return area;
}

bool is_line_of(std::string_view text, std::size_t code_points_max) {
    return check_text(text, {1, code_points_max}, InputRules::incoming) == TextFault::none;
}

Expected<void, std::string> read_person(const Fields& fields, CensusLine& read) {
    if (!is_line_of(fields[name], person_name_code_points_max)) return unexpected(about(name, "1 to 40 characters"));
    const auto born_on = date_from_iso(fields[born]);
    if (!born_on || !is_within_span(*born_on, InputRules::incoming))
        return unexpected(about(born, "a date like 1961-03-08"));
    const auto since_day = date_from_iso(fields[since]);
    if (!since_day || !is_within_span(*since_day, InputRules::incoming))
        return unexpected(about(since, "a date like 2009-05-01"));
    if (*since_day < *born_on) return unexpected(about(since, "not before the date of birth"));
    const auto known_class = class_from_word(fields[resident_class]);
    if (!known_class) {
        return unexpected(about(resident_class, "hukou, non_hukou, hong_kong_macau, works_here, owner or tenant"));
    }
    if (!is_line_of(fields[household], household_code_points_max)) {
        return unexpected(about(household, "1 to 60 characters"));
    }
    read.name = fields[name];
    read.facts = {*born_on, *since_day, *known_class};
    read.household = fields[household];
    return {};
}

Expected<void, std::string> read_home(const Fields& fields, CensusLine& read) {
    if (fields[home].size() > home_name_bytes_max || !is_line_of(fields[home], home_name_bytes_max)) {
        return unexpected(about(home, "at most 120 bytes"));
    }
    const auto area = read_area(fields[area_m2]);
    if (!area) return unexpected(about(area_m2, "square metres from 0.01 to 100000, with up to two decimals"));
    read.home = fields[home];
    read.building = fields[building];
    read.area = *area;
    return {};
}

Expected<CensusLine, std::string> read_line(std::string_view line) {
    const auto fields = split(line);
    if (!fields) return unexpected(fields.error());
    CensusLine read;
    const std::string& owns = (*fields)[owner];
    if (owns == "unsold") {
        read.owns = Owns::unsold;
    } else if (owns == "yes") {
        read.owns = Owns::yes;
    } else if (owns != "no" && !owns.empty()) {
        return unexpected(about(owner, "yes, no or unsold"));
    }
    if (read.owns == Owns::unsold) {
        for (const Column empty : {name, born, since, resident_class, household}) {
            if (!(*fields)[empty].empty()) return unexpected(about(empty, "empty for an unsold home"));
        }
    } else if (auto person = read_person(*fields, read); !person) {
        return unexpected(person.error());
    }
    const bool has_home = !(*fields)[home].empty();
    if (!has_home && read.owns != Owns::no) return unexpected(about(home, "needed with an owner"));
    if (!has_home && !(*fields)[area_m2].empty()) return unexpected(about(home, "needed with an area"));
    if (has_home) {
        if (auto told = read_home(*fields, read); !told) return unexpected(told.error());
    }
    return read;
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
    Planner(const PrivateRows& stored, const OrgTree& tree, const Date& today) {
        for (const Person& person : stored.people) {
            people_.emplace(key_of(person.name, person.facts.born, person.household), person);
            ids_.insert(person.id);
        }
        for (const Home& one : stored.homes) homes_.emplace(one.name, one);
        for (const Node& node : tree) {
            if (node.level == NodeLevel::building && exists_on(node, today)) {
                buildings_[name_on(node, today)].push_back(node.id);
            }
        }
    }

    Expected<void, std::string> add(const CensusLine& line) {
        ResidentId id;
        if (line.owns != Owns::unsold) {
            auto person = person_of(line);
            if (!person) return unexpected(person.error());
            id = *person;
        }
        if (line.home.empty()) return {};
        return add_home(line, id);
    }

    Census take() {
        for (const std::string& changed : changed_) census_.homes.push_back(homes_.at(changed));
        return std::move(census_);
    }

private:
    using Key = std::tuple<std::string, Date, std::string>;
    static Key key_of(const std::string& person_name, const Date& born_on, const std::string& lives_in) {
        return {person_name, born_on, lives_in};
    }

    Expected<ResidentId, std::string> person_of(const CensusLine& line) {
        const auto known = people_.find(key_of(line.name, line.facts.born, line.household));
        if (known != people_.end()) {
            const PersonFacts& facts = known->second.facts;
            if (facts.resident_since != line.facts.resident_since) {
                return unexpected(about(since, "differs from what is known of this person"));
            }
            if (facts.resident_class != line.facts.resident_class) {
                return unexpected(about(resident_class, "differs from what is known of this person"));
            }
            return known->second.id;
        }
        Person person;
        person.id = draw_id(ids_);
        person.facts = line.facts;
        person.household = line.household;
        person.name = line.name;
        ids_.insert(person.id);
        people_.emplace(key_of(line.name, line.facts.born, line.household), person);
        census_.people.push_back(person);
        return person.id;
    }

    Expected<NodeId, std::string> building_of(const CensusLine& line) const {
        if (line.building.empty()) return NodeId{};
        const auto found = buildings_.find(line.building);
        if (found == buildings_.end()) return unexpected(about(building, "the community has no such building"));
        if (found->second.size() > 1) return unexpected(about(building, "several buildings have this name"));
        return found->second.front();
    }

    Expected<void, std::string> add_home(const CensusLine& line, ResidentId id) {
        const auto where = building_of(line);
        if (!where) return unexpected(where.error());
        const auto [found, is_new] = homes_.try_emplace(line.home);
        Home& one = found->second;
        if (is_new) {
            if (homes_.size() > homes_max) return unexpected(about(home, "more homes than the census can hold"));
            one.name = line.home;
            one.building = *where;
            one.area = line.area;
        }
        if (one.area != line.area) return unexpected(about(area_m2, "differs from what is known of this home"));
        if (one.building != *where) return unexpected(about(building, "differs from what is known of this home"));
        if (line.owns == Owns::unsold && !one.owners.empty()) return unexpected(about(owner, "this home has an owner"));
        const bool is_owner = line.owns == Owns::yes && !std::binary_search(one.owners.begin(), one.owners.end(), id);
        if (is_owner) {
            if (one.owners.size() >= home_owners_max) return unexpected(about(owner, "more than 20 owners"));
            one.owners.insert(std::lower_bound(one.owners.begin(), one.owners.end(), id), id);
            if (one.household.empty()) one.household = line.household;
        }
        if (is_new || is_owner) changed_.insert(line.home);
        return {};
    }

    std::map<Key, Person> people_;
    std::set<ResidentId> ids_;
    std::map<std::string, Home> homes_;
    std::map<std::string, std::vector<NodeId>> buildings_;  // By their names today.
    std::set<std::string> changed_;
    Census census_;
};

}  // namespace

Expected<std::vector<CensusLine>, std::vector<LineFault>> read_census(std::string_view text) {
    std::vector<CensusLine> lines;
    std::vector<LineFault> faults;
    constexpr std::string_view mark = "\xEF\xBB\xBF";  // Spreadsheets begin a file with it.
    if (text.starts_with(mark)) text.remove_prefix(mark.size());
    for (std::size_t number = 1; !text.empty() && faults.size() < census_faults_max; ++number) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (number == 1) {
            if (line == header) continue;
            faults.push_back({1, "the first line must be: " + std::string{header}});
            break;
        }
        if (line.empty()) continue;
        if (lines.size() >= census_lines_max) {
            faults.push_back({number, "more than " + std::to_string(census_lines_max) + " lines"});
            break;
        }
        auto read = read_line(line);
        if (!read) {
            faults.push_back({number, std::move(read.error())});
            continue;
        }
        read->line = number;
        lines.push_back(std::move(*read));
    }
    if (faults.empty() && lines.empty()) faults.push_back({1, "there is nobody in it"});
    if (!faults.empty()) return unexpected(std::move(faults));
    return lines;
}

Expected<Census, std::vector<LineFault>> plan_census(const std::vector<CensusLine>& lines, const PrivateRows& stored,
                                                     const OrgTree& tree, const Date& today) {
    Planner planner{stored, tree, today};
    std::vector<LineFault> faults;
    for (const CensusLine& line : lines) {
        if (faults.size() >= census_faults_max) break;
        if (auto added = planner.add(line); !added) faults.push_back({line.line, std::move(added.error())});
    }
    if (!faults.empty()) return unexpected(std::move(faults));
    return planner.take();
}

}  // namespace gongyi::server
