// The command line `gongyi tally`: options, exit codes, and JSON that other people's scripts can rely on.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "server-stub/cli/tally_command.h"

namespace {

struct Result {
    int code = 0;
    std::string out{};
    std::string err{};
};

Result run(const std::vector<std::string>& args) {
    std::ostringstream out;
    std::ostringstream err;
    const int code = gongyi::server::tally_command(args, out, err);
    return {code, out.str(), err.str()};
}

// A file in the temporary folder, gone at the end of the test.
class TemporaryFile {
public:
    explicit TemporaryFile(const std::string& text)
        : path_{std::filesystem::temp_directory_path() / ("gongyi_tally_command_" + std::to_string(count++) + ".pb")} {
        std::ofstream{path_, std::ios::binary} << text;
    }
    ~TemporaryFile() { std::filesystem::remove(path_); }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    std::string path() const { return path_.string(); }

private:
    static inline int count = 0;
    std::filesystem::path path_;
};

const std::string small =
    "META\nkey;value\nbudget;10.50\nvote_type;approval\nmax_length;2\n"
    "PROJECTS\nproject_id;cost;name;category\na;6.00;Lamps;light\nb;4.5;Benches;parks\nc;4.50;Trees;parks\n"
    "VOTES\nvoter_id;vote\n1;a,b\n2;a\n3;a,c\n4;b\n5;c\n6;a,b,c\n7;z\n";

}  // namespace

TEST_CASE("the tally command prints JSON for scripts", "[tally][cli]") {
    const TemporaryFile file{small};
    const Result result = run({file.path(), "--rule", "greedy", "--format=json"});
    REQUIRE(result.code == 0);
    REQUIRE(result.err.find("unknown_project") != std::string::npos);  // Ballot 7 names z.
    const auto json = nlohmann::json::parse(result.out);
    CHECK(json.at("rule") == "greedy");
    CHECK(json.at("options").at("by") == "votes");
    CHECK(json.at("options").at("skip") == true);
    CHECK(json.at("budget") == "10.50");
    CHECK(json.at("cost") == "10.50");
    CHECK(json.at("selected") == nlohmann::json({"a", "b"}));
    const auto& projects = json.at("projects");
    REQUIRE(projects.size() == 3);
    CHECK(projects[0].at("id") == "a");
    CHECK(projects[1].at("cost") == "4.5");  // As the file wrote it.
    CHECK(projects[0].at("votes") == 3);
    CHECK(projects[0].at("selected") == true);
    CHECK(projects[0].at("why").at("verdict") == "bought");
    CHECK(projects[2].at("why").at("verdict") == "over_budget");
    CHECK(projects[2].at("why").at("missing") == "4.50");
    CHECK(json.at("voters").at("count") == 5);
    CHECK(json.at("voters").at("funded") == nlohmann::json({1, 3, 1}));
    REQUIRE(json.at("invalid_ballots").size() == 2);
    CHECK(json.at("invalid_ballots")[0].at("reason") == "too_many_projects");
    CHECK(json.at("invalid_ballots")[1].at("detail") == "z");
    REQUIRE(json.at("ties").size() == 1);
    CHECK(json.at("ties")[0].at("projects") == nlohmann::json({"b", "c"}));
    CHECK(json.at("ties")[0].at("by") == "id");
}

TEST_CASE("the tally command counts by every rule", "[tally][cli]") {
    const TemporaryFile file{small};
    const auto selected = [&](std::vector<std::string> args) {
        args.insert(args.begin(), file.path());
        args.insert(args.end(), {"--format", "json"});
        const Result result = run(args);
        REQUIRE(result.code == 0);
        std::string ids;
        const auto json = nlohmann::json::parse(result.out);
        for (const auto& id : json.at("selected")) ids += id.get<std::string>();
        return ids;
    };
    // Everyone has 2.10: three pay 2 for a; b has 0.10 + 2.10, and so has c.
    CHECK(selected({"--rule", "mes"}) == "a");
    CHECK(selected({}) == "a");
    CHECK(selected({"--rule", "mes", "--completion", "greedy"}) == "ab");
    CHECK(selected({"--rule", "mes", "--completion", "add1", "--integral", "--exhaustive"}) == "a");
    CHECK(selected({"--rule", "mes", "--completion", "add1u", "--utility", "cardinality"}) == "ab");
    CHECK(selected({"--rule", "phragmen"}) == "ab");
    CHECK(selected({"--rule", "greedy", "--by", "votes-per-cost", "--no-skip"}) == "ab");
    CHECK(selected({"--rule", "greedy", "--threshold", "50%"}) == "a");
}

TEST_CASE("the tally command answers a wrong command with a sentence", "[tally][cli]") {
    const TemporaryFile file{small};
    struct Case {
        std::vector<std::string> args;
        const char* said;
    };
    const auto c = GENERATE_COPY(
        Case{{"--rule", "borda"}, "no rule \"borda\""},
        Case{{"--rule", "mes", "--utility", "love"}, "no utility \"love\""},
        Case{{"--rule", "mes", "--completion", "add2"}, "no completion \"add2\""},
        Case{{"--rule", "greedy", "--by", "name"}, "no order \"name\""},
        Case{{"--rule", "mes", "--shiny"}, "no option --shiny"},
        Case{{"--rule", "mes", "--format", "xml"}, "no format \"xml\""}, Case{{"--rule"}, "needs a value"},
        Case{{"--rule", "greedy", "--threshold", "7"}, "not a number from 0 to 1"},
        Case{{"--rule", "mes", "--seed", "-1"}, "The seed"}, Case{{"--rule", "mes", "--by", "votes"}, "--by"},
        Case{{"--rule", "mes", "--utility", "points"}, "points"},
        Case{{"--rule", "greedy", "--completion", "add1"}, "add1"},
        Case{{"--rule", "mes", "--integral=yes"}, "takes no value"},
        Case{{"--rule", "mes", "second.pb"}, "more than one file"});
    std::vector<std::string> args = c.args;
    args.insert(args.begin(), file.path());
    const Result result = run(args);
    CAPTURE(args, result.err);
    CHECK(result.code == 2);
    CHECK(result.out.empty());
    CHECK(result.err.find(c.said) != std::string::npos);
}

TEST_CASE("the tally command tells where a file can not be read", "[tally][cli]") {
    const TemporaryFile broken{
        "META\nkey;value\nbudget;lots\nvote_type;approval\nPROJECTS\nproject_id;cost\nVOTES\nvoter_id;vote\n"};
    const Result result = run({broken.path(), "--rule", "mes"});
    CHECK(result.code == 1);
    CHECK(result.err.find(":3:8: ") != std::string::npos);
    CHECK(run({"no/such/file.pb", "--rule", "mes"}).code == 1);
    CHECK(run({"--help"}).code == 0);
    CHECK(run({"--help"}).out.find("--completion") != std::string::npos);
}

TEST_CASE("the tally command prints a readable summary", "[tally][cli]") {
    const TemporaryFile file{small};
    const Result result = run({file.path(), "--rule", "mes"});
    CHECK(result.code == 0);
    CHECK(result.out.find("Funded: 1 of 3 projects for 6.00.") != std::string::npos);
    CHECK(result.out.find("too_little_money, missing 2.30  Benches") != std::string::npos);
}

TEST_CASE("the tally command asks for a least support: one vote unless told otherwise", "[tally][cli][floor]") {
    const std::string head = "META\nkey;value\nbudget;20\nvote_type;approval\n";
    const std::string body =
        "PROJECTS\nproject_id;cost;name\na;6;A\nb;5;B\nc;1;Nobody's\nd;0;Free\n"
        "VOTES\nvoter_id;vote\n1;a,b\n2;a,d\n3;a\n4;b\n";
    const TemporaryFile plain{head + body};
    const TemporaryFile floored{head + "min_project_score_threshold;3\n" + body};
    const auto selected = [](const TemporaryFile& file, std::vector<std::string> args) {
        args.insert(args.begin(), {file.path(), "--rule", "greedy", "--by", "votes", "--format", "json"});
        const Result result = run(args);
        CAPTURE(result.err);
        REQUIRE(result.code == 0);
        return nlohmann::json::parse(result.out).at("selected").dump();
    };
    CHECK(selected(plain, {}) == R"(["a","b","d"])");
    CHECK(selected(plain, {"--min-support", "0"}) == R"(["a","b","d","c"])");
    CHECK(selected(plain, {"--min-support", "2"}) == R"(["a","b"])");
    CHECK(selected(plain, {"--min-support", "50%"}) == R"(["a","b"])");
    CHECK(selected(plain, {"--min-support", "50.01%"}) == R"(["a"])");
    CHECK(selected(plain, {"--min-support", "0%"}) == R"(["a","b","d","c"])");
    CHECK(selected(floored, {}) == R"(["a"])");
    CHECK(selected(floored, {"--min-support", "1"}) == R"(["a","b","d"])");
    const Result mes = run({plain.path(), "--rule", "mes", "--completion", "add1u"});
    CHECK(mes.out.find("0 votes  below_threshold  Nobody's") != std::string::npos);
    CHECK(mes.out.find("missing 0") == std::string::npos);
    CHECK(mes.out.find("Least support: named on 1 valid ballots.") != std::string::npos);
    for (const char* odd : {"-1", "x", "", "101%", "1.5"}) {
        CAPTURE(odd);
        CHECK(run({plain.path(), "--min-support", odd}).code == 2);
    }
}

TEST_CASE("the tally command tells what it doubts in a file, with the line", "[tally][cli]") {
    const TemporaryFile file{small};
    const Result result = run({file.path()});
    CHECK(result.code == 0);
    const std::string does_not = "the ballot does not count: ";
    CHECK(result.err == file.path() + ":18:3: " + does_not + "too_many_projects \"3\".\n" + file.path() +
                            ":19:3: " + does_not + "unknown_project \"z\".\n");
}

TEST_CASE("the tally command says what would have carried a project", "[tally][cli]") {
    const TemporaryFile file{small};
    const Result result = run({file.path(), "--rule", "greedy", "--margins", "--format", "json"});
    REQUIRE(result.code == 0);
    const auto json = nlohmann::json::parse(result.out);
    CHECK_FALSE(json.at("projects")[0].at("why").contains("margin"));
    // c ties with b, and b is before it by its id: one more vote, or one smallest unit cheaper, turns that.
    CHECK(json.at("projects")[2].at("why").at("margin").at("supporters") == 1);
    CHECK(json.at("projects")[2].at("why").at("margin").at("cost") == "4.49");
    CHECK(run({file.path(), "--rule", "greedy", "--margins"}).out.find("1 more supporters") != std::string::npos);
}
