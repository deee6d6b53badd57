// The core module as the browser sees it, but for the C ABI: operations in, answers out.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "shared/pages/viewer_json.h"
#include "shared/portal/command_json.h"
#include "shared/portal/decide.h"
#include "shared/portal/entry_json.h"
#include "shared/record/checkpoint.h"
#include "shared/record/entry.h"
#include "tests/support/portal_fixture.h"
#include "wasm/core/core.h"
#include "wasm/core/request.h"

using namespace gongyi;
using core::Core;
using core::Operation;
using core::Status;
using nlohmann::json;

namespace {

constexpr UnixMs before_opening{1'780'000'000'000};
constexpr UnixMs opening{before_opening.ms + day_ms};
constexpr UnixMs closing{opening.ms + 14 * day_ms};
constexpr UnixMs during{opening.ms + day_ms};

record::SigningKey key_of(std::uint8_t number) {
    Secret<32> seed;
    seed.bytes()[0] = number;
    return record::SigningKey::from_seed("gongyi/test", seed).value();
}

// A record written by the portal's own decisions.
class Writer {
public:
    void run(const portal::Command& command, Role role, UnixMs now, portal::Facts facts = {}) {
        portal::Context context{.actor = ResidentId{1}, .role = role, .now = now, .facts = {}};
        context.facts = std::move(facts);
        const auto decision = portal::decide(state_, command, context);
        REQUIRE(decision.has_value());
        for (const portal::Event& event : decision->events) {
            const portal::Entry entry{.at = portal::entry_time(state_, now), .by = role, .event = event};
            const std::string text = portal::write_entry(entry);
            tree_.append(record::leaf_hash(text));
            lines_ += text + '\n';
            portal::apply_event(state_, entry);
        }
    }

    [[nodiscard]] const std::string& lines() const { return lines_; }
    // As the server signs it with `key`.
    [[nodiscard]] std::string checkpoint(std::uint8_t key = 1) const {
        const record::Checkpoint checkpoint{.origin = "gongyi/test", .size = tree_.size(), .root = tree_.root()};
        return record::sign_checkpoint(checkpoint, key_of(key)).value();
    }
    // The input of check: that checkpoint, and none that was kept.
    [[nodiscard]] std::string stated() const { return json{{"kept", nullptr}, {"note", checkpoint()}}.dump(); }

private:
    portal::State state_;
    record::TreeHead tree_;
    std::string lines_;
};

AddProject project(std::string title, Money cost) {
    return {.round = RoundId{1},
            .title = std::move(title),
            .place = "中心广场",
            .need = "方便出入",
            .topic = "便民利民",
            .category = Category::works,
            .cost_lines = {{"材料和人工", cost}},
            .beneficiaries = 100};
}

// A knapsack round of ¥100,000 with projects of ¥60,000, ¥50,000 and ¥20,000, open for voting.
Writer open_round() {
    Writer writer;
    writer.run(portal::FoundCommunity{{.slug = "test",
                                       .name = "测试社区",
                                       .subdistrict = "测试街道",
                                       .district = "深圳市龙岗区",
                                       .households = 2'000,
                                       .council_seats = 16,
                                       .zone = {},
                                       .year_cap = yuan(2'000'000)}},
               Role::system, before_opening);
    writer.run(portal::AnnounceRecordKey{key_of(1).verifying_key(), ""}, Role::system, before_opening);
    writer.run(DraftRound{.title = "2026 年微实事",
                          .year = 2026,
                          .budget = yuan(100'000),
                          .ballot = {.form = BallotForm::knapsack, .choices_min = 1, .choices_max = 3},
                          .electorate = {},
                          .official_rule = TallyRule::equal_shares,
                          .tie_seed = 7,
                          .opens_at = opening,
                          .closes_at = closing},
               Role::staff, before_opening);
    writer.run(project("无障碍坡道", yuan(60'000)), Role::staff, before_opening);
    writer.run(project("路灯更换", yuan(50'000)), Role::staff, before_opening);
    writer.run(project("四点半课堂", yuan(20'000)), Role::staff, before_opening);
    portal::Facts facts;
    facts.ballot_key = test::round_key(RoundId{1}).public_key().bytes();
    writer.run(OpenVoting{RoundId{1}}, Role::staff, opening, std::move(facts));
    return writer;
}

Writer closed_round() {
    Writer writer = open_round();
    portal::BoxFacts box;
    box.round = RoundId{1};
    box.credentials_issued = 9;
    box.private_key = test::round_key(box.round).publish();
    for (std::uint8_t voter = 1; voter <= 9; ++voter) {
        const portal::BallotSecret secret = test::ballot_secret(ResidentId{voter}, box.round);
        const BallotCredential credential = secret.credential_from(test::round_key(box.round));
        const OpenedCast cast =
            secret.sign("test", box.round, {ProjectId{voter % 3U + 1U}}, credential, 1, Salt{voter});
        box.casts.push_back({box.round, portal::cast_commitment(box.round, cast), cast});
        box.due.push_back(box.casts.back().commitment);
    }
    portal::Facts facts;
    facts.boxes.push_back(std::move(box));
    writer.run(CloseVoting{RoundId{1}, ""}, Role::staff, closing, std::move(facts));
    return writer;
}

core::Answer ask(Core& core, Operation operation, std::string_view input) {
    return core.call(static_cast<std::uint32_t>(operation), input);
}

void fill(Core& core, const Writer& writer) {
    REQUIRE(ask(core, Operation::append, writer.lines()).status == Status::ok);
    REQUIRE(json::parse(ask(core, Operation::check, writer.stated()).body).at("relation") == "equal");
}

std::string resident_block(pages::Locale locale, std::vector<pages::RoundStanding> standings = {}) {
    const pages::Viewer viewer{.role = Role::resident,
                               .id = ResidentId{1},
                               .name = "测试",
                               .csrf = "token",
                               .order_seed = 1,
                               .standings = std::move(standings)};
    return pages::write_viewer(viewer, {.checkpoint = {.origin = "gongyi/test"}}, locale, during);
}

std::string cast(const std::vector<std::uint64_t>& choices) {
    CastBallot command{.round = RoundId{1}, .cast = {}};
    for (const std::uint64_t choice : choices) command.cast.ballot.choices.emplace_back(choice);
    command.cast.version = 1;
    return portal::write_command(command);
}

json decide_request(const std::string& command, const std::string& viewer) {
    return {{"command", command}, {"now_ms", during.ms}, {"viewer", viewer}};
}

json render_request(const std::string& path) {
    return {{"command", nullptr},
            {"filled", json::array()},
            {"is_live", false},
            {"now_ms", during.ms},
            {"origin", "https://gongyi.example"},
            {"path", path},
            {"query", ""},
            {"viewer", resident_block(pages::Locale::zh_hans)}};
}

}  // namespace

TEST_CASE("a replayed record is compared with the server's checkpoint", "[core]") {
    const Writer writer = open_round();
    Core core;
    const auto relation = [&] { return json::parse(ask(core, Operation::check, writer.stated()).body)["relation"]; };
    CHECK(relation() == "behind");
    const std::string& lines = writer.lines();
    const std::size_t first_end = lines.find('\n') + 1;
    REQUIRE(ask(core, Operation::append, lines.substr(0, first_end)).status == Status::ok);
    CHECK(relation() == "behind");
    REQUIRE(ask(core, Operation::append, lines.substr(first_end)).status == Status::ok);
    CHECK(relation() == "equal");
    CHECK(ask(core, Operation::append, "").status == Status::ok);

    Core ahead;
    REQUIRE(ask(ahead, Operation::append, closed_round().lines()).status == Status::ok);
    CHECK(json::parse(ask(ahead, Operation::check, writer.stated()).body)["relation"] == "ahead");
}

// Goal: no single byte of the record can change unnoticed. Method: change each in turn; either the entry is refused, or
// the root differs.
TEST_CASE("a record with one changed byte is never equal", "[core]") {
    const Writer writer = closed_round();
    std::string lines = writer.lines();
    const auto stride = GENERATE(Catch::Generators::range(std::size_t{0}, std::size_t{7}));
    for (std::size_t at = stride; at < lines.size(); at += 7) {
        const char original = lines[at];
        lines[at] = original == '1' ? '2' : '1';
        Core core;
        const auto appended = ask(core, Operation::append, lines);
        const auto checked = json::parse(ask(core, Operation::check, writer.stated()).body);
        CAPTURE(at, appended.body);
        REQUIRE(checked["relation"] != "equal");
        lines[at] = original;
    }
}

TEST_CASE("entries come in whole lines, and a faulty one stops the reading", "[core]") {
    const Writer writer = open_round();
    const std::string& lines = writer.lines();
    Core core;
    CHECK(ask(core, Operation::append, lines.substr(0, lines.size() - 1)).status == Status::invalid);
    CHECK(json::parse(ask(core, Operation::summary, "").body)["entries"] == 0);
    const std::string faulty = lines.substr(0, lines.find('\n') + 1) + "{}\n";
    const auto answer = ask(core, Operation::append, faulty);
    CHECK(answer.status == Status::invalid);
    CHECK(json::parse(answer.body)["pointer"] == "/1");
    CHECK(json::parse(ask(core, Operation::summary, "").body)["entries"] == 1);
}

TEST_CASE("a ballot is decided here, in the viewer's language", "[core]") {
    Core core;
    fill(core, open_round());
    const auto decide = [&](const std::vector<std::uint64_t>& choices, const std::string& viewer) {
        return ask(core, Operation::decide, decide_request(cast(choices), viewer).dump());
    };
    const std::string chinese = resident_block(pages::Locale::zh_hans);
    CHECK(decide({2, 3}, chinese).status == Status::ok);

    const auto refused = decide({1, 2}, chinese);
    REQUIRE(refused.status == Status::refused);
    CHECK(json::parse(refused.body)["code"] == "budget_exceeded");
    CHECK(json::parse(refused.body)["sentence"].get<std::string>().find("¥10,000") != std::string::npos);

    const auto english = decide({}, resident_block(pages::Locale::en));
    REQUIRE(english.status == Status::refused);
    CHECK(json::parse(english.body)["sentence"].get<std::string>().find("Choose") != std::string::npos);
}

TEST_CASE("whether a person belongs to the electorate is the server's judgement", "[core]") {
    Core core;
    fill(core, open_round());
    pages::RoundStanding standing{.round = RoundId{1}, .refusal = {}};
    standing.refusal = Refusal{RefusalCode::not_of_age, "", {{"needed_years", 18}, {"years", 17}}};
    const std::string viewer = resident_block(pages::Locale::zh_hans, {standing});
    const auto answer = ask(core, Operation::decide, decide_request(cast({3}), viewer).dump());
    REQUIRE(answer.status == Status::refused);
    CHECK(json::parse(answer.body)["code"] == "not_of_age");
}

TEST_CASE("a page is the server's page", "[core]") {
    Core core;
    fill(core, open_round());
    CHECK(ask(core, Operation::render, render_request("/rounds/1").dump()).body.rfind("200\n<!doctype html>", 0) == 0);
    CHECK(ask(core, Operation::render, render_request("/rounds/9").dump()).body.rfind("404\n", 0) == 0);

    // Bytes that are not UTF-8 after percent-decoding are the page's business, and stop nothing.
    json odd = render_request("/rounds/1/outcome");
    odd["query"] = "receipt=%ff%00%ed%a0%80";
    CHECK(ask(core, Operation::render, odd.dump()).status == Status::ok);
}

TEST_CASE("a refused command becomes a fault of the page's form", "[core]") {
    Core core;
    fill(core, open_round());
    json request = render_request("/rounds/1/vote");
    request["command"] = cast({1, 2});
    const auto refused = ask(core, Operation::render, request.dump());
    CHECK(refused.body.rfind("422\n", 0) == 0);
    CHECK(refused.body.find("¥10,000") != std::string::npos);
    request["command"] = cast({2, 3});
    CHECK(ask(core, Operation::render, request.dump()).body.rfind("200\n", 0) == 0);
}

// Goal: a browser finds before posting what the server would find after it, and the page is the same. Method: forms of
// the decision flow with one fault each, and the one without.
TEST_CASE("a form of the decision flow is tried before it is posted", "[core][form]") {
    Writer writer = open_round();
    writer.run(decision::Command{decision::AdoptRules{find_profile("cn.rc.2026")->text}}, Role::staff, during);
    Core core;
    fill(core, writer);
    const auto with = [](const char* field, const char* value) {
        json fields = {{"type", "OpenMatter"}, {"back", "/matters/new"},  {"title", "加装电梯"},
                       {"text", "第一条"},     {"profile", "cn.rc.2026"}, {"origin", "residents"},
                       {"round", "0"},         {"amount_fen", "12.5"}};
        fields[field] = value;
        return fields;
    };
    const auto tried = [&](const json& fields, const std::string& viewer) {
        json request = render_request("/matters/new");
        for (const auto& [name, value] : fields.items()) request["filled"].push_back({name, value});
        request["viewer"] = viewer;
        return ask(core, Operation::try_form, request.dump());
    };
    const std::string resident = resident_block(pages::Locale::zh_hans);
    const auto accepted = tried(with("round", "1"), resident);
    CHECK(accepted.status == Status::ok);
    CHECK(accepted.body.empty());
    struct Row {
        const char* field;
        const char* value;
        const char* says;
    };
    for (const Row& row :
         {Row{"title", "", "必须填写"}, Row{"amount_fen", "12.345", ""}, Row{"round", "2", "找不到这一轮微实事"},
          Row{"project", "99", "这一轮里没有这个项目"}, Row{"profile", "cn.rc.2018", ""}}) {
        CAPTURE(row.field, row.value);
        const auto refused = tried(with(row.field, row.value), resident);
        REQUIRE(refused.status == Status::refused);
        CHECK(refused.body.rfind("422\n<!doctype html>", 0) == 0);
        CHECK(refused.body.find("role=\"alert\"") != std::string::npos);
        CHECK(refused.body.find("第一条") != std::string::npos);  // What was written is kept.
        if (std::string_view{row.field} == "round") CHECK(refused.body.find(row.says) != std::string::npos);
    }
    CHECK(tried({{"type", "Nonsense"}}, resident).status == Status::refused);
    CHECK(tried({{"type", "CloseGate"}, {"matter", "1"}}, resident).status == Status::refused);  // Staff alone.
    CHECK(ask(core, Operation::try_form, "{}").status == Status::invalid);
}

// Goal: a browser never stops staff from asking for what somebody else has to confirm: that is the server's to arrange.
TEST_CASE("an act that two people have to do is not refused ahead", "[core][form]") {
    Writer writer = open_round();
    json profile = json::parse(find_profile("cn.rc.2026")->text);
    profile["two_people"] = {"EstablishBody"};
    writer.run(decision::Command{decision::AdoptRules{profile.dump()}}, Role::staff, during);
    Core core;
    fill(core, writer);
    json request = render_request("/bodies");
    const pages::Viewer viewer{
        .role = Role::staff, .id = ResidentId{1}, .name = "值班", .csrf = "token", .order_seed = 1, .standings = {}};
    request["viewer"] =
        pages::write_viewer(viewer, {.checkpoint = {.origin = "gongyi/test"}}, pages::Locale::zh_hans, during);
    for (const auto& [name, value] : {std::pair{"type", "EstablishBody"},
                                      {"kind", "assembly"},
                                      {"name", "居民会议"},
                                      {"term_from", "2026-01-01"},
                                      {"term_to", "2027-01-01"}}) {
        request["filled"].push_back({name, value});
    }
    const auto tried = ask(core, Operation::try_form, request.dump());
    CHECK(tried.body.empty());
    CHECK(tried.status == Status::ok);
}

TEST_CASE("a recount tells whether the published outcome is the count", "[core]") {
    const Writer writer = closed_round();
    Core core;
    fill(core, writer);
    const auto answer = json::parse(ask(core, Operation::recount, R"({"round":1})").body);
    CHECK(answer["equal"] == true);
    CHECK(answer["ballots"] == 9);
    CHECK(json::parse(ask(core, Operation::recount, R"({"round":null})").body)["ballots"] == 9);

    // An outcome that nobody's count gives: the same projects in the reverse order.
    const std::string& lines = writer.lines();
    const std::size_t last = lines.rfind('\n', lines.size() - 2) + 1;
    auto entry = portal::parse_entry(std::string_view{lines}.substr(last, lines.size() - last - 1));
    REQUIRE(entry.has_value());
    auto& selected = std::get<RoundTallied>(entry->event).outcomes.front().selected;
    REQUIRE(selected.size() >= 2);
    std::reverse(selected.begin(), selected.end());
    Core wrong;
    REQUIRE(ask(wrong, Operation::append, lines.substr(0, last) + portal::write_entry(*entry) + "\n").status ==
            Status::ok);
    CHECK(json::parse(ask(wrong, Operation::recount, R"({"round":1})").body)["equal"] == false);
}

TEST_CASE("rounds that were not counted cannot be recounted", "[core]") {
    Core core;
    fill(core, open_round());
    CHECK(ask(core, Operation::recount, R"({"round":1})").status == Status::invalid);
    CHECK(ask(core, Operation::recount, R"({"round":2})").status == Status::invalid);
}

TEST_CASE("a what-if is counted when it is asked for, told as it goes, and kept", "[core]") {
    std::vector<std::uint32_t> told;
    Core core{[&](std::uint32_t per_mille) { told.push_back(per_mille); }};
    fill(core, closed_round());
    json request = render_request("/rounds/1/what-if");
    request["query"] = "budget=60000&rule=shares&completion=add1u";
    const auto page = [&](Operation operation) {
        const auto answer = ask(core, operation, request.dump());
        REQUIRE(answer.status == Status::ok);
        CHECK(answer.body.substr(0, 4) == "200\n");
        return answer.body;
    };
    const auto has_result = [](const std::string& body) {
        return body.find("<div data-what-if-result>") != std::string::npos;
    };
    // The page's own worker must not count.
    CHECK_FALSE(has_result(page(Operation::render)));
    CHECK(told.empty());
    const std::string counted = page(Operation::what_if);
    CHECK(has_result(counted));
    CHECK_FALSE(told.empty());
    CHECK(std::is_sorted(told.begin(), told.end()));
    CHECK(told.back() <= 1'000);
    told.clear();
    CHECK(page(Operation::what_if) == counted);
    CHECK(page(Operation::render) == counted);
    CHECK(told.empty());
    request["query"] = "budget=60001";
    CHECK_FALSE(has_result(page(Operation::render)));
}

TEST_CASE("a recount tells how far it has got", "[core]") {
    std::vector<std::uint32_t> told;
    Core core{[&](std::uint32_t per_mille) { told.push_back(per_mille); }};
    fill(core, closed_round());
    REQUIRE(ask(core, Operation::recount, R"({"round":1})").status == Status::ok);
    REQUIRE(told.size() > 2);
    CHECK(std::is_sorted(told.begin(), told.end()));
    CHECK(told.back() == 1'000);
}

TEST_CASE("input that cannot be read is answered, and changes nothing", "[core]") {
    const auto number = GENERATE(std::uint32_t{0}, 2U, 3U, 4U, 5U, 7U, 8U, 14U, 17U, 18U, 0xffff'ffffU);
    const auto* input =
        GENERATE("", "{", "[]", "null", R"({"round":"1"})", R"({"round":1,"more":2})", "\xff\xfe", "\n\n");
    CAPTURE(number, input);
    Core core;
    fill(core, open_round());
    const auto before = ask(core, Operation::summary, "").body;
    CHECK(core.call(number, input).status == Status::invalid);
    CHECK(ask(core, Operation::summary, "").body == before);
}

TEST_CASE("input nested without end is answered", "[core]") {
    const auto number = GENERATE(Catch::Generators::range(std::uint32_t{1}, std::uint32_t{6}));
    Core core;
    const std::string deep(100'000, '[');
    CHECK(core.call(number, deep + "\n").status == Status::invalid);
    json request = render_request("/");
    request["viewer"] = deep;
    CHECK(ask(core, Operation::render, request.dump()).status == Status::invalid);
}

TEST_CASE("requests have limits", "[core]") {
    Core core;
    fill(core, open_round());
    const auto status = [&](const json& request) { return ask(core, Operation::render, request.dump()).status; };

    json path = render_request("/" + std::string(core::path_bytes_max - 1, 'a'));
    CHECK(status(path) == Status::ok);
    path["path"] = "/" + std::string(core::path_bytes_max, 'a');
    CHECK(status(path) == Status::invalid);

    json filled = render_request("/rounds/1/vote");
    for (std::size_t i = 0; i < core::filled_max; ++i) filled["filled"].push_back({"choice", "1"});
    CHECK(status(filled) == Status::ok);
    filled["filled"].push_back({"choice", "1"});
    CHECK(status(filled) == Status::invalid);

    json value = render_request("/rounds/1/vote");
    value["filled"].push_back({"choice", std::string(core::filled_bytes_max, '1')});
    CHECK(status(value) == Status::ok);
    value["filled"][0][1] = std::string(core::filled_bytes_max + 1, '1');
    CHECK(status(value) == Status::invalid);
}
