#include "wasm/workbench/model/counting.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "shared/portal/election.h"
#include "shared/tally/tally.h"

namespace gongyi::workbench {
namespace {

// Whether a ballot supports what it names at `index`: points of 0 or less support nothing.
bool supports(const Ballot& ballot, std::size_t index) {
    return ballot.points.empty() || ballot.points[index] > 0;
}

std::vector<std::int64_t> supporters_of(const Round& round) {
    std::unordered_map<ProjectId, std::size_t> place;
    for (std::size_t i = 0; i < round.projects.size(); ++i) place.emplace(round.projects[i].id, i);
    std::vector<std::int64_t> supporters(round.projects.size());
    for (const OpenedBallot& opened : round.ballots) {
        for (std::size_t i = 0; i < opened.ballot.choices.size(); ++i) {
            if (supports(opened.ballot, i)) ++supporters[place.at(opened.ballot.choices[i])];
        }
    }
    return supporters;
}

std::size_t reach_group(std::size_t wins) {
    return std::min(wins, reach_groups - 1);
}

Reach reach_of(const Round& round, const std::vector<ProjectId>& selected) {
    const std::unordered_set<ProjectId> winners{selected.begin(), selected.end()};
    Reach reach{};
    for (const OpenedBallot& opened : round.ballots) {
        std::size_t wins = 0;
        for (std::size_t i = 0; i < opened.ballot.choices.size(); ++i) {
            if (supports(opened.ballot, i) && winners.contains(opened.ballot.choices[i])) ++wins;
        }
        ++reach[reach_group(wins)];
    }
    return reach;
}

RuleCount count_of(const Round& round, TallyRule rule, const tally::Election& election) {
    const tally::Outcome outcome = tally::tally(election, portal::rule_of(round, rule));
    RuleCount count{.rule = rule, .selected = {}, .cost = {outcome.cost}};
    for (const std::uint32_t index : outcome.selected) count.selected.push_back(round.projects[index].id);
    count.reach = reach_of(round, count.selected);
    return count;
}

Round facts_of(const Round& round) {
    Round facts;
    facts.id = round.id;
    facts.title = round.title;
    facts.year = round.year;
    facts.budget = round.budget;
    facts.currency = round.currency;
    facts.ballot = round.ballot;
    facts.official_rule = round.official_rule;
    facts.opens_at = round.opens_at;
    facts.closes_at = round.closes_at;
    facts.stage = round.stage;
    return facts;
}

}  // namespace

Expected<void, portal::RecordFault> Counting::append(std::string_view entry) {
    return replay_.append(entry);
}

const Counting::Closed& Counting::closed(const Round& round) {
    const auto known = closed_.find(round.id);
    if (known != closed_.end()) return known->second;
    Closed made{.supporters = supporters_of(round), .published = {}};
    for (const RuleOutcome& outcome : round.outcomes) {
        made.published.push_back({.rule = outcome.rule,
                                  .selected = outcome.selected,
                                  .cost = outcome.cost,
                                  .reach = reach_of(round, outcome.selected)});
    }
    return closed_.emplace(round.id, std::move(made)).first->second;
}

Board Counting::board() {
    const portal::State& state = replay_.state();
    Board board;
    if (state.community) {
        board.community = state.community->name;
        board.zone = state.community->zone;
    }
    board.entry_count = size();
    board.root_hex = to_hex(replay_.tree().root());
    for (const Round& round : state.rounds) {
        BoardRound shown;
        shown.facts = facts_of(round);
        // A round between its close and its count shows like an open one, without results.
        const Closed* counted = round.outcomes.empty() ? nullptr : &closed(round);
        for (std::size_t i = 0; i < round.projects.size(); ++i) {
            shown.projects.push_back(
                {.project = round.projects[i], .supporters = counted == nullptr ? 0 : counted->supporters[i]});
        }
        shown.voters = static_cast<std::int64_t>(round.ballots.size());
        if (round.stage == Stage::voting) {
            shown.voted = turnout_so_far(round);
            shown.told_from = turnout_told_from(round);
        }
        if (counted != nullptr) shown.counts = counted->published;
        board.rounds.push_back(std::move(shown));
    }
    return board;
}

tally::Election& Counting::election(const Round& round) {
    if (!held_ || held_->round != round.id) held_ = Held{.round = round.id, .election = portal::election_of(round)};
    return held_->election;
}

Expected<WhatIfAnswer, std::string> Counting::what_if(const WhatIfQuestion& question) {
    const Round* round = portal::find_round(replay_.state(), question.round);
    if (round == nullptr) return unexpected(std::string{"no such round"});
    if (round->outcomes.empty()) return unexpected(std::string{"the round is not counted yet"});
    tally::Election& asked = election(*round);
    asked.budget = question.budget.fen;
    WhatIfAnswer answer{.question = question, .counts = {}};
    for (const TallyRule rule : {TallyRule::greedy, TallyRule::equal_shares}) {
        answer.counts.push_back(count_of(*round, rule, asked));
    }
    return answer;
}

}  // namespace gongyi::workbench
