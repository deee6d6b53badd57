#include "tests/support/meeting_samples.h"

#include <algorithm>

#include "shared/base/check.h"

namespace gongyi::test {

using namespace decision;

namespace {

constexpr MatterId elevator{1};
constexpr std::int64_t representatives_gate = 3;

portal::State portal_of(const DecisionHarness& harness) {
    portal::State state;
    state.community =
        Community{"sijihuacheng", "四季花城社区", "坂田街道", "深圳市龙岗区", 4'200, 16, Zone{}, yuan(2'000'000)};
    state.decisions = harness.state;
    state.entry_count = harness.history.size();
    return state;
}

class Sampler {
public:
    explicit Sampler(std::vector<MeetingSample>& samples) : samples_{samples} {}
    void take(const std::string& name, const DecisionHarness& harness, MeetingId meeting, Seated body) {
        samples_.push_back({name, portal_of(harness), harness.now, meeting, body});
    }

private:
    std::vector<MeetingSample>& samples_;
};

void vote_of_representatives(Sampler& sampler, DecisionHarness harness, MeetingId id) {
    const auto as_member = [&](const Command& command, std::int64_t seat) {
        harness.must(command, Role::council, holder_of(Seated::representatives, seat));
    };
    const auto take = [&](const std::string& name) { sampler.take(name, harness, id, Seated::representatives); };
    take("convened");
    harness.now = find_meeting(harness.state, id)->at;
    for (std::int64_t seat = 1; seat <= 3; ++seat) as_member(SignIn{id, 0}, seat);
    take("short");
    as_member(SignIn{id, 0}, 4);
    as_member(SignIn{id, 0}, observing_seat);
    take("ready");
    as_member(OpenMeeting{id}, 1);
    take("opened");
    as_member(PutMotion{id, 0, elevator, ""}, 2);
    take("motion");
    as_member(AskToSpeak{id, 0, Side::in_favour}, 3);
    as_member(AskToSpeak{id, 0, Side::against}, 4);
    as_member(AskToSpeak{id, 0, Side::in_favour}, 2);
    as_member(GiveFloor{id}, 1);
    harness.now.ms += 40'000;
    take("speaking");
    {
        DecisionHarness other = harness;
        other.now.ms += 5 * minute_ms;
        other.must(PutAmendment{id, 4, "第一条　电梯早六点到晚十二点运行。\n第二条　费用按楼层分摊。"});
        sampler.take("amendment", other, id, Seated::representatives);
    }
    for (std::int64_t turn = 0; turn < 2; ++turn) {
        harness.now.ms += 3 * minute_ms;
        as_member(GiveFloor{id}, 1);
    }
    harness.now.ms += 3 * minute_ms;
    {
        DecisionHarness other = harness;
        other.must(OpenVote{id, VoteMethod::hands});
        sampler.take("hands", other, id, Seated::representatives);
    }
    as_member(OpenVote{id, VoteMethod::roll}, 1);
    as_member(CastVote{id, 0, Choice::in_favour}, 2);
    take("roll");
    as_member(CastVote{id, 0, Choice::in_favour}, 3);
    as_member(CastVote{id, 0, Choice::against}, 4);
    as_member(CastVote{id, 0, Choice::in_favour}, 1);
    as_member(CloseVote{id, {}}, 1);
    take("voted");
    harness.now.ms += 20 * minute_ms;
    as_member(CloseMeeting{id}, 1);
    take("closed");
    sign_and_publish(harness, id);
    take("published");
}

void owners_meet(Sampler& sampler, DecisionHarness harness) {
    harness.must(AdoptRules{find_profile("sz.renewal.yucun")->text});
    harness.must(AdoptRules{find_profile("cn.owners.278")->text});
    harness.must(EstablishBody{BodyKind::owners, "业主大会", {}, {2026, 1, 1}, {2027, 12, 31}});
    const BodyId body = harness.state.bodies.back().id;
    const UnixMs at{harness.now.ms + 20 * day_ms};
    harness.must(
        ConveneMeeting{body, "sz.renewal.yucun", "signing", at, "物业服务中心", {{"3 栋改造意向", MatterId{}}}});
    const MeetingId id = harness.state.meetings.back().id;
    harness.now = at;
    Counts there;
    there.set(Measure::households, Count{1'000, 1'000, 0, 0, 0});
    there.set(Measure::units, Count{1'000, 1'000, 0, 0, 0});
    there.set(Measure::area, Count{8'812'345, 8'812'345, 0, 0, 0});
    harness.must(CountAttendance{id, there});
    harness.must(OpenMeeting{id});
    harness.must(PutMotion{id, 0, MatterId{}, "同意 3 栋改造方案。"});
    harness.must(OpenVote{id, VoteMethod::secret});
    sampler.take("owners", harness, id, Seated::members);
}

void children_meet(Sampler& sampler, DecisionHarness harness) {
    const UnixMs at{harness.now.ms + 4 * day_ms};
    harness.must(ConveneMeeting{
        body_id(Seated::children), "sz.council.luohu", "council", at, "图书角", {{"放学后的操场", MatterId{}}}});
    const MeetingId id = harness.state.meetings.back().id;
    sign_in_and_open(harness, id);
    harness.must(PutMotion{id, 2, MatterId{}, "周末也开放学校操场。"});
    vote_by_hands(harness, id, voting_seats, 0);
    harness.must(CloseMeeting{id});
    sampler.take("children", harness, id, Seated::children);
}

std::vector<MeetingSample> make_samples() {
    std::vector<MeetingSample> samples;
    Sampler sampler{samples};
    DecisionHarness harness = decision_community();
    harness.must(matter_command(), Role::resident, proposer);
    children_meet(sampler, harness);
    owners_meet(sampler, harness);
    while (gate_of(*find_matter(harness.state, elevator)) < representatives_gate) {
        if (gate_of(*find_matter(harness.state, elevator)) == 2) {
            DecisionHarness other = harness;
            const MeetingId id = convene_for(other, elevator);
            sign_in_and_open(other, id);
            other.must(PutMotion{id, 0, elevator, ""});
            other.must(OpenVote{id, VoteMethod::hands});
            sampler.take("members", other, id, Seated::members);
        }
        pass_gate(harness, elevator);
    }
    const MeetingId id = convene_for(harness, elevator);
    {
        DecisionHarness other = harness;
        other.must(CancelMeeting{id, "台风"});
        sampler.take("cancelled", other, id, Seated::representatives);
    }
    vote_of_representatives(sampler, harness, id);
    return samples;
}

}  // namespace

pages::Viewer person_of(Role role, ResidentId id) {
    pages::Viewer viewer;
    viewer.role = role;
    viewer.id = id;
    if (role == Role::visitor) return viewer;
    viewer.name = "一位邻居";
    viewer.csrf = "c7a3";
    return viewer;
}

std::vector<MeetingSample> meeting_samples() {
    static const std::vector<MeetingSample> samples = make_samples();
    return samples;
}

MeetingSample meeting_sample(const std::string& name) {
    for (const MeetingSample& sample : meeting_samples()) {
        if (sample.name == name) return sample;
    }
    GONGYI_CHECK(false);
    return meeting_samples().front();
}

pages::Page page_of(const MeetingSample& sample, const pages::Viewer& viewer, const std::string& path,
                    pages::Locale locale, const std::string& query) {
    pages::Live live;
    live.checkpoint.origin = "gongyi/sijihuacheng";
    live.checkpoint.size = sample.state.entry_count;
    pages::Request request;
    request.path = path;
    request.query = query;
    request.locale = locale;
    request.now = sample.now;
    request.origin = "https://gongyi.example";
    return pages::render(sample.state, viewer, live, request);
}

std::string path_of(const MeetingSample& sample) {
    return "/meetings/" + std::to_string(sample.meeting.raw());
}

}  // namespace gongyi::test
