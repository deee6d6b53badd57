#include <algorithm>
#include <array>
#include <map>

#include "shared/base/text.h"
#include "shared/tally/decimal.h"
#include "shared/tally/pb.h"
#include "shared/tally/pb_rows.h"
#include "shared/tally/project_index.h"
#include "shared/tally/rule.h"

namespace gongyi::tally {

namespace {

enum class Section : std::uint8_t { none, meta, projects, votes };

constexpr std::array title_names{"", "meta", "projects", "votes"};

// META keys that become members of Election; every other key is kept as metadata.
constexpr std::array typed_keys{"num_projects", "num_votes",  "budget",         "vote_type",
                                "min_length",   "max_length", "min_sum_cost",   "max_sum_cost",
                                "min_points",   "max_points", "min_sum_points", "max_sum_points"};

bool is_typed_key(std::string_view key) {
    return std::find(typed_keys.begin(), typed_keys.end(), key) != typed_keys.end();
}

std::string lower(std::string_view text) {
    std::string result{text};
    for (char& c : result) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return result;
}

// The section that a row opens: its title alone, whatever the case, perhaps with empty fields after it. A quoted title
// with such fields is data: the writer makes them so.
Section title_of(const std::vector<PbField>& row) {
    if (row.front().text.size() > 8 || (row.front().is_quoted && row.size() > 1)) return Section::none;
    for (std::size_t i = 1; i < row.size(); ++i) {
        if (!row[i].text.empty()) return Section::none;
    }
    const std::string title = lower(row.front().text);
    for (std::size_t i = 1; i < title_names.size(); ++i) {
        if (title == title_names[i]) return static_cast<Section>(i);
    }
    return Section::none;
}

PbError error_at(const PbField& field, std::string what) {
    return PbError{field.line, field.column, std::move(what)};
}

std::string quoted(std::string_view text) {
    constexpr std::size_t shown_bytes_max = 60;
    if (!count_code_points(text)) return "(not UTF-8)";
    if (text.size() <= shown_bytes_max) return "\"" + std::string{text} + "\"";
    std::size_t end = shown_bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return "\"" + std::string{text.substr(0, end)} + "…\"";
}

struct TypedValue {
    std::string text{};
    PbField field{};  // Its place; its text does not outlive the row.
};

// One pass over a file. Points are read with a known number of decimals; a pass that meets more of them is given up and
// done again with that number, which needs_points_decimals() tells.
class PbReader {
public:
    PbReader(std::string_view text, const PbOptions& options, int points_decimals) : rows_{text}, options_{options} {
        election_.points_decimals = points_decimals;
    }

    Expected<Election, PbError> read() {
        while (!error_ && rows_.next()) read_row();
        if (error_) return unexpected(*error_);
        if (rows_.fault()) return unexpected(*rows_.fault());
        const PbError end{rows_.line(), 1, ""};
        for (const Section needed : {Section::meta, Section::projects, Section::votes}) {
            if (seen_ < needed) {
                return unexpected(PbError{end.line, 1, "the file ends before a section " + upper_title(needed)});
            }
        }
        if (!has_header_) return unexpected(PbError{rows_.line(), 1, "the section VOTES has no header"});
        remark_counts();
        election_.ballots.shrink();
        return std::move(election_);
    }

    [[nodiscard]] std::optional<int> needs_points_decimals() const { return needs_points_decimals_; }

private:
    static std::string upper_title(Section section) {
        std::string title = title_names[static_cast<std::size_t>(section)];
        for (char& c : title) c = static_cast<char>(c - 'a' + 'A');
        return title;
    }

    void fail(const PbField& field, std::string what) { error_ = error_at(field, std::move(what)); }

    void read_row() {
        const std::vector<PbField>& row = rows_.fields();
        if (const Section opened = title_of(row); opened != Section::none) return open_section(opened, row.front());
        if (seen_ == Section::none) return fail(row.front(), "a section META, and not " + quoted(row.front().text));
        if (!has_header_) return read_header(row);
        switch (seen_) {
            case Section::meta:
                return read_meta_row(row);
            case Section::projects:
                return read_project_row(row);
            default:
                return read_vote_row(row);
        }
    }

    void open_section(Section opened, const PbField& field) {
        const auto next = static_cast<Section>(static_cast<int>(seen_) + 1);
        if (opened != next) {
            const std::string wanted =
                next > Section::votes ? "no further section" : "the section " + upper_title(next);
            return fail(field, wanted + " must come here, and not " + upper_title(opened));
        }
        if (opened != Section::meta && !has_header_) return fail(field, "the section before this one has no header");
        if (opened == Section::projects) take_kind(field);
        if (opened == Section::votes) take_amounts(field);
        seen_ = opened;
        has_header_ = false;
        columns_.clear();
    }

    void read_header(const std::vector<PbField>& row) {
        // Columns without a name stay: what stands in them is kept like that of other columns.
        const std::size_t used = row.size();
        for (std::size_t i = 0; i < used; ++i) {
            if (!count_code_points(row[i].text)) return fail(row[i], "the text is not UTF-8");
            columns_.emplace_back(row[i].text);
        }
        has_header_ = true;
        if (seen_ == Section::meta) {
            if (used < 2 || lower(columns_[0]) != "key" || lower(columns_[1]) != "value") {
                fail(row.front(), "the header of META must be key;value");
            }
        } else if (seen_ == Section::projects) {
            id_column_ = needed_column(row, "project_id");
            cost_column_ = needed_column(row, "cost");
            name_column_ = optional_column("name");
            category_column_ = optional_column("category");
            for (std::size_t i = 0; i < used; ++i) {
                if (is_other_project_column(i)) election_.project_columns.push_back(columns_[i]);
            }
        } else {
            voter_column_ = needed_column(row, "voter_id");
            vote_column_ = needed_column(row, "vote");
            points_column_ = has_points(election_.kind) ? needed_column(row, "points") : columns_.size();
            if (options_.keep_voter_columns) election_.voter_columns.names.push_back("voter_id");
            for (std::size_t i = 0; i < used && options_.keep_voter_columns; ++i) {
                if (is_other_voter_column(i)) election_.voter_columns.names.push_back(columns_[i]);
            }
        }
    }

    bool is_other_project_column(std::size_t i) const {
        return i != id_column_ && i != cost_column_ && i != name_column_ && i != category_column_;
    }
    bool is_other_voter_column(std::size_t i) const {
        return i != voter_column_ && i != vote_column_ && i != points_column_;
    }

    std::size_t optional_column(std::string_view name) const {
        return static_cast<std::size_t>(std::find(columns_.begin(), columns_.end(), name) - columns_.begin());
    }

    std::size_t needed_column(const std::vector<PbField>& row, std::string_view name) {
        const std::size_t index = optional_column(name);
        if (index == columns_.size()) {
            fail(row.front(), "the header has no column " + std::string{name});
        } else if (std::count(columns_.begin(), columns_.end(), name) > 1) {
            fail(row[index], "the column " + std::string{name} + " appears twice");
        }
        return index;
    }

    // The field of a column, or an empty one at the row's end where the row is shorter.
    static PbField field_of(const std::vector<PbField>& row, std::size_t column) {
        if (column < row.size()) return row[column];
        return PbField{{}, row.back().line, row.back().column + row.back().text.size(), false};
    }

    bool check_width(const std::vector<PbField>& row) {
        for (std::size_t i = columns_.size(); i < row.size(); ++i) {
            if (!row[i].text.empty()) {
                fail(row[i], "the row has more fields than the header, which has " + std::to_string(columns_.size()));
                return false;
            }
        }
        return true;
    }

    bool check_utf8(const std::vector<PbField>& row) {
        for (const PbField& field : row) {
            if (!count_code_points(field.text)) {
                fail(field, "the text is not UTF-8");
                return false;
            }
        }
        return true;
    }

    void read_meta_row(const std::vector<PbField>& row) {
        if (!check_utf8(row)) return;
        if (row.front().text.empty()) {
            const bool blank = std::all_of(row.begin(), row.end(), [](const PbField& f) { return f.text.empty(); });
            return blank ? void() : fail(row.front(), "a row of META needs a key");
        }
        // A value with an unquoted ';' was split; it becomes whole again.
        std::string value{field_of(row, 1).text};
        std::size_t used = row.size();
        while (used > 2 && row[used - 1].text.empty()) --used;
        for (std::size_t i = 2; i < used; ++i) value += ";" + std::string{row[i].text};
        if (is_typed_key(row.front().text)) {
            typed_[std::string{row.front().text}] = TypedValue{std::move(value), field_of(row, 1)};
        } else if (!value.empty()) {
            if (row.front().text == floor_key) floor_field_ = field_of(row, 1);
            election_.metadata.emplace_back(row.front().text, std::move(value));
        }
    }

    const TypedValue* typed(const std::string& key) const {
        const auto found = typed_.find(key);
        return found == typed_.end() || found->second.text.empty() ? nullptr : &found->second;
    }

    void take_kind(const PbField& section) {
        const TypedValue* kind = typed("vote_type");
        if (kind == nullptr) return fail(section, "META has no vote_type");
        if (typed("budget") == nullptr) return fail(section, "META has no budget");
        const auto found = ballot_kind_from(lower(kind->text));
        if (!found) return fail(kind->field, "there is no vote_type " + quoted(kind->text));
        election_.kind = *found;
    }

    std::optional<Decimal> typed_decimal(const std::string& key, bool is_amount) {
        const TypedValue* value = typed(key);
        if (value == nullptr) return std::nullopt;
        const auto parsed = parse_decimal(value->text, is_amount);
        if (!parsed) fail(value->field, key + " is not a number: " + quoted(value->text));
        if (parsed && is_amount && parsed->digits < 0) fail(value->field, key + " is below 0: " + quoted(value->text));
        return parsed;
    }

    // Brings budget, costs and limits to the same number of decimals, once all of them are known.
    void take_amounts(const PbField& section) {
        const std::array amounts{typed_decimal("budget", true), typed_decimal("min_sum_cost", true),
                                 typed_decimal("max_sum_cost", true)};
        if (error_) return;
        int decimals = 0;
        for (const auto& amount : amounts) decimals = std::max(decimals, amount ? amount->decimals : 0);
        for (const Decimal& cost : costs_) decimals = std::max(decimals, cost.decimals);
        election_.amount_decimals = decimals;
        std::array<std::optional<std::int64_t>, 3> units{};
        for (std::size_t i = 0; i < amounts.size(); ++i) {
            if (amounts[i]) units[i] = with_decimals(*amounts[i], decimals);
            if (amounts[i] && !units[i]) return fail(section, too_large);
        }
        election_.budget = *units[0];
        election_.limits.cost_sum_min = units[1];
        election_.limits.cost_sum_max = units[2];
        if (const std::string& text = typed("budget")->text; text != amount_text(election_.budget, decimals)) {
            election_.budget_text = text;
        }
        for (std::size_t i = 0; i < costs_.size(); ++i) {
            const auto cost = with_decimals(costs_[i], decimals);
            if (!cost) return fail(section, too_large);
            Project& project = election_.projects[i];
            project.cost = *cost;
            if (project.cost_text == amount_text(*cost, decimals)) project.cost_text.clear();
        }
        election_.limits.length_min = typed_length("min_length");
        election_.limits.length_max = typed_length("max_length");
        election_.limits.points_min = typed_points("min_points");
        election_.limits.points_max = typed_points("max_points");
        election_.limits.points_sum_min = typed_points("min_sum_points");
        election_.limits.points_sum_max = typed_points("max_sum_points");
        last_named_.assign(election_.projects.size(), 0);
        place_.assign(election_.projects.size(), 0);
    }

    std::optional<std::uint32_t> typed_length(const std::string& key) {
        const auto number = typed_decimal(key, false);
        if (!number || error_) return std::nullopt;
        std::int64_t whole = number->digits;
        bool is_whole = whole >= 0;
        for (int i = 0; i < number->decimals; ++i) {
            is_whole = is_whole && whole % 10 == 0;
            whole /= 10;
        }
        if (!is_whole) {
            fail(typed(key)->field, key + " is not a whole number from 0");
            return std::nullopt;
        }
        return static_cast<std::uint32_t>(std::min<std::int64_t>(whole, projects_max));
    }

    std::optional<std::int64_t> typed_points(const std::string& key) {
        const auto number = typed_decimal(key, false);
        if (!number || error_) return std::nullopt;
        return points_units(*number, typed(key)->field);
    }

    std::optional<std::int64_t> points_units(const Decimal& number, const PbField& field) {
        if (number.decimals > election_.points_decimals) {
            needs_points_decimals_ = number.decimals;
            fail(field, "points with more decimals than before");
            return std::nullopt;
        }
        const auto units = with_decimals(number, election_.points_decimals);
        if (!units) fail(field, "more points than are supported");
        return units;
    }

    void read_project_row(const std::vector<PbField>& row) {
        if (!check_width(row) || !check_utf8(row)) return;
        if (std::all_of(row.begin(), row.end(), [](const PbField& f) { return f.text.empty(); })) return;
        const PbField id = field_of(row, id_column_);
        const PbField cost = field_of(row, cost_column_);
        if (id.text.empty()) return fail(id, "the project has no project_id");
        if (id.text.find(',') != std::string_view::npos) return fail(id, "a project_id can not contain a comma");
        if (election_.projects.size() == projects_max) return fail(id, "more projects than are supported");
        if (!index_.add(id.text)) return fail(id, "the project_id " + quoted(id.text) + " appears twice");
        const auto amount = parse_decimal(cost.text, true);
        if (!amount) return fail(cost, "the cost is not a number: " + quoted(cost.text));
        if (amount->digits < 0) return fail(cost, "the cost is below 0: " + quoted(cost.text));
        costs_.push_back(*amount);
        Project project;
        project.id = id.text;
        project.name = field_of(row, name_column_).text;
        project.category = field_of(row, category_column_).text;
        project.cost_text = cost.text;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (is_other_project_column(i)) project.more.emplace_back(field_of(row, i).text);
        }
        election_.projects.push_back(std::move(project));
    }

    void read_vote_row(const std::vector<PbField>& row) {
        if (!check_width(row)) return;
        if (row.size() < columns_.size() &&
            (vote_column_ >= row.size() || (points_column_ < columns_.size() && points_column_ >= row.size()))) {
            return fail(field_of(row, row.size()), "the row ends before the column vote or points");
        }
        if (row_count_ == ballots_max) return fail(row.front(), "more votes than are supported");
        ++row_count_;
        const PbField vote = field_of(row, vote_column_);
        const PbField points = field_of(row, points_column_);
        std::optional<BallotFault> fault = read_choices(vote);
        if (!fault && has_points(election_.kind)) fault = read_points(points);
        if (error_) return;
        if (election_.ballots.choice_count() + chosen_.size() > choices_max)
            return fail(vote, "more choices than are supported");
        if (!fault) fault = find_fault(election_, chosen_, chosen_points_);
        if (fault) return add_invalid(row, std::move(*fault));
        if (options_.keep_voter_columns) {
            if (!check_utf8(row)) return;
            values_.assign(1, field_of(row, voter_column_).text);
            for (std::size_t i = 0; i < columns_.size(); ++i) {
                if (is_other_voter_column(i)) values_.push_back(field_of(row, i).text);
            }
            election_.voter_columns.add(values_);
        }
        election_.ballots.add(chosen_, chosen_points_);
    }

    // The distinct projects of a vote into chosen_, and for every entry of the vote its place in chosen_ into places_.
    std::optional<BallotFault> read_choices(const PbField& field) {
        std::string_view vote = field.text;
        chosen_.clear();
        chosen_points_.clear();
        places_.clear();
        if (lower_is_none(vote) && !index_.find(vote)) return std::nullopt;
        while (!vote.empty() && vote.back() == ',') vote.remove_suffix(1);
        std::optional<BallotFault> fault;
        while (!vote.empty()) {
            const std::size_t comma = std::min(vote.find(','), vote.size());
            const std::string_view id = trim(vote.substr(0, comma));
            vote.remove_prefix(std::min(comma + 1, vote.size()));
            if (id.empty()) {
                places_.push_back(no_place);
                continue;
            }
            const auto project = index_.find(id);
            if (!project) {
                if (!fault) fault = BallotFault{InvalidReason::unknown_project, std::string{id}};
                continue;
            }
            if (last_named_[*project] == row_count_) {
                note(repeated_, field, "the project " + quoted(id) + " is named twice; it counts once");
            } else {
                last_named_[*project] = row_count_;
                place_[*project] = static_cast<std::uint32_t>(chosen_.size());
                chosen_.push_back(*project);
            }
            places_.push_back(place_[*project]);
        }
        return fault;
    }

    static bool lower_is_none(std::string_view text) { return text.size() == 4 && lower(text) == "none"; }

    // The points for chosen_; of a project named twice the later ones count.
    std::optional<BallotFault> read_points(const PbField& field) {
        chosen_points_.assign(chosen_.size(), 0);
        std::string_view text = lower_is_none(field.text) ? std::string_view{} : field.text;
        while (!text.empty() && text.back() == ',') text.remove_suffix(1);
        std::size_t entry = 0;
        for (; !text.empty(); ++entry) {
            const std::size_t comma = std::min(text.find(','), text.size());
            const std::string_view token = trim(text.substr(0, comma));
            text.remove_prefix(std::min(comma + 1, text.size()));
            if (entry >= places_.size()) continue;
            if (places_[entry] == no_place && token.empty()) continue;
            const auto number = parse_decimal(token, false);
            if (!number || places_[entry] == no_place) {
                return BallotFault{InvalidReason::points_missing, std::string{token}};
            }
            const auto units = points_units(*number, field);
            if (!units) return std::nullopt;
            if (*units > points_units_max || *units < -points_units_max) {
                return BallotFault{*units > 0 ? InvalidReason::points_too_high : InvalidReason::points_too_low,
                                   std::string{token}};
            }
            chosen_points_[places_[entry]] = static_cast<std::int32_t>(*units);
        }
        if (entry != places_.size()) return BallotFault{InvalidReason::points_missing, std::to_string(entry)};
        return std::nullopt;
    }

    void add_invalid(const std::vector<PbField>& row, BallotFault fault) {
        if (!check_utf8(row)) return;
        note(invalid_, field_of(row, vote_column_),
             "the ballot does not count: " + std::string{name_of(fault.reason)} + " " + quoted(fault.detail));
        InvalidBallot invalid;
        invalid.row = static_cast<std::uint32_t>(row_count_);
        invalid.voter = field_of(row, voter_column_).text;
        invalid.vote = field_of(row, vote_column_).text;
        if (points_column_ < columns_.size()) invalid.points = field_of(row, points_column_).text;
        for (std::size_t i = 0; i < columns_.size() && options_.keep_voter_columns; ++i) {
            if (is_other_voter_column(i)) invalid.more.emplace_back(field_of(row, i).text);
        }
        invalid.reason = fault.reason;
        invalid.detail = std::move(fault.detail);
        election_.invalid_ballots.push_back(std::move(invalid));
    }

    void remark_counts() {
        if (options_.remarks == nullptr) return;
        const std::array<std::pair<std::string, std::size_t>, 2> counts{
            {{"num_projects", election_.projects.size()}, {"num_votes", row_count_}}};
        for (const auto& [key, count] : counts) {
            const TypedValue* stated = typed(key);
            if (stated == nullptr || stated->text == std::to_string(count)) continue;
            options_.remarks->push_back(error_at(
                stated->field, key + " is " + quoted(stated->text) + ", and there are " + std::to_string(count)));
        }
        if (floor_field_ && !floor_of(election_).is_understood) {
            options_.remarks->push_back(
                error_at(*floor_field_, std::string{floor_key} + " is " + quoted(election_.metadata_value(floor_key)) +
                                            ", which sets no floor for these ballots here: one vote is asked for"));
        }
        tell(repeated_, "project named twice on one ballot");
        tell(invalid_, "ballot that does not count");
        std::stable_sort(options_.remarks->begin(), options_.remarks->end(),
                         [](const PbError& a, const PbError& b) { return a.line < b.line; });
    }

    // Remarks of one kind: the first ones, and how many there are.
    struct Noted {
        std::vector<PbError> first{};
        std::size_t count = 0;
    };
    void note(Noted& noted, const PbField& field, std::string what) const {
        if (options_.remarks == nullptr || noted.count++ >= pb_remarks_max) return;
        noted.first.push_back(error_at(field, std::move(what)));
    }
    void tell(Noted& noted, const char* kind) const {
        const std::size_t more = noted.count - noted.first.size();
        if (more > 0) noted.first.back().what += " (and " + std::to_string(more) + " more times: " + kind + ")";
        for (PbError& remark : noted.first) options_.remarks->push_back(std::move(remark));
    }

    static constexpr std::uint32_t no_place = 0xffffffff;
    static constexpr const char* too_large = "budget, costs and limits need more digits together than are supported";

    PbRows rows_;
    PbOptions options_;
    Election election_{};
    std::optional<PbError> error_{};
    std::optional<int> needs_points_decimals_{};
    Section seen_ = Section::none;
    bool has_header_ = false;
    std::vector<std::string> columns_{};
    std::map<std::string, TypedValue> typed_{};
    std::optional<PbField> floor_field_{};  // Where META sets a floor of support; its text does not outlive the row.
    Noted repeated_{};
    Noted invalid_{};
    std::vector<Decimal> costs_{};
    ProjectIndex index_{};
    std::size_t id_column_ = 0;
    std::size_t cost_column_ = 0;
    std::size_t name_column_ = 0;
    std::size_t category_column_ = 0;
    std::size_t voter_column_ = 0;
    std::size_t vote_column_ = 0;
    std::size_t points_column_ = 0;
    // The vote that is being read: which row, where each project was last named, and the choices.
    std::size_t row_count_ = 0;
    std::vector<std::size_t> last_named_{};
    std::vector<std::uint32_t> place_{};
    std::vector<std::uint32_t> chosen_{};
    std::vector<std::int32_t> chosen_points_{};
    std::vector<std::uint32_t> places_{};
    std::vector<std::string_view> values_{};
};

}  // namespace

Expected<Election, PbError> read_pb(std::string_view text, const PbOptions& options) {
    if (text.size() > pb_bytes_max) return unexpected(PbError{1, 1, "the file is larger than 1 GiB"});
    int points_decimals = 0;
    for (;;) {
        PbReader reader{text, options, points_decimals};
        auto election = reader.read();
        if (election || !reader.needs_points_decimals()) return election;
        points_decimals = *reader.needs_points_decimals();
    }
}

}  // namespace gongyi::tally
