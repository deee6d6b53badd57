#include "tests/support/portal_fixture.h"

#include <algorithm>

#include "shared/base/check.h"
#include "shared/portal/ballot_pool.h"

namespace gongyi::test {

portal::FoundCommunity found_command() {
    gongyi::Community community;
    community.slug = "test";
    community.name = "测试社区";
    community.subdistrict = "测试街道";
    community.district = "测试区";
    community.households = 10;
    community.council_seats = 16;
    community.year_cap = yuan(2'000'000);
    return {community};
}

DraftRound draft_command(BallotForm form) {
    DraftRound draft;
    draft.title = "2026年民生微实事";
    draft.year = 2026;
    draft.budget = yuan(100'000);
    draft.ballot = {form, 1, form == BallotForm::knapsack ? 3 : 2};
    draft.official_rule = TallyRule::equal_shares;
    draft.tie_seed = 1;
    draft.opens_at = fixture_now;
    draft.closes_at = {fixture_now.ms + 10 * day_ms};
    return draft;
}

AddProject project_command(RoundId round, std::string title, Money cost) {
    return {round, std::move(title), "中心广场", "大家都需要。", "公共设施", Category::works, {{"施工", cost}}, 5};
}

ballotbox::RoundKey round_key(RoundId round) {
    Secret<32> seed;
    seed.bytes().front() = 7;
    return ballotbox::RoundKey::derive(seed, portal::ballot_key_name("test", round));
}

portal::BallotSecret ballot_secret(ResidentId voter, RoundId round) {
    const Hash drawn = sha256(std::to_string(voter.raw()) + "/" + std::to_string(round.raw()));
    Secret<64> blind;
    std::copy(drawn.begin(), drawn.end(), blind.bytes().begin());
    auto secret = portal::BallotSecret::make(Secret<32>{drawn}, blind);
    GONGYI_CHECK(secret.has_value());
    return *std::move(secret);
}

OpenedCast Harness::make_cast(ResidentId voter, RoundId round, std::vector<ProjectId> choices, int version,
                              std::uint8_t salt_byte) const {
    Salt salt{};
    salt.fill(salt_byte);
    if (has_genuine_ballots) {
        const portal::BallotSecret secret = ballot_secret(voter, round);
        const BallotCredential credential = secret.credential_from(round_key(round));
        return secret.sign(state.community->slug, round, std::move(choices), credential, version, salt);
    }
    OpenedCast cast;
    cast.ballot.choices = std::move(choices);
    std::sort(cast.ballot.choices.begin(), cast.ballot.choices.end());
    const Hash input = sha256(std::to_string(voter.raw()));
    std::copy(input.begin(), input.end(), cast.credential.begin());
    cast.version = version;
    cast.salt = salt;
    return cast;
}

std::vector<Hash> Harness::draw_due(const portal::BoxDue& needed) const {
    const auto is_first = [&](const OpenedCast& cast) {
        return !cast.is_paper() && std::none_of(casts.begin(), casts.end(), [&](const portal::SealedCast& other) {
            return other.round == needed.round && other.cast.input() == cast.input() &&
                   other.cast.version < cast.version;
        });
    };
    const bool takes_all = needed.need == portal::BoxNeed::everything || needed.batch_min == 0;
    std::vector<Hash> waiting;
    for (const portal::SealedCast& one : due) {
        if (one.round == needed.round && (takes_all || is_first(one.cast))) waiting.push_back(one.commitment);
    }
    if (takes_all) return waiting;
    return portal::draw_batch(std::move(waiting), needed.batch_min,
                              [this](std::uint64_t bound) { return lots_.below(bound); });
}

portal::Facts Harness::facts_for(const portal::Command& command, ResidentId actor, UnixMs at) const {
    portal::Facts facts;
    facts.person = adult;
    const auto mark_of = [&](RoundId round, ResidentId voter) -> std::optional<portal::RollMark> {
        for (const portal::RollEntry& entry : roll) {
            if (entry.round == round && entry.voter == voter) return entry.mark;
        }
        return std::nullopt;
    };
    if (const auto* open = std::get_if<OpenVoting>(&command)) {
        facts.ballot_key = round_key(open->round).public_key().bytes();
        facts.batch_min = batch_min;
    }
    if (std::holds_alternative<portal::Tick>(command)) {
        for (const RoundId round : portal::openings_due(state, at)) {
            facts.openings.push_back({round, round_key(round).public_key().bytes()});
        }
        facts.batch_min = batch_min;
    }
    if (const auto* issue = std::get_if<IssueCredential>(&command)) facts.mark = mark_of(issue->round, actor);
    if (const auto* cast = std::get_if<CastBallot>(&command)) {
        facts.cast = portal::CastFacts{true, RoundId{}, true, 0, false};
        for (const portal::SealedCast& kept : casts) {
            if (kept.round != cast->round) continue;
            if (kept.cast == cast->cast) facts.cast->is_stored = true;
            if (kept.cast.is_paper() || kept.cast.input() != cast->cast.input()) continue;
            facts.cast->latest_version = std::max(facts.cast->latest_version, kept.cast.version);
        }
    }
    if (const auto* papers = std::get_if<EnterPapers>(&command)) {
        for (const ResidentId voter : papers->roll) {
            const bool is_known = voter.raw() < 1'000'000;
            facts.paper_voters.push_back(
                {is_known ? std::optional{adult} : std::nullopt, mark_of(papers->round, voter)});
        }
        for (const portal::SealedCast& kept : casts) {
            if (kept.round == papers->round && kept.cast.is_paper()) facts.paper_serials.push_back(kept.cast.paper);
        }
        for (const portal::RollEntry& marked : roll) {
            if (marked.round == papers->round && !marked.mark.blinded) ++facts.papers_issued;
        }
        facts.is_letter_shown = is_letter_shown;
        add_hands(facts, papers->round);
    }
    if (const auto* back = std::get_if<TakePaperBack>(&command)) {
        facts.mark = mark_of(back->round, back->voter);
        for (const portal::SealedCast& kept : casts) {
            if (kept.round == back->round && kept.cast.is_paper()) facts.paper_serials.push_back(kept.cast.paper);
        }
        for (const portal::RollEntry& marked : roll) {
            if (marked.round == back->round && !marked.mark.blinded) ++facts.papers_issued;
        }
        add_hands(facts, back->round);
    }
    for (const portal::BoxDue& needed : portal::boxes_needed(state, command, at)) {
        portal::BoxFacts box;
        box.round = needed.round;
        box.due = draw_due(needed);
        for (const portal::SealedCast& one : casts) {
            if (one.round == needed.round) box.casts.push_back(one);
        }
        for (const portal::RollEntry& one : roll) {
            if (one.round == needed.round) ++(one.mark.blinded ? box.credentials_issued : box.papers_issued);
        }
        box.private_key = round_key(needed.round).publish();
        facts.boxes.push_back(std::move(box));
    }
    return facts;
}

void Harness::add_hands(portal::Facts& facts, RoundId round) const {
    const auto add = [&](const portal::Handing& handing) {
        facts.desk_hands.push_back(handing.by);
        facts.desk_hands.push_back(handing.second);
    };
    for (const portal::RollEntry& one : roll) {
        if (one.round == round && one.mark.handing) add(*one.mark.handing);
    }
    for (const portal::PaperReturn& one : returns) {
        if (one.round != round) continue;
        add(one.handing);
        if (!one.serial.empty()) facts.void_papers.push_back(one.serial);
    }
    for (const portal::UrnEntry& one : urns) {
        if (one.round != round) continue;
        facts.urn_hands.push_back(one.by);
        facts.urn_hands.push_back(one.second);
    }
}

Expected<void, Refusal> Harness::run(const portal::Command& command, Role role, ResidentId actor, UnixMs at) {
    portal::Context context{actor, role, at, facts_for(command, actor, at)};
    context.second = second;
    auto decision = portal::decide(state, command, context);
    if (!decision) return unexpected(std::move(decision.error()));
    for (portal::Event& event : decision->events) {
        entries.push_back({portal::entry_time(state, at), role, std::move(event)});
        portal::apply_event(state, entries.back());
    }
    for (const portal::PaperReturn& taken : decision->returns) {
        std::erase_if(
            roll, [&](const portal::RollEntry& one) { return one.round == taken.round && one.voter == taken.voter; });
        returns.push_back(taken);
    }
    urns.insert(urns.end(), decision->urns.begin(), decision->urns.end());
    roll.insert(roll.end(), decision->marks.begin(), decision->marks.end());
    casts.insert(casts.end(), decision->casts.begin(), decision->casts.end());
    for (const portal::BoxFacts& box : context.facts.boxes) {
        std::erase_if(due, [&](const portal::SealedCast& one) {
            return one.round == box.round && std::count(box.due.begin(), box.due.end(), one.commitment) != 0;
        });
    }
    due.insert(due.end(), decision->casts.begin(), decision->casts.end());
    for (const RoundId opened : decision->opened) {
        std::erase_if(casts, [&](const portal::SealedCast& one) { return one.round == opened; });
    }
    return {};
}

Expected<void, Refusal> Harness::vote(ResidentId voter, RoundId round, std::vector<ProjectId> choices,
                                      std::uint8_t salt_byte, UnixMs at) {
    IssueCredential issue{round, sha256("blinded " + std::to_string(voter.raw()))};
    if (auto issued = run(issue, Role::resident, voter, at); !issued) return issued;
    CastBallot command{round, make_cast(voter, round, std::move(choices), 1, salt_byte)};
    const int latest = facts_for(command, voter, at).cast->latest_version;
    if (latest > 0) command.cast = make_cast(voter, round, command.cast.ballot.choices, latest + 1, salt_byte);
    return run(command, Role::visitor, ResidentId{}, at);
}

Harness community_with_round(Stage stage, BallotForm form) {
    Harness community;
    const RoundId round{1};
    const auto must = [](const Expected<void, Refusal>& result) { GONGYI_CHECK(result.has_value()); };
    must(community.run(found_command(), Role::system));
    must(community.run(draft_command(form), Role::staff));
    must(community.run(project_command(round, "无障碍坡道", yuan(60'000)), Role::staff));
    must(community.run(project_command(round, "充电棚", yuan(30'000)), Role::staff));
    must(community.run(project_command(round, "图书角", yuan(50'000)), Role::staff));
    if (stage == Stage::draft) return community;
    must(community.run(OpenVoting{round}, Role::staff));
    if (stage == Stage::voting) return community;
    must(community.vote(ana, round, {ProjectId{1}, ProjectId{2}}, 1));
    must(community.vote(ResidentId{7003}, round, {ProjectId{2}}, 2));
    must(community.run(CloseVoting{round, "测试"}, Role::staff));
    return community;
}

}  // namespace gongyi::test
