// Why a closed matter counts, what waits to be done, and what changed between drafts.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "shared/base/random.h"
#include "shared/decision/diff.h"
#include "shared/decision/explain.h"
#include "shared/decision/todo.h"
#include "tests/support/decision_fixture.h"

namespace gongyi::decision {

using namespace test;

namespace {

constexpr MatterId first{1};

DecisionHarness with_matter() {
    DecisionHarness harness = decision_community();
    harness.must(matter_command(), Role::resident, proposer);
    return harness;
}

std::vector<TodoKind> kinds(const std::vector<Todo>& list) {
    std::vector<TodoKind> out;
    for (const Todo& one : list) out.push_back(one.kind);
    return out;
}

std::vector<TodoKind> waiting(const DecisionHarness& harness) {
    return kinds(todo_of(harness.state, *find_matter(harness.state, first), harness.now, Zone{}));
}

// What `before` and `after` were, from the parts.
std::pair<std::string, std::string> joined(const std::vector<DiffPart>& parts) {
    std::pair<std::string, std::string> texts;
    for (const DiffPart& part : parts) {
        if (part.change != Change::added) texts.first += part.text;
        if (part.change != Change::removed) texts.second += part.text;
    }
    return texts;
}

}  // namespace

TEST_CASE("a completed matter has evidence for each of its gates, and all of it holds", "[decision][explain]") {
    DecisionHarness harness = with_matter();
    for (int gate = 0; gate < 7; ++gate) pass_gate(harness, first);
    const Matter& matter = *find_matter(harness.state, first);
    const auto gates = explain(harness.state, matter);
    REQUIRE(gates.size() == 7);
    for (const GateEvidence& gate : gates) {
        CAPTURE(gate.gate);
        CHECK_FALSE(gate.evidence.empty());
        for (const Evidence& one : gate.evidence) {
            CAPTURE(evidence_name(one.kind));
            CHECK(one.got >= one.needed);
            // Steps count the events of this history, so the entry is the event that the evidence is about.
            if (one.entry) CHECK(static_cast<std::size_t>(*one.entry) < harness.history.size());
        }
        const Event& closing = harness.history[static_cast<std::size_t>(gate.entry)].second;
        CHECK(std::holds_alternative<GateClosed>(closing));
    }
    const auto& resolution = gates[3];
    const auto majority = std::find_if(resolution.evidence.begin(), resolution.evidence.end(),
                                       [](const Evidence& one) { return one.kind == EvidenceKind::majority; });
    REQUIRE(majority != resolution.evidence.end());
    CHECK(majority->needed == 3);  // More than half of five.
    CHECK(majority->got == 5);
    CHECK(
        std::holds_alternative<VoteClosed>(harness.history[static_cast<std::size_t>(majority->entry.value())].second));
}

TEST_CASE("what a matter was taken back behind is no evidence any more", "[decision][explain]") {
    DecisionHarness harness = with_matter();
    for (int gate = 0; gate < 3; ++gate) pass_gate(harness, first);
    const auto closed = [&] { return explain(harness.state, *find_matter(harness.state, first)).size(); };
    CHECK(closed() == 3);
    harness.must(ReturnMatter{first, "consultation", "方案要改"});
    CHECK(closed() == 1);
    pass_gate(harness, first);
    CHECK(closed() == 2);
    harness.must(WithdrawMatter{first, "不办了"}, Role::resident, proposer);
    CHECK(closed() == 2);
}

TEST_CASE("what waits at each gate, and who must act", "[decision][todo]") {
    DecisionHarness harness = with_matter();
    CHECK(waiting(harness) == std::vector{TodoKind::file_document, TodoKind::convene_meeting});
    file_documents(harness, first);
    const MeetingId meeting = convene_for(harness, first);
    CHECK(waiting(harness) == std::vector{TodoKind::hold_meeting});
    sign_in_and_open(harness, meeting);
    harness.must(PutMotion{meeting, 2, first, ""});
    vote_by_hands(harness, meeting, voting_seats, 0);
    harness.must(CloseMeeting{meeting});
    CHECK(waiting(harness).empty());  // The minutes are the meeting's.
    CHECK(kinds(todo_list(harness.state, harness.now, Zone{})) == std::vector{TodoKind::sign_minutes});
    sign_and_publish(harness, meeting);
    CHECK(waiting(harness) == std::vector{TodoKind::close_gate});
    harness.must(CloseGate{first});
    for (int gate = 1; gate < 3; ++gate) pass_gate(harness, first);
    const auto at_resolution = todo_of(harness.state, *find_matter(harness.state, first), harness.now, Zone{});
    CHECK(std::count_if(at_resolution.begin(), at_resolution.end(),
                        [](const Todo& one) { return one.actor == TodoActor::supervisor; }) == 1);
    pass_gate(harness, first);
    file_documents(harness, first);
    CHECK(waiting(harness) == std::vector{TodoKind::post_notice});
    harness.must(PostNotice{first, "公示", {"社区公告栏"}});
    CHECK(waiting(harness).empty());  // Only time has to pass.
    harness.must(FileObjection{NoticeId{1}, "价格太高"}, Role::resident, proposer);
    const auto list = todo_list(harness.state, harness.now, Zone{});
    REQUIRE(kinds(list) == std::vector{TodoKind::answer_objection});
    CHECK(list[0].due == find_notice(harness.state, NoticeId{1})->objections[0].answer_due);
}

TEST_CASE("the parts of a difference make up both texts again", "[decision][diff]") {
    const std::uint64_t seed = 20'260'811;
    CAPTURE(seed);
    SplitMix64 random{seed};
    const auto draw = [&random] {
        std::string text;
        const std::uint64_t count = random.below(12);
        for (std::uint64_t i = 0; i < count; ++i) {
            text += "第" + std::to_string(random.below(6)) + "条";
            text += random.chance(500) ? "。" : random.chance(500) ? "；\n" : "\n";
        }
        return random.chance(300) ? text + "末尾" : text;
    };
    for (int i = 0; i < 2'000; ++i) {
        const std::string before = draw();
        const std::string after = draw();
        CAPTURE(before, after);
        CHECK(joined(diff(before, after)) == std::pair{before, after});
    }
}

TEST_CASE("a sentence that changed is removed and added, its neighbours stay", "[decision][diff]") {
    const auto parts = diff("电梯全天运行。费用按楼层分摊。物业管理。", "电梯全天运行。费用按户分摊。物业管理。");
    const std::vector<DiffPart> wanted{{Change::same, "电梯全天运行。"},
                                       {Change::removed, "费用按楼层分摊。"},
                                       {Change::added, "费用按户分摊。"},
                                       {Change::same, "物业管理。"}};
    CHECK(parts == wanted);
    CHECK(diff("", "").empty());
    CHECK(diff("一。", "一。") == std::vector<DiffPart>{{Change::same, "一。"}});
}

TEST_CASE("texts with too many sentences are compared as wholes", "[decision][diff]") {
    // So many sentences of which all but the first and the last are alike.
    const auto same_of = [](std::size_t sentences) {
        std::string middle;
        for (std::size_t i = 2; i < sentences; ++i) middle += std::to_string(i) + "。";
        const std::string before = "甲。" + middle + "乙。";
        const std::string after = "丙。" + middle + "丁。";
        const auto parts = diff(before, after);
        CHECK(joined(parts) == std::pair{before, after});
        return std::count_if(parts.begin(), parts.end(),
                             [](const DiffPart& one) { return one.change == Change::same; });
    };
    CHECK(same_of(diff_sentences_max) == static_cast<std::ptrdiff_t>(diff_sentences_max - 2));
    CHECK(same_of(diff_sentences_max + 1) == 0);
}

}  // namespace gongyi::decision
