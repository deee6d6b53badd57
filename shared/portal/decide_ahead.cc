#include "shared/portal/decide_ahead.h"

#include <algorithm>
#include <utility>

#include "shared/base/check.h"
#include "shared/community/refuse.h"
#include "shared/decision/decide.h"
#include "shared/microproject/rules.h"
#include "shared/portal/ballot.h"

namespace gongyi::portal {
namespace {

// What the decision flow can't see for itself: whether the round that a matter is about is there, and the project in
// it.
Expected<void, Refusal> check_references(const State& state, const decision::OpenMatter& command) {
    if (command.round == 0 && command.project == 0) return {};
    const Round* const round = find_round(state, RoundId{static_cast<std::uint64_t>(command.round)});
    if (command.round != 0 && round == nullptr) return refuse(RefusalCode::no_such_round, "/round");
    if (command.project == 0) return {};
    if (round == nullptr || find_project(*round, ProjectId{static_cast<std::uint64_t>(command.project)}) == nullptr) {
        return refuse(RefusalCode::project_not_in_round, "/project");
    }
    return {};
}

}  // namespace

UnixMs entry_time(const State& state, UnixMs now) {
    return std::max(now, state.last_at);
}

Expected<void, Refusal> check_asker(const State& state, Act act, Role role) {
    if (!may(role, act)) {
        if (role == Role::visitor) return refuse(RefusalCode::sign_in_needed);
        return refuse(RefusalCode::role_not_allowed);
    }
    if (!state.community && act != Act::found_community && act != Act::tick) return refuse(RefusalCode::no_community);
    return {};
}

Expected<Decision, Refusal> decide_cast(const State& state, const CastBallot& command, const Context& context) {
    const Round* const found = find_round(state, command.round);
    if (found == nullptr) return refuse(RefusalCode::no_such_round, "/round");
    const Round& round = *found;
    if (auto open = check_voting_open(round, context.now); !open) return unexpected(open.error());
    const OpenedCast& cast = command.cast;
    if (auto valid = check_choices(round, cast.ballot.choices); !valid) return unexpected(valid.error());
    if (cast.version > ballot_versions_max) {
        return refuse<RefusalCode::too_many_ballot_versions>("/version", ballot_versions_max);
    }
    GONGYI_CHECK(context.facts.cast.has_value());
    const CastFacts& facts = *context.facts.cast;
    if (!facts.has_genuine_credential && facts.genuine_in.raw() != 0) {
        const auto other = static_cast<std::int64_t>(facts.genuine_in.raw());
        return refuse<RefusalCode::credential_of_other_round>("/credential", other);
    }
    if (!facts.has_genuine_credential) return refuse(RefusalCode::credential_not_genuine, "/credential");
    if (!facts.has_good_signature) return refuse(RefusalCode::ballot_signature_wrong, "/signature");
    if (facts.is_stored) return Decision{};
    if (cast.version <= facts.latest_version) {
        return refuse<RefusalCode::ballot_version_superseded>("/version", cast.version, facts.latest_version);
    }
    Decision decision;
    decision.casts.push_back({round.id, cast_commitment(round.id, cast), cast});
    return decision;
}

Expected<Decision, Refusal> decide_deliberation(const State& state, const decision::Command& command,
                                                const Context& context) {
    decision::Context world{context.actor, context.role, entry_time(state, context.now), state.community->zone};
    world.text_seed = context.facts.text_seed;
    world.holder = context.facts.holder;
    world.person_in = context.facts.person_in;
    auto decided = decision::decide(state.decisions, command, world);
    if (!decided) return unexpected(std::move(decided.error()));
    if (const auto* opened = std::get_if<decision::OpenMatter>(&command)) {
        if (auto known = check_references(state, *opened); !known) return unexpected(std::move(known.error()));
    }
    Decision decision;
    for (decision::Event& event : *decided) decision.events.emplace_back(std::move(event));
    return decision;
}

}  // namespace gongyi::portal
