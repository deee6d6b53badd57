// The page of the community's places, and what bodies and matters show of commissioners, branches, owners and children.
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "shared/decision/todo.h"
#include "shared/pages/render.h"
#include "tests/support/decision_fixture.h"
#include "tests/support/html_check.h"
#include "tests/support/sample_portal.h"

namespace gongyi::tests {

namespace {

using namespace decision;
using test::add_newcomers;
using test::add_places;
using test::body_id;
using test::DecisionHarness;
using test::holder_of;
using test::Seated;

constexpr MatterId one{1};

DecisionHarness with_all() {
    DecisionHarness harness = test::decision_community();
    add_newcomers(harness);
    add_places(harness);
    harness.must(test::matter_command(), Role::resident, test::proposer);
    harness.wait_days(30);  // 2026-06-28.
    return harness;
}

struct Asked {
    std::string path;
    Role role = Role::visitor;
    ResidentId id{};
    std::string query{};
    pages::Locale locale = pages::Locale::zh_hans;
    std::optional<OwnersDue> due{};
    std::optional<ResidentsDue> residents_due{};
};

pages::Page show(const DecisionHarness& harness, const Asked& asked) {
    static portal::State state = sample_state();  // Its rounds cost a moment, and are the same for all.
    state.decisions = harness.state;
    pages::Viewer viewer;
    viewer.role = asked.role;
    viewer.id = asked.id;
    viewer.csrf = asked.role == Role::visitor ? "" : "c7a1";
    viewer.owners_due = asked.due;
    viewer.residents_due = asked.residents_due;
    pages::Request request;
    request.path = asked.path;
    request.query = asked.query;
    request.now = harness.now;
    request.locale = asked.locale;
    return pages::render(state, viewer, sample_live(state), request);
}

bool says(const pages::Page& page, const std::string& words) {
    return html_text(page.html).find(words) != std::string::npos;
}

bool offers(const pages::Page& page, const std::string& command) {
    return page.html.find("name=\"type\" value=\"" + command + '"') != std::string::npos;
}

}  // namespace

TEST_CASE("the pages of places, commissioners and branches are well formed for everybody", "[pages][community]") {
    DecisionHarness harness = with_all();
    harness.must(MergeNodes{NodeId{4}, NodeId{5}, {2026, 6, 1}});
    harness.must(RenameNode{NodeId{5}, "东网格", {2026, 6, 2}});
    harness.must(MoveNode{NodeId{9}, NodeId{6}, {2026, 6, 3}}, Role::staff);
    harness.must(SetBodyScope{body_id(Seated::branch), NodeId{6}});
    harness.must(SetMatterPlace{one, NodeId{6}});
    harness.must(
        LogDuty{body_id(Seated::commissioners), 2, DutyKind::supervision, one, {2026, 6, 1}, 540, 630, "看过"});
    harness.must(ExerciseRight{one, body_id(Seated::branch), 0, BranchRight::advise, "先听老人的", 0}, Role::resident,
                 holder_of(Seated::branch, 2));
    for (const pages::Locale locale : pages::all_locales) {
        for (const Role role : all_roles) {
            for (const std::string path : {"/community", "/bodies/8", "/bodies/9", "/matters/1"}) {
                CAPTURE(path, role_name(role), static_cast<int>(locale));
                const ResidentId id = role == Role::visitor ? ResidentId{} : holder_of(Seated::branch, 2);
                const pages::Page page = show(harness, {path, role, id, "", locale});
                CHECK(page.status == 200);
                CHECK(html_faults(page.html).empty());
            }
        }
    }
}

TEST_CASE("the places stand as of the day that is asked for, and history tells what changed", "[pages][community]") {
    DecisionHarness harness = with_all();
    CHECK(says(show(harness, {"/community"}), "登记以后没有改过"));
    harness.must(MergeNodes{NodeId{4}, NodeId{5}, {2026, 6, 1}});
    harness.must(RenameNode{NodeId{5}, "东网格", {2026, 6, 2}});
    harness.must(AddNodes{NodeLevel::building, NodeId{5}, {"9栋"}, {2026, 6, 3}});
    const pages::Page today = show(harness, {"/community"});
    CHECK(says(today, "2026年6月28日的情况"));
    CHECK(says(today, "东网格 网格 · 4 栋"));
    CHECK(says(today, "2026年6月1日：第一网格并入第二网格"));
    CHECK(says(today, "原有 2 栋楼一起转过去"));
    CHECK(says(today, "2026年6月2日：第二网格改名为东网格"));
    CHECK(says(today, "2026年6月3日：东网格新增9栋"));
    CHECK_FALSE(says(today, "1栋从第一网格转到"));  // It is told with the merger.
    const pages::Page before = show(harness, {"/community", Role::visitor, {}, "on=2026-05-31"});
    CHECK(says(before, "第一网格 网格 · 2 栋"));
    CHECK_FALSE(says(before, "东网格 网格"));
    CHECK(says(show(harness, {"/community", Role::visitor, {}, "on=2025-12-31"}), "这一天还没有登记任何地方"));
    CHECK(says(show(harness, {"/community", Role::visitor, {}, "on=2026-02-30"}), "日期没看懂"));
    CHECK_FALSE(offers(today, "AddNodes"));
    const pages::Page desk = show(harness, {"/community", Role::staff, ResidentId{9100}});
    for (const char* command : {"AddNodes", "RenameNode", "MoveNode", "MergeNodes"}) CHECK(offers(desk, command));
    CHECK(says(show(test::decision_community(), {"/community"}), "还没有登记"));
}

TEST_CASE("a body of commissioners shows what they did, and lets them log it", "[pages][community]") {
    DecisionHarness harness = with_all();
    const ResidentId commissioner = holder_of(Seated::commissioners, 2);
    CHECK(says(show(harness, {"/bodies/8"}), "还没有记录"));
    harness.must(
        LogDuty{body_id(Seated::commissioners), 0, DutyKind::reception, {}, {2026, 6, 2}, 840, 960, "两人来访"},
        Role::resident, commissioner);
    harness.must(LogDuty{body_id(Seated::commissioners), 0, DutyKind::supervision, one, {2026, 6, 3}, 540, 570, "看过"},
                 Role::resident, commissioner);
    const pages::Page own = show(harness, {"/bodies/8", Role::resident, commissioner});
    CHECK(says(own, "1 次，共 120 分钟"));
    CHECK(says(own, "0 次，共 0 分钟"));
    CHECK(says(own, "6月2日 14:00–16:00"));
    CHECK(says(own, "加装电梯公约"));
    CHECK(offers(own, "LogDuty"));
    CHECK(offers(show(harness, {"/bodies/8", Role::staff, ResidentId{9100}}), "LogDuty"));
    CHECK_FALSE(offers(show(harness, {"/bodies/8", Role::resident, test::proposer}), "LogDuty"));
    CHECK_FALSE(offers(show(harness, {"/bodies/5", Role::resident, commissioner}), "LogDuty"));
}

TEST_CASE("a branch is offered the rights of the gate, and what it said is shown", "[pages][community]") {
    DecisionHarness harness = with_all();
    const ResidentId branch_member = holder_of(Seated::branch, 2);
    const pages::Page rights = show(harness, {"/bodies/9"});
    CHECK(says(rights, "五项权利"));
    CHECK(says(rights, "在这些步骤：实施、结果公开"));  // Appraisal.
    const auto right_value = [](const std::string& right) { return "name=\"right\" value=\"" + right + '"'; };
    const pages::Page offered = show(harness, {"/matters/1", Role::resident, branch_member});
    CHECK(offered.html.find(right_value("advise")) != std::string::npos);
    CHECK(offered.html.find(right_value("supervise")) == std::string::npos);
    CHECK_FALSE(offers(show(harness, {"/matters/1", Role::resident, test::proposer}), "ExerciseRight"));
    harness.must(ExerciseRight{one, body_id(Seated::branch), 0, BranchRight::advise, "先听老人的", 0}, Role::resident,
                 branch_member);
    const pages::Page said = show(harness, {"/matters/1", Role::resident, branch_member});
    CHECK(says(said, "先听老人的"));
    CHECK_FALSE(offers(said, "ExerciseRight"));
    CHECK(says(show(harness, {"/bodies/9"}), "用过 1 次"));
}

TEST_CASE("an owners' assembly is offered what the census has due", "[pages][community]") {
    DecisionHarness harness = with_all();
    harness.must(AdoptRules{find_profile("cn.owners.278")->text});
    harness.must(EstablishBody{BodyKind::owners, "业主大会", {}, {2026, 1, 1}, {2027, 12, 31}});
    const BodyId owners = harness.state.bodies.back().id;
    const std::string form = find_profile("cn.owners.278")->forms.front().id;
    harness.must(ConveneMeeting{
        owners, "cn.owners.278", form, {harness.now.ms + 30 * day_ms}, "广场", {{"选聘物业", MatterId{}}}});
    const OwnersDue due{281, 290, 300, 3'000'050};
    const pages::Page desk =
        show(harness, {"/meetings/1", Role::staff, ResidentId{9100}, "", pages::Locale::zh_hans, due});
    CHECK(desk.html.find("value=\"281\"") != std::string::npos);
    CHECK(desk.html.find("value=\"30000.50\"") != std::string::npos);
    CHECK(says(desk, "按住户登记算出"));
    const pages::Page unknown = show(harness, {"/meetings/1", Role::staff, ResidentId{9100}});
    CHECK_FALSE(says(unknown, "按住户登记算出"));
    // More than are due cannot be there.
    Counts counts;
    counts.set(Measure::heads, Count{281, 282, 0, 0, 0});
    counts.set(Measure::area, Count{3'000'050, 1, 0, 0, 0});
    const auto refused = harness.run(CountAttendance{MeetingId{1}, counts});
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == RefusalCode::count_impossible);
}

TEST_CASE("a residents' assembly is offered what the census has due, in heads or in households", "[pages][community]") {
    DecisionHarness harness = with_all();
    harness.must(AdoptRules{find_profile("cn.rc.2018")->text});
    harness.must(EstablishBody{BodyKind::assembly, "居民会议", {}, {2026, 1, 1}, {2027, 12, 31}});
    const BodyId assembly = harness.state.bodies.back().id;
    std::string path = "/meetings/1";
    for (const auto& [form, due] :
         {std::pair{"assembly", "value=\"1402\""}, std::pair{"assembly_households", "value=\"811\""}}) {
        CAPTURE(form);
        harness.must(ConveneMeeting{
            assembly, "cn.rc.2018", form, {harness.now.ms + 30 * day_ms}, "广场", {{"选居民代表", MatterId{}}}});
        const pages::Page desk = show(harness, {path, Role::staff, ResidentId{9100}, "", pages::Locale::zh_hans,
                                                std::nullopt, ResidentsDue{1'402, 811}});
        CHECK(desk.html.find(due) != std::string::npos);
        CHECK(says(desk, "按居民登记今天的情况算出"));
        path = "/meetings/2";
    }
}

TEST_CASE("what children carried has a last day for its answer", "[pages][community]") {
    DecisionHarness harness = with_all();
    harness.must(ConveneMeeting{body_id(Seated::children),
                                "sz.council.luohu",
                                "council",
                                {harness.now.ms + 4 * day_ms},
                                "图书角",
                                {{"斑马线", MatterId{}}}});
    test::sign_in_and_open(harness, MeetingId{1});
    harness.must(PutMotion{MeetingId{1}, 2, {}, "斑马线重新刷漆"});
    test::vote_by_hands(harness, MeetingId{1}, 5, 0);
    harness.must(CloseMeeting{MeetingId{1}});
    const auto todos = [&harness] { return todo_list(harness.state, harness.now, Zone{}); };
    const auto is_reply = [](const Todo& todo) { return todo.kind == TodoKind::reply_to_motion; };
    const auto waiting = todos();
    const auto reply = std::find_if(waiting.begin(), waiting.end(), is_reply);
    REQUIRE(reply != waiting.end());
    CHECK(reply->due == Date{2026, 7, 17});  // Closed on 2 July.
    CHECK(says(show(harness, {"/meetings/1"}), "7月17日前书面答复"));
    harness.must(ReplyToMotion{MeetingId{1}, 1, "下月刷"});
    CHECK_FALSE(says(show(harness, {"/meetings/1"}), "7月17日前书面答复"));
    const auto after = todos();
    CHECK(std::none_of(after.begin(), after.end(), is_reply));
}

}  // namespace gongyi::tests
