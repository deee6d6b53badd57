#include "server-stub/census/census_file.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "server-stub/accounts/spelling.h"
#include "server-stub/census/csv.h"
#include "server-stub/store/row_text.h"
#include "shared/base/hundredths.h"
#include "shared/base/incoming.h"
#include "shared/community/homes.h"

namespace gongyi::server {
namespace {

using pages::CensusColumn;
using pages::CensusFault;
using pages::CensusProblem;
using enum pages::CensusColumn;

constexpr std::size_t field_count = pages::census_columns.size() - 1;

// The fields of a row in their kept form, by their columns.
class Fields {
public:
    [[nodiscard]] const std::string& operator[](CensusColumn column) const { return kept_.at(index_of(column)); }
    [[nodiscard]] std::string& operator[](CensusColumn column) { return kept_.at(index_of(column)); }

private:
    static std::size_t index_of(CensusColumn column) { return static_cast<std::size_t>(column) - 1; }
    std::array<std::string, field_count> kept_;
};

// What is wrong; the line is not known yet.
CensusFault fault(CensusProblem problem, CensusColumn column = none, std::size_t count = 0) {
    return {problem, column, static_cast<std::int64_t>(count), 0};
}

// A field as it is kept: people break lines in the cells of a spreadsheet to make them narrow.
std::optional<std::string> kept_field(std::string field) {
    std::replace_if(
        field.begin(), field.end(), [](char c) { return c == '\r' || c == '\n' || c == '\t'; }, ' ');
    return kept_name(field);
}

// Without the blanks at its ends, which nobody sees.
std::string_view as_written(std::string_view field) {
    constexpr std::string_view wide_blank = "　";
    for (bool is_cut = true; is_cut;) {
        is_cut = false;
        for (const std::string_view blank : {std::string_view{" "}, std::string_view{"\t"}, std::string_view{"\r"},
                                             std::string_view{"\n"}, wide_blank}) {
            while (field.starts_with(blank)) field.remove_prefix(blank.size()), is_cut = true;
            while (field.ends_with(blank)) field.remove_suffix(blank.size()), is_cut = true;
        }
    }
    return field;
}

// The fields of one row, each in its kept form.
Expected<Fields, CensusFault> fields_of(const CsvRow& row) {
    Fields fields;
    for (std::size_t i = 0; i < row.fields.size(); ++i) {
        const auto kept = kept_field(row.fields[i]);
        const bool is_beyond = i >= field_count;
        if (is_beyond && kept && kept->empty()) continue;  // Spreadsheets write what once had something.
        if (is_beyond) return unexpected(fault(CensusProblem::fields_many, none, field_count));
        const auto column = static_cast<CensusColumn>(i + 1);
        if (!kept) return unexpected(fault(CensusProblem::character, column));
        // What is one of a few words is one in capitals, too.
        fields[column] = column == resident_class || column == owner ? name_key(*kept) : *kept;
    }
    if (row.fields.size() < field_count) return unexpected(fault(CensusProblem::fields_few, none, field_count));
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
    return std::equal(names.begin(), names.end(), pages::census_columns.begin() + 1, pages::census_columns.end());
}

// Takes the time behind a day off: a spreadsheet writes the beginning of the day. Whether it is that; any other time
// would be another day's in another zone. Nothing where no time is.
std::optional<bool> take_time(std::string_view& text) {
    const auto blank = text.find_first_of(" T");
    if (blank == std::string_view::npos) return std::nullopt;
    const std::string_view time = text.substr(blank + 1);
    text = text.substr(0, blank);
    constexpr std::array<std::string_view, 4> beginnings{"0:00", "00:00", "0:00:00", "00:00:00"};
    return std::find(beginnings.begin(), beginnings.end(), time) != beginnings.end();
}

// "1961-03-08" as "1961/3/8" and the other ways in which spreadsheets and people write it; year, month, day.
std::optional<Date> read_plain_day(std::string_view text) {
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

Expected<Date, CensusFault> read_day(std::string_view text, CensusColumn column) {
    const auto is_beginning = take_time(text);
    const auto day = read_plain_day(text);
    if (!day || !is_within_span(*day, InputRules::incoming)) return unexpected(fault(CensusProblem::day, column));
    if (is_beginning && !*is_beginning) return unexpected(fault(CensusProblem::moment, column));
    return *day;
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

Expected<void, CensusFault> read_person(const Fields& fields, CensusLine& read) {
    if (!is_line_of(fields[name], person_name_code_points_max)) {
        return unexpected(fault(CensusProblem::length, name, person_name_code_points_max));
    }
    const auto born_on = read_day(fields[born], born);
    if (!born_on) return unexpected(born_on.error());
    const auto since_day = read_day(fields[since], since);
    if (!since_day) return unexpected(since_day.error());
    if (*since_day < *born_on) return unexpected(fault(CensusProblem::before_birth, since));
    const auto known_class = class_from_word(fields[resident_class]);
    if (!known_class) return unexpected(fault(CensusProblem::class_word, resident_class));
    if (!is_line_of(fields[household], person_household_code_points_max)) {
        return unexpected(fault(CensusProblem::length, household, person_household_code_points_max));
    }
    read.name = fields[name];
    read.facts = {*born_on, *since_day, *known_class};
    read.household = fields[household];
    return {};
}

Expected<void, CensusFault> read_home(const Fields& fields, CensusLine& read) {
    if (fields[home].size() > home_name_bytes_max || !is_line_of(fields[home], home_name_bytes_max)) {
        return unexpected(fault(CensusProblem::bytes, home, home_name_bytes_max));
    }
    const auto area = read_area(fields[area_m2]);
    if (!area) return unexpected(fault(CensusProblem::area, area_m2));
    read.home = fields[home];
    read.building = fields[building];
    read.area = *area;
    return {};
}

Expected<CensusLine, CensusFault> read_line(const CsvRow& row) {
    const auto fields = fields_of(row);
    if (!fields) return unexpected(fields.error());
    CensusLine read;
    const std::string& owns = (*fields)[owner];
    if (owns == "unsold") {
        read.owns = Owns::unsold;
    } else if (owns == "yes") {
        read.owns = Owns::yes;
    } else if (owns != "no" && !owns.empty()) {
        return unexpected(fault(CensusProblem::owner_word, owner));
    }
    if (read.owns == Owns::unsold) {
        for (const CensusColumn empty : {name, born, since, resident_class, household}) {
            if (!(*fields)[empty].empty()) return unexpected(fault(CensusProblem::not_unsold, empty));
        }
    } else if (auto person = read_person(*fields, read); !person) {
        return unexpected(person.error());
    }
    const bool has_home = !(*fields)[home].empty();
    if (!has_home && read.owns != Owns::no) return unexpected(fault(CensusProblem::home_for_owner, home));
    if (!has_home && !(*fields)[area_m2].empty()) return unexpected(fault(CensusProblem::home_for_area, home));
    if (has_home) {
        if (auto told = read_home(*fields, read); !told) return unexpected(told.error());
    }
    const auto written = [&row](CensusColumn column) {
        return std::string{as_written(row.fields.at(static_cast<std::size_t>(column) - 1))};
    };
    if (!read.name.empty()) read.person_as_written = written(name) + ", " + written(household);
    read.home_as_written = written(home);
    return read;
}

}  // namespace

Expected<std::vector<CensusLine>, std::vector<CensusFault>> read_census(std::string_view text) {
    std::vector<CensusLine> lines;
    std::vector<CensusFault> faults;
    const auto add_fault = [&faults](CensusFault found, std::size_t line) {
        found.line = line;
        faults.push_back(found);
    };
    CsvReader reader{text, separator_of(text)};
    bool is_first = true;
    while (!reader.is_at_end() && faults.size() < pages::census_faults_max) {
        const auto row = reader.next(field_count);
        if (!row) {
            faults.push_back(row.error());
            break;
        }
        if (is_first && !is_header(*row)) {
            add_fault(fault(CensusProblem::header), row->line);
            break;
        }
        if (std::exchange(is_first, false) || is_empty(*row)) continue;
        if (lines.size() >= census_lines_max) {
            add_fault(fault(CensusProblem::lines_max, none, census_lines_max), row->line);
            break;
        }
        auto read = read_line(*row);
        if (!read) {
            add_fault(read.error(), row->line);
            continue;
        }
        read->line = row->line;
        lines.push_back(std::move(*read));
    }
    if (faults.empty() && lines.empty()) add_fault(fault(CensusProblem::nobody), 1);
    if (!faults.empty()) return unexpected(std::move(faults));
    return lines;
}

}  // namespace gongyi::server
