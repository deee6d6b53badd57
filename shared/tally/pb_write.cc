#include <array>

#include "shared/tally/pb.h"

namespace gongyi::tally {

namespace {

// Whether a reader could take this for the title of a section.
bool looks_like_title(std::string_view text) {
    std::string lower{text.substr(0, 9)};
    for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return lower == "meta" || lower == "projects" || lower == "votes";
}

// A field, quoted where a reader would otherwise split or misread it.
void write_field(std::string& out, std::string_view text) {
    if (text.find_first_of(";\"\r\n") == std::string_view::npos && !looks_like_title(text)) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

void write_row(std::string& out, const std::vector<std::string_view>& fields) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (i > 0) out += ';';
        write_field(out, fields[i]);
    }
    out += '\n';
}

void write_key(std::string& out, std::string_view key, std::string_view value) {
    write_row(out, {key, value});
}

void write_limits(std::string& out, const Election& election) {
    const BallotLimits& limits = election.limits;
    const auto amount = [&](const char* key, const std::optional<std::int64_t>& value, int decimals) {
        if (value) write_key(out, key, amount_text(*value, decimals));
    };
    if (limits.length_min) write_key(out, "min_length", std::to_string(*limits.length_min));
    if (limits.length_max) write_key(out, "max_length", std::to_string(*limits.length_max));
    amount("min_sum_cost", limits.cost_sum_min, election.amount_decimals);
    amount("max_sum_cost", limits.cost_sum_max, election.amount_decimals);
    amount("min_points", limits.points_min, election.points_decimals);
    amount("max_points", limits.points_max, election.points_decimals);
    amount("min_sum_points", limits.points_sum_min, election.points_decimals);
    amount("max_sum_points", limits.points_sum_max, election.points_decimals);
}

void write_meta(std::string& out, const Election& election) {
    constexpr std::array before{"description", "country", "unit", "instance"};
    constexpr std::array after{"rule", "date_begin", "date_end"};
    out += "META\nkey;value\n";
    const auto add_missing = [&](const char* key) {
        for (const auto& [name, value] : election.metadata) {
            if (name == key) return;
        }
        write_key(out, key, "");
    };
    for (const char* key : before) add_missing(key);
    for (const char* key : after) add_missing(key);
    for (const auto& [key, value] : election.metadata) write_key(out, key, value);
    write_key(out, "num_projects", std::to_string(election.projects.size()));
    write_key(out, "num_votes", std::to_string(election.ballots.count() + election.invalid_ballots.size()));
    write_key(out, "budget", budget_text(election));
    write_key(out, "vote_type", name_of(election.kind));
    write_limits(out, election);
}

void write_projects(std::string& out, const Election& election) {
    out += "PROJECTS\n";
    std::vector<std::string_view> row{"project_id", "cost", "name", "category"};
    row.insert(row.end(), election.project_columns.begin(), election.project_columns.end());
    write_row(out, row);
    for (std::uint32_t p = 0; p < election.projects.size(); ++p) {
        const Project& project = election.projects[p];
        const std::string cost = cost_text(election, p);
        row.assign({project.id, cost, project.name, project.category});
        row.insert(row.end(), project.more.begin(), project.more.end());
        write_row(out, row);
    }
}

void write_invalid(std::string& out, const Election& election, const InvalidBallot& invalid) {
    std::vector<std::string_view> row{invalid.voter, invalid.vote};
    if (has_points(election.kind)) row.emplace_back(invalid.points);
    row.insert(row.end(), invalid.more.begin(), invalid.more.end());
    write_row(out, row);
}

void write_valid(std::string& out, const Election& election, std::uint32_t ballot, std::size_t row_number) {
    const auto& columns = election.voter_columns;
    std::string vote;
    std::string points;
    for (const std::uint32_t project : election.ballots.projects(ballot)) {
        if (!vote.empty()) vote += ',';
        vote += election.projects[project].id;
    }
    for (const std::int32_t given : election.ballots.points(ballot)) {
        if (!points.empty()) points += ',';
        points += amount_text(given, election.points_decimals);
    }
    const std::string number = std::to_string(row_number);
    std::vector<std::string_view> row{columns.empty() ? std::string_view{number} : columns.value(ballot, 0), vote};
    if (has_points(election.kind)) row.emplace_back(points);
    for (std::size_t i = 1; i < columns.names.size() && !columns.empty(); ++i) row.push_back(columns.value(ballot, i));
    write_row(out, row);
}

}  // namespace

std::string write_pb(const Election& election) {
    std::string out;
    out.reserve(4096 + election.ballots.choice_count() * 8 + election.ballots.count() * std::size_t{24});
    write_meta(out, election);
    write_projects(out, election);
    out += "VOTES\n";
    std::vector<std::string_view> header{"voter_id", "vote"};
    if (has_points(election.kind)) header.emplace_back("points");
    for (std::size_t i = 1; i < election.voter_columns.names.size(); ++i)
        header.push_back(election.voter_columns.names[i]);
    write_row(out, header);
    std::size_t invalid = 0;
    std::uint32_t ballot = 0;
    const std::size_t total = election.ballots.count() + election.invalid_ballots.size();
    for (std::size_t row = 1; row <= total; ++row) {
        const bool is_invalid = invalid < election.invalid_ballots.size() &&
                                (election.invalid_ballots[invalid].row <= row || ballot == election.ballots.count());
        if (is_invalid) {
            write_invalid(out, election, election.invalid_ballots[invalid++]);
        } else {
            write_valid(out, election, ballot++, row);
        }
    }
    return out;
}

}  // namespace gongyi::tally
