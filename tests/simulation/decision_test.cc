#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include "shared/base/random.h"
#include "shared/decision/gates.h"
#include "shared/decision/json.h"
#include "shared/decision/session.h"
#include "tests/support/decision_fixture.h"

namespace gongyi::decision {

using namespace test;

namespace {

constexpr int seeds = 250;
constexpr int matters_a_seed = 40;
constexpr int commands_a_matter = 60;

// A calendar that no seed outlives.
const Calendar& long_calendar() {
    static const Calendar calendar = [] {
        Calendar made;
        for (int year = 2026; year < 2200; ++year) {
            made.years.push_back({year, CalendarState::published, "x", {{"元旦", {year, 1, 1}, {year, 1, 3}}}, {}});
        }
        return made;
    }();
    return calendar;
}

DecisionHarness long_community() {
    DecisionHarness harness = decision_community({2199, 12, 31});
    harness.calendar = &long_calendar();
    add_newcomers(harness, {2199, 12, 31});
    add_places(harness);
    return harness;
}

// The same by rules that ask for one second to every motion and amendment.
DecisionHarness seconding_community() {
    DecisionHarness harness = long_community();
    std::string text = find_profile("cn.rc.2026")->text;
    const std::string before = "\"majority\":[";
    const std::string seconders = R"("seconders":{"count":1,"source":"x"},)";
    for (std::size_t at = text.find(before); at != std::string::npos;
         at = text.find(before, at + seconders.size() + 1)) {
        text.insert(at, seconders);
    }
    harness.must(AdoptRules{text});
    return harness;
}

// Commands about one matter and its meetings: mostly what would bring it on, sometimes anything at all.
class Wanderer {
public:
    Wanderer(DecisionHarness& harness, SplitMix64& random) : harness_{harness}, random_{random} {}

    void begin() {
        OpenMatter command = matter_command();
        if (random_.chance(200)) command.major_ticks = {0};
        // Each of another person: nobody raises so many.
        author_ = ResidentId{proposer.raw() + harness_.state.matters.size()};
        harness_.must(command, Role::resident, author_);
        matter_ = harness_.state.matters.back().id;
    }
    [[nodiscard]] MatterId matter() const { return matter_; }

    void step() {
        harness_.now.ms += static_cast<std::int64_t>(random_.below(3)) * hour_ms;
        if (random_.chance(150)) harness_.wait_days(static_cast<std::int64_t>(random_.below(12)));
        const Command command = random_.chance(800) ? sensible() : anything();
        if (random_.chance(20)) take_down();
        Role role = Role::staff;
        ResidentId actor;
        if (const auto* document = std::get_if<FileDocument>(&command)) {
            if (document->kind.starts_with("supervision_")) role = Role::supervisor;
        }
        if (random_.chance(150)) {
            role = all_roles[static_cast<std::size_t>(random_.below(all_roles.size()))];
            actor = holder_of(static_cast<Seated>(1 + random_.below(9)), seat());
        }
        if (const auto* sign = std::get_if<SignMinutes>(&command); sign != nullptr && signs_as_chair_) {
            role = Role::council;
            const Meeting& meeting = *find_meeting(harness_.state, sign->meeting);
            actor = holder_of(static_cast<Seated>(meeting.body.raw()), meeting.chair);
        }
        // What is the holder's alone, and what the author's.
        if (const auto* right = std::get_if<ExerciseRight>(&command)) {
            role = Role::resident;
            actor = holder_of(Seated::branch, right->seat);
        }
        const auto* const recuse = std::get_if<Recuse>(&command);
        if (const Meeting* meeting = recuse ? find_meeting(harness_.state, recuse->meeting) : nullptr) {
            role = Role::council;
            actor = holder_of(static_cast<Seated>(meeting->body.raw()), recuse->seat);
        }
        const bool is_authors =
            std::holds_alternative<WithdrawMatter>(command) || std::holds_alternative<ContestDraft>(command);
        if (is_authors && random_.chance(800)) {
            role = Role::resident;
            actor = author_;
        }
        static_cast<void>(harness_.run(command, role, actor));
    }

private:
    // Some text of the community, whatever it is about; or one that is down already.
    void take_down() {
        auto text = harness_.state.texts.begin();
        std::advance(text, static_cast<std::ptrdiff_t>(random_.below(harness_.state.texts.size())));
        static_cast<void>(
            harness_.run(TakeDownText{text->first, all_grounds[static_cast<std::size_t>(random_.below(4))]}));
    }
    std::int64_t seat() { return static_cast<std::int64_t>(1 + random_.below(7)); }
    const Matter& state() const { return *find_matter(harness_.state, matter_); }
    MeetingId last_meeting() const { return MeetingId{harness_.state.meetings.size()}; }

    Command sensible() {
        if (state().stage != MatterStage::open) return CloseGate{matter_};
        const auto missing = missing_documents(harness_.state, state());
        if (!missing.empty() && random_.chance(700)) return FileDocument{matter_, missing.front(), "材料", Hash{}};
        switch (current_gate(harness_.state, state()).kind) {
            case GateKind::deliberation:
                return in_deliberation();
            case GateKind::disclosure:
                return in_disclosure();
            case GateKind::implementation:
                break;
        }
        if (!state().result) return RecordResult{matter_, {{yuan(1), 1, "计划"}, {yuan(2), 2, "实际"}, "合格", 5}};
        return CloseGate{matter_};
    }

    Command in_deliberation() {
        if (state().is_major && !consultation_is_over(state()) && random_.chance(500)) {
            if (!state().consultation) return OpenConsultation{matter_, 3};
            return CloseConsultation{matter_, "答复"};
        }
        if (find_carried(harness_.state, state(), true)) return CloseGate{matter_};
        const Meeting* const meeting = find_meeting(harness_.state, last_meeting());
        const bool is_mine = meeting != nullptr && meeting->agenda.front().matter == matter_;
        if (!is_mine) return convene();
        switch (meeting->stage) {
            case MeetingStage::convened:
                return before(*meeting);
            case MeetingStage::open:
                return during(*meeting);
            case MeetingStage::closed:
                return after(*meeting);
            case MeetingStage::cancelled:
                break;
        }
        return convene();
    }

    Command convene() {
        const Gate& gate = current_gate(harness_.state, state());
        ConveneMeeting command{BodyId{1 + random_.below(7)}, "cn.rc.2026", gate.form, {}, "会议室", {{"一", matter_}}};
        for (const Body& body : harness_.state.bodies) {
            if (body.kind == gate.body && random_.chance(950)) command.body = body.id;
        }
        command.at = {harness_.now.ms + static_cast<std::int64_t>(2 + random_.below(4)) * day_ms};
        return command;
    }

    Command before(const Meeting& meeting) {
        const Body& body = *find_body(harness_.state, meeting.body);
        if (harness_.now < meeting.at) harness_.now = meeting.at;
        if (!has_seats(body) && !meeting.attendance.of(Measure::heads)) {
            return CountAttendance{meeting.id,
                                   heads({340, static_cast<std::int64_t>(220 + random_.below(20)), 0, 0, 0})};
        }
        if (has_seats(body) && (meeting.present.size() < 3 || random_.chance(400))) return SignIn{meeting.id, seat()};
        return OpenMeeting{meeting.id};
    }

    Command during(const Meeting& meeting) {
        const bool has_chair = meeting.chair != 0;
        if (meeting.vote) {
            if (meeting.vote->method == VoteMethod::roll && random_.chance(700)) {
                return CastVote{meeting.id, seat(), static_cast<Choice>(random_.below(3))};
            }
            const std::int64_t present = has_chair ? 3 : 200;
            return CloseVote{meeting.id, heads({0, 0, present, static_cast<std::int64_t>(random_.below(2)), 0})};
        }
        if (pending_motion(meeting) == nullptr) {
            if (!meeting.motions.empty()) return CloseMeeting{meeting.id};
            return PutMotion{meeting.id, has_chair ? seat() : 0, matter_, ""};
        }
        if (seconds_lacking(harness_.state, meeting) > 0 && random_.chance(700)) {
            return random_.chance(900) ? Command{SecondMotion{meeting.id, seat()}} : DropMotion{meeting.id};
        }
        switch (random_.below(8)) {
            case 0:
                return PutAmendment{meeting.id, has_chair ? seat() : 0, "修改 " + std::to_string(random_.below(1'000))};
            case 1:
                return AskToSpeak{meeting.id, seat(), random_.chance(500) ? Side::in_favour : Side::against};
            case 2:
                return GiveFloor{meeting.id};
            case 3:
                return EndTurn{meeting.id};
            case 4:
                return random_.chance(500) ? Command{LeaveMeeting{meeting.id, seat()}} : SignIn{meeting.id, seat()};
            default:
                return OpenVote{meeting.id, static_cast<VoteMethod>(random_.below(3))};
        }
    }

    Command after(const Meeting& meeting) {
        if (meeting.minutes_published) return convene();
        const Hash hash = sha256(minutes_text(meeting, *find_body(harness_.state, meeting.body),
                                              form_of(harness_.state, meeting), Zone{}, harness_.state.texts));
        signs_as_chair_ = meeting.signatures.contains(0);
        if (!meeting.signatures.contains(meeting.chair)) return SignMinutes{meeting.id, 0, hash};
        return PublishMinutes{meeting.id};
    }

    Command in_disclosure() {
        const Notice* const notice = current_notice(harness_.state, state());
        if (notice == nullptr) return PostNotice{matter_, "公示", {"公告栏"}};
        switch (random_.below(8)) {
            case 0:
                return FileObjection{notice->id, "异议"};
            case 1:
                return CorrectNotice{notice->id, "更正", {"公告栏"}, "写错"};
            case 2:
            case 3:
                return AnswerObjection{notice->id, static_cast<std::int64_t>(1 + random_.below(3)), "答复",
                                       random_.chance(200)};
            case 4:
                return EscalateObjection{notice->id, 1};
            default:
                return CloseGate{matter_};
        }
    }

    Command anything() {
        const MeetingId meeting{1 + random_.below(harness_.state.meetings.size() + 1)};
        const MatterId matter{1 + random_.below(harness_.state.matters.size() + 1)};
        const NoticeId notice{1 + random_.below(harness_.state.notices.size() + 1)};
        switch (random_.below(23)) {
            case 0:
                return CloseGate{matter};
            case 1:
                return ReturnMatter{matter, "proposal", "重来"};
            case 2:  // Seldom, or few matters would come to another end.
                if (random_.chance(100)) return WithdrawMatter{matter_, "不办了"};
                return CloseGate{matter};
            case 3:  // Seldom, too: before a body hears it, it would be the end of most.
                if (random_.chance(100)) return RejectMatter{matter, "没通过"};
                return ContestDraft{matter_, static_cast<std::int64_t>(1 + random_.below(4)), "不同意"};
            case 4:
                return ReviseDraft{matter, "新稿 " + std::to_string(random_.below(1'000)), "改"};
            case 5:
                return PutMotion{meeting, seat(), matter, ""};
            case 6:
                return OpenMeeting{meeting};
            case 7:
                return OpenVote{meeting, VoteMethod::roll};
            case 8:
                return CastVote{meeting, seat(), Choice::in_favour};
            case 9:
                return CloseVote{meeting, heads({0, 0, 4, 1, 0})};
            case 10:
                return HandOverChair{meeting, seat()};
            case 11:
                return Recuse{meeting, seat(), matter};
            case 12:
                return PostNotice{matter, "公示", {"公告栏"}};
            case 13:
                return change_of_places();
            case 14:
                return SetMatterPlace{matter_, node()};
            case 15:
                return SetBodyScope{BodyId{8 + random_.below(2)}, node()};
            case 16:
                return LogDuty{body_id(Seated::commissioners),
                               seat(),
                               all_duty_kinds[static_cast<std::size_t>(random_.below(all_duty_kinds.size()))],
                               random_.chance(500) ? matter : MatterId{},
                               day_before(static_cast<std::int64_t>(random_.below(3))),
                               static_cast<std::int64_t>(random_.below(1'440)),
                               static_cast<std::int64_t>(random_.below(1'441)),
                               "走访"};
            case 17:
            case 18: {
                const auto right = all_branch_rights[static_cast<std::size_t>(random_.below(all_branch_rights.size()))];
                return ExerciseRight{
                    matter_, body_id(Seated::branch), seat(), right, "意见", right == BranchRight::appraise ? 4 : 0};
            }
            case 19:
                return SecondMotion{meeting, seat()};
            case 20:
                return DropMotion{meeting};
            case 21:
                return AnswerContest{matter_, static_cast<std::int64_t>(1 + random_.below(4)), "答复"};
            default:
                return AnswerObjection{notice, 1, "答复", random_.chance(300)};
        }
    }

    NodeId node() { return NodeId{1 + random_.below(harness_.state.tree.size() + 1)}; }
    Date day_before(std::int64_t days) {
        return date_from_days(days_from_epoch(local_time(harness_.now, Zone{}).date) - days);
    }
    Command change_of_places() {
        const Date from = day_before(static_cast<std::int64_t>(random_.below(5)) - 2);
        const std::string name = "新" + std::to_string(random_.below(100));
        switch (random_.below(4)) {
            case 0:
                return AddNodes{all_node_levels[static_cast<std::size_t>(3 + random_.below(3))], node(), {name}, from};
            case 1:
                return RenameNode{node(), name, from};
            case 2:
                return MoveNode{node(), node(), from};
            default:
                return MergeNodes{node(), node(), from};
        }
    }

    DecisionHarness& harness_;
    SplitMix64& random_;
    MatterId matter_;
    ResidentId author_;
    bool signs_as_chair_ = false;
};

// No gate was skipped: each passage that closed forward is followed by the next gate, each one back by an earlier one,
// and each deliberation closed by a motion with quorum and majority in published minutes.
void check_passages(const DecisionState& state, const Matter& matter) {
    for (std::size_t i = 0; i < matter.passages.size(); ++i) {
        const Passage& passage = matter.passages[i];
        const bool is_last = i + 1 == matter.passages.size();
        if (!is_last) {
            const std::int64_t next = matter.passages[i + 1].gate;
            REQUIRE(passage.closed_at.has_value());
            REQUIRE((passage.went_back ? next < passage.gate : next == passage.gate + 1));
        }
        const bool went_on =
            passage.closed_at && !passage.went_back && (!is_last || matter.stage == MatterStage::completed);
        if (!went_on) continue;
        const Gate& gate = profile_of(state, matter).gates[static_cast<std::size_t>(passage.gate)];
        if (gate.kind == GateKind::deliberation) {
            const Meeting& meeting = *find_meeting(state, passage.meeting);
            const Motion& motion = meeting.motions[static_cast<std::size_t>(passage.motion - 1)];
            REQUIRE(meeting.minutes_published);
            REQUIRE(motion.matter == matter.id);
            REQUIRE(motion.count->verdict.is_valid);
            REQUIRE(motion.count->verdict.passes);
            REQUIRE(motion.counted_step > passage.opened_step);
            REQUIRE(find_body(state, meeting.body)->kind == gate.body);
        }
        if (gate.kind == GateKind::disclosure) {
            const Notice& notice = *find_notice(state, passage.notice);
            REQUIRE(*passage.closed_at >= period_over_at(notice, Zone{}));
            REQUIRE_FALSE(notice.is_void);
        }
    }
    if (matter.stage == MatterStage::completed) {
        REQUIRE(gate_of(matter) + 1 == static_cast<std::int64_t>(profile_of(state, matter).gates.size()));
        if (matter.is_major) REQUIRE(consultation_is_over(matter));
    }
}

// What was voted on had its seconds, each of another seat, none of who moved it.
void check_seconders(const DecisionState& state, const Meeting& meeting, std::int64_t mover,
                     const std::vector<std::int64_t>& seconders) {
    const auto& rule = form_of(state, meeting).seconders;
    const bool is_asked_for = rule && has_seats(*find_body(state, meeting.body));
    REQUIRE(static_cast<std::int64_t>(seconders.size()) == (is_asked_for ? rule->count : 0));
    REQUIRE(std::find(seconders.begin(), seconders.end(), mover) == seconders.end());
    REQUIRE(std::set<std::int64_t>(seconders.begin(), seconders.end()).size() == seconders.size());
}

// One seat, one vote; no more votes than are present; at most two turns.
void check_meeting(const DecisionState& state, const Meeting& meeting) {
    for (const Motion& motion : meeting.motions) {
        for (const Amendment& amendment : motion.amendments) {
            if (amendment.count) check_seconders(state, meeting, amendment.mover, amendment.seconders);
        }
        if (!motion.count) continue;
        std::set<std::int64_t> seats;
        for (const RollVote& vote : motion.count->roll) {
            REQUIRE(seats.insert(vote.seat).second);
        }
        const Count& count = *motion.count->counts.of(Measure::heads);
        REQUIRE(check_count(count) == CountFault::none);
        REQUIRE(motion.count->verdict == judge(form_of(state, meeting), motion.count->counts));
        REQUIRE_FALSE(motion.fell);
        check_seconders(state, meeting, motion.mover, motion.seconders);
    }
    // Nobody withdraws while a vote runs, so who has withdrawn is not among those who vote.
    for (const RollVote& vote : meeting.vote ? meeting.vote->roll : std::vector<RollVote>{}) {
        REQUIRE_FALSE(meeting.recused.contains({vote.seat, meeting.motions.back().matter.raw()}));
    }
    for (const auto& [seat, turns] : meeting.floor.used) {
        REQUIRE(turns <= 2);
        static_cast<void>(seat);
    }
}

// What stands under nothing is a district; everything else stands one level below a place that is there as long as it
// is; history ascends; and no commissioner does two things at once.
void check_places(const DecisionState& state) {
    for (const Node& node : state.tree) {
        for (std::size_t i = 1; i < node.names.size(); ++i) REQUIRE(node.names[i - 1].from <= node.names[i].from);
        for (std::size_t i = 1; i < node.places.size(); ++i) REQUIRE(node.places[i - 1].from <= node.places[i].from);
        const Node* const parent = find_node(state.tree, node.places.back().parent);
        REQUIRE((parent == nullptr) == (node.level == NodeLevel::district));
        if (parent == nullptr) continue;
        REQUIRE(node_rank(node.level) == node_rank(parent->level) + 1);
        const Date last{9999, 12, 31};
        if (!node.until) REQUIRE(exists_on(*parent, last));
    }
    for (std::size_t i = 1; i < state.duties.size(); ++i) {
        const Duty& one = state.duties[i];
        for (std::size_t k = 0; k < i; ++k) {
            const Duty& two = state.duties[k];
            const bool is_same = one.seat == two.seat && one.date == two.date;
            REQUIRE((!is_same || one.to_minute <= two.from_minute || two.to_minute <= one.from_minute));
        }
    }
}

// A branch spoke only where its right holds, once a gate.
void check_views(const DecisionState& state, const Matter& matter) {
    for (const BranchView& view : matter.views) {
        REQUIRE(has_power(view.right, place_of(profile_of(state, matter).gates, view.gate)));
        REQUIRE((view.rating != 0) == (view.right == BranchRight::appraise));
    }
}

// Every posted version of a notice is still there as it was posted.
class NoticesKept {
public:
    void check(const DecisionState& state) {
        for (std::size_t i = 0; i < state.notices.size(); ++i) {
            const auto& versions = state.notices[i].versions;
            if (i == seen_.size()) seen_.emplace_back();
            REQUIRE(versions.size() >= seen_[i].size());
            if (versions.size() == seen_[i].size()) continue;
            REQUIRE(std::equal(seen_[i].begin(), seen_[i].end(), versions.begin()));
            seen_[i] = versions;
        }
    }

private:
    std::vector<std::vector<NoticeVersion>> seen_;
};

std::string written(const Event& event) {
    JsonWriter json;
    write_event(json, event, /*version=*/3);
    return json.take();
}

}  // namespace

// Goal: whatever is asked, in whatever order, no gate is skipped, no vote counts without a quorum, every posted notice
// is kept, and the record replays to the same state. Method: ten thousand matters, each with sixty commands that mostly
// bring it on; the invariants after each command; at the end a replay of the events through their JSON.
TEST_CASE("ten thousand matters keep the invariants and replay to the same state", "[decision][simulation]") {
    const auto seed = GENERATE(range(std::uint64_t{1}, std::uint64_t{seeds + 1}));
    CAPTURE(seed);  // The seed and the commit are the whole bug report.
    SplitMix64 random{seed};
    DecisionHarness harness = seed % 2 == 0 ? long_community() : seconding_community();
    NoticesKept notices;
    for (int i = 0; i < matters_a_seed; ++i) {
        Wanderer wanderer{harness, random};
        wanderer.begin();
        for (int step = 0; step < commands_a_matter; ++step) {
            wanderer.step();
            check_passages(harness.state, *find_matter(harness.state, wanderer.matter()));
            if (!harness.state.meetings.empty()) check_meeting(harness.state, harness.state.meetings.back());
            notices.check(harness.state);
        }
    }
    for (const Matter& matter : harness.state.matters) {
        check_passages(harness.state, matter);
        check_views(harness.state, matter);
    }
    check_places(harness.state);
    for (const Meeting& meeting : harness.state.meetings) check_meeting(harness.state, meeting);

    DecisionState replayed;
    for (const auto& [at, event] : harness.history) {
        const std::string text = written(event);
        JsonReader reader{text, 1 << 20};
        const auto read = reader.finish(read_event(reader.root(), event.index(), /*version=*/3));
        REQUIRE(read.has_value());
        REQUIRE(written(*read) == text);
        REQUIRE(check_applicable(replayed, *read).has_value());
        apply_event(replayed, *read, at, harness.roles[static_cast<std::size_t>(replayed.step)]);
    }
    // The events hold no texts: those that were not taken down come from beside them, and then nothing is missing.
    for (const auto& [commitment, kept] : harness.state.texts) {
        if (kept.opened) REQUIRE(supply_text(replayed.texts, *kept.opened) == Supplied::kept);
    }
    REQUIRE(replayed == harness.state);
    REQUIRE(withheld_texts(replayed.texts).empty());
}

// The wanderers reach every end; else the invariants above would say little.
TEST_CASE("matters of the simulation reach every end and every gate", "[decision][simulation]") {
    SplitMix64 random{20'261'121};
    DecisionHarness harness = seconding_community();
    for (int i = 0; i < 200; ++i) {
        Wanderer wanderer{harness, random};
        wanderer.begin();
        for (int step = 0; step < 400; ++step) wanderer.step();
    }
    std::set<MatterStage> stages;
    std::set<std::int64_t> gates;
    bool went_back = false;
    for (const Matter& matter : harness.state.matters) {
        stages.insert(matter.stage);
        for (const Passage& passage : matter.passages) {
            gates.insert(passage.gate);
            went_back = went_back || passage.went_back;
        }
    }
    CHECK(stages.size() == 4);
    CHECK(gates.size() == 7);
    CHECK(went_back);
    CHECK(std::any_of(harness.state.texts.begin(), harness.state.texts.end(),
                      [](const auto& text) { return text.second.takedown.has_value(); }));
    CHECK(
        std::any_of(harness.state.tree.begin(), harness.state.tree.end(), [](const Node& node) { return node.until; }));
    CHECK(harness.state.duties.size() > 10);
    CHECK(std::any_of(harness.state.matters.begin(), harness.state.matters.end(),
                      [](const Matter& matter) { return !matter.views.empty(); }));
    bool is_seconded = false, fell = false;
    for (const Meeting& meeting : harness.state.meetings) {
        for (const Motion& motion : meeting.motions) {
            is_seconded = is_seconded || !motion.seconders.empty();
            fell = fell || motion.fell;
        }
    }
    CHECK(is_seconded);
    CHECK(fell);
}

}  // namespace gongyi::decision
