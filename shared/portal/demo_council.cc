#include "shared/portal/demo_council.h"

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <utility>

#include "shared/base/check.h"
#include "shared/decision/decide.h"
#include "shared/decision/gates.h"
#include "shared/portal/demo_matters.h"
#include "shared/portal/demo_people.h"

namespace gongyi::portal {

namespace {

using namespace decision;

constexpr const char* matter_rules = "cn.rc.2026";
constexpr const char* council_rules = "sz.council.luohu";
constexpr const char* owners_rules = "cn.owners.278";
constexpr std::int64_t party_members_due = 340;
constexpr std::int64_t step_ms_max = 2 * hour_ms;  // What one step may take: none ends behind `now`.
constexpr int history_days = 190;
constexpr int ahead_days = 40;  // As far ahead as anything is convened or hangs.

struct DemoConstituency {
    const char* name;
    std::int64_t seats;
    bool by_office;
    bool votes;
};
struct DemoBody {
    BodyKind kind;
    const char* name;
    std::vector<DemoConstituency> constituencies;  // The first presides.
};

const std::vector<DemoBody>& demo_bodies() {
    static const std::vector<DemoBody> bodies{
        {BodyKind::party_committee, "社区党委", {{"书记", 1, true, true}, {"委员", 6, false, true}}},
        {BodyKind::joint_committees, "社区“两委”联席会", {{"书记", 1, true, true}, {"“两委”成员", 8, true, true}}},
        {BodyKind::party_members, "党员大会", {}},
        {BodyKind::representatives,
         "居民代表会议",
         {{"居委会主任", 1, true, true}, {"居民代表", 20, false, true}, {"楼长列席", 2, false, false}}},
        {BodyKind::council,
         "居民议事会",
         {{"召集人", 1, false, true},
          {"居民代表", 9, false, true},
          {"驻区单位", 2, true, true},
          {"物业和业委会", 2, true, true},
          {"社会组织", 2, false, true},
          {"特别委员", 1, false, false}}},
        {BodyKind::children, "儿童议事会", {{"主持人", 1, false, true}, {"儿童议事员", 6, false, true}}},
        {BodyKind::merchants, "商户议事会", {{"召集人", 1, false, true}, {"商户代表", 5, false, true}}},
        {BodyKind::supervision, "居务监督委员会", {{"主任", 1, false, true}, {"委员", 2, false, true}}},
        {BodyKind::consultation,
         "黄金山小区居民协商委员会",
         {{"居委会主任", 1, true, true},
          {"业主代表", 3, false, true},
          {"楼栋长代表", 3, false, true},
          {"物管代表", 1, true, true},
          {"志愿者代表", 2, false, true}}},
        {BodyKind::commissioners, "特别委员", {{"召集人", 1, false, true}, {"特别委员", 4, false, true}}},
        {BodyKind::estate_branch, "黄金山小区党支部", {{"书记", 1, true, true}, {"委员", 4, false, true}}},
        {BodyKind::assembly, "居民会议", {}},
        {BodyKind::owners, "业主大会", {}},
    };
    return bodies;
}

// The demo's people by what they do.
struct Cast {
    std::vector<ResidentId> council;    // The sixteen; they represent residents in the other bodies, too.
    std::vector<ResidentId> residents;  // Without an office.
    ResidentId staff;
    ResidentId supervisor;
};

Cast cast_of(std::span<const DemoPerson> people) {
    Cast cast;
    for (const DemoPerson& person : people) {
        if (person.role == Role::staff && cast.staff == ResidentId{}) cast.staff = person.id;
        if (person.role == Role::supervisor && cast.supervisor == ResidentId{}) cast.supervisor = person.id;
        if (person.role == Role::council) cast.council.push_back(person.id);
        if (person.role == Role::resident) cast.residents.push_back(person.id);
    }
    return cast;
}

// Plays the story: steps are done in the order of their times, and a step may plan others.
class Story {
public:
    Story(Cast cast, UnixMs now) : cast_{std::move(cast)}, now_{now} {}

    std::vector<Entry> play() {
        at(days_ago(history_days), [this] { establish(); });
        for (const DemoMatter& matter : demo_matters()) {
            at(days_ago(matter.begins_days_ago), [this, &matter] { open(matter); });
        }
        plan_duties();
        plan_places();
        plan_other_meetings();
        while (!steps_.empty() && steps_.begin()->first + step_ms_max <= now_.ms) {
            clock_ = std::max(clock_, UnixMs{steps_.begin()->first});
            const std::function<void()> step = std::move(steps_.begin()->second);
            steps_.erase(steps_.begin());
            step();
        }
        return std::move(entries_);
    }

private:
    // ---- Time and commands ----

    // Nine o'clock, so many days before now; ten minutes ago for today.
    [[nodiscard]] UnixMs days_ago(int days, int hour = 9) const {
        if (days == 0) return UnixMs{now_.ms - 10 * minute_ms};
        const Date today = local_time(now_, Zone{}).date;
        return UnixMs{start_of_day(date_from_days(days_from_epoch(today) - days), Zone{}).ms + hour * hour_ms};
    }
    void at(UnixMs when, std::function<void()> step) { steps_.emplace(when.ms, std::move(step)); }
    void in_days(int days, std::function<void()> step) { at(UnixMs{clock_.ms + days * day_ms}, std::move(step)); }

    void run(const decision::Command& command, Role role, ResidentId actor) {
        decision::Context context{actor, role, clock_, Zone{}};
        context.text_seed = sha256("gongyi demo " + std::to_string(++commands_));
        auto events = decide(state_, command, context);
        GONGYI_CHECK(events.has_value());
        for (decision::Event& event : *events) {
            decision::apply_event(state_, event, clock_, role);
            entries_.push_back({clock_, role, std::move(event)});
        }
    }
    void desk(const decision::Command& command) { run(command, Role::staff, cast_.staff); }

    // ---- Bodies ----

    void establish() {
        desk(AdoptRules{find_profile(matter_rules)->text});
        desk(AdoptRules{find_profile(council_rules)->text});
        desk(AdoptRules{find_profile(owners_rules)->text});
        const int year = local_time(now_, Zone{}).date.year;
        for (const DemoBody& body : demo_bodies()) {
            EstablishBody command{body.kind, body.name, {}, {year - 1, 1, 1}, {year + 3, 12, 31}};
            for (const DemoConstituency& one : body.constituencies) {
                const bool presides = command.constituencies.empty();
                command.constituencies.push_back({one.name, one.seats, one.by_office, one.votes, presides});
            }
            desk(command);
            seat(body);
        }
        enter_places({year - 1, 1, 1});
    }

    // ---- Places ----

    [[nodiscard]] NodeId node_called(std::string_view name) const {
        for (const Node& node : state_.tree) {
            if (node.names.back().name == name) return node.id;
        }
        return {};
    }

    // Five grids of the courtyards' buildings, and an urban village with a committee and a branch of its own.
    void enter_places(const Date& from) {
        desk(AddNodes{NodeLevel::district, {}, {"深圳市龙岗区"}, from});
        desk(AddNodes{NodeLevel::subdistrict, NodeId{1}, {"坂田街道"}, from});
        desk(AddNodes{NodeLevel::community, NodeId{2}, {"四季花城社区"}, from});
        desk(AddNodes{NodeLevel::grid, NodeId{3}, {"第一网格", "第二网格", "第三网格", "第四网格", "第五网格"}, from});
        desk(AddNodes{NodeLevel::estate, NodeId{3}, {"黄金山小区"}, from});
        constexpr std::array grid_of{4, 4, 5, 5, 6, 6, 7, 8};  // By courtyard.
        for (std::size_t i = 0; i < demo_courtyards.size(); ++i) {
            desk(AddNodes{NodeLevel::building, NodeId{static_cast<std::uint64_t>(grid_of[i])},
                          buildings_called(std::string{demo_courtyards[i]}, demo_buildings_max), from});
        }
        desk(AddNodes{NodeLevel::building, node_called("黄金山小区"), buildings_called("黄金山", 6), from});
        for (const BodyKind kind : {BodyKind::consultation, BodyKind::estate_branch}) {
            desk(SetBodyScope{body_of(kind), node_called("黄金山小区")});
        }
    }

    static std::vector<std::string> buildings_called(const std::string& courtyard, int count) {
        std::vector<std::string> names;
        for (int number = 1; number <= count; ++number) names.push_back(courtyard + std::to_string(number) + "栋");
        return names;
    }

    void plan_places() {
        at(days_ago(96), [this] {
            desk(MergeNodes{node_called("第五网格"), node_called("第四网格"), today_of(days_ago(90))});
        });
        at(days_ago(45), [this] {
            desk(MoveNode{node_called("荷塘里8栋"), node_called("第四网格"), today_of(days_ago(45))});
        });
    }
    static Date today_of(UnixMs at) { return local_time(at, Zone{}).date; }

    // ---- Special commissioners and the estate's branch ----

    void plan_duties() {
        log(24, 2, DutyKind::reception, 14 * 60, 16 * 60, "三位租客来问居住证和孩子入学，当场说明办理窗口。");
        log(18, 3, DutyKind::visit, 9 * 60, 11 * 60 + 30, "走访黄金山小区6栋楼，消防通道堆物两处，已告知物业。");
        log(15, 1, DutyKind::deliberation, 19 * 60, 21 * 60, "列席居民议事会，转达租客对楼道清理时间的意见。");
        log(9, 4, DutyKind::supervision, 10 * 60, 11 * 60, "到现场看进度，和公示的工期一致。");
        log(5, 2, DutyKind::reception, 14 * 60, 16 * 60, "两位商户反映夜间卸货噪声，已转商户议事会。");
        at(days_ago(2), [this] { speak_for_branch(); });
    }

    void log(int days, std::int64_t seat, DutyKind kind, std::int64_t from, std::int64_t to, const char* note) {
        at(days_ago(days, 22), [this, days, seat, kind, from, to, note] {
            const BodyId body = body_of(BodyKind::commissioners);
            const bool has_matter = kind == DutyKind::supervision;
            const ResidentId holder = find_body(state_, body)->seats[static_cast<std::size_t>(seat - 1)].holder;
            run(LogDuty{body, 0, kind, has_matter ? MatterId{1} : MatterId{}, today_of(days_ago(days)), from, to, note},
                Role::resident, holder);
        });
    }

    // The branch speaks about the first matters at which it may.
    void speak_for_branch() {
        const BodyId body = body_of(BodyKind::estate_branch);
        const ResidentId secretary = find_body(state_, body)->seats.front().holder;
        const std::vector<std::pair<BranchRight, const char*>> views{
            {BranchRight::supervise, "到现场看过两次，用料和清单一致，请继续把每周进度贴出来。"},
            {BranchRight::advise, "建议先听听老人和带孩子的住户，再定位置。"},
            {BranchRight::personnel, "对推荐的三名居民监督员没有不同意见。"},
        };
        for (const auto& [right, text] : views) {
            for (const Matter& matter : state_.matters) {
                const ExerciseRight wanted{matter.id, body, 0, right, text, 0};
                const decision::Context context{secretary, Role::resident, clock_, Zone{}};
                if (!decide(state_, wanted, context)) continue;
                run(wanted, Role::resident, secretary);
                break;
            }
        }
    }

    // The council's members sit in the council and the representatives' meeting, the Party committee in the joint
    // meeting too, so that one secretary presides over both; elsewhere other residents.
    [[nodiscard]] ResidentId member_for(const DemoBody& body, std::size_t member) {
        const bool is_councils = body.kind == BodyKind::council || body.kind == BodyKind::representatives;
        if (is_councils && member < cast_.council.size()) return cast_.council[member];
        // The chair of the residents' committee presides over the urban village's consultation by office.
        if (body.kind == BodyKind::consultation && member == 0) return cast_.council.front();
        const auto& committee = state_.bodies.front().seats;
        if (body.kind == BodyKind::joint_committees && member < committee.size()) return committee[member].holder;
        return cast_.residents[next_resident_++];
    }

    void seat(const DemoBody& body) {
        std::size_t member = 0;
        std::uint64_t firm = 0;
        for (std::size_t i = 0; i < body.constituencies.size(); ++i) {
            for (std::int64_t k = 0; k < body.constituencies[i].seats; ++k) {
                Seating seating;
                seating.constituency = static_cast<std::int64_t>(i);
                seating.guardian_consents = body.kind == BodyKind::children;
                if (body.kind == BodyKind::merchants) seating.firm = FirmId{++firm};
                seating.holder = member_for(body, member++);
                desk(TakeSeat{BodyId{state_.bodies.size()}, seating});
            }
        }
    }

    [[nodiscard]] BodyId body_of(BodyKind kind) const {
        for (const Body& body : state_.bodies) {
            if (body.kind == kind) return body.id;
        }
        return {};
    }

    // ---- Matters ----

    [[nodiscard]] const Matter& matter_at(MatterId id) const { return *find_matter(state_, id); }
    [[nodiscard]] std::string title_of(MatterId id) const {
        return std::string{*words_of(state_.texts, matter_at(id).title)};
    }

    void open(const DemoMatter& plan) {
        OpenMatter command;
        command.title = plan.title;
        command.text = plan.text;
        command.profile = matter_rules;
        command.amount = yuan(plan.yuan);
        if (plan.major_tick >= 0) command.major_ticks = {plan.major_tick};
        run(command, Role::resident, cast_.residents[100 + state_.matters.size()]);
        go_on(MatterId{state_.matters.size()}, plan);
    }

    // What happens at the gate where the matter is.
    void go_on(MatterId id, const DemoMatter& plan) {
        const Matter& matter = matter_at(id);
        if (matter.stage != MatterStage::open) return;
        const bool is_last = gate_of(matter) == plan.last_gate;
        const GateKind kind = current_gate(state_, matter).kind;
        if (is_last && plan.turn == DemoTurn::goes_on && kind == GateKind::deliberation) return wait_there(id, plan);
        if (is_last && kind == GateKind::implementation) return;
        if (is_last && plan.turn == DemoTurn::withdrawn) {
            in_days(3, [this, id] {
                run(WithdrawMatter{id, "住户意见差别太大，先不统一办。"}, Role::resident, matter_at(id).author);
            });
            return;
        }
        in_days(1, [this, id] { file_documents(id); });
        if (kind == GateKind::deliberation) in_days(2, [this, id, &plan] { consult_or_convene(id, plan); });
        if (kind == GateKind::disclosure) in_days(2, [this, id, &plan] { post(id, plan); });
        if (kind == GateKind::implementation) in_days(12, [this, id, &plan] { finish_works(id, plan); });
    }

    // A matter that waits at a deliberation: of a major one the consultation is open.
    void wait_there(MatterId id, const DemoMatter& plan) {
        if (plan.major_tick < 0) return;
        at(std::max(UnixMs{clock_.ms + day_ms}, days_ago(5)), [this, id, &plan] { open_consultation(id, plan, 10); });
    }

    void open_consultation(MatterId id, const DemoMatter& plan, std::int64_t days) {
        desk(OpenConsultation{id, days});
        for (std::size_t i = 0; i < plan.opinions.size(); ++i) {
            in_days(static_cast<int>(i) + 1, [this, id, i, words = std::string{plan.opinions[i]}] {
                run(GiveOpinion{id, words}, Role::resident, cast_.residents[300 + i]);
            });
        }
    }

    void file_documents(MatterId id) {
        for (const std::string& kind : missing_documents(state_, matter_at(id))) {
            const bool is_supervisors = kind.starts_with("supervision_");
            const FileDocument file{id, kind, "签字盖章的扫描件", sha256(title_of(id) + kind)};
            run(file, is_supervisors ? Role::supervisor : Role::staff, is_supervisors ? cast_.supervisor : cast_.staff);
        }
    }

    void consult_or_convene(MatterId id, const DemoMatter& plan) {
        const Matter& matter = matter_at(id);
        if (!matter.is_major || matter.consultation) return convene(id, plan);
        open_consultation(id, plan, 7);
        in_days(18, [this, id, &plan] {  // Longer than seven days and any holiday.
            desk(CloseConsultation{id, "意见都看过了：分段施工、留消防通道两条已经写进方案，资金来源另附说明。"});
            convene(id, plan);
        });
    }

    void convene(MatterId id, const DemoMatter& plan) {
        const Gate& gate = current_gate(state_, matter_at(id));
        const bool is_last = gate_of(matter_at(id)) == plan.last_gate;
        const bool waits = is_last && plan.turn == DemoTurn::meeting_ahead;
        ConveneMeeting command{body_of(gate.body), matter_rules, gate.form, {}, "社区党群服务中心三楼会议室", {}};
        command.agenda = {{title_of(id), id}};
        // Half past seven in the evening, five days ahead; what is still to come is in three days from now.
        command.at = UnixMs{start_of_day(local_time(clock_, Zone{}).date, Zone{}).ms + 5 * day_ms + 19 * hour_ms +
                            30 * minute_ms};
        if (waits) command.at = UnixMs{days_ago(-3, 19).ms + 30 * minute_ms};
        if (waits && clock_ < days_ago(3)) return at(days_ago(3), [this, id, &plan] { convene(id, plan); });
        desk(command);
        if (waits) return;
        at(command.at, [this, id, &plan, meeting = MeetingId{state_.meetings.size()}] { meet(meeting, id, plan); });
    }

    void meet(MeetingId id, MatterId matter, const DemoMatter& plan) {
        const bool is_last = gate_of(matter_at(matter)) == plan.last_gate;
        const bool fails = is_last && plan.turn == DemoTurn::voted_down;
        const std::int64_t voting = sign_in_all_but(id, 2);
        desk(OpenMeeting{id});
        desk(PutMotion{id, find_meeting(state_, id)->chair == 0 ? 0 : 2, matter, ""});
        desk(OpenVote{id, VoteMethod::hands});
        Count count;
        count.against = fails ? voting - 2 : voting / 12;
        count.abstained = voting > 4 ? 1 : 0;
        count.in_favour = voting - count.against - count.abstained;
        Counts counts;
        counts.set(Measure::heads, count);
        desk(CloseVote{id, counts});
        clock_.ms += 50 * minute_ms;
        desk(CloseMeeting{id});
        in_days(1, [this, id, matter, &plan, fails, is_last] {
            publish(id);
            if (fails)
                return desk(RejectMatter{matter, "表决没有通过：多数代表认为应当限制音量和时段，而不是全部禁止。"});
            if (is_last && plan.turn == DemoTurn::returned) return take_back(matter, plan);
            desk(CloseGate{matter});
            go_on(matter, plan);
        });
    }

    // Everyone but the last few; how many of those present vote.
    std::int64_t sign_in_all_but(MeetingId id, std::int64_t absent) {
        const Meeting& meeting = *find_meeting(state_, id);
        const Body& body = *find_body(state_, meeting.body);
        if (!has_seats(body)) {
            const std::int64_t present = party_members_due * 3 / 4;
            Counts counts;
            counts.set(Measure::heads, Count{party_members_due, present, 0, 0, 0});
            desk(CountAttendance{id, counts});
            return present;
        }
        std::int64_t voting = 0;
        const Date day = local_time(meeting.at, Zone{}).date;
        const auto count = static_cast<std::int64_t>(body.seats.size());
        for (std::int64_t seat = 1; seat <= count - (count > 6 ? absent : 0); ++seat) {
            desk(SignIn{id, seat});
            voting += is_voting(body, body.seats[static_cast<std::size_t>(seat - 1)], day) ? 1 : 0;
        }
        return voting;
    }

    void publish(MeetingId id) {
        const Meeting& meeting = *find_meeting(state_, id);
        const Body& body = *find_body(state_, meeting.body);
        const Hash hash = sha256(minutes_text(meeting, body, form_of(state_, meeting), Zone{}, state_.texts));
        desk(SignMinutes{id, 0, hash});
        if (meeting.chair != 0) {
            const ResidentId chair = body.seats[static_cast<std::size_t>(meeting.chair - 1)].holder;
            run(SignMinutes{id, 0, hash}, Role::council, chair);
        }
        desk(PublishMinutes{id});
    }

    void take_back(MatterId id, const DemoMatter& plan) {
        desk(ReturnMatter{id, "consultation", "居民代表提出：车位减得太多，也没有无障碍车位，退回重新商议。"});
        in_days(4, [this, id, &plan] {
            run(ReviseDraft{id, std::string{plan.revised}, "车位改为90个，加无障碍车位和现场引导。"}, Role::resident,
                matter_at(id).author);
        });
    }

    void post(MatterId id, const DemoMatter& plan) {
        const Matter& matter = matter_at(id);
        const bool is_second = gate_of(matter) == 6;
        std::string text = is_second ? "这件事已经实施完毕。实施结果公布如下，请居民监督。\n"
                                     : "这件事已经依次提议、商议、审议、决议。决议公布如下，请居民监督。\n";
        text += words_of(state_.texts, matter.drafts.back().text).value_or("");
        const bool stops_here = gate_of(matter) == plan.last_gate;
        const UnixMs posted = stops_here ? std::max(clock_, days_ago(4)) : clock_;
        at(posted, [this, id, &plan, text, stops_here] {
            desk(PostNotice{id, text, {"社区公告栏", "各楼栋大堂", "门户网站"}});
            const NoticeId notice{state_.notices.size()};
            if (stops_here && plan.turn == DemoTurn::objected) object(notice);
            if (stops_here && plan.turn == DemoTurn::answered) object_and_answer(notice);
            const UnixMs over = period_over_at(*find_notice(state_, notice), Zone{});
            at(UnixMs{over.ms + 9 * hour_ms}, [this, id, &plan] {
                if (!requirements_met(id)) return;
                desk(CloseGate{id});
                go_on(id, plan);
            });
        });
    }

    [[nodiscard]] bool requirements_met(MatterId id) const {
        const auto needed = requirements(state_, matter_at(id), clock_, Zone{});
        return std::all_of(needed.begin(), needed.end(), [](const Requirement& one) { return one.is_met; });
    }

    void object(NoticeId notice) {
        in_days(2, [this, notice] {
            run(FileObjection{notice, "只公开总数不够，广告费和停车费应当分开列，写明合同单位。"}, Role::resident,
                cast_.residents[310]);
        });
    }

    void object_and_answer(NoticeId notice) {
        in_days(1, [this, notice] {
            run(FileObjection{notice, "施工期间孩子去哪里玩？希望先开放架空层活动区。"}, Role::resident,
                cast_.residents[311]);
        });
        in_days(2, [this, notice] {
            desk(AnswerObjection{notice, 1, "施工期间开放2栋架空层作为临时活动区，每天上午九点到晚上八点。", false});
        });
    }

    void finish_works(MatterId id, const DemoMatter& plan) {
        Result result;
        result.planned = {yuan(plan.yuan), 30, "按方案施工"};
        result.actual = {yuan(plan.yuan - plan.yuan / 40), 27, "与方案一致，扶手加长0.6米"};
        result.acceptance = "居委会、居务监督委员会和三名居民代表到场验收，合格。";
        result.rating = 4;
        desk(RecordResult{id, result});
        desk(CloseGate{id});
        go_on(id, plan);
    }

    // ---- Meetings about no matter ----

    void plan_other_meetings() {
        at(days_ago(20), [this] { plan_meeting(BodyKind::council, days_ago(15, 19), "楼道堆物怎么治理"); });
        at(days_ago(16), [this] { plan_meeting(BodyKind::children, days_ago(12, 15), "上下学路上的斑马线"); });
        at(days_ago(3), [this] {
            desk(ConveneMeeting{body_of(BodyKind::council),
                                council_rules,
                                "council",
                                UnixMs{days_ago(-6, 19).ms},
                                "社区党群服务中心三楼会议室",
                                {{"明年民生微实事怎么征集", MatterId{}}}});
        });
        // One that members can sign in to and open as soon as the demo runs.
        at(days_ago(4, 10), [this] {
            desk(ConveneMeeting{body_of(BodyKind::council),
                                council_rules,
                                "council",
                                days_ago(0),
                                "社区党群服务中心三楼会议室",
                                {{"地下车库充电桩的位置", MatterId{}}}});
        });
        at(days_ago(2), [this] {
            desk(ConveneMeeting{body_of(BodyKind::merchants),
                                council_rules,
                                "council",
                                UnixMs{days_ago(-4, 14).ms},
                                "商业街物业会议室",
                                {{"外摆时间和垃圾清运", MatterId{}}}});
        });
    }

    void plan_meeting(BodyKind kind, UnixMs when, const std::string& topic) {
        desk(ConveneMeeting{
            body_of(kind), council_rules, "council", when, "社区党群服务中心三楼会议室", {{topic, MatterId{}}}});
        const MeetingId id{state_.meetings.size()};
        at(when, [this, id, kind] {
            if (kind == BodyKind::children)
                hold_childrens(id);
            else
                hold_council(id);
        });
    }

    // A debate with both sides, an amendment, and a roll call.
    void hold_council(MeetingId id) {
        sign_in_all_but(id, 3);
        desk(OpenMeeting{id});
        desk(PutMotion{id, 3, {}, "每月最后一个周六为楼道清理日，堆物由物业统一清走。"});
        speak(id, 4, Side::in_favour);
        speak(id, 5, Side::against);
        speak(id, 6, Side::in_favour);
        desk(PutAmendment{id, 5,
                          "每月最后一个周六为楼道清理日；提前三天贴通知，到期仍未搬走的由物业统一清走，保管七天。"});
        desk(OpenVote{id, VoteMethod::hands});
        desk(CloseVote{id, heads(9, 2, 1)});
        desk(OpenVote{id, VoteMethod::roll});
        const Meeting& meeting = *find_meeting(state_, id);
        const Body& body = *find_body(state_, meeting.body);
        const Date day = local_time(meeting.at, Zone{}).date;
        // The chair votes last.
        for (const std::int64_t seat : std::vector<std::int64_t>(meeting.present.rbegin(), meeting.present.rend())) {
            if (!is_voting(body, body.seats[static_cast<std::size_t>(seat - 1)], day)) continue;
            clock_.ms += 8'000;
            const Choice choice = seat == 5 ? Choice::against : seat == 9 ? Choice::abstain : Choice::in_favour;
            desk(CastVote{id, seat, choice});
        }
        desk(CloseVote{id, {}});
        clock_.ms += 5 * minute_ms;
        desk(CloseMeeting{id});
        in_days(2, [this, id] { publish(id); });
    }

    void speak(MeetingId id, std::int64_t seat, Side side) {
        desk(AskToSpeak{id, seat, side});
        desk(GiveFloor{id});
        clock_.ms += 95'000;
        desk(EndTurn{id});
    }

    // Two motions carried; one has its reply, the other waits for it.
    void hold_childrens(MeetingId id) {
        sign_in_all_but(id, 0);
        desk(OpenMeeting{id});
        const char* const motions[] = {"学校门口的斑马线重新刷漆，加一盏灯。", "架空层的书架每个月换一批书。"};
        for (const char* const text : motions) {
            desk(PutMotion{id, 2, {}, text});
            clock_.ms += 6 * minute_ms;
            desk(OpenVote{id, VoteMethod::hands});
            const auto present = static_cast<std::int64_t>(find_meeting(state_, id)->present.size());
            desk(CloseVote{id, heads(present, 0, 0)});
        }
        desk(CloseMeeting{id});
        in_days(3, [this, id] {
            publish(id);
            desk(ReplyToMotion{id, 2, "同意。下月起由社区图书角每月轮换60册，儿童议事员一起选书。"});
        });
    }

    static Counts heads(std::int64_t in_favour, std::int64_t against, std::int64_t abstained) {
        Counts counts;
        counts.set(Measure::heads, Count{0, 0, in_favour, against, abstained});
        return counts;
    }

    Cast cast_;
    UnixMs now_;
    UnixMs clock_;
    std::int64_t commands_ = 0;  // Given so far.
    DecisionState state_;
    std::vector<Entry> entries_;
    std::multimap<std::int64_t, std::function<void()>> steps_;  // By time; of one time in the order of planning.
    std::size_t next_resident_ = 200;                           // The first residents are for whoever tries the demo.
};

bool calendar_covers(UnixMs now) {
    const std::int64_t today = days_from_epoch(local_time(now, Zone{}).date);
    const auto has = [](std::int64_t day) {
        return end_of_period(shipped_calendar(), date_from_days(day), {1, DayUnit::calendar, true}).has_value();
    };
    return has(today - history_days) && has(today + ahead_days);
}

}  // namespace

std::vector<Entry> make_council_history(std::span<const DemoPerson> people, UnixMs now) {
    if (!calendar_covers(now)) return {};
    return Story{cast_of(people), now}.play();
}

}  // namespace gongyi::portal
