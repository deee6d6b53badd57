#include "tests/support/decision_fixture.h"

#include <cstdio>

#include "shared/base/check.h"

namespace gongyi::test {

using namespace decision;

ResidentId holder_of(Seated body, std::int64_t seat) {
    return ResidentId{static_cast<std::uint64_t>(body) * 100 + static_cast<std::uint64_t>(seat)};
}

Expected<void, Refusal> DecisionHarness::run(const Command& command, Role role, ResidentId actor) {
    // A seed of its own for each command, so that equal texts have different commitments, as in a portal.
    Context context{actor, role, now, Zone{}, calendar, sha256(std::to_string(history.size()))};
    if (const auto* const take = std::get_if<TakeSeat>(&command); take != nullptr && census) {
        const auto found = census->find(take->seating.holder);
        context.holder.emplace();
        if (found != census->end()) context.holder->person = found->second;
    }
    // As the server's keyed hash: the same for a person and a thing, and of two things unlike.
    if (counts_shares) {
        context.person_in = [actor](std::string_view thing) {
            const Hash hash = sha256(std::string{thing} + '/' + std::to_string(actor.raw()));
            return std::int64_t{1} + hash[0] + 256 * hash[1] + 65'536 * hash[2];
        };
    }
    auto events = decide(state, command, context);
    if (!events) return unexpected(std::move(events.error()));
    for (Event& event : *events) {
        const auto applicable = check_applicable(state, event);
        if (!applicable) std::fprintf(stderr, "%s\n", applicable.error().c_str());
        GONGYI_CHECK(applicable.has_value());  // Whatever decide() lets happen may stand in a record.
        apply_event(state, event, now, role);
        roles.push_back(role);
        history.emplace_back(now, std::move(event));
    }
    return {};
}

void DecisionHarness::must(const Command& command, Role role, ResidentId actor) {
    const auto result = run(command, role, actor);
    if (!result) std::fprintf(stderr, "refused: %s\n", std::string{refusal_name(result.error().code)}.c_str());
    GONGYI_CHECK(result.has_value());
}

namespace {

void establish(DecisionHarness& harness, Seated id, BodyKind kind, const std::string& name, bool with_seats,
               const Date& term_to) {
    EstablishBody command{kind, name, {}, {2026, 1, 1}, term_to};
    if (with_seats) {
        command.constituencies = {{"召集人", 1, true, true, true},
                                  {"代表", voting_seats - 1, false, true, false},
                                  {"列席", 1, false, false, false}};
    }
    harness.must(command);
    GONGYI_CHECK(harness.state.bodies.back().id == body_id(id));
    if (!with_seats) return;
    for (std::int64_t seat = 1; seat <= observing_seat; ++seat) {
        Seating seating{seat == 1 ? 0 : seat == observing_seat ? 2 : 1, holder_of(id, seat), FirmId{}, true};
        if (kind == BodyKind::merchants) seating.firm = FirmId{static_cast<std::uint64_t>(seat)};
        harness.must(TakeSeat{body_id(id), seating});
    }
}

const Matter& matter_of(const DecisionHarness& harness, MatterId id) {
    return *find_matter(harness.state, id);
}

}  // namespace

DecisionHarness decision_community(const Date& term_to) {
    DecisionHarness harness;
    harness.must(AdoptRules{find_profile("cn.rc.2026")->text});
    harness.must(AdoptRules{find_profile("sz.council.luohu")->text});
    establish(harness, Seated::committee, BodyKind::party_committee, "社区党委", true, term_to);
    establish(harness, Seated::joint, BodyKind::joint_committees, "“两委”联席会", true, term_to);
    establish(harness, Seated::members, BodyKind::party_members, "党员大会", false, term_to);
    establish(harness, Seated::representatives, BodyKind::representatives, "居民代表会议", true, term_to);
    establish(harness, Seated::council, BodyKind::council, "居民议事会", true, term_to);
    establish(harness, Seated::children, BodyKind::children, "儿童议事会", true, term_to);
    establish(harness, Seated::merchants, BodyKind::merchants, "商户议事会", true, term_to);
    return harness;
}

void add_newcomers(DecisionHarness& harness, const Date& term_to) {
    establish(harness, Seated::commissioners, BodyKind::commissioners, "特别委员", true, term_to);
    establish(harness, Seated::branch, BodyKind::estate_branch, "小区党支部", true, term_to);
}

void add_places(DecisionHarness& harness) {
    const Date from{2026, 1, 1};
    harness.must(AddNodes{NodeLevel::district, {}, {"龙岗区"}, from});
    harness.must(AddNodes{NodeLevel::subdistrict, NodeId{1}, {"坂田街道"}, from});
    harness.must(AddNodes{NodeLevel::community, NodeId{2}, {"四季花城社区"}, from});
    harness.must(AddNodes{NodeLevel::grid, NodeId{3}, {"第一网格", "第二网格"}, from});
    harness.must(AddNodes{NodeLevel::estate, NodeId{3}, {"黄金山小区"}, from});
    harness.must(AddNodes{NodeLevel::building, NodeId{4}, {"1栋", "2栋"}, from});
    harness.must(AddNodes{NodeLevel::building, NodeId{5}, {"3栋"}, from});
    harness.must(AddNodes{NodeLevel::building, NodeId{6}, {"1栋"}, from});
}

OpenMatter matter_command() {
    OpenMatter command;
    command.title = "加装电梯公约";
    command.text = "第一条　电梯全天运行。\n第二条　费用按楼层分摊。";
    command.profile = "cn.rc.2026";
    command.amount = yuan(80'000);
    return command;
}

Counts heads(const Count& count) {
    Counts counts;
    counts.set(Measure::heads, count);
    return counts;
}

ConveneMeeting convening_for(const DecisionHarness& harness, MatterId id) {
    const Matter& matter = matter_of(harness, id);
    const Gate gate = current_gate(harness.state, matter);
    BodyId body;
    for (const Body& one : harness.state.bodies) {
        if (one.kind == gate.body) body = one.id;
    }
    ConveneMeeting command{body,         profile_of(harness.state, matter).id,      gate.form, {},
                           "三楼会议室", {{words(harness.state, matter.title), id}}};
    command.at = {harness.now.ms + 4 * day_ms};
    return command;
}

MeetingId convene_for(DecisionHarness& harness, MatterId id) {
    harness.must(convening_for(harness, id));
    return harness.state.meetings.back().id;
}

void sign_in_and_open(DecisionHarness& harness, MeetingId id) {
    const Meeting& meeting = *find_meeting(harness.state, id);
    harness.now = {std::max(harness.now.ms, meeting.at.ms)};
    if (has_seats(*find_body(harness.state, meeting.body))) {
        for (std::int64_t seat = 1; seat <= voting_seats; ++seat) harness.must(SignIn{id, seat});
    } else {
        harness.must(CountAttendance{id, heads({340, 227, 0, 0, 0})});
    }
    harness.must(OpenMeeting{id});
}

void vote_by_hands(DecisionHarness& harness, MeetingId meeting, std::int64_t in_favour, std::int64_t against) {
    harness.must(OpenVote{meeting, VoteMethod::hands});
    harness.must(CloseVote{meeting, heads({0, 0, in_favour, against, 0})});
}

void sign_and_publish(DecisionHarness& harness, MeetingId id) {
    const Meeting& meeting = *find_meeting(harness.state, id);
    const Body& body = *find_body(harness.state, meeting.body);
    const Hash hash = sha256(minutes_text(meeting, body, form_of(harness.state, meeting), Zone{}, harness.state.texts));
    harness.must(SignMinutes{id, 0, hash});
    const auto chair = static_cast<std::size_t>(meeting.chair);
    if (chair != 0) harness.must(SignMinutes{id, 0, hash}, Role::council, body.seats[chair - 1].holder);
    harness.must(PublishMinutes{id});
}

void file_documents(DecisionHarness& harness, MatterId id) {
    for (const std::string& kind : current_gate(harness.state, matter_of(harness, id)).documents) {
        const Role role = kind.starts_with("supervision_") ? Role::supervisor : Role::staff;
        harness.must(FileDocument{id, kind, "材料", sha256(kind)}, role);
    }
}

void pass_gate(DecisionHarness& harness, MatterId id) {
    const GateKind kind = current_gate(harness.state, matter_of(harness, id)).kind;
    file_documents(harness, id);
    if (kind == GateKind::deliberation) {
        const MeetingId meeting = convene_for(harness, id);
        sign_in_and_open(harness, meeting);
        const bool has_chair = find_meeting(harness.state, meeting)->chair != 0;
        harness.must(PutMotion{meeting, has_chair ? 2 : 0, id, ""});
        vote_by_hands(harness, meeting, has_chair ? voting_seats : 227, 0);
        harness.must(CloseMeeting{meeting});
        sign_and_publish(harness, meeting);
    } else if (kind == GateKind::disclosure) {
        harness.must(PostNotice{id, "公示内容", {"社区公告栏"}});
        harness.wait_days(20);  // Longer than seven days and any holiday.
    } else {
        harness.must(RecordResult{id, {{yuan(80'000), 30, "六部"}, {yuan(78'500), 33, "六部"}, "验收合格", 4}});
    }
    harness.must(CloseGate{id});
}

}  // namespace gongyi::test
