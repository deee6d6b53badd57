#include "tests/fuzz/lively_community.h"

#include "shared/base/check.h"
#include "tests/support/decision_fixture.h"

namespace gongyi::test {

using namespace decision;

namespace {

MatterId open_matter(DecisionHarness& harness, const std::string& title) {
    OpenMatter command = matter_command();
    command.title = title;
    // Of different people: nobody raises so many at once.
    harness.must(command, Role::resident, ResidentId{proposer.raw() + harness.state.matters.size()});
    return harness.state.matters.back().id;
}

// A matter taken through so many gates.
MatterId matter_at(DecisionHarness& harness, const std::string& title, std::int64_t gate) {
    const MatterId id = open_matter(harness, title);
    for (std::int64_t i = 0; i < gate; ++i) pass_gate(harness, id);
    return id;
}

// A meeting about a matter at a gate with a body of seats, opened, with the matter's motion before it.
MeetingId meeting_with_motion(DecisionHarness& harness, MatterId matter) {
    file_documents(harness, matter);
    const MeetingId meeting = convene_for(harness, matter);
    sign_in_and_open(harness, meeting);
    harness.must(PutMotion{meeting, 2, matter, ""});
    return meeting;
}

void add_meetings(DecisionHarness& harness) {
    static_cast<void>(convene_for(harness, open_matter(harness, "会议已召集")));
    const MeetingId debated = meeting_with_motion(harness, open_matter(harness, "正在讨论"));
    static_cast<void>(harness.run(SecondMotion{debated, 3}));
    static_cast<void>(harness.run(AskToSpeak{debated, 4, Side::against}));
    static_cast<void>(harness.run(PutAmendment{debated, 4, "改为两部。"}));
    const MeetingId voting = meeting_with_motion(harness, open_matter(harness, "正在表决"));
    static_cast<void>(harness.run(SecondMotion{voting, 3}));
    harness.must(OpenVote{voting, VoteMethod::roll});
    static_cast<void>(harness.run(CastVote{voting, 2, Choice::in_favour}));
    const MatterId unsigned_matter = open_matter(harness, "记录待签");
    const MeetingId unsigned_meeting = meeting_with_motion(harness, unsigned_matter);
    vote_by_hands(harness, unsigned_meeting, voting_seats, 0);
    harness.must(CloseMeeting{unsigned_meeting});
}

void add_matters(DecisionHarness& harness) {
    static_cast<void>(open_matter(harness, "刚刚提出"));
    const MatterId consulted = matter_at(harness, "征求意见", 1);
    static_cast<void>(harness.run(OpenConsultation{consulted, 7}));
    static_cast<void>(harness.run(GiveOpinion{consulted, "电话13800000000，赞成。"}, Role::resident, ana));
    static_cast<void>(matter_at(harness, "过了两关", 2));
    const MatterId posted = matter_at(harness, "公示中", 4);
    file_documents(harness, posted);
    static_cast<void>(harness.run(PostNotice{posted, "公示内容", {"社区公告栏"}}));
    if (!harness.state.notices.empty()) {
        const NoticeId notice = harness.state.notices.back().id;
        static_cast<void>(harness.run(FileObjection{notice, "费用分摊不公。"}, Role::resident, ana));
    }
    static_cast<void>(matter_at(harness, "等待结果", 5));
    static_cast<void>(matter_at(harness, "已完成", 7));
    const MatterId rejected = open_matter(harness, "已退回");
    static_cast<void>(harness.run(RejectMatter{rejected, "不属于社区事务。"}));
}

DecisionHarness decisions() {
    DecisionHarness harness = decision_community();
    add_newcomers(harness);
    add_places(harness);
    add_matters(harness);
    add_meetings(harness);
    return harness;
}

void must(const Expected<void, Refusal>& result) {
    if (!result) std::fprintf(stderr, "refused: %s\n", std::string{refusal_name(result.error().code)}.c_str());
    GONGYI_CHECK(result.has_value());
}

void add_round(Harness& harness, RoundId id, Stage stage, UnixMs now) {
    DraftRound draft = draft_command(id == lively_open ? BallotForm::knapsack : BallotForm::approval);
    draft.title += std::to_string(id.raw());
    draft.year = local_time(now, Zone{}).date.year;
    draft.opens_at = now;
    draft.closes_at = {now.ms + 10 * day_ms};
    const auto run = [&](const portal::Command& command) { must(harness.run(command, Role::staff, staff, now)); };
    run(draft);
    run(project_command(id, "无障碍坡道", yuan(60'000)));
    run(project_command(id, "充电棚", yuan(30'000)));
    if (stage == Stage::draft) return;
    run(OpenVoting{id});
    const Round& round = *portal::find_round(harness.state, id);
    must(harness.vote(ana, id, {round.projects.back().id}, 1, now));
    if (stage == Stage::closed) run(CloseVoting{id, "测试"});
}

LivelyCommunity make_lively_community() {
    LivelyCommunity made;
    made.harness.has_genuine_ballots = true;
    must(made.harness.run(found_command(), Role::system));
    const DecisionHarness decided = decisions();
    for (std::size_t i = 0; i < decided.history.size(); ++i) {
        const auto& [at, event] = decided.history[i];
        made.harness.entries.push_back({at, decided.roles[i], event});
        portal::apply_event(made.harness.state, made.harness.entries.back());
    }
    made.now = {decided.now.ms + hour_ms};
    add_round(made.harness, lively_closed, Stage::closed, made.now);
    add_round(made.harness, lively_open, Stage::voting, made.now);
    add_round(made.harness, lively_draft, Stage::draft, made.now);
    made.now.ms += hour_ms;
    return made;
}

}  // namespace

const LivelyCommunity& lively_community() {
    static const LivelyCommunity community = make_lively_community();
    return community;
}

ResidentId somebody_with(Role role) {
    switch (role) {
        case Role::resident:
            return ana;
        case Role::council:
            return holder_of(Seated::committee, 1);
        case Role::staff:
            return staff;
        case Role::supervisor:
            return ResidentId{7003};
        default:
            return ResidentId{};
    }
}

}  // namespace gongyi::test
