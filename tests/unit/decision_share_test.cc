// Each person's share of what all may say: at the limit, one beyond, and again from when on.
#include <catch2/catch_test_macros.hpp>

#include "shared/decision/share.h"
#include "tests/support/decision_fixture.h"

namespace gongyi::decision {

using namespace test;

namespace {

constexpr MatterId one{1};
constexpr ResidentId loud{501};
constexpr ResidentId quiet{502};

// What a community gets whose people can be told apart: the usual rules, and matters under consultation.
DecisionHarness consulting(int matters) {
    DecisionHarness harness = decision_community();
    harness.counts_shares = true;
    for (int i = 0; i < matters; ++i) {
        OpenMatter command = matter_command();
        command.title = "事项" + std::to_string(i);
        harness.must(command, Role::resident, ResidentId{9'000 + static_cast<std::uint64_t>(i)});
        harness.must(OpenConsultation{MatterId{static_cast<std::uint64_t>(i) + 1}, 30});
    }
    return harness;
}

Expected<void, Refusal> say(DecisionHarness& harness, MatterId matter, const std::string& text, ResidentId who,
                            Role role = Role::resident) {
    return harness.run(GiveOpinion{matter, text}, role, who);
}

std::string name_of(const Expected<void, Refusal>& result) {
    return result ? "done" : std::string{refusal_name(result.error().code)};
}

std::int64_t figure(const Expected<void, Refusal>& result, std::string_view name) {
    for (const RefusalFigure& figure_of_it : result.error().figures) {
        if (figure_of_it.name == name) return figure_of_it.value;
    }
    return -1;
}

// Midnight behind the harness's day, in the zone of its contexts.
std::int64_t tomorrow(const DecisionHarness& harness) {
    const Date day = local_time(harness.now, Zone{}).date;
    return start_of_day(date_from_days(days_from_epoch(day) + 1), Zone{}).ms;
}

}  // namespace

TEST_CASE("one person gives so many opinions to one matter, and everybody else as before", "[decision][share]") {
    DecisionHarness harness = consulting(1);
    const VoiceRule rule;
    for (std::int64_t i = 0; i < rule.opinions_a_matter; ++i) {
        REQUIRE(say(harness, one, "意见" + std::to_string(i), loud));
    }
    const auto beyond = say(harness, one, "再说一条", loud);
    CHECK(name_of(beyond) == "own_share_used");
    CHECK(figure(beyond, "allowed") == rule.opinions_a_matter);
    CHECK(name_of(say(harness, one, "我也说", quiet)) == "done");
    harness.wait_days(1);
    CHECK(name_of(say(harness, one, "明天再说", loud)) == "own_share_used");  // For good, on this one.
    const auto& opinions = harness.state.matters[0].consultation->opinions;
    CHECK(opinions.front().person == opinions[1].person);
    CHECK(opinions.front().person != opinions.back().person);
    CHECK(opinions.front().person != 0);
}

TEST_CASE("one person gives so many opinions a day, on all matters together", "[decision][share]") {
    DecisionHarness harness = consulting(4);
    const VoiceRule rule;
    for (std::int64_t i = 0; i < rule.opinions_a_day; ++i) {
        REQUIRE(say(harness, MatterId{static_cast<std::uint64_t>(1 + i % 3)}, "意见" + std::to_string(i), loud));
    }
    const auto beyond = say(harness, MatterId{4}, "再说一条", loud);
    CHECK(name_of(beyond) == "day_share_used");
    CHECK(figure(beyond, "allowed") == rule.opinions_a_day);
    CHECK(figure(beyond, "from_ms") == tomorrow(harness));
    CHECK(name_of(say(harness, MatterId{4}, "我也说", quiet)) == "done");
    harness.now.ms = tomorrow(harness) - 1;
    CHECK(name_of(say(harness, MatterId{4}, "再说一条", loud)) == "day_share_used");
    harness.now.ms += 1;
    CHECK(name_of(say(harness, MatterId{4}, "再说一条", loud)) == "done");
}

TEST_CASE("equal texts of one person on one thing stand once", "[decision][share]") {
    DecisionHarness harness = consulting(2);
    REQUIRE(say(harness, one, "太吵，\r\n请白天施工", loud));
    CHECK(name_of(say(harness, one, "太吵，请白天 施工　", loud)) == "said_already");
    CHECK(name_of(say(harness, one, "太吵，请白天施工！", loud)) == "done");
    CHECK(name_of(say(harness, one, "太吵，请白天施工", quiet)) == "done");
    CHECK(name_of(say(harness, MatterId{2}, "太吵，请白天施工", loud)) == "done");
    CHECK(is_same_text("", " \n　"));
    CHECK_FALSE(is_same_text("a", "ab"));
    CHECK_FALSE(is_same_text("ab", "a"));
}

TEST_CASE("the numbers of one person in two matters have nothing in common", "[decision][share]") {
    DecisionHarness harness = consulting(2);
    REQUIRE(say(harness, one, "一", loud));
    REQUIRE(say(harness, MatterId{2}, "二", loud));
    CHECK(harness.state.matters[0].consultation->opinions[0].person !=
          harness.state.matters[1].consultation->opinions[0].person);
}

TEST_CASE("what the desk enters from paper has a share of its own", "[decision][share]") {
    DecisionHarness harness = consulting(1);
    for (std::int64_t i = 0; i < desk_entries_a_day_max; ++i) {
        REQUIRE(say(harness, one, "纸面意见", ResidentId{7'001}, Role::staff));  // Two may have written the same.
    }
    const auto beyond = say(harness, one, "纸面意见", ResidentId{7'002}, Role::staff);
    CHECK(name_of(beyond) == "desk_share_used");
    CHECK(figure(beyond, "from_ms") == tomorrow(harness));
    CHECK(name_of(say(harness, one, "我自己说", quiet)) == "done");
    CHECK(harness.state.matters[0].consultation->opinions[0].person == 0);
    CHECK(harness.state.matters[0].consultation->opinions[0].by == Role::staff);
    harness.wait_days(1);
    CHECK(name_of(say(harness, one, "纸面意见", ResidentId{7'001}, Role::staff)) == "done");
}

TEST_CASE("one person objects so often to one notice", "[decision][share]") {
    DecisionHarness harness = decision_community();
    harness.must(matter_command(), Role::resident, proposer);
    for (int gate = 0; gate < 4; ++gate) pass_gate(harness, one);
    file_documents(harness, one);
    harness.must(PostNotice{one, "决议", {"公告栏"}});
    harness.counts_shares = true;
    const NoticeId posted{1};
    const VoiceRule rule;
    const auto object = [&](const std::string& text, ResidentId who) {
        return harness.run(FileObjection{posted, text}, Role::resident, who);
    };
    for (std::int64_t i = 0; i < rule.objections_a_notice; ++i) REQUIRE(object("异议" + std::to_string(i), loud));
    CHECK(name_of(object("异议 0", loud)) == "said_already");
    CHECK(name_of(object("又一条", loud)) == "own_share_used");
    CHECK(name_of(object("异议0", quiet)) == "done");
    const auto& objections = harness.state.notices[0].objections;
    CHECK(objections[0].person == objections[1].person);
    CHECK(objections[0].person != objections.back().person);
}

TEST_CASE("one person raises so many matters a day, and has so many in progress", "[decision][share]") {
    DecisionHarness harness = decision_community();
    const VoiceRule rule;
    const auto raise = [&](const std::string& title, ResidentId who = loud, Role role = Role::resident) {
        OpenMatter command = matter_command();
        command.title = title;
        return harness.run(command, role, who);
    };
    for (std::int64_t i = 0; i < rule.matters_a_day; ++i) REQUIRE(raise("第" + std::to_string(i)));
    const auto beyond = raise("又一件");
    CHECK(name_of(beyond) == "day_share_used");
    CHECK(figure(beyond, "allowed") == rule.matters_a_day);
    CHECK(figure(beyond, "from_ms") == tomorrow(harness));
    CHECK(name_of(raise("又一件", quiet)) == "done");
    harness.now.ms = tomorrow(harness);
    CHECK(name_of(raise("第 0")) == "said_already");
    for (std::int64_t i = rule.matters_a_day; i < rule.matters_open; ++i) REQUIRE(raise("第" + std::to_string(i)));
    harness.wait_days(1);
    const auto full = raise("又一件");
    CHECK(name_of(full) == "own_matters_open");
    CHECK(figure(full, "allowed") == rule.matters_open);
    harness.must(WithdrawMatter{one, "不办了"}, Role::resident, loud);
    CHECK(name_of(raise("又一件")) == "done");
    // The desk raises for many, and has a share a day.
    for (std::int64_t i = 0; i < desk_matters_a_day_max; ++i) {
        REQUIRE(raise("台" + std::to_string(i), ResidentId{7'001}, Role::staff));
    }
    CHECK(name_of(raise("台", ResidentId{7'001}, Role::staff)) == "day_share_used");
}

TEST_CASE("an author and the desk each write so many drafts", "[decision][share]") {
    DecisionHarness harness = decision_community();
    harness.must(matter_command(), Role::resident, loud);
    int number = 0;
    const auto revise = [&](Role role, ResidentId who) {
        return harness.run(ReviseDraft{one, "稿" + std::to_string(++number), "改"}, role, who);
    };
    for (std::size_t i = 0; i < own_drafts_a_day_max; ++i) REQUIRE(revise(Role::resident, loud));
    CHECK(name_of(revise(Role::resident, loud)) == "day_share_used");
    OpenMatter another = matter_command();
    another.title = "另一件";
    harness.must(another, Role::resident, loud);
    const auto elsewhere = harness.run(ReviseDraft{MatterId{2}, "别处的稿", "改"}, Role::resident, loud);
    CHECK(name_of(elsewhere) == "day_share_used");                     // A day is a day, on whatever matter.
    CHECK(name_of(revise(Role::staff, ResidentId{7'001})) == "done");  // Each has a share of its own.
    for (std::size_t i = own_drafts_a_day_max; i < own_drafts_max; ++i) {
        if (i % own_drafts_a_day_max == 0) harness.wait_days(1);
        REQUIRE(revise(Role::resident, loud));
    }
    harness.wait_days(1);
    CHECK(name_of(revise(Role::resident, loud)) == "own_share_used");
    CHECK(name_of(revise(Role::staff, ResidentId{7'001})) == "done");
}

TEST_CASE("a seat puts so many motions and amendments", "[decision][share]") {
    DecisionHarness harness = decision_community();
    harness.must(matter_command(), Role::resident, proposer);
    file_documents(harness, one);
    const MeetingId meeting = convene_for(harness, one);
    sign_in_and_open(harness, meeting);
    DecisionHarness moving = harness;
    moving.state.meetings[0].motions.resize(own_motions_max);
    for (Motion& motion : moving.state.meetings[0].motions) {
        motion.mover = 2;
        motion.fell = true;
    }
    CHECK(name_of(moving.run(PutMotion{meeting, 2, {}, "又一条"}, Role::staff)) == "own_share_used");
    CHECK(name_of(moving.run(PutMotion{meeting, 3, {}, "又一条"}, Role::staff)) == "done");
    harness.must(PutMotion{meeting, 2, one, ""});
    harness.state.meetings[0].motions[0].amendments.resize(own_amendments_max);
    for (Amendment& amendment : harness.state.meetings[0].motions[0].amendments) {
        amendment.mover = 3;
        amendment.fell = true;
    }
    CHECK(name_of(harness.run(PutAmendment{meeting, 3, "又一条"}, Role::staff)) == "own_share_used");
    CHECK(name_of(harness.run(PutAmendment{meeting, 4, "又一条"}, Role::staff)) == "done");
}

TEST_CASE("a commissioner logs so many duties of a day, and one kind of document has so many files",
          "[decision][share]") {
    DecisionHarness harness = decision_community();
    add_newcomers(harness);
    harness.must(matter_command(), Role::resident, proposer);
    const auto log = [&](std::int64_t seat, std::int64_t from, Date day = {2026, 5, 29}) {
        return harness.run(
            LogDuty{body_id(Seated::commissioners), seat, DutyKind::visit, {}, day, from, from + 1, "走访"});
    };
    for (std::int64_t i = 0; i < own_duties_a_day_max; ++i) REQUIRE(log(2, i));
    CHECK(name_of(log(2, 200)) == "own_share_used");
    CHECK(name_of(log(3, 200)) == "done");
    harness.wait_days(1);
    CHECK(name_of(log(2, 200, {2026, 5, 30})) == "done");
    const auto file = [&](const std::string& kind, Role role) {
        return harness.run(FileDocument{one, kind, "材料", sha256(kind)}, role);
    };
    const std::string kind = current_gate(harness.state, harness.state.matters[0]).documents.front();
    for (std::size_t i = 0; i < documents_of_kind_max; ++i) REQUIRE(file(kind, Role::staff));
    CHECK(name_of(file(kind, Role::staff)) == "limit_reached");
}

TEST_CASE("a profile may say other shares", "[community][profile]") {
    const std::string voices = R"("voices":{"matters_a_day":1,"matters_open":2,"objections_a_notice":4,)"
                               R"("opinions_a_day":6,"opinions_a_matter":5,"source":"x","state":"local"},)";
    const std::string text = find_profile("cn.rc.2026")->text;
    const auto with = [&](const std::string& part) { return parse_profile("{" + part + text.substr(1)); };
    REQUIRE(with(voices).has_value());
    const VoiceRule read = with(voices)->voices;
    CHECK(read.matters_a_day == 1);
    CHECK(read.matters_open == 2);
    CHECK(read.objections_a_notice == 4);
    CHECK(read.opinions_a_day == 6);
    CHECK(read.opinions_a_matter == 5);
    CHECK(read.state == SourceState::local);
    CHECK(parse_profile(text)->voices == VoiceRule{});
    const auto with_day = [&](std::int64_t count) {
        std::string part = voices;
        part.replace(part.find("\"matters_a_day\":1"), 17, "\"matters_a_day\":" + std::to_string(count));
        return with(part).has_value();
    };
    CHECK(with_day(profile_voice_most));
    CHECK_FALSE(with_day(profile_voice_most + 1));
    CHECK_FALSE(with_day(0));
}

}  // namespace gongyi::decision
