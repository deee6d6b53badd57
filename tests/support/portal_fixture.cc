#include "tests/support/portal_fixture.h"

#include <algorithm>

#include "shared/base/check.h"

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

Expected<void, Refusal> Harness::run(const portal::Command& command, Role role, ResidentId actor, UnixMs at) {
    portal::Context context{actor, role, at, {}};
    context.facts.person = adult;
    context.facts.sealed = sealed;
    auto decision = portal::decide(state, command, context);
    if (!decision) return unexpected(std::move(decision.error()));
    for (portal::Event& event : decision->events) {
        entries.push_back({portal::entry_time(state, at), role, std::move(event)});
        portal::apply_event(state, entries.back());
    }
    return {};
}

Expected<void, Refusal> Harness::vote(ResidentId voter, RoundId round, std::vector<ProjectId> choices,
                                      std::uint8_t salt_byte, UnixMs at) {
    portal::Context context{voter, Role::resident, at, {}};
    context.facts.person = adult;
    context.facts.salt.fill(salt_byte);
    auto decision = portal::decide(state, CastBallot{round, std::move(choices)}, context);
    if (!decision) return unexpected(std::move(decision.error()));
    GONGYI_CHECK(decision->events.empty() && decision->ballot);
    std::erase_if(sealed, [&](const portal::SealedBallot& b) { return b.round == round && b.voter == voter; });
    sealed.push_back(std::move(*decision->ballot));
    return {};
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
