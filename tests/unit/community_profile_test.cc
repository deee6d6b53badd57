#include "shared/community/profile.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "shared/community/data_files.h"
#include "shared/microproject/round.h"

namespace gongyi {

namespace {

std::string profile_text(const std::string& id) {
    return std::string{data_file("rules/" + id + ".json")};
}

// The profile's text with the first `from` behind `anchor` replaced.
std::string changed(const std::string& id, const std::string& anchor, const std::string& from, const std::string& to) {
    std::string text = profile_text(id);
    const std::size_t anchor_at = text.find(anchor);
    REQUIRE(anchor_at != std::string::npos);
    const std::size_t at = text.find(from, anchor_at);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

std::vector<ParseError> faults_of(const std::string& text) {
    const auto read = parse_profile(text);
    return read ? std::vector<ParseError>{} : read.error();
}

}  // namespace

TEST_CASE("the profiles that ship are valid and say where they come from", "[community][profile]") {
    std::vector<std::string> ids;
    for (const RuleProfile& profile : shipped_profiles()) {
        CAPTURE(profile.id);
        ids.push_back(profile.id);
        CHECK_FALSE(profile.source.empty());
        CHECK(find_profile(profile.id) == &profile);
        CHECK(data_file("rules/" + profile.id + ".json") == profile_text(profile.id));
        const auto again = parse_profile(profile.text);
        REQUIRE(again.has_value());
        CHECK(*again == profile);
    }
    CHECK(ids == std::vector<std::string>{"cn.owners.278", "cn.rc.2018", "cn.rc.2026", "cn.village.2018", "roberts.12",
                                          "sz.council.luohu", "sz.micro.2020", "sz.renewal.yucun"});
    CHECK(find_profile("cn.rc.2018")->state == SourceState::confirmed);
    CHECK(find_profile("cn.rc.2026")->state == SourceState::unverified);
    CHECK(find_profile("cn.rc.2030") == nullptr);
}

TEST_CASE("V12: the caps of a year's microprojects", "[community][profile]") {
    const BudgetRule budget = find_profile("sz.micro.2020")->budget.value();
    CHECK(budget.year_cap == yuan(2'000'000));
    CHECK(budget.works_cap == yuan(1'000'000));
    CHECK(budget.goods_cap == yuan(500'000));
    CHECK(budget.services_cap == yuan(500'000));
    CHECK(yuan(1'960'000) + yuan(100'000) - budget.year_cap == yuan(60'000));
}

TEST_CASE("batches of ballots have a least size, which no law gives", "[community][profile]") {
    CHECK(batch_rule() == *find_profile("sz.micro.2020")->ballots);
    CHECK(batch_rule().batch_min == 20);
    CHECK(batch_rule().state == SourceState::unverified);
    CHECK(batch_rule().source.find("没有法律") == 0);
    CHECK(profile_batch_most == batch_min_max);
    const auto with = [](const std::string& size) {
        std::string text = profile_text("sz.micro.2020");
        const std::size_t at = text.find("\"batch_min\": 20");
        return parse_profile(text.replace(at, 15, "\"batch_min\": " + size));
    };
    CHECK(with("2").has_value());
    CHECK(with("2000").has_value());
    for (const char* size : {"1", "2001"}) {
        const auto read = with(size);
        REQUIRE_FALSE(read.has_value());
        CHECK(read.error().front().pointer == "/ballots/batch_min");
    }
}

TEST_CASE("four deliberations and two disclosures stand in their order", "[community][profile]") {
    std::vector<std::string> ids;
    for (const Gate& gate : find_profile("cn.rc.2026")->gates) ids.push_back(gate.id);
    CHECK(ids == std::vector<std::string>{"proposal", "consultation", "review", "resolution", "resolution_notice",
                                          "implementation", "result_notice"});
}

TEST_CASE("the order of the gates in the file does not matter", "[community][profile]") {
    std::string text = profile_text("cn.rc.2026");
    const std::size_t first = text.find("{\"id\": \"proposal\"");
    const std::size_t begin = first == std::string::npos ? text.rfind("{", text.find("\"id\": \"proposal\"")) : first;
    const std::size_t end = text.find("},", text.find("\"source\"", begin)) + 2;
    const std::string piece = text.substr(begin, end - begin - 1);
    text.erase(begin, end - begin);
    text.insert(text.rfind("}", text.rfind("]")) + 1, "," + piece);
    const auto read = parse_profile(text);
    REQUIRE(read.has_value());
    CHECK(read->gates == find_profile("cn.rc.2026")->gates);
}

TEST_CASE("each fault of a profile has its own sentence", "[community][profile]") {
    struct Row {
        const char* name;
        const char* anchor;
        const char* from;
        const char* to;
        const char* pointer;
        const char* want;  // The beginning of the sentence.
    };
    const Row row = GENERATE(
        Row{"a fraction above 1", "\"forms\"", "\"num\": 2", "\"num\": 4", "/forms/0/quorum/0/num",
            "a fraction of at most 1"},
        Row{"more than all", "\"forms\"", "\"op\": \">\", \"num\": 1, \"den\": 2",
            "\"op\": \">\", \"num\": 2, \"den\": 2", "/forms/3/quorum/0/op", ">= with a whole"},
        Row{"a denominator of 0", "\"forms\"", "\"den\": 3", "\"den\": 0", "/forms/0/quorum/0/den", "a whole number"},
        Row{"a quorum of those present", "\"forms\"", "\"base\": \"due\"", "\"base\": \"present\"",
            "/forms/0/quorum/0/base", "due"},
        Row{"abstentions in a base without them", "\"forms\"", "\"base\": \"present\"", "\"base\": \"cast\"",
            "/forms/0/majority/0/base", "cast where"},
        Row{"an unknown body", "\"gates\"", "\"body\": \"party_members\"", "\"body\": \"senate\"", "/gates/2/body",
            "a body that the portal knows"},
        Row{"an unknown body in the escalation", "\"escalation\"", "\"party_members\"", "\"senate\"",
            "/objection/escalation/0", "a body that the portal knows"},
        Row{"an unknown form", "\"gates\"", "\"form\": \"party_members\"", "\"form\": \"picnic\"", "/gates/2/form",
            "the id of one of the forms"},
        Row{"an unknown gate", "\"gates\"", "\"after\": \"proposal\"", "\"after\": \"dream\"", "/gates/1/after",
            "the id of another gate"},
        Row{"a gate after itself", "\"gates\"", "\"after\": \"proposal\"", "\"after\": \"consultation\"",
            "/gates/1/after", "a gate that does not come after this one"},
        Row{"two gates after one", "\"gates\"", "\"after\": \"review\"", "\"after\": \"proposal\"", "/gates/3/after",
            "a gate that no other gate follows"},
        Row{"two first gates", "\"gates\"", "\"after\": \"review\",", "", "/gates/3", "a gate with \"after\""},
        Row{"a gate named twice", "\"gates\"", "\"id\": \"review\"", "\"id\": \"proposal\"", "/gates/2/id",
            "an id that no other gate has"},
        Row{"a disclosure without days", "\"resolution_notice\"", "\"notice\"", "\"news\"", "/gates/4",
            "a disclosure with the days"},
        Row{"an objection returns nowhere", "\"upheld_returns_to\"", "\"consultation\"", "\"implementation\"",
            "/objection/upheld_returns_to", "the id of a gate"},
        Row{"a form named twice", "\"forms\"", "\"id\": \"assembly\"", "\"id\": \"representatives\"", "/forms/1/id",
            "an id that no other form has"},
        Row{"a notice of no days", "\"resolution_notice\"", "\"days\": 7", "\"days\": 0", "/gates/4/notice/days",
            "a whole number from 1"},
        Row{"an unknown field", "{", "\"id\"", "\"colour\": 1, \"id\"", "/colour", "no such field"},
        Row{"an id with blanks", "{", "cn.rc.2026", "cn rc", "/id", "an id"},
        Row{"an unknown state", "\"state\"", "\"unverified\"", "\"sure\"", "/state", "one of"});
    CAPTURE(row.name);
    const auto faults = faults_of(changed("cn.rc.2026", row.anchor, row.from, row.to));
    const auto found = std::find_if(faults.begin(), faults.end(),
                                    [&row](const ParseError& fault) { return fault.pointer == row.pointer; });
    for (const ParseError& fault : faults) UNSCOPED_INFO(fault.pointer << ": " << fault.want);
    REQUIRE(found != faults.end());
    CHECK(found->want.starts_with(row.want));
}

TEST_CASE("a circle of gates is named at each of its gates", "[community][profile]") {
    const auto faults =
        faults_of(changed("cn.rc.2026", "\"id\": \"proposal\"", "\"kind\"", "\"after\": \"result_notice\", \"kind\""));
    CHECK(faults.size() == 7);
    for (const ParseError& fault : faults) CHECK(fault.want.find("circle") != std::string::npos);
}

TEST_CASE("every fault of a profile is named, not just the first", "[community][profile]") {
    const auto faults = faults_of(R"({"id":"x y","title":{"en":"","zh-Hans":"一","zh-Hant":"一"},"state":"so",)"
                                  R"("valid_from":"2026-01-02","valid_to":"2026-01-01","forms":[],"extra":1})");
    std::vector<std::string> pointers;
    for (const ParseError& fault : faults) pointers.push_back(fault.pointer);
    std::sort(pointers.begin(), pointers.end());
    CHECK(pointers ==
          std::vector<std::string>{"/extra", "/forms", "/id", "/source", "/state", "/title/en", "/valid_to"});
    CHECK(faults_of("{").size() == 1);
    CHECK(faults_of(profile_text("cn.rc.2026") + std::string(profile_bytes_max, ' ')).size() == 1);
}

}  // namespace gongyi
