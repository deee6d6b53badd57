// The API's document against the routes, and the tables of problems and refusals.
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "server-stub/api/openapi.h"
#include "server-stub/api/problem.h"
#include "server-stub/application.h"
#include "server-stub/cli/arguments.h"
#include "shared/decision/commands.h"
#include "tests/unit/native/server_support.h"

namespace gongyi::server::test {
namespace {

using nlohmann::json;

// method and path -> statuses
using Operations = std::map<std::pair<std::string, std::string>, std::set<int>>;

Operations documented() {
    Operations operations;
    const json document = json::parse(api::openapi_document());
    for (const auto& [path, item] : document.at("paths").items()) {
        for (const auto& [method, operation] : item.items()) {
            std::string name = method;
            for (char& c : name) c = static_cast<char>(c - 'a' + 'A');
            auto& statuses = operations[{name, path}];
            for (const auto& [status, response] : operation.at("responses").items()) statuses.insert(std::stoi(status));
        }
    }
    return operations;
}

Operations routed(const std::vector<Route>& routes) {
    Operations operations;
    for (const Route& route : routes) {
        if (!is_api_path(route.pattern)) continue;
        operations[{std::string{method_name(route.method)}, std::string{route.pattern}}] =
            std::set<int>(route.statuses.begin(), route.statuses.end());
    }
    return operations;
}

std::set<std::string> enumerated(const char* schema) {
    const json document = json::parse(api::openapi_document());
    return document.at("components").at("schemas").at(schema).at("enum").get<std::set<std::string>>();
}

// Every "$ref" in the document.
void collect_references(const json& value, std::set<std::string>& references) {
    if (value.is_object() && value.contains("$ref")) references.insert(value.at("$ref").get<std::string>());
    for (const auto& inner : value) {
        if (inner.is_structured()) collect_references(inner, references);
    }
}

}  // namespace

TEST_CASE("the API's document and the routes say the same, both ways", "[server][api]") {
    const TemporaryFolder folder;
    const auto store = open_store(folder.path());
    RoundKeys keys{Secret<32>{}};
    auto host = PortalHost::open(*store, keys, [] { return test_now; });
    REQUIRE(host);
    Services services{**host, ServerKey::generate(), ServiceOptions{}};
    CHECK(documented() == routed(make_routes(services)));
}

TEST_CASE("the API's document names every code there is, and only those", "[server][api]") {
    std::set<std::string> refusals;
    for (const RefusalCode code : refusal_codes()) refusals.emplace(refusal_name(code));
    CHECK(enumerated("RefusalCode") == refusals);
    std::set<std::string> codes;
    for (const ProblemKind& kind : all_problems) codes.emplace(kind.code);
    CHECK(enumerated("ProblemCode") == codes);
    CHECK(codes.size() == all_problems.size());
    for (const std::string& code : codes) CHECK_FALSE(refusals.contains(code));
}

TEST_CASE("the API's document has a schema for every command of the decision flow", "[server][api]") {
    const json schemas = json::parse(api::openapi_document()).at("components").at("schemas");
    CHECK(schemas.at("Deliberation").at("oneOf").size() == decision::command_kinds);
    const json& motion = schemas.at("PutMotion");
    CHECK(motion.at("required") == json::parse(R"(["type","matter","meeting","seat","text"])"));
    CHECK(motion.at("properties").at("meeting").at("minimum") == 1);
    CHECK(motion.at("properties").at("matter").at("minimum") == 0);
    CHECK(motion.at("properties").at("text").at("maxLength") == decision::draft_code_points_max);
    CHECK(schemas.at("CastVote").at("properties").at("choice").at("enum") ==
          json::parse(R"(["for","against","abstain"])"));
}

TEST_CASE("every reference in the API's document leads somewhere", "[server][api]") {
    const json document = json::parse(api::openapi_document());
    std::set<std::string> references;
    collect_references(document, references);
    CHECK(references.size() > 10);
    for (const std::string& reference : references) {
        CAPTURE(reference);
        REQUIRE(reference.substr(0, 2) == "#/");
        CHECK(document.contains(json::json_pointer(reference.substr(1))));
    }
}

TEST_CASE("every refusal has a status that a command may be answered with", "[server][api]") {
    const auto statuses = documented().at({"POST", "/api/v1/commands"});
    for (const RefusalCode code : refusal_codes()) {
        CAPTURE(refusal_name(code));
        CHECK(statuses.contains(refusal_status(code)));
    }
}

TEST_CASE("a refusal becomes a problem with its numbers", "[server][api]") {
    const Refusal refusal{RefusalCode::budget_exceeded, "/choices", {{"budget_fen", 100}, {"over_fen", 5}}};
    const Response response = problem(refusal, "超出预算");
    CHECK(response.status == 422);
    CHECK(response.content_type == problem_type);
    const json body = json::parse(response.text());
    CHECK(body.at("code") == "budget_exceeded");
    CHECK(body.at("title") == "Budget exceeded");
    CHECK(body.at("type") == "/problems/budget_exceeded");
    CHECK(body.at("field") == "/choices");
    CHECK(body.at("detail") == "超出预算");
    CHECK(body.at("status") == 422);
    CHECK(body.at("figures") == json::parse(R"([{"name":"budget_fen","value":100},{"name":"over_fen","value":5}])"));
}

TEST_CASE("what the parser refuses has a problem of its own", "[server][api]") {
    for (const int status : {400, 408, 413, 414, 421, 429, 431, 500, 501, 503, 505}) {
        CAPTURE(status);
        CHECK(problem_of_status(status).status == status);
        CHECK(reason_phrase(status) != "Unknown");
    }
    for (const ProblemKind& kind : all_problems) CHECK(reason_phrase(kind.status) != "Unknown");
    for (const RefusalCode code : refusal_codes()) CHECK(reason_phrase(refusal_status(code)) != "Unknown");
}

TEST_CASE("the command line is read, and what is not understood is said", "[server][cli]") {
    constexpr std::array options{Option{"--data", "DIR", "where"}, Option{"--log", "", "whether"},
                                 Option{"--seed", "N", "what"}};
    const auto read = [&](std::vector<std::string> words) { return Arguments::read(words, options, 1); };
    const auto good = read({"file", "--data", "d", "--seed=12", "--log"});
    REQUIRE(good);
    CHECK(good->text("--data", "x") == "d");
    CHECK(good->has("--log"));
    CHECK(*good->number("--seed", 1, 0, 12) == 12);
    CHECK_FALSE(good->number("--seed", 1, 0, 11));
    CHECK(good->operands() == std::vector<std::string>{"file"});
    CHECK(*read({})->number("--seed", 7, 0, 12) == 7);
    CHECK(read({"--what"}).error() == "there is no option --what");
    CHECK(read({"--data"}).error() == "--data needs a value");
    CHECK(read({"--log=1"}).error() == "--log takes no value");
    CHECK(read({"--log", "--log"}).error() == "--log is given twice");
    CHECK(read({"a", "b"}).error() == "unexpected \"b\"");
    CHECK_FALSE(read({"--seed", "1x"})->number("--seed", 1, 0, 100));
    CHECK(help_text("gongyi x", "Does x.", options).find("--data DIR  where\n") != std::string::npos);
}

}  // namespace gongyi::server::test
