#include "shared/portal/decide.h"

#include <algorithm>
#include <set>

#include "shared/base/check.h"
#include "shared/base/match.h"
#include "shared/community/refuse.h"
#include "shared/microproject/rules.h"
#include "shared/portal/ballot.h"
#include "shared/portal/close.h"

namespace gongyi::portal {

namespace {

using Verdict = Expected<Decision, Refusal>;

// What was refused, of a part of the command.
auto refuse_part(Refusal refusal, std::string field) {
    refusal.field = std::move(field);
    return unexpected(std::move(refusal));
}

Decision events(std::vector<Event> list) {
    Decision decision;
    decision.events = std::move(list);
    return decision;
}

Verdict decide_found(const State& state, const FoundCommunity& command) {
    if (state.community) return refuse(RefusalCode::community_exists);
    return events({CommunityFounded{command.community}});
}

Verdict decide_draft(const State& state, const DraftRound& command, UnixMs now) {
    if (auto allowed = check_draft(state.rounds, command, state.community->year_cap, now); !allowed) {
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
    round.support_min_votes = command.support_min_votes;
    round.support_min_share = command.support_min_share;
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

Verdict decide_open(const OpenVoting& command, const Round& round, const Context& context) {
    if (auto allowed = check_opening(round, command.reason, context.now); !allowed) {
        return unexpected(allowed.error());
    }
    GONGYI_CHECK(context.facts.ballot_key.has_value());
    // A reason is that of an early opening; given at another time it would say what is not so.
    return events({VotingOpened{round.id, context.facts.ballot_key, context.facts.batch_min,
                                context.now < round.opens_at ? command.reason : std::string{}}});
}

Verdict decide_issue(const State& state, const IssueCredential& command, const Round& round, const Context& context) {
    if (!context.facts.person) return refuse(RefusalCode::sign_in_needed);
    const Date today = local_time(context.now, state.community->zone).date;
    if (auto eligible = check_eligible(round.electorate, *context.facts.person, today); !eligible) {
        return unexpected(eligible.error());
    }
    if (auto open = check_voting_open(round, context.now); !open) return unexpected(open.error());
    const RollMark mark{command.blinded};
    if (context.facts.mark && !context.facts.mark->blinded) return refuse(RefusalCode::paper_already_issued);
    if (context.facts.mark && *context.facts.mark != mark) return refuse(RefusalCode::credential_already_issued);
    Decision decision;
    // The same element again gets the same answer, and nothing new is stored.
    if (!context.facts.mark) decision.marks.push_back({round.id, context.actor, mark});
    return decision;
}

bool is_among(const std::vector<ResidentId>& people, ResidentId one) {
    return one != ResidentId{} && std::find(people.begin(), people.end(), one) != people.end();
}

// That `context` names two people of staff.
Expected<void, Refusal> check_second(const Context& context) {
    if (context.second == ResidentId{}) return refuse(RefusalCode::second_person_needed);
    if (context.second == context.actor) return refuse(RefusalCode::second_person_is_the_first);
    return {};
}

// That papers handed out, and papers entered, are in different hands. The operator's command line is neither.
Expected<void, Refusal> check_hands(const EnterPapers& command, const Context& context) {
    if (context.role != Role::staff) return {};
    const auto is_mixed = [&](const std::vector<ResidentId>& others) {
        return is_among(others, context.actor) || is_among(others, context.second);
    };
    if (!command.papers.empty() && is_mixed(context.facts.desk_hands)) return refuse(RefusalCode::paper_hands_mixed);
    if (!command.roll.empty() && is_mixed(context.facts.urn_hands)) return refuse(RefusalCode::paper_hands_mixed);
    return {};
}

// That the papers were printed as the record says. Where nothing was registered the operator alone may handle any.
Expected<void, Refusal> check_sheets(const EnterPapers& command, const Round& round, const Context& context,
                                     std::int64_t issued) {
    if (round.sheets.empty()) {
        if (context.role == Role::system) return {};
        return refuse(RefusalCode::papers_not_registered);
    }
    if (!command.roll.empty() && (command.place < 0 || command.place >= std::ssize(round.sheets))) {
        return refuse(RefusalCode::papers_not_registered, "/place");
    }
    const auto voided = static_cast<std::int64_t>(context.facts.void_papers.size());
    const std::int64_t printed = sheet_count(round.sheets);
    if (issued + voided > printed) return refuse<RefusalCode::papers_above_sheets>("/roll", issued + voided, printed);
    for (std::size_t i = 0; i < command.papers.size(); ++i) {
        const std::string& serial = command.papers[i].serial;
        const std::string field = "/papers/" + std::to_string(i) + "/serial";
        if (!is_printed(round.sheets, serial)) return refuse(RefusalCode::paper_not_printed, field);
        const auto& voids = context.facts.void_papers;
        if (std::find(voids.begin(), voids.end(), serial) != voids.end()) {
            return refuse(RefusalCode::paper_void, field);
        }
    }
    return {};
}

Verdict decide_papers(const State& state, const EnterPapers& command, const Round& round, const Context& context) {
    if (auto hands = check_hands(command, context); !hands) return unexpected(hands.error());
    if (auto open = check_voting_open(round, context.now); !open) return unexpected(open.error());
    const Date today = local_time(context.now, state.community->zone).date;
    GONGYI_CHECK(context.facts.paper_voters.size() == command.roll.size());
    const auto paper_count = static_cast<std::int64_t>(command.papers.size());
    const std::int64_t entered = paper_count + static_cast<std::int64_t>(context.facts.paper_serials.size());
    const std::int64_t issued = context.facts.papers_issued + static_cast<std::int64_t>(command.roll.size());
    if (auto sheets = check_sheets(command, round, context, issued); !sheets) return unexpected(sheets.error());
    if (entered > issued) {
        return refuse<RefusalCode::papers_above_roll>("/papers", entered, issued);
    }
    const bool is_last = round.closes_at.ms - context.now.ms <= last_papers_ms;
    if (context.role == Role::staff && paper_count > 0 && paper_count < papers_at_once_min && !is_last) {
        return refuse<RefusalCode::too_few_papers>("/papers", papers_at_once_min, paper_count,
                                                   round.closes_at.ms - last_papers_ms);
    }
    Decision decision;
    std::set<ResidentId> seen;
    for (std::size_t i = 0; i < command.roll.size(); ++i) {
        const std::string field = "/roll/" + std::to_string(i);
        const PaperVoterFacts& voter = context.facts.paper_voters[i];
        if (!voter.person) return refuse(RefusalCode::no_such_resident, field);
        if (auto eligible = check_eligible(round.electorate, *voter.person, today); !eligible) {
            return refuse_part(eligible.error(), field);
        }
        if (voter.mark && voter.mark->blinded) return refuse(RefusalCode::credential_already_issued, field);
        if (voter.mark || !seen.insert(command.roll[i]).second) return refuse(RefusalCode::paper_already_issued, field);
        RollMark mark;
        if (context.role == Role::staff) mark.handing = Handing{context.actor, context.second, today, command.place};
        decision.marks.push_back({round.id, command.roll[i], mark});
    }
    std::set<std::string_view> serials(context.facts.paper_serials.begin(), context.facts.paper_serials.end());
    for (std::size_t i = 0; i < command.papers.size(); ++i) {
        const PaperBallot& paper = command.papers[i];
        const std::string field = "/papers/" + std::to_string(i);
        if (!serials.insert(paper.serial).second) return refuse(RefusalCode::paper_serial_repeated, field + "/serial");
        if (auto valid = check_choices(round, paper.choices); !valid) {
            return refuse_part(valid.error(), field + valid.error().field);
        }
        OpenedCast cast;
        cast.ballot.choices = paper.choices;
        std::sort(cast.ballot.choices.begin(), cast.ballot.choices.end());
        cast.paper = paper.serial;
        cast.salt = paper.salt;
        decision.casts.push_back({round.id, cast_commitment(round.id, cast), std::move(cast)});
    }
    const bool is_one_enough = command.papers.empty() && context.facts.is_letter_shown && command.roll.size() == 1;
    if (context.role == Role::staff && !is_one_enough) {
        if (auto two = check_second(context); !two) return unexpected(two.error());
    }
    if (context.role == Role::staff && paper_count > 0) {
        decision.urns.push_back({round.id, context.actor, context.second, paper_count});
    }
    return decision;
}

Verdict decide_sheets(const RegisterSheets& command, const Round& round) {
    if (round.stage == Stage::closed) return refuse<RefusalCode::voting_ended>("", round.closes_at.ms);
    if (round.sheets.size() >= sheets_max) return refuse<RefusalCode::limit_reached>("", sheets_max);
    for (const PaperSheets& known : round.sheets) {
        if (do_overlap(known, command.sheets)) return refuse(RefusalCode::sheets_overlap, "/first");
    }
    return events({SheetsRegistered{round.id, command.sheets}});
}

Verdict decide_paper_back(const State& state, const TakePaperBack& command, const Round& round,
                          const Context& context) {
    if (auto open = check_voting_open(round, context.now); !open) return unexpected(open.error());
    const auto& mark = context.facts.mark;
    if (!mark || mark->blinded || !mark->handing) return refuse(RefusalCode::no_paper_handed_out, "/voter");
    if (!command.serial.empty()) {
        if (!is_printed(round.sheets, command.serial)) return refuse(RefusalCode::paper_not_printed, "/serial");
        const auto is_in = [&](const std::vector<std::string>& serials) {
            return std::find(serials.begin(), serials.end(), command.serial) != serials.end();
        };
        if (is_in(context.facts.void_papers)) return refuse(RefusalCode::paper_void, "/serial");
        // It is in the urn, then: whoever brings it back has another one in hand.
        if (is_in(context.facts.paper_serials)) return refuse(RefusalCode::paper_serial_repeated, "/serial");
    }
    // What is in the urn has been voted. Of as many papers as were handed out none can be taken back any more.
    const auto entered = static_cast<std::int64_t>(context.facts.paper_serials.size());
    if (entered >= context.facts.papers_issued) {
        return refuse<RefusalCode::papers_above_roll>("/voter", entered, context.facts.papers_issued - 1);
    }
    if (auto two = check_second(context); !two) return unexpected(two.error());
    const Date today = local_time(context.now, state.community->zone).date;
    Decision decision;
    decision.returns.push_back(
        {round.id, command.voter, *mark->handing, context.actor, context.second, today, command.serial});
    return decision;
}

// The box of a round as the shell handed it in.
const BoxFacts& box_of(const Context& context, RoundId round) {
    const auto found = std::find_if(context.facts.boxes.begin(), context.facts.boxes.end(),
                                    [&](const BoxFacts& box) { return box.round == round; });
    GONGYI_CHECK(found != context.facts.boxes.end());
    return *found;
}

Verdict decide_close(const CloseVoting& command, const Round& round, const Context& context) {
    if (auto allowed = check_closing(round, command.reason, context.now); !allowed) return unexpected(allowed.error());
    Decision decision;
    append_close(decision.events, round, command.reason, box_of(context, round.id));
    decision.opened.push_back(round.id);
    return decision;
}

Verdict decide_import(const State& state, const ImportRound& command) {
    if (state.rounds.size() >= rounds_max) {
        return refuse<RefusalCode::too_many_rounds>("", rounds_max);
    }
    if (is_round_title_taken(state.rounds, command.round.year, command.round.title)) {
        return refuse(RefusalCode::title_taken, "/title");
    }
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
    decision.events.push_back(VotingOpened{round.id, std::nullopt, 0, {}});
    append_imported_close(decision.events, std::move(round), std::move(ballots));
    return decision;
}

Verdict decide_tick(const State& state, const Context& context) {
    Decision decision;
    if (is_journal_due(state, context.facts.journal, context.now)) {
        decision.events.emplace_back(JournalHeadPublished{context.facts.journal.head});
    }
    for (const RoundId id : openings_due(state, context.now)) {
        const auto& openings = context.facts.openings;
        const auto found = std::find_if(openings.begin(), openings.end(),
                                        [&](const RoundOpening& opening) { return opening.round == id; });
        GONGYI_CHECK(found != openings.end());
        decision.events.push_back(VotingOpened{id, found->ballot_key, context.facts.batch_min, {}});
    }
    for (const BoxDue& due : boxes_needed(state, Tick{}, context.now)) {
        const Round& round = *find_round(state, due.round);
        const BoxFacts& box = box_of(context, due.round);
        if (due.need == BoxNeed::everything) {
            append_close(decision.events, round, "", box);
            decision.opened.push_back(due.round);
        } else if (static_cast<std::int64_t>(box.due.size()) >= round.batch_min) {
            append_commitments(decision.events, due.round, box.due);
        }
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

std::vector<BoxDue> boxes_needed(const State& state, const Command& command, UnixMs now) {
    std::vector<BoxDue> due;
    if (const auto* close = std::get_if<CloseVoting>(&command)) due.push_back({close->round, BoxNeed::everything, 0});
    if (std::holds_alternative<Tick>(command)) {
        for (const Round& round : state.rounds) {
            if (round.stage != Stage::voting) continue;
            const bool is_over = now >= round.closes_at;
            due.push_back({round.id, is_over ? BoxNeed::everything : BoxNeed::due_commitments, round.batch_min});
        }
    }
    return due;
}

std::vector<RoundId> openings_due(const State& state, UnixMs now) {
    std::vector<RoundId> due;
    for (const Round& round : state.rounds) {
        if (opens_by_itself(round, now)) due.push_back(round.id);
    }
    return due;
}

bool is_journal_due(const State& state, const JournalFacts& journal, UnixMs now) {
    if (!state.community || !journal.unpublished_since || state.closing != RoundId{}) return false;
    // One that was put back from an older copy has nothing new to say.
    if (!state.journal.empty() && journal.head.lines <= state.journal.back().head.lines) return false;
    const auto day_of = [&](UnixMs at) { return local_time(at, state.community->zone).date; };
    return day_of(*journal.unpublished_since) < day_of(now);
}

bool takes_two_people(const State& state, const Command& command) {
    const std::string_view name = command_name(command);
    if (name == "FileDocument") return false;
    const auto& profiles = state.decisions.profiles;
    bool is_any = false;
    for (std::size_t i = 0; i < profiles.size(); ++i) {
        if (decision::find_adopted(state.decisions, profiles[i].id) != static_cast<std::int64_t>(i)) continue;
        const auto& names = profiles[i].two_people;
        is_any = is_any || !names.empty();
        if (std::find(names.begin(), names.end(), name) != names.end()) return true;
    }
    // Else one could take the rule away, and then act alone.
    return is_any && name == "AdoptRules";
}

namespace {

Verdict decide_one(const State& state, const Command& command, const Context& context) {
    if (auto asker = check_asker(state, act_of(command), context.role); !asker) {
        return unexpected(std::move(asker.error()));
    }
    const auto with_round = [&](RoundId id, auto decide_for) -> Verdict {
        const Round* round = find_round(state, id);
        if (round == nullptr) return refuse(RefusalCode::no_such_round, "/round");
        return decide_for(*round);
    };
    return std::visit(
        Match{
            [&](const FoundCommunity& c) { return decide_found(state, c); },
            [&](const DraftRound& c) { return decide_draft(state, c, context.now); },
            [&](const AddProject& c) {
                return with_round(c.round, [&](const Round& round) { return decide_add_project(state, c, round); });
            },
            [&](const OpenVoting& c) {
                return with_round(c.round, [&](const Round& round) { return decide_open(c, round, context); });
            },
            [&](const CastBallot& c) { return decide_cast(state, c, context); },
            [&](const CloseVoting& c) {
                return with_round(c.round, [&](const Round& round) { return decide_close(c, round, context); });
            },
            [&](const ImportRound& c) { return decide_import(state, c); },
            [&](const Tick&) { return decide_tick(state, context); },
            [&](const decision::Command& c) { return decide_deliberation(state, c, context); },
            [&](const AnnounceRecordKey& c) { return decide_announce_key(state, c); },
            [&](const AnnounceProgram& c) -> Verdict {
                if (state.program == c.program) return events({});
                return events({ProgramAnnounced{c.program}});
            },
            [&](const RestoreRecord& c) -> Verdict { return events({c.restored}); },
            [&](const NameWitnesses& c) -> Verdict {
                GONGYI_CHECK(is_sound(c.policy));
                const bool is_known =
                    state.witnesses.empty() ? c.policy == WitnessPolicy{} : c.policy == state.witnesses.back().policy;
                if (is_known) return events({});
                return events({WitnessesNamed{c.policy}});
            },
            [&](const IssueCredential& c) {
                return with_round(c.round, [&](const Round& round) { return decide_issue(state, c, round, context); });
            },
            [&](const EnterPapers& c) {
                return with_round(c.round, [&](const Round& round) { return decide_papers(state, c, round, context); });
            },
            [&](const RegisterSheets& c) {
                return with_round(c.round, [&](const Round& round) { return decide_sheets(c, round); });
            },
            [&](const TakePaperBack& c) {
                return with_round(c.round,
                                  [&](const Round& round) { return decide_paper_back(state, c, round, context); });
            },
        },
        command);
}

}  // namespace

Expected<Decision, Refusal> decide(const State& state, const Command& command, const Context& context) {
    auto decision = decide_one(state, command, context);
    // Last: nobody is asked to confirm what would be refused all the same.
    if (decision && context.role == Role::staff && takes_two_people(state, command)) {
        if (auto two = check_second(context); !two) return unexpected(two.error());
    }
    return decision;
}

}  // namespace gongyi::portal
