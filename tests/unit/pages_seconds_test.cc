// The pages of a meeting whose rules ask for seconds, and of one that was cancelled.
#include <catch2/catch_test_macros.hpp>

#include "tests/support/html_check.h"
#include "tests/support/meeting_samples.h"

namespace gongyi::test {

using namespace decision;

namespace {

constexpr MeetingId first{1};

// The council's meeting by Robert's Rules, with a motion that nobody has seconded.
DecisionHarness moved_by_robert() {
    DecisionHarness harness = decision_community();
    harness.must(AdoptRules{find_profile("roberts.12")->text});
    harness.must(ConveneMeeting{body_id(Seated::council),
                                "roberts.12",
                                "meeting",
                                {harness.now.ms + day_ms},
                                "会议室",
                                {{"垃圾分类", MatterId{}}}});
    sign_in_and_open(harness, first);
    harness.must(PutMotion{first, 2, MatterId{}, "每月第一个周六查一次。"});
    return harness;
}

ResidentId member(std::int64_t seat) {
    return holder_of(Seated::council, seat);
}

}  // namespace

// What each person sees while a second is awaited, and how it stands afterwards.
TEST_CASE("the meeting's page asks for seconds, of members, at the desk and on the screen", "[pages][seconds]") {
    const auto shown = [](const DecisionHarness& harness, Role role, ResidentId id, const std::string& path) {
        MeetingSample sample = meeting_sample("opened");
        sample.state.decisions = harness.state;
        sample.now = harness.now;
        const pages::Page page = page_of(sample, person_of(role, id), path);
        CHECK(tests::html_faults(page.html).empty());
        return page.html;
    };
    const auto has_form = [](const std::string& html, const std::string& type) {
        return html.find("name=\"type\" value=\"" + type + "\"") != std::string::npos;
    };
    const auto says = [](const std::string& html, const std::string& words) {
        return tests::html_text(html).find(words) != std::string::npos;
    };
    DecisionHarness harness = moved_by_robert();
    const std::string path = "/meetings/1";
    const std::string other = shown(harness, Role::council, member(3), path);
    CHECK(has_form(other, "SecondMotion"));
    CHECK_FALSE(has_form(other, "AskToSpeak"));
    CHECK(says(other, "还差 1 人附议"));
    CHECK(says(other, "要另外 1 人附议才讨论"));
    const std::string mover = shown(harness, Role::council, member(2), path);
    CHECK_FALSE(has_form(mover, "SecondMotion"));
    CHECK(says(mover, "自己提的动议要由别的到会成员附议"));
    const std::string chair = shown(harness, Role::council, member(1), path);
    CHECK(has_form(chair, "DropMotion"));
    CHECK_FALSE(has_form(chair, "OpenVote"));
    CHECK(has_form(shown(harness, Role::staff, ResidentId{9}, path), "SecondMotion"));
    CHECK_FALSE(has_form(shown(harness, Role::visitor, ResidentId{}, path), "SecondMotion"));
    CHECK(says(shown(harness, Role::visitor, ResidentId{}, path + "/screen"), "还差 1 人附议"));
    DecisionHarness fell = harness;
    fell.must(DropMotion{first});
    CHECK(says(shown(fell, Role::visitor, ResidentId{}, path), "附议不够，没有讨论。"));
    CHECK(says(shown(fell, Role::visitor, ResidentId{}, path + "/screen"), "附议不够，没有讨论。"));
    harness.must(SecondMotion{first, 3});
    const std::string seconded = shown(harness, Role::council, member(3), path);
    CHECK(has_form(seconded, "AskToSpeak"));
    CHECK(says(seconded, "附议：代表 3 号席"));
}

TEST_CASE("why a meeting was cancelled stands on its page, its screen and the list", "[pages][meeting]") {
    const MeetingSample sample = meeting_sample("cancelled");
    for (const std::string& path : {path_of(sample), path_of(sample) + "/screen", std::string{"/meetings"}}) {
        CAPTURE(path);
        const pages::Page page = page_of(sample, person_of(Role::visitor, ResidentId{}), path);
        CHECK(tests::html_text(page.html).find("取消的原因：台风") != std::string::npos);
    }
}

}  // namespace gongyi::test
