// The pages of meetings and bodies: each stage as each kind of person sees it. A button is looked for by the command
// that its form gives, and what must be read by the words.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/support/html_check.h"
#include "tests/support/meeting_samples.h"

namespace gongyi::test {

namespace {

using pages::Page;
using pages::Viewer;

Viewer member(std::int64_t seat, Seated body = Seated::representatives) {
    return person_of(Role::council, holder_of(body, seat));
}
Viewer desk() {
    return person_of(Role::staff, ResidentId{9100});
}
Viewer nobody() {
    return person_of(Role::visitor, ResidentId{});
}

// How many forms on the page give the command.
std::size_t forms_of(const Page& page, const std::string& command) {
    const std::string field = "name=\"type\" value=\"" + command + "\"";
    std::size_t count = 0;
    for (std::size_t at = page.html.find(field); at != std::string::npos; at = page.html.find(field, at + 1)) ++count;
    return count;
}

bool says(const Page& page, const std::string& words) {
    return tests::html_text(page.html).find(words) != std::string::npos;
}

Page seen(const std::string& name, const Viewer& viewer) {
    const MeetingSample sample = meeting_sample(name);
    return page_of(sample, viewer, path_of(sample));
}

std::string joined(const std::vector<std::string>& lines) {
    std::string all;
    for (const std::string& line : lines) all += line + "\n";
    return all;
}

}  // namespace

TEST_CASE("every stage of a meeting has its pages for everybody in every language", "[pages][meeting]") {
    const auto locale = GENERATE(pages::Locale::zh_hans, pages::Locale::zh_hant, pages::Locale::en);
    for (const MeetingSample& sample : meeting_samples()) {
        const std::string body = "/bodies/" + std::to_string(static_cast<std::uint64_t>(sample.body));
        const std::vector<Viewer> viewers{
            nobody(), person_of(Role::resident, proposer),        member(1), member(3), member(observing_seat),
            desk(),   person_of(Role::supervisor, ResidentId{77})};
        for (const Viewer& viewer : viewers) {
            for (const std::string& path : {path_of(sample), path_of(sample) + "/screen", std::string{"/meetings"},
                                            std::string{"/bodies"}, body}) {
                CAPTURE(sample.name, path, viewer.id.raw(), pages::locale_tag(locale).view());
                const Page page = page_of(sample, viewer, path, locale);
                CHECK(page.status == 200);
                CHECK(joined(tests::html_faults(page.html)).empty());
                CHECK(page.html.find("<h1") != std::string::npos);
            }
        }
    }
}

TEST_CASE("a visitor sees a meeting and can do nothing in it", "[pages][meeting]") {
    for (const MeetingSample& sample : meeting_samples()) {
        CAPTURE(sample.name);
        const Page page = page_of(sample, nobody(), path_of(sample));
        CHECK(page.html.find("action=\"/act\"") == std::string::npos);
    }
    CHECK(says(seen("convened", nobody()), "请登录后签到"));
}

TEST_CASE("members sign in, and the chair reads what the quorum lacks", "[pages][meeting]") {
    CHECK(forms_of(seen("convened", member(3)), "SignIn") == 1);
    CHECK(forms_of(seen("short", member(3)), "SignIn") == 0);  // Signed in already.
    CHECK(forms_of(seen("short", member(4)), "SignIn") == 1);
    CHECK(forms_of(seen("convened", person_of(Role::council, proposer)), "SignIn") == 0);  // No seat.
    const Page chair = seen("short", member(1));
    CHECK(forms_of(chair, "OpenMeeting") == 0);
    CHECK(says(chair, "人数不够：应到 5，实到 3，至少要 4。"));
    CHECK(says(chair, "实到 3 人 / 应到 5 人，需 ≥ 4 人"));
    CHECK(says(chair, "还差 1 人，不能表决"));
    CHECK(forms_of(seen("ready", member(1)), "OpenMeeting") == 1);
    CHECK(forms_of(seen("ready", member(2)), "OpenMeeting") == 0);
    // The desk signs in each of the others.
    CHECK(forms_of(seen("ready", desk()), "SignIn") == 1);
    CHECK(forms_of(seen("ready", desk()), "OpenMeeting") == 1);
    CHECK(forms_of(seen("ready", desk()), "CancelMeeting") == 1);
}

TEST_CASE("who may move, does; the chair and the observer read why not", "[pages][meeting]") {
    const Page mover = seen("opened", member(2));
    CHECK(forms_of(mover, "PutMotion") == 2);  // The matter, and another one.
    CHECK(forms_of(mover, "Recuse") == 1);
    CHECK(forms_of(mover, "LeaveMeeting") == 1);
    const Page chair = seen("opened", member(1));
    CHECK(forms_of(chair, "PutMotion") == 0);
    CHECK(forms_of(chair, "LeaveMeeting") == 0);
    CHECK(forms_of(chair, "HandOverChair") == 1);
    CHECK(says(chair, "主持人要中立"));
    CHECK(says(seen("opened", member(observing_seat)), "您是列席"));
    const Page staff = seen("opened", desk());
    CHECK(forms_of(staff, "PutMotion") == 1);
    CHECK(staff.html.find("selected>加装电梯公约<") != std::string::npos);  // What the meeting came together for.
}

TEST_CASE("the debate shows who speaks until when, and who waits", "[pages][meeting]") {
    const Page waiting = seen("speaking", member(4));
    CHECK(says(waiting, "代表 3 号席"));
    CHECK(says(waiting, "您在排队发言"));
    CHECK(waiting.html.find("data-countdown=") != std::string::npos);
    CHECK(says(waiting, "1:20"));
    CHECK(forms_of(waiting, "AskToSpeak") == 0);
    CHECK(forms_of(seen("motion", member(3)), "AskToSpeak") == 2);
    CHECK(forms_of(seen("motion", member(3)), "PutAmendment") == 1);
    CHECK(forms_of(seen("speaking", member(3)), "EndTurn") == 1);
    const Page chair = seen("speaking", member(1));
    CHECK(forms_of(chair, "EndTurn") == 1);
    CHECK(forms_of(chair, "GiveFloor") == 0);  // The turn is not over.
    CHECK(forms_of(chair, "OpenVote") == 0);
    CHECK(says(chair, "有人正在发言"));
    CHECK(forms_of(seen("motion", member(1)), "OpenVote") == 3);
    CHECK(says(seen("amendment", member(2)), "先表决修正案"));
    CHECK(says(seen("amendment", member(2)), "早六点到晚十二点"));
}

TEST_CASE("a roll call has three buttons for each member, and the chair votes last", "[pages][meeting]") {
    CHECK(forms_of(seen("roll", member(3)), "CastVote") == 3);
    const Page voted = seen("roll", member(2));
    CHECK(forms_of(voted, "CastVote") == 0);
    CHECK(says(voted, "您投了赞成"));
    const Page chair = seen("roll", member(1));
    CHECK(forms_of(chair, "CastVote") == 0);
    CHECK(says(chair, "主持人最后表决。还有 2 位没有表决。"));
    CHECK(forms_of(chair, "CloseVote") == 1);
    CHECK(forms_of(seen("roll", member(observing_seat)), "CastVote") == 0);
    CHECK(forms_of(seen("roll", member(5)), "CastVote") == 0);  // Not signed in.
    CHECK(forms_of(seen("roll", desk()), "CastVote") == 6);     // Two seats that have not voted.
    CHECK(says(seen("roll", nobody()), "4 席中已有 1 席表决"));
}

TEST_CASE("the tellers' form asks for each measure of the form at once", "[pages][meeting]") {
    const Page hands = seen("hands", member(1));
    CHECK(forms_of(hands, "CloseVote") == 1);
    CHECK(hands.html.find("counts.heads.in_favour") != std::string::npos);
    CHECK(hands.html.find("counts.area.in_favour") == std::string::npos);
    CHECK(forms_of(seen("hands", member(2)), "CloseVote") == 0);
    const Page owners = seen("owners", desk());
    for (const char* field : {"counts.households.in_favour", "counts.units.against", "counts.area.abstained"}) {
        CAPTURE(field);
        CHECK(owners.html.find(field) != std::string::npos);
    }
    CHECK(owners.html.find("counts.heads.") == std::string::npos);
    CHECK(says(owners, "88,123.45 平方米"));
    CHECK(forms_of(seen("members", desk()), "CastVote") == 0);
}

TEST_CASE("a result shows what was needed, what was there and its source", "[pages][meeting]") {
    const Page page = seen("voted", nobody());
    CHECK(says(page, "应到 5 人，实到 4 人；赞成 3 人，反对 1 人，弃权 0 人"));
    CHECK(says(page, "≥ 4 人"));
    CHECK(says(page, "≥ 3 人"));
    CHECK(says(page, "✓ 够"));
    CHECK(says(page, "2026年修订的组织法条文未能核对"));
    CHECK(forms_of(seen("voted", member(1)), "CloseMeeting") == 1);
}

TEST_CASE("the minutes are signed as they are read, and published with both signatures", "[pages][meeting]") {
    const MeetingSample sample = meeting_sample("closed");
    const Page chair = page_of(sample, member(1), path_of(sample));
    CHECK(forms_of(chair, "SignMinutes") == 1);
    CHECK(says(chair, "居民代表会议 会议纪要"));
    const auto& meeting = sample.state.decisions.meetings.back();
    const Body& body = *decision::find_body(sample.state.decisions, meeting.body);
    const auto& form = decision::form_of(sample.state.decisions, meeting);
    const Hash hash = sha256(decision::minutes_text(meeting, body, form, Zone{}, sample.state.decisions.texts));
    CHECK(chair.html.find("value=\"" + to_hex(hash) + "\"") != std::string::npos);
    const Page staff = page_of(sample, desk(), path_of(sample));
    CHECK(forms_of(staff, "PublishMinutes") == 0);
    CHECK(says(staff, "纪要要由主持人和记录人签字以后才能公布"));
    const Page published = seen("published", desk());
    CHECK(forms_of(published, "SignMinutes") == 0);
    CHECK(forms_of(published, "PublishMinutes") == 0);
    CHECK(says(published, "已公布"));
}

TEST_CASE("a motion that children carried waits for a written reply", "[pages][meeting]") {
    CHECK(forms_of(seen("children", desk()), "ReplyToMotion") == 1);
    CHECK(forms_of(seen("children", member(2, Seated::children)), "ReplyToMotion") == 0);
}

TEST_CASE("the big screen follows the meeting", "[pages][meeting]") {
    const auto screen = [](const std::string& name) {
        const MeetingSample sample = meeting_sample(name);
        return page_of(sample, nobody(), path_of(sample) + "/screen");
    };
    CHECK(says(screen("short"), "还差 1 人，不能表决"));
    CHECK(says(screen("speaking"), "加装电梯公约（第 1 稿）"));
    CHECK(says(screen("speaking"), "排队发言：赞成 1 人，反对 1 人"));
    CHECK(says(screen("roll"), "1 / 4 席已表决"));
    CHECK(says(screen("voted"), "赞成 3 人"));
    CHECK(says(screen("cancelled"), "取消"));
    const auto has_code = [&](const std::string& name) {
        return screen(name).html.find("class=\"qr\"") != std::string::npos;
    };
    CHECK(has_code("convened"));
    CHECK(has_code("opened"));
    CHECK(has_code("voted"));
    CHECK_FALSE(has_code("roll"));  // The question has the room.
    CHECK_FALSE(has_code("cancelled"));
    CHECK_FALSE(has_code("published"));
    CHECK_FALSE(has_code("members"));  // Counted, not signed in.
    const MeetingSample sample = meeting_sample("roll");
    CHECK(page_of(sample, nobody(), path_of(sample) + "/screen/1").status == 404);
    CHECK(page_of(sample, nobody(), "/meetings/99").status == 404);
    CHECK(page_of(sample, nobody(), "/bodies/99").status == 404);
}

TEST_CASE("staff convene with the days of notice and the matters that wait", "[pages][meeting]") {
    const MeetingSample sample = meeting_sample("cancelled");
    CHECK(forms_of(page_of(sample, desk(), "/meetings"), "ConveneMeeting") == 0);
    CHECK(says(page_of(sample, desk(), "/meetings"), "1 件等着商议"));
    const Page page = page_of(sample, desk(), "/meetings", pages::Locale::zh_hans, "body=4");
    CHECK(forms_of(page, "ConveneMeeting") == 1);
    CHECK(says(page, "要提前 3 天通知"));
    CHECK(page.html.find("value=\"加装电梯公约\"") != std::string::npos);
    CHECK(page.html.find("name=\"form\" value=\"representatives\"") != std::string::npos);
    CHECK(page.html.find("T19:00\"") != std::string::npos);
    // A body that no matter waits for still meets; and nobody but the staff convenes.
    CHECK(forms_of(page_of(sample, desk(), "/meetings", pages::Locale::zh_hans, "body=5"), "ConveneMeeting") == 1);
    CHECK(forms_of(page_of(sample, member(1), "/meetings", pages::Locale::zh_hans, "body=4"), "ConveneMeeting") == 0);
    CHECK(joined(tests::html_faults(
                     page_of(sample, desk(), "/meetings", pages::Locale::zh_hans, "body=%3Cb%3E9999999999999999999999")
                         .html))
              .empty());
}

TEST_CASE("a meeting that needs no notice is offered for the next evening that has not begun", "[pages][meeting]") {
    MeetingSample sample = meeting_sample("cancelled");
    const Date day = local_time(sample.now, Zone{}).date;
    const auto offered = [&](std::int64_t hour, std::int64_t minute) {
        sample.now = UnixMs{start_of_day(day, Zone{}).ms + hour * hour_ms + minute * minute_ms};
        const Page page = page_of(sample, desk(), "/meetings", pages::Locale::zh_hans, "body=1");
        const std::size_t at = page.html.find("T19:00\"");
        REQUIRE(at != std::string::npos);
        return date_from_iso(page.html.substr(at - 10, 10));
    };
    CHECK(offered(18, 59) == day);
    CHECK(offered(19, 0) == date_from_days(days_from_epoch(day) + 1));
}

TEST_CASE("bodies show their seats, the own one marked, and the staff fill them", "[pages][meeting]") {
    const MeetingSample sample = meeting_sample("convened");
    const Page own = page_of(sample, member(3), "/bodies/4");
    CHECK(says(own, "代表 3 号席（您）"));
    CHECK(says(own, "您的居民编号是 403"));
    CHECK(forms_of(own, "TakeSeat") == 0);
    const Page full = page_of(sample, desk(), "/bodies/4");
    CHECK(says(full, "席位都满了"));
    CHECK(forms_of(full, "GiveUpSeat") == 1);
    CHECK(says(page_of(sample, nobody(), "/bodies/3"), "没有固定席位"));
    const Page list = page_of(sample, desk(), "/bodies");
    CHECK(forms_of(list, "EstablishBody") == 1);
    CHECK(forms_of(list, "AdoptRules") == shipped_profiles().size() - 2);
    CHECK(forms_of(page_of(sample, member(3), "/bodies"), "AdoptRules") == 0);
    CHECK(says(list, "尚未核实"));
}

TEST_CASE("what a body asks for stands in its form: a guardian's consent, a firm", "[pages][meeting]") {
    MeetingSample sample = meeting_sample("convened");
    for (Body& body : sample.state.decisions.bodies) {
        if (!body.seats.empty()) body.seats.back().until = body.seats.back().from;
    }
    const Page children = page_of(sample, desk(), "/bodies/6");
    CHECK(forms_of(children, "TakeSeat") == 1);
    CHECK(children.html.find("seating.guardian_consents") != std::string::npos);
    CHECK(children.html.find("seating.firm") == std::string::npos);
    const Page merchants = page_of(sample, desk(), "/bodies/7");
    CHECK(merchants.html.find("seating.firm") != std::string::npos);
    CHECK(merchants.html.find("seating.guardian_consents") == std::string::npos);
}

TEST_CASE("a form comes back with what was typed and its fault", "[pages][meeting]") {
    const MeetingSample sample = meeting_sample("cancelled");
    pages::Request request;
    request.path = "/meetings";
    request.now = sample.now;
    request.faults = {{"at", Refusal{RefusalCode::meeting_in_the_past, "/at", {}}}};
    request.filled = {
        {"type", "ConveneMeeting"}, {"body", "4"},        {"profile", "cn.rc.2026"},       {"form", "representatives"},
        {"at", "2020-01-01T19:00"}, {"place", "<b>三楼"}, {"agenda.0.title", "别的<题目>"}};
    const Page page = pages::render(sample.state, desk(), {}, request);
    CHECK(page.status == 422);
    CHECK(joined(tests::html_faults(page.html)).empty());
    CHECK(page.html.find("value=\"2020-01-01T19:00\"") != std::string::npos);
    CHECK(page.html.find("value=\"&lt;b&gt;三楼\"") != std::string::npos);
    CHECK(page.html.find("value=\"别的&lt;题目&gt;\"") != std::string::npos);
    CHECK(says(page, "会议时间已经过了"));
}

}  // namespace gongyi::test
