#include "server-stub/cli/census_file.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "server-stub/accounts/spelling.h"
#include "server-stub/cli/csv.h"
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

// A field as it is kept: people break lines in the cells of a spreadsheet to make them narrow.
std::optional<std::string> kept_field(std::string field) {
    std::replace_if(
        field.begin(), field.end(), [](char c) { return c == '\r' || c == '\n' || c == '\t'; }, ' ');
    return kept_name(field);
}

// The fields of one row, each in its kept form.
Expected<Fields, std::string> fields_of(const CsvRow& row) {
    Fields fields;
    for (std::size_t i = 0; i < row.fields.size(); ++i) {
        const auto kept = kept_field(row.fields[i]);
        const bool is_beyond = i >= fields.size();
        if (is_beyond && kept && kept->empty()) continue;  // Spreadsheets write what once had something.
        if (is_beyond) return unexpected("more than " + std::to_string(fields.size()) + " fields");
        if (!kept) return unexpected(about(static_cast<Column>(i), "a character that no text may hold"));
        // What is one of a few words is one in capitals, too.
        fields.at(i) = i == resident_class || i == owner ? name_key(*kept) : *kept;
    }
    if (row.fields.size() < fields.size()) {
        return unexpected("it needs " + std::to_string(fields.size()) + " fields");
    }
    return fields;
}

bool is_empty(const CsvRow& row) {
    return std::all_of(row.fields.begin(), row.fields.end(),
                       [](const std::string& one) { return kept_field(one) == std::string{}; });
}

bool is_header(const CsvRow& row) {
    std::vector<std::string> names;
    for (const std::string& one : row.fields) names.push_back(census_key(one));
    while (!names.empty() && names.back().empty()) names.pop_back();
    return std::equal(names.begin(), names.end(), columns.begin(), columns.end());
}

// "1961-03-08" as "1961/3/8" and the other ways in which spreadsheets and people write it; year, month, day.
std::optional<Date> read_day(std::string_view text) {
    std::array<std::string, 3> parts;
    std::size_t part = 0;
    for (const std::string_view mark : {"年", "月"}) {
        if (const auto at = text.find(mark); at != std::string_view::npos && text.ends_with("日")) {
            parts.at(part++) = text.substr(0, at);
            text.remove_prefix(at + mark.size());
        }
    }
    if (part == 2) {
        parts[2] = text.substr(0, text.find("日"));
    } else if (part == 0) {
        const auto first = text.find_first_of("-/.");
        if (first == std::string_view::npos) return std::nullopt;
        const auto second = text.find(text[first], first + 1);
        if (second == std::string_view::npos) return std::nullopt;
        parts = {std::string{text.substr(0, first)}, std::string{text.substr(first + 1, second - first - 1)},
                 std::string{text.substr(second + 1)}};
    }
    for (std::string* const short_one : {&parts[1], &parts[2]}) {
        if (short_one->size() == 1) short_one->insert(0, 1, '0');
    }
    return date_from_iso(parts[0] + '-' + parts[1] + '-' + parts[2]);
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
    const auto born_on = read_day(fields[born]);
    if (!born_on || !is_within_span(*born_on, InputRules::incoming))
        return unexpected(about(born, "a date like 1961-03-08"));
    const auto since_day = read_day(fields[since]);
    if (!since_day || !is_within_span(*since_day, InputRules::incoming))
        return unexpected(about(since, "a date like 2009-05-01"));
    if (*since_day < *born_on) return unexpected(about(since, "not before the date of birth"));
    const auto known_class = class_from_word(fields[resident_class]);
    if (!known_class) {
        return unexpected(about(resident_class, "hukou, non_hukou, hong_kong_macau, works_here, owner or tenant"));
    }
    if (!is_line_of(fields[household], person_household_code_points_max)) {
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

Expected<CensusLine, std::string> read_line(const CsvRow& row) {
    const auto fields = fields_of(row);
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
    Planner(const PrivateRows& stored, const OrgTree& tree, const Date& today, const CensusDecisions& decisions)
        : decisions_{decisions} {
        for (const Person& person : stored.people) {
            know(person, 0);
            ids_.insert(person.id);
        }
        for (const Home& one : stored.homes) homes_.emplace(census_key(one.name), one);
        for (const Node& node : tree) {
            if (node.level == NodeLevel::building && exists_on(node, today)) {
                buildings_[census_key(name_on(node, today))].push_back(node.id);
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

    [[nodiscard]] bool asks_enough() const { return census_.alike.size() >= census_alike_max; }
    // A line that was decided and is like nobody; 0 for none.
    [[nodiscard]] std::size_t idle_decision() const {
        for (const std::set<std::size_t>* lines : {&decisions_.same, &decisions_.two}) {
            for (const std::size_t line : *lines) {
                if (!decided_.contains(line)) return line;
            }
        }
        return 0;
    }

    Census take() {
        for (const std::string& changed : changed_) census_.homes.push_back(homes_.at(changed));
        return std::move(census_);
    }

private:
    using Key = std::tuple<std::string, Date, std::string>;
    struct Known {
        Person person;
        std::size_t line = 0;  // 0: in the community already.
    };

    static Key key_of(const std::string& person_name, const Date& born_on, const std::string& lives_in) {
        return {census_key(person_name), born_on, census_key(lives_in)};
    }

    void know(const Person& person, std::size_t line) {
        const std::size_t index = known_.size();
        known_.push_back({person, line});
        const Date& born_on = person.facts.born;
        // Two who are equal were stored before there was this rule: each line then goes to the one it is spelled like.
        by_key_.emplace(key_of(person.name, born_on, person.household), index);
        by_spelling_.emplace(Key{person.name, born_on, person.household}, index);
        by_name_.emplace(std::pair{born_on, census_key(person.name)}, index);
        by_look_.emplace(Key{census_look(person.name), born_on, census_look(person.household)}, index);
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

    Expected<ResidentId, std::string> known_person(const CensusLine& line, const Known& known) {
        const PersonFacts& facts = known.person.facts;
        if (facts.resident_since != line.facts.resident_since) {
            return unexpected(about(since, "differs from what is known of this person"));
        }
        if (facts.resident_class != line.facts.resident_class) {
            return unexpected(about(resident_class, "differs from what is known of this person"));
        }
        if (known.person.name != line.name || known.person.household != line.household) {
            census_.repeats.push_back(
                {line.line, known.line == 0
                                ? "the same person as one in the community, spelled otherwise"
                                : "the same person as in line " + std::to_string(known.line) + ", spelled otherwise"});
        }
        return known.person.id;
    }

    Expected<ResidentId, std::string> person_of(const CensusLine& line) {
        if (const auto index = find(line)) return known_person(line, known_[*index]);
        if (const auto index = find_alike(line)) {
            decided_.insert(line.line);
            const Known other = known_[*index];
            if (decisions_.same.contains(line.line)) {
                // Further lines that are spelled like this one are about the same person.
                by_key_.emplace(key_of(line.name, line.facts.born, line.household), *index);
                return known_person(line, other);
            }
            if (!decisions_.two.contains(line.line)) {
                census_.alike.push_back(
                    {line.line, other.line, line.name, line.household, other.person.name, other.person.household});
            }
        }
        Person person;
        person.id = draw_id(ids_);
        person.facts = line.facts;
        person.household = line.household;
        person.name = line.name;
        ids_.insert(person.id);
        know(person, line.line);
        census_.people.push_back(person);
        return person.id;
    }

    Expected<NodeId, std::string> building_of(const CensusLine& line) const {
        if (line.building.empty()) return NodeId{};
        const auto found = buildings_.find(census_key(line.building));
        if (found == buildings_.end()) return unexpected(about(building, "the community has no such building"));
        if (found->second.size() > 1) return unexpected(about(building, "several buildings have this name"));
        return found->second.front();
    }

    Expected<void, std::string> add_home(const CensusLine& line, ResidentId id) {
        const auto where = building_of(line);
        if (!where) return unexpected(where.error());
        const std::string key = census_key(line.home);
        const auto [found, is_new] = homes_.try_emplace(key);
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
        if (is_new || is_owner) changed_.insert(key);
        return {};
    }

    const CensusDecisions& decisions_;
    std::set<std::size_t> decided_;  // The lines about which there was something to decide.
    std::vector<Known> known_;
    std::map<Key, std::size_t> by_key_;
    std::map<Key, std::size_t> by_spelling_;
    std::map<Key, std::size_t> by_look_;
    std::map<std::pair<Date, std::string>, std::size_t> by_name_;
    std::set<ResidentId> ids_;
    std::map<std::string, Home> homes_;                     // By the keys of their names, as those below.
    std::map<std::string, std::vector<NodeId>> buildings_;  // By their names today.
    std::set<std::string> changed_;
    Census census_;
};

}  // namespace

Expected<std::vector<CensusLine>, std::vector<LineFault>> read_census(std::string_view text) {
    std::vector<CensusLine> lines;
    std::vector<LineFault> faults;
    CsvReader reader{text};
    bool is_first = true;
    while (!reader.is_at_end() && faults.size() < census_faults_max) {
        const auto row = reader.next(columns.size());
        if (!row) {
            faults.push_back(row.error());
            break;
        }
        if (is_first && !is_header(*row)) {
            faults.push_back({row->line, "the first line must be: " + std::string{header}});
            break;
        }
        if (std::exchange(is_first, false) || is_empty(*row)) continue;
        if (lines.size() >= census_lines_max) {
            faults.push_back({row->line, "more than " + std::to_string(census_lines_max) + " lines"});
            break;
        }
        auto read = read_line(*row);
        if (!read) {
            faults.push_back({row->line, std::move(read.error())});
            continue;
        }
        read->line = row->line;
        lines.push_back(std::move(*read));
    }
    if (faults.empty() && lines.empty()) faults.push_back({1, "there is nobody in it"});
    if (!faults.empty()) return unexpected(std::move(faults));
    return lines;
}

Expected<Census, std::vector<LineFault>> plan_census(const std::vector<CensusLine>& lines, const PrivateRows& stored,
                                                     const OrgTree& tree, const Date& today,
                                                     const CensusDecisions& decisions) {
    Planner planner{stored, tree, today, decisions};
    std::vector<LineFault> faults;
    for (const CensusLine& line : lines) {
        if (faults.size() >= census_faults_max || planner.asks_enough()) break;
        if (auto added = planner.add(line); !added) faults.push_back({line.line, std::move(added.error())});
    }
    if (faults.empty() && !planner.asks_enough()) {
        if (const std::size_t line = planner.idle_decision(); line != 0) {
            faults.push_back({line, "it was decided, but is like nobody"});
        }
    }
    if (!faults.empty()) return unexpected(std::move(faults));
    return planner.take();
}

}  // namespace gongyi::server
