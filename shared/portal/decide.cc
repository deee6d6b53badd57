#include "shared/portal/decide.h"

#include <algorithm>

#include "shared/base/check.h"
#include "shared/base/match.h"
#include "shared/microproject/rules.h"
#include "shared/portal/election.h"
#include "shared/portal/entry_json.h"

namespace gongyi::portal {

namespace {

using Verdict = Expected<Decision, Refusal>;

auto refuse(RefusalCode code, std::string field = {}) {
    return unexpected(Refusal{code, std::move(field), {}});
}

Decision events(std::vector<Event> list) {
    return {std::move(list), std::nullopt};
}

// The ballots as they are published: by commitment, which tells nothing of when or by whom each was cast.
std::vector<OpenedBallot> open_ballots(RoundId round, const std::vector<SealedBallot>& sealed) {
    std::vector<std::pair<Hash, OpenedBallot>> keyed;
    for (const SealedBallot& ballot : sealed) {
        if (ballot.round != round) continue;
        OpenedBallot opened{ballot.ballot, ballot.salt};
        const Hash key = ballot_commitment(round, opened);
        keyed.emplace_back(key, std::move(opened));
    }
    std::sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<OpenedBallot> opened;
    opened.reserve(keyed.size());
    for (auto& [key, ballot] : keyed) opened.push_back(std::move(ballot));
    return opened;
}

// VotingClosed, the ballots in entries of a bounded size, and the count.
void append_close(std::vector<Event>& list, Round round, std::string reason, std::vector<OpenedBallot> ballots) {
    list.push_back(VotingClosed{round.id, std::move(reason), static_cast<std::int64_t>(ballots.size())});
    BallotsOpened chunk{round.id, {}};
    std::size_t marks = 0;
    for (const OpenedBallot& ballot : ballots) {
        const std::size_t more = ballot.ballot.choices.size() + ballot.ballot.points.size();
        const bool is_full = chunk.ballots.size() == ballots_per_entry_max || marks + more > marks_per_entry_max;
        if (is_full && !chunk.ballots.empty()) {
            list.push_back(std::exchange(chunk, BallotsOpened{round.id, {}}));
            marks = 0;
        }
        chunk.ballots.push_back(ballot);
        marks += more;
    }
    if (!chunk.ballots.empty()) list.push_back(std::move(chunk));
    round.ballots = std::move(ballots);
    list.push_back(RoundTallied{round.id, count(round)});
}

Verdict decide_found(const State& state, const FoundCommunity& command) {
    if (state.community) return refuse(RefusalCode::community_exists);
    return events({CommunityFounded{command.community}});
}

Verdict decide_draft(const State& state, const DraftRound& command) {
    if (auto allowed = check_draft(state.rounds, command, state.community->year_cap); !allowed) {
        return unexpected(allowed.error());
    }
    Round round;
    round.id = RoundId{state.rounds.size() + 1};
    round.title = command.title;
    round.year = command.year;
    round.budget = command.budget;
    round.currency = "CNY";
    round.ballot = command.ballot;
    round.electorate = command.electorate;
    round.official_rule = command.official_rule;
    round.tie_seed = command.tie_seed;
    round.opens_at = command.opens_at;
    round.closes_at = command.closes_at;
    return events({RoundDrafted{std::move(round)}});
}

Verdict decide_add_project(const State& state, const AddProject& command, const Round& round) {
    if (auto allowed = check_project(round, command); !allowed) return unexpected(allowed.error());
    Project project;
    project.id = ProjectId{state.project_count + 1};
    project.title = command.title;
    project.place = command.place;
    project.need = command.need;
    project.topic = command.topic;
    project.category = command.category;
    project.cost_lines = command.cost_lines;
    for (const CostLine& line : command.cost_lines) project.cost += line.amount;
    project.beneficiaries = command.beneficiaries;
    return events({ProjectAdded{round.id, std::move(project)}});
}

Verdict decide_open(const OpenVoting&, const Round& round, UnixMs now) {
    if (auto allowed = check_opening(round, now); !allowed) return unexpected(allowed.error());
    return events({VotingOpened{round.id}});
}

Verdict decide_cast(const State& state, const CastBallot& command, const Round& round, const Context& context) {
    if (!context.facts.person) return refuse(RefusalCode::sign_in_needed);
    const Date today = local_time(context.now, state.community->zone).date;
    if (auto eligible = check_eligible(round.electorate, *context.facts.person, today); !eligible) {
        return unexpected(eligible.error());
    }
    if (auto open = check_voting_open(round, context.now); !open) return unexpected(open.error());
    if (auto valid = check_choices(round, command.choices); !valid) return unexpected(valid.error());
    SealedBallot ballot{round.id, context.actor, Ballot{command.choices, {}}, context.facts.salt};
    std::sort(ballot.ballot.choices.begin(), ballot.ballot.choices.end());
    return Decision{{}, std::move(ballot)};
}

Verdict decide_close(const CloseVoting& command, const Round& round, const Context& context) {
    if (auto allowed = check_closing(round, command.reason, context.now); !allowed) return unexpected(allowed.error());
    Decision decision;
    append_close(decision.events, round, command.reason, open_ballots(round.id, context.facts.sealed));
    return decision;
}

Verdict decide_import(const State& state, const ImportRound& command) {
    if (state.rounds.size() >= rounds_max) return refuse(RefusalCode::too_many_rounds);
    Round round = command.round;
    round.id = RoundId{state.rounds.size() + 1};
    std::vector<OpenedBallot> ballots = std::exchange(round.ballots, {});
    std::vector<Project> projects = std::exchange(round.projects, {});
    // The file's projects are numbered from 1 in their order; here they follow the community's other projects.
    const auto renumbered = [&](ProjectId id) { return ProjectId{id.raw() + state.project_count}; };
    for (OpenedBallot& opened : ballots) {
        for (ProjectId& id : opened.ballot.choices) id = renumbered(id);
    }

    Decision decision;
    decision.events.push_back(RoundDrafted{round});
    for (Project& project : projects) {
        project.id = renumbered(project.id);
        round.projects.push_back(project);
        decision.events.push_back(ProjectAdded{round.id, std::move(project)});
    }
    decision.events.push_back(VotingOpened{round.id});
    append_close(decision.events, std::move(round), "", std::move(ballots));
    return decision;
}

Verdict decide_tick(const State& state, const Context& context) {
    Decision decision;
    for (const RoundId id : rounds_to_open(state, Tick{}, context.now)) {
        append_close(decision.events, *find_round(state, id), "", open_ballots(id, context.facts.sealed));
    }
    return decision;
}

Verdict decide_announce_key(const State& state, const AnnounceRecordKey& command) {
    GONGYI_CHECK(command.key.name() == record_origin(state));  // The shell's own key, made for this record.
    const bool is_first = state.record_keys.empty();
    if (!is_first && state.record_keys.back().key == command.key) return events({});
    const std::string previous = is_first ? std::string{} : state.record_keys.back().key.to_text();
    return events({RecordKeyAnnounced{command.key.to_text(), previous, command.endorsement}});
}

}  // namespace

std::vector<RoundId> rounds_to_open(const State& state, const Command& command, UnixMs now) {
    std::vector<RoundId> ids;
    if (const auto* close = std::get_if<CloseVoting>(&command)) ids.push_back(close->round);
    if (std::holds_alternative<Tick>(command)) {
        for (const Round& round : state.rounds) {
            if (round.stage == Stage::voting && now >= round.closes_at) ids.push_back(round.id);
        }
    }
    return ids;
}

UnixMs entry_time(const State& state, UnixMs now) {
    return std::max(now, state.last_at);
}

Expected<Decision, Refusal> decide(const State& state, const Command& command, const Context& context) {
    if (!may(context.role, act_of(command))) {
        const bool is_visitor = context.role == Role::visitor;
        return refuse(is_visitor ? RefusalCode::sign_in_needed : RefusalCode::role_not_allowed);
    }
    if (!state.community && !std::holds_alternative<FoundCommunity>(command) &&
        !std::holds_alternative<Tick>(command)) {
        return refuse(RefusalCode::no_community);
    }
    const auto with_round = [&](RoundId id, auto decide_for) -> Verdict {
        const Round* round = find_round(state, id);
        if (round == nullptr) return refuse(RefusalCode::no_such_round, "/round");
        return decide_for(*round);
    };
    return std::visit(
        Match{
            [&](const FoundCommunity& c) { return decide_found(state, c); },
            [&](const DraftRound& c) { return decide_draft(state, c); },
            [&](const AddProject& c) {
                return with_round(c.round, [&](const Round& round) { return decide_add_project(state, c, round); });
            },
            [&](const OpenVoting& c) {
                return with_round(c.round, [&](const Round& round) { return decide_open(c, round, context.now); });
            },
            [&](const CastBallot& c) {
                return with_round(c.round, [&](const Round& round) { return decide_cast(state, c, round, context); });
            },
            [&](const CloseVoting& c) {
                return with_round(c.round, [&](const Round& round) { return decide_close(c, round, context); });
            },
            [&](const ImportRound& c) { return decide_import(state, c); },
            [&](const Tick&) { return decide_tick(state, context); },
            [&](const AnnounceRecordKey& c) { return decide_announce_key(state, c); },
            [&](const AnnounceProgram& c) -> Verdict {
                if (state.program == c.program) return events({});
                return events({ProgramAnnounced{c.program}});
            },
        },
        command);
}

}  // namespace gongyi::portal
