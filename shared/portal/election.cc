#include "shared/portal/election.h"

#include <algorithm>

#include "shared/base/check.h"
#include "shared/base/incoming.h"
#include "shared/base/text.h"
#include "shared/tally/tally.h"

namespace gongyi::portal {

namespace {

// A round's amounts are hundredths (fen) of its currency.
constexpr int round_decimals = 2;

tally::BallotKind kind_of(BallotForm form) {
    switch (form) {
        case BallotForm::approval:
            return tally::BallotKind::approval;
        case BallotForm::knapsack:
            return tally::BallotKind::knapsack;
        case BallotForm::choose_one:
            return tally::BallotKind::choose_one;
        case BallotForm::ranking:
            return tally::BallotKind::ranking;
        case BallotForm::cumulative:
            return tally::BallotKind::cumulative;
        case BallotForm::scoring:
            return tally::BallotKind::scoring;
    }
    GONGYI_CHECK(false && "every form has a kind");
    return {};
}

BallotForm form_of(tally::BallotKind kind) {
    const auto found = std::find_if(all_ballot_forms.begin(), all_ballot_forms.end(),
                                    [&](BallotForm form) { return kind_of(form) == kind; });
    GONGYI_CHECK(found != all_ballot_forms.end());
    return *found;
}

std::uint32_t index_of(const Round& round, ProjectId id) {
    const Project* project = find_project(round, id);
    GONGYI_CHECK(project != nullptr);
    return static_cast<std::uint32_t>(project - round.projects.data());
}

RuleOutcome outcome_of(const Round& round, TallyRule rule, const tally::Outcome& outcome) {
    RuleOutcome result{rule, {}, {outcome.cost}};
    for (const std::uint32_t index : outcome.selected) result.selected.push_back(round.projects[index].id);
    return result;
}

// Pabulib writes dates as 2024, 31.12.2024 or 2024-12-31. The year alone stands for its first day.
std::optional<Date> date_of(std::string_view text) {
    if (const auto iso = date_from_iso(text)) return iso;
    if (text.size() == 10 && text[2] == '.' && text[5] == '.') {
        return date_from_iso(std::string{text.substr(6, 4)} + "-" + std::string{text.substr(3, 2)} + "-" +
                             std::string{text.substr(0, 2)});
    }
    if (text.size() == 4) return date_from_iso(std::string{text} + "-01-01");
    return std::nullopt;
}

// Midnight at the start of `date`, but nothing that an entry cannot name.
UnixMs instant_of(const Date& date) {
    return std::clamp(start_of_day(date, Zone{}), UnixMs{0}, UnixMs{recorded_time_max.ms - day_ms});
}

std::string currency_of(std::string_view text) {
    const bool is_code =
        text.size() == 3 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    return is_code ? std::string{text} : std::string{"XXX"};  // ISO 4217: no currency named.
}

// One of several tallies that are told as one.
class PartProgress final : public tally::Progress {
public:
    PartProgress(tally::Progress* whole, std::uint32_t begin_per_mille, std::uint32_t length_per_mille)
        : whole_{whole}, begin_{begin_per_mille}, length_{length_per_mille} {}

    [[nodiscard]] bool go_on(std::uint32_t per_mille) override {
        // Told, not asked: what follows needs all parts.
        if (whole_ != nullptr) (void)whole_->go_on(begin_ + per_mille * length_ / 1'000);
        return true;
    }

private:
    tally::Progress* whole_;
    std::uint32_t begin_;
    std::uint32_t length_;
};

std::string presentable(std::string_view text) {
    return to_presentable_line(text, imported_line_code_points_max);
}

// The election's amounts in hundredths; nothing when one is too fine or too large for that.
class Hundredths {
public:
    explicit Hundredths(int decimals) : decimals_{decimals} {}

    [[nodiscard]] std::optional<Money> operator()(std::int64_t units) const {
        for (int d = decimals_; d > round_decimals; --d) {
            if (units % 10 != 0) return std::nullopt;
            units /= 10;
        }
        for (int d = decimals_; d < round_decimals; ++d) {
            if (units > money_max.fen / 10) return std::nullopt;
            units *= 10;
        }
        return units > money_max.fen ? std::nullopt : std::optional{Money{units}};
    }

private:
    int decimals_;
};

auto fault(std::string what) {
    return unexpected(std::move(what));
}

Expected<std::vector<Project>, std::string> projects_from(const tally::Election& election) {
    const Hundredths hundredths{election.amount_decimals};
    std::vector<Project> projects;
    for (const tally::Project& source : election.projects) {
        const auto cost = hundredths(source.cost);
        if (!cost) return fault("project " + source.id + " costs a fraction of a hundredth, or too much");
        Project project;
        project.id = ProjectId{projects.size() + 1};
        project.code = presentable(source.id);
        project.title = presentable(source.name.empty() ? source.id : source.name);
        if (project.title.empty()) project.title = "#" + std::to_string(project.id.raw());
        project.topic = presentable(source.category);
        project.category = Category::other;
        project.cost = *cost;
        projects.push_back(std::move(project));
    }
    return projects;
}

std::vector<OpenedBallot> ballots_from(const tally::Election& election) {
    std::vector<OpenedBallot> ballots;
    ballots.reserve(election.ballots.count());
    for (std::uint32_t i = 0; i < election.ballots.count(); ++i) {
        OpenedBallot opened;
        for (const std::uint32_t project : election.ballots.projects(i)) {
            opened.ballot.choices.push_back(ProjectId{project + std::uint64_t{1}});
        }
        const auto points = election.ballots.points(i);
        opened.ballot.points.assign(points.begin(), points.end());
        ballots.push_back(std::move(opened));
    }
    return ballots;
}

}  // namespace

tally::Election election_of(const Round& round) {
    tally::Election election;
    election.kind = kind_of(round.ballot.form);
    election.amount_decimals = round_decimals;
    election.budget = round.budget.fen;
    for (const Project& project : round.projects) {
        tally::Project target;
        target.id = project.code.empty() ? std::to_string(project.id.raw()) : project.code;
        target.name = project.title;
        target.category = project.topic;
        target.cost = project.cost.fen;
        election.projects.push_back(std::move(target));
    }
    std::vector<std::uint32_t> indices;
    std::vector<std::int32_t> points;
    for (const OpenedBallot& opened : round.ballots) {
        indices.clear();
        for (const ProjectId id : opened.ballot.choices) indices.push_back(index_of(round, id));
        points.assign(opened.ballot.points.begin(), opened.ballot.points.end());
        election.ballots.add(indices, points);
    }
    return election;
}

tally::Rule rule_of(const Round& round, TallyRule rule) {
    tally::Rule result;
    result.method = rule == TallyRule::greedy ? tally::Method::greedy : tally::Method::mes;
    result.utility = tally::default_utility(kind_of(round.ballot.form));
    if (rule == TallyRule::equal_shares) result.completion = tally::Completion::add1u;
    result.min_votes = round.support_min_votes;
    if (round.support_min_share != 0) result.threshold = {round.support_min_share, support_share_whole};
    // An imported election has no published seed: its ties break by the projects' ids.
    if (round.source.empty()) result.seed = round.tie_seed;
    return result;
}

std::vector<RuleOutcome> count(const Round& round, tally::Progress* progress) {
    // Greedy takes hardly any time beside equal shares.
    constexpr std::uint32_t greedy_per_mille = 50;
    const tally::Election election = election_of(round);
    std::vector<RuleOutcome> outcomes;
    for (const TallyRule rule : {TallyRule::greedy, TallyRule::equal_shares}) {
        PartProgress part{progress, rule == TallyRule::greedy ? 0 : greedy_per_mille,
                          rule == TallyRule::greedy ? greedy_per_mille : 1'000 - greedy_per_mille};
        const auto outcome = tally::tally(election, rule_of(round, rule), &part);
        GONGYI_CHECK(outcome.has_value());
        outcomes.push_back(outcome_of(round, rule, *outcome));
    }
    return outcomes;
}

Expected<Round, std::string> round_from_election(const tally::Election& election) {
    if (election.projects.size() > round_projects_max) {
        return fault("a round holds at most " + std::to_string(round_projects_max) + " projects, this election has " +
                     std::to_string(election.projects.size()));
    }
    if (static_cast<std::int64_t>(election.ballots.count()) > round_ballots_max) {
        return fault("a round holds at most " + std::to_string(round_ballots_max) + " ballots");
    }
    Round round;
    const auto budget = Hundredths{election.amount_decimals}(election.budget);
    if (!budget) return fault("the budget has a fraction of a hundredth, or is too large");
    round.budget = *budget;
    auto projects = projects_from(election);
    if (!projects) return unexpected(std::move(projects.error()));
    round.projects = std::move(*projects);
    round.ballots = ballots_from(election);
    round.ballot.form = form_of(election.kind);
    round.ballot.choices_min = election.limits.length_min.value_or(0);
    round.ballot.choices_max = std::min<std::int64_t>(election.limits.length_max.value_or(round_projects_max),
                                                      static_cast<std::int64_t>(round_projects_max));
    if (round.ballot.choices_max < 1 || round.ballot.choices_min > round.ballot.choices_max) {
        return fault("min_length and max_length allow no ballot that a round can hold");
    }

    round.support_min_votes = std::min(tally::floor_of(election).min_votes, round_ballots_max);
    round.source = presentable(election.metadata_value("description"));
    if (round.source.empty()) round.source = "Pabulib";
    round.title = to_presentable_line(round.source, round_title_code_points_max);
    round.currency = currency_of(election.metadata_value("currency"));
    const Date begin = date_of(election.metadata_value("date_begin")).value_or(Date{});
    const Date end = std::max(begin, date_of(election.metadata_value("date_end")).value_or(begin));
    round.year = end.year;
    round.opens_at = instant_of(begin);
    round.closes_at = {instant_of(end).ms + day_ms};  // The last day ends at 24:00.
    return round;
}

}  // namespace gongyi::portal
