#include "shared/portal/state.h"

#include <algorithm>
#include <string>

#include "shared/base/check.h"
#include "shared/base/match.h"
#include "shared/decision/decide.h"
#include "shared/portal/ballot_replay.h"
#include "shared/record/key_change.h"

namespace gongyi::portal {

namespace {

Round& round_at(State& state, RoundId id) {
    GONGYI_CHECK(id.raw() >= 1 && id.raw() <= state.rounds.size());
    return state.rounds[static_cast<std::size_t>(id.raw() - 1)];
}

auto fault(std::string what) {
    return unexpected(std::move(what));
}

using Verdict = ReplayVerdict;

// The round that an event names, in the stage that the event needs.
Verdict check_stage(const State& state, RoundId id, Stage stage) {
    const Round* round = find_round(state, id);
    if (round == nullptr) return fault("names a round that is not there");
    if (round->stage != stage) return fault("comes in the wrong stage of its round");
    return {};
}

Verdict check_drafted(const State& state, const Round& round) {
    if (!state.community) return fault("drafts a round before the community is founded");
    if (round.id.raw() != state.rounds.size() + 1) return fault("gives a round a number out of order");
    if (state.rounds.size() >= rounds_max) return fault("drafts more rounds than allowed");
    return {};
}

Verdict check_project_added(const State& state, const ProjectAdded& event) {
    if (auto stage = check_stage(state, event.round, Stage::draft); !stage) return stage;
    if (event.project.id.raw() != state.project_count + 1) return fault("gives a project a number out of order");
    if (find_round(state, event.round)->projects.size() >= round_projects_max) return fault("adds too many projects");
    Money lines;
    for (const CostLine& line : event.project.cost_lines) lines += line.amount;
    if (!event.project.cost_lines.empty() && lines != event.project.cost)
        return fault("has cost lines that add up wrongly");
    return {};
}

// What `check` says of the round that an event names.
template <class Event>
Verdict check_round(const State& state, const Event& event, Verdict (*check)(const Round&, const Event&)) {
    const Round* round = find_round(state, event.round);
    if (round == nullptr) return fault("names a round that is not there");
    return check(*round, event);
}

// More keys than this would be a record whose key is nobody's: a year of daily rotations.
constexpr std::size_t record_keys_max = 400;

Verdict check_key_announced(const State& state, const RecordKeyAnnounced& event) {
    if (!state.community) return fault("announces a key before the community is founded");
    const auto key = record::VerifyingKey::parse(event.key);
    if (!key || key->name() != record_origin(state)) return fault("announces what is no key of this record");
    if (state.record_keys.size() >= record_keys_max) return fault("announces more keys than allowed");
    for (const RecordKey& known : state.record_keys) {
        if (known.key == *key) return fault("announces a key for the second time");
    }
    if (state.record_keys.empty()) {
        if (!event.previous.empty() || !event.endorsement.empty()) return fault("names a key before the first");
        return {};
    }
    const record::VerifyingKey& former = state.record_keys.back().key;
    if (event.previous != former.to_text()) return fault("names a key before it that was not");
    if (!event.endorsement.empty() && !record::is_endorsed(event.endorsement, *key, former)) {
        return fault("announces a key with a forged word of the key before it");
    }
    return {};
}

// Each naming is read by everybody who opens the page of the record.
constexpr std::size_t witness_namings_max = 400;

Verdict check_witnesses_named(const State& state, const WitnessesNamed& event) {
    if (!state.community) return fault("names witnesses before the community is founded");
    if (!is_sound(event.policy)) return fault("names witnesses twice, or a number of them that cannot be");
    if (state.witnesses.size() >= witness_namings_max) return fault("names witnesses more often than allowed");
    return {};
}

Verdict check_journal_head(const State& state, const JournalHeadPublished& event) {
    if (!state.community) return fault("publishes a journal before the community is founded");
    const std::int64_t lines = state.journal.empty() ? 0 : state.journal.back().head.lines;
    if (event.head.lines <= lines) return fault("publishes a journal that has not grown");
    return {};
}

// A matter's project is one of its round. (A round alone was not looked up before there were projects here.)
Verdict check_references(const State& state, const decision::Event& event) {
    const auto* const opened = std::get_if<decision::MatterOpened>(&event);
    if (opened == nullptr || opened->project == 0) return {};
    const Round* const round = find_round(state, RoundId{static_cast<std::uint64_t>(opened->round)});
    if (round == nullptr || find_project(*round, ProjectId{static_cast<std::uint64_t>(opened->project)}) == nullptr) {
        return fault("opens a matter about a project that its round has not");
    }
    return {};
}

}  // namespace

std::string record_origin(const State& state) {
    return "gongyi/" + (state.community ? state.community->slug : std::string{});
}

bool is_sound(const WitnessPolicy& policy) {
    const auto& witnesses = policy.witnesses;
    const auto count = static_cast<std::int64_t>(witnesses.size());
    if (witnesses.size() > witnesses_max || policy.quorum < std::min<std::int64_t>(1, count) || policy.quorum > count) {
        return false;
    }
    for (std::size_t i = 0; i < witnesses.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (witnesses[i].name() == witnesses[j].name() || witnesses[i].bytes() == witnesses[j].bytes())
                return false;
        }
    }
    return true;
}

const NamedWitnesses* present_witnesses(const State& state) {
    const bool are_there = !state.witnesses.empty() && !state.witnesses.back().policy.witnesses.empty();
    return are_there ? &state.witnesses.back() : nullptr;
}

KeyTrust key_trust(const State& state, const record::VerifyingKey& key) {
    KeyTrust trust = KeyTrust::unknown;
    for (const RecordKey& known : state.record_keys) {
        if (known.key == key) {
            trust = KeyTrust::same;
        } else if (trust != KeyTrust::unknown && !known.is_endorsed) {
            trust = KeyTrust::replaced;
        } else if (trust == KeyTrust::same) {
            trust = KeyTrust::followed;
        }
    }
    return trust;
}

const Round* find_round(const State& state, RoundId id) {
    if (id.raw() < 1 || id.raw() > state.rounds.size()) return nullptr;
    return &state.rounds[static_cast<std::size_t>(id.raw() - 1)];
}

Expected<void, std::string> check_applicable(const State& state, const Entry& entry) {
    if (entry.at < state.last_at) return fault("is older than the entry before it");
    if (state.closing != RoundId{}) {
        const auto* const closed = std::get_if<VotingClosed>(&entry.event);
        if (closed == nullptr || closed->round != state.closing) {
            return fault("comes after too few ballots for a batch, which only the close may follow");
        }
    }
    return std::visit(
        Match{
            [&](const CommunityFounded&) -> Verdict {
                if (state.entry_count != 0) return fault("founds a community that is there already");
                return {};
            },
            [&](const RoundDrafted& event) { return check_drafted(state, event.round); },
            [&](const ProjectAdded& event) { return check_project_added(state, event); },
            [&](const VotingOpened& event) { return check_round(state, event, check_voting_opened); },
            [&](const VotingClosed& event) -> Verdict {
                if (auto closed = check_round(state, event, check_voting_closed); !closed) return closed;
                const Round& round = *find_round(state, event.round);
                const bool is_last = round.batches.empty() || round.batches.back().last_entry + 1 == state.entry_count;
                if (round.batch_min != 0 && !is_last) return fault("closes without the ballots that were held back");
                return {};
            },
            [&](const BallotsOpened& event) { return check_round(state, event, check_ballots_opened); },
            [&](const RoundTallied& event) { return check_round(state, event, check_round_tallied); },
            [&](const BallotsCommitted& event) { return check_round(state, event, check_ballots_committed); },
            [&](const RoundKeyPublished& event) { return check_round(state, event, check_round_key_published); },
            [&](const SheetsRegistered& event) { return check_round(state, event, check_sheets_registered); },
            [&](const RecordKeyAnnounced& event) { return check_key_announced(state, event); },
            [&](const ProgramAnnounced&) -> Verdict {
                if (!state.community) return fault("announces a program before the community is founded");
                return {};
            },
            [&](const RecordRestored&) -> Verdict {
                if (!state.community) return fault("restores a record before the community is founded");
                return {};
            },
            [&](const WitnessesNamed& event) { return check_witnesses_named(state, event); },
            [&](const JournalHeadPublished& event) { return check_journal_head(state, event); },
            [&](const decision::Event& event) -> Verdict {
                if (!state.community) return fault("decides before the community is founded");
                if (auto known = check_references(state, event); !known) return known;
                return decision::check_applicable(state.decisions, event);
            },
        },
        entry.event);
}

void apply_event(State& state, const Entry& entry) {
    GONGYI_CHECK(entry.at >= state.last_at);
    state.closing = RoundId{};
    const auto enter = [&](RoundId id, Stage from, Stage to) -> Round& {
        Round& round = round_at(state, id);
        GONGYI_CHECK(round.stage == from);
        round.stage = to;
        round.stage_since = entry.at;
        return round;
    };
    std::visit(
        Match{
            [&](const CommunityFounded& event) {
                GONGYI_CHECK(!state.community);
                state.community = event.community;
            },
            [&](const RoundDrafted& event) {
                GONGYI_CHECK(event.round.id.raw() == state.rounds.size() + 1);
                state.rounds.push_back(event.round);
                state.rounds.back().stage = Stage::draft;
                state.rounds.back().stage_since = entry.at;
                state.rounds.back().changed_at = entry.at;
            },
            [&](const ProjectAdded& event) {
                ++state.project_count;
                GONGYI_CHECK(event.project.id.raw() == state.project_count);
                Round& round = round_at(state, event.round);
                round.projects.push_back(event.project);
                round.changed_at = entry.at;
            },
            [&](const VotingOpened& event) {
                Round& round = enter(event.round, Stage::draft, Stage::voting);
                round.ballot_key = event.ballot_key;
                round.batch_min = event.batch_min;
                round.opened_at = entry.at;
                round.open_reason = event.reason;
            },
            [&](const VotingClosed& event) {
                Round& round = enter(event.round, Stage::voting, Stage::closed);
                round.close_reason = event.reason;
                round.ballot_count = event.ballot_count;
                round.credentials_issued = event.issued ? event.issued->credentials : 0;
                round.papers_issued = event.issued ? event.issued->papers : 0;
                round.papers = event.papers;
                round.ballots.reserve(static_cast<std::size_t>(event.ballot_count));
            },
            [&](const BallotsOpened& event) { apply_ballots_opened(round_at(state, event.round), event); },
            [&](const RoundTallied& event) {
                Round& round = round_at(state, event.round);
                apply_round_tallied(round, event);
                round.outcomes_entry = state.entry_count;
            },
            [&](const BallotsCommitted& event) {
                Round& round = round_at(state, event.round);
                apply_ballots_committed(round, event, state.entry_count, entry.at);
                if (!is_large_enough(round, event)) state.closing = event.round;
            },
            [&](const SheetsRegistered& event) { round_at(state, event.round).sheets.push_back(event.sheets); },
            [&](const RoundKeyPublished& event) { round_at(state, event.round).private_key = event.private_key; },
            [&](const RecordKeyAnnounced& event) {
                auto key = record::VerifyingKey::parse(event.key);
                GONGYI_CHECK(key.has_value());
                state.record_keys.push_back({*std::move(key), state.entry_count, !event.endorsement.empty()});
            },
            [&](const ProgramAnnounced& event) { state.program = event.program; },
            [&](const RecordRestored& event) {
                state.restorations.push_back({event, state.entry_count});
            },
            [&](const WitnessesNamed& event) {
                state.witnesses.push_back({event.policy, state.entry_count, entry.at});
            },
            [&](const JournalHeadPublished& event) {
                state.journal.push_back({event.head, state.entry_count});
            },
            [&](const decision::Event& event) {
                state.decisions.step = static_cast<std::int64_t>(state.entry_count);
                decision::apply_event(state.decisions, event, entry.at, entry.by);
            },
        },
        entry.event);
    ++state.entry_count;
    state.last_at = entry.at;
}

}  // namespace gongyi::portal
