// What staff do in another's place (docs/authority.md): who sees it, and whose word goes first.
#include <catch2/catch_test_macros.hpp>

#include "shared/decision/gates.h"
#include "shared/decision/todo.h"
#include "tests/support/decision_fixture.h"

namespace gongyi::decision {

using namespace test;

namespace {

constexpr MatterId one{1};
constexpr MeetingId first{1};
constexpr ResidentId clerk{7'001};  // Of the staff.

std::string refused(DecisionHarness harness, const Command& command, Role role = Role::staff, ResidentId actor = {}) {
    const auto result = harness.run(command, role, actor);
    return result ? "done" : std::string{refusal_name(result.error().code)};
}

ResidentId member(std::int64_t seat) {
    return holder_of(Seated::committee, seat);
}

DecisionHarness with_matter() {
    DecisionHarness harness = decision_community();
    harness.must(matter_command(), Role::resident, proposer);
    return harness;
}

// A roll call that is open, on the first matter.
DecisionHarness in_roll_call() {
    DecisionHarness harness = with_matter();
    file_documents(harness, one);
    sign_in_and_open(harness, convene_for(harness, one));
    harness.must(PutMotion{first, 2, one, ""});
    harness.must(OpenVote{first, VoteMethod::roll});
    return harness;
}

const std::vector<RollVote>& roll(const DecisionHarness& harness) {
    return harness.state.meetings[0].vote->roll;
}

PersonFacts born(int year, ResidentClass kind = ResidentClass::hukou, Date since = {2015, 1, 1}) {
    return {{year, 6, 1}, since, kind};
}

}  // namespace

TEST_CASE("the holder's own vote goes before one that staff entered, until the vote closes", "[decision][quiet]") {
    DecisionHarness harness = in_roll_call();
    harness.must(CastVote{first, 3, Choice::against}, Role::staff, clerk);
    REQUIRE(roll(harness).size() == 1);
    CHECK(roll(harness)[0].is_entered);
    CHECK(refused(harness, CastVote{first, 3, Choice::in_favour}, Role::staff, clerk) == "voted_already");
    harness.must(CastVote{first, 0, Choice::in_favour}, Role::council, member(3));
    CHECK(roll(harness) == std::vector{RollVote{3, Choice::in_favour, false}});
    // One's own stays: neither staff nor oneself changes it.
    CHECK(refused(harness, CastVote{first, 3, Choice::against}) == "voted_already");
    CHECK(refused(harness, CastVote{first, 0, Choice::against}, Role::council, member(3)) == "voted_already");
    harness.must(CastVote{first, 4, Choice::against});
    DecisionHarness closed = harness;
    closed.must(CloseVote{first, {}});
    CHECK(refused(closed, CastVote{first, 0, Choice::in_favour}, Role::council, member(4)) == "no_motion_pending");
    const Count count = *closed.state.meetings[0].motions[0].count->counts.of(Measure::heads);
    CHECK(count.in_favour == 1);
    CHECK(count.against == 1);
    // Staff who hold the seat themselves vote as themselves.
    harness.must(CastVote{first, 5, Choice::abstain}, Role::staff, member(5));
    CHECK_FALSE(roll(harness).back().is_entered);
}

TEST_CASE("the minutes say which votes staff entered", "[decision][quiet]") {
    DecisionHarness harness = in_roll_call();
    harness.must(CastVote{first, 3, Choice::against});
    harness.must(CastVote{first, 0, Choice::against}, Role::council, member(4));
    harness.must(CloseVote{first, {}});
    const std::string text =
        minutes_text(harness.state.meetings[0], harness.state.bodies[0],
                     form_of(harness.state, harness.state.meetings[0]), Zone{}, harness.state.texts);
    CHECK(text.find("代表（3号席）：反对（工作人员代录）\n") != std::string::npos);
    CHECK(text.find("代表（4号席）：反对\n") != std::string::npos);
}

TEST_CASE("a record in which a holder's own vote is replaced is refused", "[decision][quiet]") {
    DecisionHarness harness = in_roll_call();
    harness.must(CastVote{first, 3, Choice::against});
    CHECK_FALSE(check_applicable(harness.state, VoteCast{first, 3, Choice::in_favour, 1}).has_value());
    CHECK(check_applicable(harness.state, VoteCast{first, 3, Choice::in_favour, 0}).has_value());
    harness.must(CastVote{first, 0, Choice::in_favour}, Role::council, member(3));
    CHECK_FALSE(check_applicable(harness.state, VoteCast{first, 3, Choice::against, 1}).has_value());
    CHECK_FALSE(check_applicable(harness.state, VoteCast{first, 3, Choice::against, 0}).has_value());
}

TEST_CASE("who takes a seat exists, is entitled, and was seated by somebody else", "[decision][quiet]") {
    DecisionHarness harness = decision_community();
    const auto vacate = [&](Seated body) { harness.must(GiveUpSeat{body_id(body), 2, "换人"}); };
    for (const Seated body : {Seated::committee, Seated::representatives, Seated::council, Seated::children})
        vacate(body);
    const ResidentId adult{1}, of_age_today{2}, of_age_tomorrow{3}, newcomer{4}, worker{5}, nobody{6};
    // decision_start is 2026-05-29.
    harness.census = {{adult, born(1980)},
                      {of_age_today, {{2008, 5, 29}, {2015, 1, 1}, ResidentClass::hukou}},
                      {of_age_tomorrow, {{2008, 5, 30}, {2015, 1, 1}, ResidentClass::hukou}},
                      {newcomer, born(1980, ResidentClass::non_hukou, {2026, 1, 1})},
                      {worker, born(1980, ResidentClass::works_here)},
                      {clerk, born(1990)}};
    const auto seat = [&](Seated body, ResidentId holder, ResidentId actor = clerk) {
        return refused(harness, TakeSeat{body_id(body), {1, holder, {}, true}}, Role::staff, actor);
    };
    CHECK(seat(Seated::council, nobody) == "no_such_resident");
    CHECK(seat(Seated::council, clerk) == "seats_oneself");
    CHECK(seat(Seated::council, clerk, ResidentId{7'002}) == "done");
    CHECK(seat(Seated::council, of_age_today) == "done");
    CHECK(seat(Seated::council, of_age_tomorrow) == "seat_holder_too_young");
    CHECK(seat(Seated::committee, of_age_tomorrow) == "seat_holder_too_young");
    CHECK(seat(Seated::children, of_age_tomorrow) == "done");
    CHECK(seat(Seated::children, of_age_today) == "seat_holder_not_a_child");
    // Residents elect representatives from among those who may vote; a council has people of firms, too.
    CHECK(seat(Seated::representatives, adult) == "done");
    CHECK(seat(Seated::representatives, newcomer) == "seat_holder_not_entitled");
    CHECK(seat(Seated::representatives, worker) == "seat_holder_not_entitled");
    CHECK(seat(Seated::council, worker) == "done");
    // A browser cannot look; and what stands in a record is read whoever it names.
    harness.census.reset();
    CHECK(seat(Seated::council, nobody) == "done");
    CHECK(
        check_applicable(harness.state, SeatTaken{body_id(Seated::council), 1, nobody, {}, {2026, 5, 29}}).has_value());
}

TEST_CASE("what staff change in a resident's draft is theirs by name, and can be contested once", "[decision][quiet]") {
    DecisionHarness harness = with_matter();
    const Matter& matter = harness.state.matters[0];
    CHECK_FALSE(is_changed_by_staff(matter, 0));
    harness.must(ReviseDraft{one, "作者的第二稿", "补充"}, Role::resident, proposer);
    CHECK_FALSE(is_changed_by_staff(matter, 1));
    CHECK(refused(harness, ContestDraft{one, 2, "不同意"}, Role::resident, proposer) == "not_changed_by_staff");
    CHECK(refused(harness, ContestDraft{one, 0, "不同意"}, Role::resident, proposer) == "not_changed_by_staff");
    CHECK(refused(harness, ContestDraft{one, 9, "不同意"}, Role::resident, proposer) == "not_changed_by_staff");
    harness.must(ReviseDraft{one, "工作人员的稿", "理顺文字"}, Role::staff, clerk);
    CHECK(is_changed_by_staff(matter, 2));
    CHECK(matter.drafts[2].by == Role::staff);
    CHECK(refused(harness, ContestDraft{one, 3, "x"}, Role::resident, ResidentId{5}) == "authors_own_act");
    CHECK(refused(harness, ContestDraft{one, 3, "x"}, Role::staff, clerk) == "authors_own_act");
    CHECK(refused(harness, AnswerContest{one, 3, "x"}) == "no_contest_open");
    harness.must(ContestDraft{one, 3, "意思变了"}, Role::resident, proposer);
    CHECK(words(harness.state, matter.drafts[2].contest) == "意思变了");
    CHECK(refused(harness, ContestDraft{one, 3, "还有"}, Role::resident, proposer) == "contested_already");
    CHECK(is_contest_open(harness.state, matter, 2));

    DecisionHarness answered = harness;
    answered.must(AnswerContest{one, 3, "已按您的意思说明"});
    CHECK_FALSE(is_contest_open(answered.state, answered.state.matters[0], 2));
    CHECK(refused(answered, AnswerContest{one, 3, "又一次"}) == "no_contest_open");
    DecisionHarness restored = harness;
    restored.must(ReviseDraft{one, "作者的第二稿", "恢复"}, Role::staff, clerk);
    CHECK_FALSE(is_contest_open(restored.state, restored.state.matters[0], 2));
    DecisionHarness rewritten = harness;
    rewritten.must(ReviseDraft{one, "作者的第三稿", "按自己的意思"}, Role::resident, proposer);
    CHECK_FALSE(is_contest_open(rewritten.state, rewritten.state.matters[0], 2));
    DecisionHarness again = harness;
    again.must(ReviseDraft{one, "工作人员又一稿", "再改"}, Role::staff, clerk);
    CHECK(is_contest_open(again.state, again.state.matters[0], 2));

    // The staff's list has it until then.
    const auto waits = [](const DecisionHarness& where) {
        for (const Todo& todo : todo_list(where.state, where.now, Zone{})) {
            if (todo.kind == TodoKind::answer_contest) return todo.number;
        }
        return std::int64_t{0};
    };
    CHECK(waits(harness) == 3);
    CHECK(waits(answered) == 0);
    CHECK(waits(restored) == 0);
}

TEST_CASE("what the desk itself raised is the desk's to change and to withdraw", "[decision][quiet]") {
    DecisionHarness harness = decision_community();
    harness.must(matter_command(), Role::staff, clerk);
    harness.must(ReviseDraft{one, "改一改", "改"}, Role::staff, ResidentId{7'002});
    CHECK_FALSE(is_changed_by_staff(harness.state.matters[0], 1));
    harness.must(WithdrawMatter{one, "不办了"}, Role::staff, ResidentId{7'002});
}

TEST_CASE("withdrawing is the author's; staff reject with reasons, before a body heard it or after its vote",
          "[decision][quiet]") {
    DecisionHarness harness = with_matter();
    CHECK(refused(harness, WithdrawMatter{one, "不办了"}) == "authors_own_act");
    CHECK(refused(harness, WithdrawMatter{one, "不办了"}, Role::staff, clerk) == "authors_own_act");
    CHECK(refused(harness, WithdrawMatter{one, "不办了"}, Role::resident, proposer) == "done");
    DecisionHarness rejected = harness;
    rejected.must(RejectMatter{one, "不属于社区的事"}, Role::staff, clerk);
    CHECK(rejected.state.matters[0].stage == MatterStage::rejected);
    CHECK(rejected.state.matters[0].ended_by == Role::staff);
    CHECK(is_unheard(rejected.state, rejected.state.matters[0]));
    file_documents(harness, one);
    DecisionHarness cancelled = harness;
    static_cast<void>(convene_for(cancelled, one));
    harness = cancelled;
    CHECK(refused(cancelled, RejectMatter{one, "不办"}) == "not_voted_down");
    cancelled.must(CancelMeeting{first, "台风"});
    CHECK(refused(cancelled, RejectMatter{one, "不办"}) == "done");
    sign_in_and_open(harness, first);
    harness.must(PutMotion{first, 2, one, ""});
    vote_by_hands(harness, first, 5, 0);
    CHECK(refused(harness, RejectMatter{one, "不办"}) == "not_voted_down");  // Carried: the staff cannot stop it.
    harness.must(CloseMeeting{first});
    sign_and_publish(harness, first);
    harness.must(CloseGate{one});
    CHECK(refused(harness, RejectMatter{one, "不办"}) == "not_voted_down");
    harness.must(ReturnMatter{one, harness.state.profiles[0].gates[0].id, "重来"});
    CHECK(refused(harness, RejectMatter{one, "不办"}) == "not_voted_down");
}

TEST_CASE("nobody withdraws from a matter, or uses a branch's right, for another", "[decision][quiet]") {
    DecisionHarness harness = in_roll_call();
    CHECK(refused(harness, Recuse{first, 3, one}) == "holders_own_act");
    DecisionHarness before = with_matter();
    file_documents(before, one);
    sign_in_and_open(before, convene_for(before, one));
    CHECK(refused(before, Recuse{first, 3, one}, Role::staff, member(4)) == "holders_own_act");
    CHECK(refused(before, Recuse{first, 3, one}, Role::staff, member(3)) == "done");  // Staff for themselves.
    CHECK(refused(before, Recuse{first, 0, one}, Role::council, member(3)) == "done");
    add_newcomers(harness);
    const ExerciseRight right{one, body_id(Seated::branch), 2, BranchRight::advise, "建议", 0};
    CHECK(refused(harness, right) == "holders_own_act");
    CHECK(refused(harness, right, Role::resident, holder_of(Seated::branch, 2)) == "done");
}

}  // namespace gongyi::decision
