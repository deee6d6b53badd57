// The pages of matters and notices, for everybody who looks, at every gate.
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <utility>
#include <vector>

#include "shared/base/hundredths.h"
#include "shared/pages/pager.h"
#include "shared/pages/render.h"
#include "tests/support/decision_fixture.h"
#include "tests/support/html_check.h"
#include "tests/support/sample_portal.h"

namespace gongyi::tests {

namespace {

using test::DecisionHarness;

constexpr decision::MatterId first{1};

DecisionHarness with_matter() {
    DecisionHarness harness = test::decision_community();
    harness.must(test::matter_command(), Role::resident, test::proposer);
    return harness;
}

pages::Viewer viewer_of(Role role, ResidentId id = ResidentId{4711}) {
    pages::Viewer viewer;
    viewer.role = role;
    viewer.id = role == Role::visitor ? ResidentId{} : id;
    viewer.csrf = role == Role::visitor ? "" : "c7a1";
    return viewer;
}

struct Shown {
    const DecisionHarness& harness;
    std::string path = "/matters/1";
    pages::Locale locale = pages::Locale::zh_hans;
    std::vector<pages::FormFault> faults{};
    std::vector<pages::FilledField> filled{};
    std::string query{};
};

pages::Page show(const Shown& shown, const pages::Viewer& viewer) {
    portal::State state = sample_state();
    state.decisions = shown.harness.state;
    pages::Request request;
    request.path = shown.path;
    request.query = shown.query;
    request.now = shown.harness.now;
    request.locale = shown.locale;
    request.faults = shown.faults;
    request.filled = shown.filled;
    return pages::render(state, viewer, sample_live(state), request);
}

bool has(const pages::Page& page, std::string_view text) {
    return page.html.find(text) != std::string::npos;
}

bool offers(const pages::Page& page, std::string_view command) {
    return has(page, "name=\"type\" value=\"" + std::string{command} + '"');
}

}  // namespace

TEST_CASE("every page of a matter is well formed at every gate, for everybody, in every language", "[pages][matter]") {
    DecisionHarness harness = with_matter();
    for (int gate = 0; gate <= 7; ++gate) {
        CAPTURE(gate);
        std::vector<std::string> paths{"/matters", "/matters/1", "/notices", "/staff", "/matters/new"};
        for (const decision::Notice& notice : harness.state.notices) {
            paths.push_back("/notices/" + std::to_string(notice.id.raw()));
        }
        for (const std::string& path : paths) {
            for (const Role role : all_roles) {
                for (const pages::Locale locale : pages::all_locales) {
                    CAPTURE(path, role_name(role), static_cast<int>(locale));
                    const pages::Page page = show({harness, path, locale}, viewer_of(role));
                    CHECK((page.status == 200 || page.status == 303 || page.status == 403));
                    CHECK(html_faults(page.html).empty());
                }
            }
        }
        if (gate < 7) test::pass_gate(harness, first);
    }
}

TEST_CASE("a matter's page offers what each person may do, and nothing else", "[pages][matter]") {
    DecisionHarness harness = with_matter();
    const auto offered = [&](Role role, std::string_view command, ResidentId id = ResidentId{4711}) {
        return offers(show({harness}, viewer_of(role, id)), command);
    };
    CHECK_FALSE(offered(Role::visitor, "ReviseDraft"));
    CHECK(offered(Role::resident, "ReviseDraft", test::proposer));
    CHECK_FALSE(offered(Role::resident, "ReviseDraft"));
    CHECK(offered(Role::staff, "FileDocument"));
    CHECK_FALSE(offered(Role::supervisor, "FileDocument"));
    CHECK_FALSE(offered(Role::staff, "CloseGate"));
    CHECK_FALSE(offered(Role::staff, "ReturnMatter"));
    for (int gate = 0; gate < 3; ++gate) test::pass_gate(harness, first);
    CHECK(offered(Role::supervisor, "FileDocument"));  // Its review is due before the resolution.
    CHECK(offered(Role::staff, "ReturnMatter"));
    test::pass_gate(harness, first);
    CHECK_FALSE(offered(Role::staff, "PostNotice"));  // The resolution is still to be filed.
    test::file_documents(harness, first);
    CHECK(offered(Role::staff, "PostNotice"));
    harness.must(decision::PostNotice{first, "公示内容", {"社区公告栏"}});
    CHECK_FALSE(offered(Role::staff, "CloseGate"));
    harness.wait_days(20);
    CHECK(offered(Role::staff, "CloseGate"));
    CHECK_FALSE(offered(Role::council, "CloseGate"));
}

TEST_CASE("a matter and the project that it is about lead to each other", "[pages][matter]") {
    DecisionHarness harness = test::decision_community();
    decision::OpenMatter command = test::matter_command();
    const portal::State state = sample_state();
    const Project& project = state.rounds[0].projects[1];
    command.round = 1;
    command.project = static_cast<std::int64_t>(project.id.raw());
    harness.must(command, Role::resident, test::proposer);
    const std::string path = "/rounds/1/projects/" + std::to_string(project.id.raw());
    const pages::Page matter = show({harness}, viewer_of(Role::visitor));
    CHECK(has(matter, "href=\"" + path + "\""));
    CHECK(has(matter, "href=\"/rounds/1\""));
    for (const std::string& about : {path, std::string{"/rounds/1"}}) {
        CAPTURE(about);
        const pages::Page page = show({harness, about}, viewer_of(Role::visitor));
        CHECK(has(page, "href=\"/matters/1\""));
        CHECK_FALSE(has(page, "/matters/new?"));
        CHECK(html_faults(page.html).empty());
    }
    const std::string other = "/rounds/1/projects/" + std::to_string(state.rounds[0].projects[0].id.raw());
    CHECK_FALSE(has(show({harness, other}, viewer_of(Role::visitor)), "href=\"/matters/1\""));
    CHECK(has(show({harness, path}, viewer_of(Role::resident)), "/matters/new?round=1&amp;project="));
}

TEST_CASE("a matter is raised about a project from the project's page", "[pages][matter]") {
    const DecisionHarness harness = test::decision_community();
    const portal::State state = sample_state();
    const std::string project = std::to_string(state.rounds[0].projects[1].id.raw());
    Shown shown{harness, "/matters/new"};
    shown.query = "round=1&project=" + project;
    const pages::Page page = show(shown, viewer_of(Role::resident));
    CHECK(has(page, "name=\"project\" value=\"" + project + "\""));
    CHECK(has(page, state.rounds[0].projects[1].title));
    for (const std::string& query : {std::string{"round=1&project=9999"}, std::string{"round=99&project=" + project},
                                     std::string{"round=x"}, std::string{}}) {
        CAPTURE(query);
        shown.query = query;
        const pages::Page without = show(shown, viewer_of(Role::resident));
        CHECK_FALSE(has(without, "name=\"project\""));
        CHECK(has(without, "name=\"round\""));
    }
}

TEST_CASE("a matter's page says what is missing and who must act", "[pages][matter]") {
    DecisionHarness harness = with_matter();
    const pages::Page page = show({harness}, viewer_of(Role::visitor));
    CHECK(has(page, "交事项方案初稿"));
    CHECK(has(page, "社区党委表决通过"));
    CHECK(has(page, "工作人员：提交事项方案初稿"));
    CHECK(has(page, "工作人员：通知社区党委开会"));
    CHECK(has(page, R"(<li class="here" aria-current="step">)"));
    CHECK_FALSE(has(page, "凭什么算数"));
}

TEST_CASE("a completed matter's page proves every gate with its entry", "[pages][matter]") {
    DecisionHarness harness = with_matter();
    for (int gate = 0; gate < 7; ++gate) test::pass_gate(harness, first);
    const pages::Page page = show({harness}, viewer_of(Role::visitor));
    CHECK(has(page, "已办结"));
    CHECK(has(page, "到会 5 人，需 ≥ 4 人"));  // At least two thirds of five.
    CHECK(has(page, "赞成 5 人，需 ≥ 3 人"));
    CHECK(has(page, "href=\"/record/entries/"));
    CHECK(has(page, "¥78,500"));  // Actual beside planned.
    CHECK_FALSE(offers(show({harness}, viewer_of(Role::staff)), "WithdrawMatter"));
}

TEST_CASE("what changed from draft to draft is marked, and escaped", "[pages][matter]") {
    DecisionHarness harness = with_matter();
    harness.must(decision::ReviseDraft{first, "第一条　电梯全天运行。\n第二条　费用<按户>分摊。", "改为按户"},
                 Role::resident, test::proposer);
    const pages::Page page = show({harness}, viewer_of(Role::visitor));
    CHECK(has(page, "费用按楼层分摊。</del>"));
    CHECK(has(page, "费用&lt;按户&gt;分摊。</ins>"));
    CHECK(has(page, "改为按户"));
}

TEST_CASE("a form that comes back holds what was typed, in its own form alone", "[pages][matter]") {
    DecisionHarness harness = with_matter();
    const Shown shown{harness,
                      "/matters/1",
                      pages::Locale::zh_hans,
                      {{"text", Refusal{RefusalCode::draft_unchanged, "/text", {}}}},
                      {{"type", "ReviseDraft"}, {"matter", "1"}, {"text", "打了一半的字"}, {"note", "为什么"}}};
    const pages::Page page = show(shown, viewer_of(Role::resident, test::proposer));
    CHECK(has(page, ">打了一半的字</textarea>"));
    CHECK(has(page, "内容没有变化"));
    CHECK(has(page, R"(<details class="folded" open>)"));
    CHECK(html_faults(page.html).empty());
}

TEST_CASE("a notice offers its objections to residents, and answers to the staff", "[pages][notice]") {
    DecisionHarness harness = with_matter();
    for (int gate = 0; gate < 4; ++gate) test::pass_gate(harness, first);
    test::file_documents(harness, first);
    harness.must(decision::PostNotice{first, "公示内容<b>", {"社区公告栏"}});
    const auto notice = [&](Role role) { return show({harness, "/notices/1"}, viewer_of(role)); };
    CHECK(has(notice(Role::visitor), "公示内容&lt;b&gt;"));
    CHECK(offers(notice(Role::resident), "FileObjection"));
    CHECK_FALSE(offers(notice(Role::visitor), "FileObjection"));
    CHECK(offers(notice(Role::staff), "CorrectNotice"));
    CHECK_FALSE(offers(notice(Role::resident), "CorrectNotice"));
    CHECK_FALSE(offers(notice(Role::staff), "AnswerObjection"));
    harness.must(decision::FileObjection{decision::NoticeId{1}, "太贵了"}, Role::resident, test::proposer);
    CHECK(offers(notice(Role::staff), "AnswerObjection"));
    CHECK_FALSE(offers(notice(Role::resident), "AnswerObjection"));
    CHECK(has(notice(Role::visitor), "太贵了"));
    CHECK(has(show({harness}, viewer_of(Role::visitor)), "还有 1 条"));
    harness.wait_days(5);
    CHECK(offers(notice(Role::supervisor), "EscalateObjection"));  // The answer is overdue.
}

TEST_CASE("a notice's poster leads to the entry that posted it", "[pages][notice][poster]") {
    DecisionHarness harness = with_matter();
    for (int gate = 0; gate < 5; ++gate) test::pass_gate(harness, first);
    portal::State state = sample_state();
    state.decisions = harness.state;
    pages::Request request;
    request.now = harness.now;
    const auto poster = [&](std::uint64_t number, std::string origin) {
        request.path = "/notices/" + std::to_string(number) + "/poster";
        request.origin = std::move(origin);
        return pages::render(state, {}, sample_live(state), request);
    };
    const pages::Page page = poster(1, "https://gongyi.example");
    const std::int64_t entry = harness.state.notices[0].versions[0].step - 1;
    CHECK(has(page, "https://gongyi.example/record/entries/" + std::to_string(entry) + '<'));
    CHECK(has(page, R"(class="qr")"));
    CHECK(html_faults(page.html).empty());
    // What only those at a screen can follow is not printed.
    const pages::Page of_staff = pages::render(state, viewer_of(Role::staff), sample_live(state), request);
    CHECK(has(of_staff, "撤下这段文字"));
    CHECK_FALSE(has(of_staff, R"(<a class="small" )"));
    CHECK_FALSE(has(poster(1, ""), R"(class="qr")"));
    CHECK(poster(2, "https://gongyi.example").status == 404);
}

TEST_CASE("a title that was taken down leaves the matter's number, everywhere", "[pages][matter][texts]") {
    DecisionHarness harness = with_matter();
    for (int gate = 0; gate < 5; ++gate) test::pass_gate(harness, first);
    const FreeText title = harness.state.matters[0].title;
    const std::string words = test::words(harness.state, title);
    const std::string link = "href=\"/record/texts/" + to_hex(title.commitment) + '"';
    CHECK(has(show({harness}, viewer_of(Role::staff)), link));
    CHECK_FALSE(has(show({harness}, viewer_of(Role::resident)), link));
    const std::vector<std::string> paths{"/matters", "/matters/1", "/notices",    "/notices/1", "/notices/1/poster",
                                         "/staff",   "/meetings",  "/meetings/1", "/bodies/1",  "/record/entries/20"};
    CHECK(has(show({harness, "/matters"}, viewer_of(Role::staff)), words));
    harness.must(decision::TakeDownText{title.commitment, decision::Ground::rights_of_others});
    for (const std::string& path : paths) {
        for (const pages::Locale locale : pages::all_locales) {
            CAPTURE(path, static_cast<int>(locale));
            const pages::Page page = show({harness, path, locale}, viewer_of(Role::staff));
            CHECK_FALSE(has(page, words));
            CHECK(html_faults(page.html).empty());
        }
    }
    for (const char* path : {"/matters", "/matters/1", "/notices", "/meetings/1"}) {
        CAPTURE(path);
        CHECK(has(show({harness, path}, viewer_of(Role::visitor)), "事项第 1 号（标题已撤下）"));
    }
    CHECK(has(show({harness, "/matters", pages::Locale::en}, viewer_of(Role::visitor)),
              "Matter no. 1 (title taken down)"));
}

TEST_CASE("a meeting convened from a matter's page has that matter on its agenda", "[pages][matter][meeting]") {
    DecisionHarness harness = with_matter();
    decision::OpenMatter another = test::matter_command();
    another.title = "东门<长椅>";
    harness.must(another, Role::resident, test::proposer);
    const pages::Page page = show({harness, "/matters/2"}, viewer_of(Role::staff));
    const std::size_t link = page.html.find("href=\"/meetings?");
    REQUIRE(link != std::string::npos);
    const std::size_t begin = page.html.find('?', link) + 1;
    std::string query = page.html.substr(begin, page.html.find('"', begin) - begin);
    for (std::size_t at = query.find("&amp;"); at != std::string::npos; at = query.find("&amp;"))
        query.erase(at + 1, 4);
    Shown convening{harness, "/meetings"};
    const auto fills = [&](const std::string& asked, std::string_view title) {
        convening.query = asked;
        return has(show(convening, viewer_of(Role::staff)), "value=\"" + std::string{title} + '"');
    };
    CHECK(fills(query, "东门&lt;长椅&gt;"));
    CHECK_FALSE(fills(query, "加装电梯公约"));
    CHECK(has(show(convening, viewer_of(Role::staff)), ">加装电梯公约</option>"));
    // Asked for by the body alone, or for a matter that does not wait for it: all that wait.
    const std::string body = query.substr(0, query.find('&'));
    for (const std::string& asked : {body, body + "&matter=3", body + "&matter=x"}) {
        CAPTURE(asked);
        CHECK(fills(asked, "东门&lt;长椅&gt;"));
        CHECK(fills(asked, "加装电梯公约"));
    }
}

// The same holds of every list that many people make longer (pager.h).
TEST_CASE("a list comes a page at a time, by plain links", "[pages][matter][pager]") {
    DecisionHarness harness = test::decision_community();
    std::uint64_t author = 9'000;
    const auto withdraw_another = [&] {
        const ResidentId who{++author};
        harness.must(test::matter_command(), Role::resident, who);
        harness.must(decision::WithdrawMatter{harness.state.matters.back().id, "不办了"}, Role::resident, who);
    };
    const auto listed = [&](const std::string& query) {
        Shown shown{harness, "/matters"};
        shown.query = query;
        return show(shown, viewer_of(Role::visitor));
    };
    const auto is_listed = [](const pages::Page& page, std::size_t number) {
        return has(page, "href=\"/matters/" + std::to_string(number) + '"');
    };
    for (std::size_t i = 0; i < pages::listed_max; ++i) withdraw_another();
    CHECK_FALSE(has(listed(""), "class=\"pager\""));
    CHECK(is_listed(listed(""), 1));
    withdraw_another();
    const pages::Page first_page = listed("");
    CHECK(has(first_page, "href=\"/matters?past=2#past\""));
    CHECK(has(first_page, "第 1 页，共 2 页"));
    CHECK_FALSE(is_listed(first_page, 1));
    CHECK(is_listed(first_page, 2));
    CHECK(is_listed(first_page, pages::listed_max + 1));
    const pages::Page second = listed("past=2");
    CHECK(is_listed(second, 1));
    CHECK_FALSE(is_listed(second, 2));
    CHECK(has(second, "href=\"/matters?past=1#past\""));
    CHECK_FALSE(has(second, "past=3"));
    // What asks for another page than there is gets the nearest.
    CHECK(is_listed(listed("past=3"), 1));
    CHECK(is_listed(listed("past=99999999999999999999"), 2));
    CHECK(is_listed(listed("past=0"), 2));
    CHECK(is_listed(listed("past=x"), 2));
}

TEST_CASE("the opinions of one person stand together", "[pages][matter][share]") {
    DecisionHarness harness = test::decision_community();
    harness.must(test::matter_command(), Role::resident, test::proposer);
    harness.must(decision::OpenConsultation{first, 7});
    const auto say = [&](const std::string& text, std::uint64_t who, Role role = Role::resident) {
        harness.must(decision::GiveOpinion{first, text}, role, ResidentId{who});
    };
    say("以前的话", 1);  // Before people had numbers.
    harness.counts_shares = true;
    say("甲一", 11);
    say("乙一", 12);
    say("甲二", 11);
    say("纸面的话", 7'001, Role::staff);
    const pages::Page page = show({harness, "/matters/1"}, viewer_of(Role::visitor));
    CHECK(html_faults(page.html).empty());
    CHECK(has(page, "居民 1：2 条意见"));
    CHECK(has(page, "居民 2：1 条意见"));
    CHECK(has(page, "其中 2 位居民"));
    CHECK(has(page, "没有编号的意见：2 条"));
    CHECK(has(page, "服务台代录"));
    const auto at = [&page](const std::string& text) { return page.html.find(text); };
    CHECK(at("以前的话") < at("甲一"));
    CHECK(at("甲一") < at("甲二"));
    CHECK(at("甲二") < at("乙一"));
    CHECK(at("乙一") < at("纸面的话"));
    // Nobody's number of elsewhere stands in the page.
    CHECK_FALSE(has(page, std::to_string(harness.state.matters[0].consultation->opinions[1].person)));
}

TEST_CASE("a matter's page says what staff changed, to everybody and to the author", "[pages][matter][quiet]") {
    DecisionHarness harness = test::decision_community();
    harness.must(test::matter_command(), Role::resident, test::proposer);
    const auto author = [&] {
        pages::Viewer viewer = viewer_of(Role::resident);
        viewer.id = test::proposer;
        return show({harness, "/matters/1"}, viewer);
    };
    const auto visitor = [&] { return show({harness, "/matters/1"}, viewer_of(Role::visitor)); };
    CHECK_FALSE(has(author(), "改了您写的方案"));
    CHECK(offers(author(), "WithdrawMatter"));
    harness.must(decision::ReviseDraft{first, "工作人员的稿。", "理顺"});
    CHECK(has(author(), "改了您写的方案，现在是第 2 稿"));
    CHECK(offers(author(), "ContestDraft"));
    CHECK_FALSE(has(visitor(), "改了您写的方案"));
    CHECK(has(visitor(), "工作人员改的"));
    const pages::Page staff = show({harness, "/matters/1"}, viewer_of(Role::staff));
    CHECK_FALSE(offers(staff, "WithdrawMatter"));
    CHECK_FALSE(offers(staff, "ContestDraft"));
    CHECK_FALSE(offers(staff, "AnswerContest"));
    CHECK(has(staff, "否决（还没有开会审过）"));
    harness.must(decision::ContestDraft{first, 2, "意思<变了>"}, Role::resident, test::proposer);
    CHECK_FALSE(offers(author(), "ContestDraft"));
    CHECK(has(visitor(), "意思&lt;变了&gt;"));
    CHECK(has(visitor(), "工作人员还没有答复"));
    CHECK(has(visitor(), "提出人不同意"));
    CHECK(offers(show({harness, "/matters/1"}, viewer_of(Role::staff)), "AnswerContest"));
    // Wherever the draft is shown: in the meeting that it is moved in, and on its screen.
    test::file_documents(harness, first);
    const decision::MeetingId meeting = test::convene_for(harness, first);
    test::sign_in_and_open(harness, meeting);
    harness.must(decision::PutMotion{meeting, 2, first, ""});
    for (const std::string path : {"/meetings/1", "/meetings/1/screen"}) {
        CAPTURE(path);
        const pages::Page page = show({harness, path}, viewer_of(Role::visitor));
        CHECK(has(page, "提出人不同意"));
        CHECK(html_faults(page.html).empty());
    }
    CHECK(has(show({harness, "/staff"}, viewer_of(Role::staff)), "答复提出人对第 2 稿的不同意见"));
    harness.must(decision::AnswerContest{first, 2, "已说明"});
    CHECK(has(visitor(), "工作人员答复："));
}

TEST_CASE("a matter that staff reject before any meeting says so, and to its author what is left", "[pages][matter]") {
    DecisionHarness harness = test::decision_community();
    harness.must(test::matter_command(), Role::resident, test::proposer);
    harness.must(decision::RejectMatter{first, "物业的事"});
    pages::Viewer viewer = viewer_of(Role::resident);
    viewer.id = test::proposer;
    const pages::Page page = show({harness, "/matters/1"}, viewer);
    CHECK(has(page, "这件事还没有开会审过，由工作人员否决。理由：物业的事"));
    CHECK(has(page, "也可以请居务监督委员会过问"));
    CHECK_FALSE(has(show({harness, "/matters/1"}, viewer_of(Role::visitor)), "也可以请居务监督委员会过问"));
}

TEST_CASE("what was carried out is compared with the amount that was decided", "[pages][matter]") {
    DecisionHarness harness = with_matter();
    for (int gate = 0; gate < 5; ++gate) test::pass_gate(harness, first);
    const pages::Page page = show({harness}, viewer_of(Role::staff));
    CHECK(offers(page, "RecordResult"));
    const std::string amount = write_hundredths(harness.state.matters[0].amount.fen);
    CHECK(read_hundredths(amount) == harness.state.matters[0].amount.fen);
    CHECK(has(page, "value=\"" + amount + '"'));
}

TEST_CASE("addresses of matters and notices that are not there are not found", "[pages][matter]") {
    const DecisionHarness harness = with_matter();
    for (const char* path :
         {"/matters/2", "/matters/01", "/matters/1/x", "/matters/new/x", "/notices/1", "/notices/x"}) {
        CAPTURE(path);
        CHECK(show({harness, path}, viewer_of(Role::staff)).status == 404);
    }
}

}  // namespace gongyi::tests
