// Free text beside the record: sealed when it is written, taken down without anything else changing.
#include "shared/decision/texts.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "shared/decision/event_texts.h"
#include "shared/decision/json.h"
#include "tests/support/decision_fixture.h"

namespace gongyi::decision {

using namespace test;

namespace {

constexpr MatterId one{1};
constexpr NoticeId posted{1};

// A notice with an objection that says too much.
DecisionHarness with_objection() {
    DecisionHarness harness = decision_community();
    harness.must(matter_command(), Role::resident, proposer);
    for (int gate = 0; gate < 4; ++gate) pass_gate(harness, one);
    file_documents(harness, one);
    harness.must(PostNotice{one, "决议", {"公告栏"}});
    harness.must(FileObjection{posted, "我住三栋1204，电话13800000000，不同意。"}, Role::resident, proposer);
    return harness;
}

const FreeText& objection_text(const DecisionState& state) {
    return state.notices[0].objections[0].text;
}

std::string minutes_of(const DecisionState& state, MeetingId id) {
    const Meeting& meeting = *find_meeting(state, id);
    return minutes_text(meeting, *find_body(state, meeting.body), form_of(state, meeting), Zone{}, state.texts);
}

std::string json_of(const Event& event, int version) {
    JsonWriter json;
    write_event(json, event, version);
    return json.take();
}

std::string refused(DecisionHarness& harness, const Command& command, Role role = Role::staff) {
    const auto result = harness.run(command, role);
    return result ? "done" : std::string{refusal_name(result.error().code)};
}

}  // namespace

TEST_CASE("a sealed text is fixed by its commitment, and equal texts of one command by the same", "[decision][texts]") {
    FreeText text{"周末开放"};
    CHECK_FALSE(text.is_sealed());
    const Salt salt = salt_from(Hash{1}, "周末开放");
    text.seal(salt);
    CHECK(text.commitment == commit(salt, "周末开放"));
    CHECK(salt == salt_from(Hash{1}, "周末开放"));
    CHECK(salt != salt_from(Hash{2}, "周末开放"));
    CHECK(salt != salt_from(Hash{1}, "周末不开放"));
    CHECK(FreeText{""}.empty());
    CHECK(FreeText{}.empty());
    CHECK_FALSE(text.empty());
}

TEST_CASE("an event of version 2 has a commitment where one of version 1 has the text", "[decision][texts]") {
    Event event = OpinionGiven{one, "太吵"};
    for_each_text(event, [](FreeText& text) { text.seal(Salt{7}); });
    const std::string hex = to_hex(commit(Salt{7}, "太吵"));
    CHECK(json_of(event, 1) == R"({"matter":1,"text":"太吵"})");
    CHECK(json_of(event, 2) == R"({"matter":1,"text":{"commitment":")" + hex + R"("}})");
    Event motion = MotionPut{MeetingId{1}, 2, one, 1, ""};
    CHECK(json_of(motion, 2) == R"({"draft":1,"matter":1,"meeting":1,"seat":2,"text":null})");
    CHECK(json_of(motion, 1) == R"({"draft":1,"matter":1,"meeting":1,"seat":2,"text":""})");

    const std::string zeros = R"({"matter":1,"text":{"commitment":")" + std::string(64, '0') + R"("}})";
    JsonReader reader{zeros, 4'096};
    constexpr std::size_t opinion_given = 8;
    REQUIRE(event.index() == opinion_given);
    CHECK_FALSE(reader.finish(read_event(reader.root(), opinion_given, 2)).has_value());
}

TEST_CASE("an event of version 3 has a commitment where one of version 2 has the title", "[decision][texts]") {
    Event event = DocumentFiled{one, "plan", "坡道", Hash{}};
    for_each_text(event, [](FreeText& text) { text.seal(Salt{7}); });
    const std::string before = R"({"hash":")" + std::string(64, '0') + R"(","kind":"plan","matter":1,"title":)";
    CHECK(json_of(event, 1) == before + R"("坡道"})");
    CHECK(json_of(event, 2) == before + R"("坡道"})");
    CHECK(json_of(event, 3) == before + R"({"commitment":")" + to_hex(commit(Salt{7}, "坡道")) + R"("}})");
}

// An item of the agenda without a matter has a title of its own; with one it may go by the matter's.
TEST_CASE("an item of the agenda without matter and title is none", "[decision][texts]") {
    const auto is_read = [](std::string_view matter, std::string_view title, int version) {
        const std::string json = R"({"agenda":[{"matter":)" + std::string{matter} + R"(,"title":)" +
                                 std::string{title} +
                                 R"(}],"at":1,"body":1,"form":"council","meeting":1,"place":"三楼","profile":0})";
        JsonReader reader{json, 4'096};
        const std::size_t convened = Event{MeetingConvened{}}.index();
        return reader.finish(read_event(reader.root(), convened, version)).has_value();
    };
    const std::string commitment = R"({"commitment":")" + std::string(64, 'a') + R"("})";
    CHECK(is_read("1", "null", 3));
    CHECK_FALSE(is_read("0", "null", 3));
    CHECK(is_read("0", commitment, 3));
    CHECK(is_read("1", commitment, 3));
    CHECK_FALSE(is_read("1", R"("坡道")", 3));
    CHECK(is_read("1", R"("坡道")", 2));
    CHECK_FALSE(is_read("1", "null", 2));
    CHECK_FALSE(is_read("1", commitment, 2));
}

TEST_CASE("no event of version 3 holds what somebody wrote", "[decision][texts]") {
    DecisionHarness harness = with_objection();
    harness.must(AnswerObjection{posted, 1, "理由成立，退回。", true});
    std::size_t texts = 0;
    for (auto [at, event] : harness.history) {
        const std::string json = json_of(event, 3);
        for_each_text(event, [&](FreeText& text) {
            ++texts;
            REQUIRE(text.opened.has_value());
            CHECK(json.find(text.opened->text) == std::string::npos);
            CHECK(json.find(to_hex(text.commitment)) != std::string::npos);
        });
    }
    // Titles of the matter and six documents; draft, notice, objection, answer, and the reason of the return.
    CHECK(texts == 12);
}

TEST_CASE("a text that was taken down is gone, and the tombstone says when and why", "[decision][texts]") {
    DecisionHarness harness = with_objection();
    const Hash commitment = objection_text(harness.state).commitment;
    CHECK(words(harness.state, objection_text(harness.state)).starts_with("我住三栋1204"));
    const auto before = harness.state.notices;
    harness.wait_days(1);
    harness.must(TakeDownText{commitment, Ground::personal_information});
    CHECK_FALSE(words_of(harness.state.texts, objection_text(harness.state)).has_value());
    const Takedown* const down = takedown_of(harness.state.texts, objection_text(harness.state));
    REQUIRE(down != nullptr);
    CHECK(down->at == harness.now);
    CHECK(down->ground == Ground::personal_information);
    CHECK(down->entry == harness.history.size() - 1);
    CHECK(harness.state.notices == before);  // The objection stands as it did, and waits for its answer.
    CHECK(withheld_texts(harness.state.texts).empty());
    harness.must(AnswerObjection{posted, 1, "不成立", false});
}

TEST_CASE("a text in two events of one command is taken down as one", "[decision][texts]") {
    DecisionHarness harness = with_objection();
    harness.must(AnswerObjection{posted, 1, "王五说得对", true});
    const FreeText& answer = harness.state.notices[0].objections[0].answer;
    std::size_t reasons = 0;
    for (const Passage& passage : harness.state.matters[0].passages) {
        if (!passage.went_back) continue;
        ++reasons;
        CHECK(passage.reason.commitment == answer.commitment);
    }
    CHECK(reasons == 1);
}

TEST_CASE("what cannot be taken down is refused, and says why", "[decision][texts]") {
    DecisionHarness harness = with_objection();
    const Hash commitment = objection_text(harness.state).commitment;
    CHECK(refused(harness, TakeDownText{Hash{1}, {}}) == "no_such_text");
    CHECK(refused(harness, TakeDownText{commitment, {}}, Role::resident) == "role_not_allowed");
    CHECK(refused(harness, TakeDownText{commitment, {}}, Role::supervisor) == "role_not_allowed");
    CHECK(refused(harness, TakeDownText{commitment, {}}) == "done");
    CHECK(refused(harness, TakeDownText{commitment, {}}) == "text_taken_down_already");

    // As it was read from an entry of version 1.
    Event old = ObjectionFiled{posted, "旧的异议", false, {2026, 12, 1}};
    for_each_text(old, [](FreeText& text) { text.seal(no_salt); });
    apply_event(harness.state, old, harness.now, Role::resident);
    const Hash within = harness.state.notices[0].objections[1].text.commitment;
    CHECK(refused(harness, TakeDownText{within, {}}) == "text_within_entry");
    CHECK_FALSE(check_applicable(harness.state, TextTakenDown{within, {}}).has_value());
    CHECK_FALSE(check_applicable(harness.state, TextTakenDown{commitment, {}}).has_value());
    CHECK_FALSE(check_applicable(harness.state, TextTakenDown{Hash{1}, {}}).has_value());
}

// Goal: who replays before the takedown, behind it, with the texts and without comes to the same state. Method: the
// events through their JSON of version 3; the texts supplied before or behind the takedown, or not at all.
TEST_CASE("a document can be taken down, and is no text that is withheld", "[decision][texts]") {
    DecisionHarness harness = decision_community();
    harness.must(matter_command(), Role::resident, proposer);
    const Hash hash = sha256("坡道施工图");
    harness.must(FileDocument{one, "draft", "坡道施工图", hash});
    CHECK(withheld_texts(harness.state.texts).empty());
    CHECK(words(harness.state, find_document(harness.state, hash).document->title) == "坡道施工图");
    CHECK(find_document(harness.state, hash).matter->id == one);
    CHECK(find_document(harness.state, Hash{}).document == nullptr);
    // It does not open as a text, whatever its bytes are.
    CHECK(supply_text(harness.state.texts, SaltedText{Salt{1}, "坡道施工图"}) == Supplied::unknown);
    CHECK(refused(harness, TakeDownText{hash, Ground::personal_information}, Role::resident) != "done");
    CHECK(refused(harness, TakeDownText{hash, Ground::personal_information}) == "done");
    CHECK(harness.state.texts.at(hash).takedown.has_value());
    CHECK(refused(harness, TakeDownText{hash, Ground::personal_information}) == "text_taken_down_already");
    CHECK(withheld_texts(harness.state.texts).empty());
}

TEST_CASE("a record replays to the same state with and without a text that was taken down", "[decision][texts]") {
    DecisionHarness harness = with_objection();
    std::vector<SaltedText> texts;
    for (const auto& [commitment, kept] : harness.state.texts) {
        if (!kept.is_file) texts.push_back(*kept.opened);
    }
    const SaltedText secret = *harness.state.texts.at(objection_text(harness.state).commitment).opened;
    harness.must(TakeDownText{secret.commitment(), Ground::authors_wish});

    const bool had_it_before = GENERATE(true, false);
    DecisionState replayed;
    for (const auto& [at, event] : harness.history) {
        if (had_it_before && std::holds_alternative<TextTakenDown>(event)) {
            CHECK(supply_text(replayed.texts, secret) == Supplied::kept);
        }
        const std::string json = json_of(event, 3);
        JsonReader reader{json, 1 << 20};
        const auto read = reader.finish(read_event(reader.root(), event.index(), 3));
        REQUIRE(read.has_value());
        REQUIRE(check_applicable(replayed, *read).has_value());
        apply_event(replayed, *read, at, harness.roles[static_cast<std::size_t>(replayed.step)]);
    }
    CHECK(withheld_texts(replayed.texts).size() == texts.size() - 1);
    for (const SaltedText& text : texts) {
        const Supplied want = text == secret ? Supplied::taken_down : Supplied::kept;
        CHECK(supply_text(replayed.texts, text) == want);
    }
    CHECK(withheld_texts(replayed.texts).empty());
    CHECK(replayed == harness.state);
}

TEST_CASE("texts that no entry refers to, and such without salt, are not kept", "[decision][texts]") {
    DecisionHarness harness = with_objection();
    const std::size_t count = harness.state.texts.size();
    CHECK(supply_text(harness.state.texts, {Salt{9}, "别的"}) == Supplied::unknown);
    Event bare = OpinionGiven{one, "太吵"};
    FreeText* sealed = nullptr;
    for_each_text(bare, [&](FreeText& text) { (sealed = &text)->seal(no_salt); });
    FreeText commitment_only;
    commitment_only.commitment = sealed->commitment;
    keep_text(harness.state.texts, commitment_only, 3);
    CHECK(supply_text(harness.state.texts, {no_salt, "太吵"}) == Supplied::unknown);
    CHECK(withheld_texts(harness.state.texts) == std::vector<Hash>{sealed->commitment});
    CHECK(harness.state.texts.size() == count + 1);
}

TEST_CASE("a matter's title stands once in the record, and is taken down with one act", "[decision][texts]") {
    DecisionHarness harness = decision_community();
    OpenMatter raise = matter_command();
    raise.title = "张三家门口的坡道";
    harness.must(raise, Role::resident, proposer);
    file_documents(harness, one);
    const FreeText title = harness.state.matters[0].title;
    const MeetingId meeting = convene_for(harness, one);
    const AgendaItem& item = find_meeting(harness.state, meeting)->agenda[0];
    CHECK(item.matter == one);
    CHECK(item.title.empty());
    const std::size_t kept = harness.state.texts.size();
    harness.must(TakeDownText{title.commitment, Ground::personal_information});
    CHECK_FALSE(words_of(harness.state.texts, title).has_value());
    for (const auto& [commitment, text] : harness.state.texts) {
        CHECK((!text.opened || text.opened->text.find("张三") == std::string::npos));
    }
    CHECK(harness.state.texts.size() == kept);
    // It goes its way all the same.
    sign_in_and_open(harness, meeting);
    harness.must(PutMotion{meeting, 3, one, ""});
    vote_by_hands(harness, meeting, 5, 0);
    harness.must(CloseMeeting{meeting});
    sign_and_publish(harness, meeting);
    harness.must(CloseGate{one});
}

TEST_CASE("an item of the agenda keeps a title of its own, and minutes stay when it is taken down",
          "[decision][texts]") {
    DecisionHarness harness = decision_community();
    harness.must(matter_command(), Role::resident, proposer);
    ConveneMeeting convene = convening_for(harness, one);
    convene.agenda = {{"李四的停车位", MatterId{}}};
    harness.must(convene);
    const MeetingId meeting = harness.state.meetings.back().id;
    sign_in_and_open(harness, meeting);
    harness.must(CloseMeeting{meeting});
    const FreeText title = find_meeting(harness.state, meeting)->agenda[0].title;
    CHECK(words(harness.state, title) == "李四的停车位");
    const std::string before = minutes_of(harness.state, meeting);
    CHECK(before.find(to_hex(title.commitment)) != std::string::npos);
    CHECK(before.find("李四") == std::string::npos);
    harness.must(TakeDownText{title.commitment, Ground::rights_of_others});
    CHECK(minutes_of(harness.state, meeting) == before);
    sign_and_publish(harness, meeting);
}

TEST_CASE("minutes stay what was signed when an amendment's text is taken down", "[decision][texts]") {
    DecisionHarness harness = decision_community();
    harness.must(matter_command(), Role::resident, proposer);
    file_documents(harness, one);
    const MeetingId meeting = convene_for(harness, one);
    sign_in_and_open(harness, meeting);
    harness.must(PutMotion{meeting, 3, one, ""});
    harness.must(PutAmendment{meeting, 3, "张三家门口不装"});
    vote_by_hands(harness, meeting, 5, 0);
    vote_by_hands(harness, meeting, 5, 0);
    harness.must(CloseMeeting{meeting});
    const std::string before = minutes_of(harness.state, meeting);
    const FreeText& amendment = harness.state.meetings[0].motions[0].amendments[0].text;
    CHECK(before.find("张三") == std::string::npos);
    CHECK(before.find(to_hex(amendment.commitment)) != std::string::npos);
    harness.must(TakeDownText{amendment.commitment, Ground::rights_of_others});
    CHECK(minutes_of(harness.state, meeting) == before);
    // The carried amendment is the matter's draft: gone there, too.
    CHECK(words(harness.state, harness.state.matters[0].drafts.back().text).empty());
    sign_and_publish(harness, meeting);
    harness.must(CloseGate{one});
}

}  // namespace gongyi::decision
