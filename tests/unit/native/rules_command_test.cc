#include "server-stub/cli/rules_command.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <sstream>
#include <vector>

namespace gongyi::server {

namespace {

struct Run {
    int status = 0;
    std::string out;
    std::string err;
};

Run run(const std::vector<std::string>& args) {
    std::ostringstream out;
    std::ostringstream err;
    const int status = rules_command(args, out, err);
    return {status, out.str(), err.str()};
}

// "eval --profile ID" and the words of `rest`, with blanks between.
Run eval(const std::string& profile, const std::string& rest) {
    std::vector<std::string> args{"eval", "--profile", profile};
    std::istringstream words{rest};
    for (std::string word; words >> word;) args.push_back(word);
    return run(args);
}

}  // namespace

TEST_CASE("gongyi rules eval prints every check", "[cli][rules]") {
    const Run got = eval("roberts.12", "--due 20 --present 17 --for 7 --against 7 --abstain 3");
    CHECK(got.status == 0);
    CHECK(got.err.empty());
    CHECK(got.out ==
          "{\"valid\":true,\"passes\":false,\"checks\":["
          "{\"name\":\"quorum.heads\",\"needed\":11,\"got\":17,\"holds\":true,"
          "\"source\":\"罗伯特议事规则：未另行约定时成员过半数\"},"
          "{\"name\":\"majority.heads\",\"needed\":8,\"got\":7,\"holds\":false,"
          "\"source\":\"罗伯特议事规则十二条：赞成多于反对\"}]}\n");
}

TEST_CASE("gongyi rules eval counts area in square metres", "[cli][rules]") {
    const std::string heads = "--due 300 --present 200 --for 101 --against 99 --abstain 0 ";
    const Run fails = eval("cn.owners.278", heads + "--area-due 30000 --area-present 20000 --area-for 10000.00");
    CHECK(fails.status == 0);
    CHECK(fails.out.find("\"valid\":true,\"passes\":false") == 1);
    CHECK(fails.out.find("\"name\":\"majority.area\",\"needed\":10000.01,\"got\":10000,\"holds\":false") !=
          std::string::npos);
    const Run passes = eval("cn.owners.278", heads + "--area-due 30000 --area-present 20000 --area-for 10000.01");
    CHECK(passes.out.find("\"passes\":true") != std::string::npos);
    const Run special = eval("cn.owners.278",
                             "--meeting special --due 300 --present 200 --for 150 --area-due 30000 "
                             "--area-present 20000 --area-for 15000");
    CHECK(special.out.find("\"passes\":true") != std::string::npos);
}

TEST_CASE("gongyi rules eval takes the form that counts what is given", "[cli][rules]") {
    const Run households =
        eval("cn.village.2018", "--households-due 300 --households-present 200 --households-for 101");
    CHECK(households.out.find("quorum.households\",\"needed\":200") != std::string::npos);
    const Run both = eval("cn.village.2018",
                          "--due 300 --present 200 --for 101 --households-due 300 "
                          "--households-present 200 --households-for 101");
    CHECK(both.status == 0);
    CHECK(both.out.find("quorum.households") != std::string::npos);
    CHECK(both.err.find("does not count heads") != std::string::npos);
    const Run triple = eval("sz.renewal.yucun",
                            "--households-due 1000 --households-for 997 --units-due 1000 "
                            "--units-for 997 --area-due 1000 --area-for 996.9");
    CHECK(triple.out.find("\"passes\":false") != std::string::npos);
    CHECK(triple.out.find("\"majority.area\",\"needed\":997,\"got\":996.9,\"holds\":false") != std::string::npos);
    CHECK(eval("cn.rc.2026", "--due 50 --present 34 --for 18").err.find("unverified") != std::string::npos);
    CHECK(eval("cn.rc.2018", "--meeting party_members --due 340 --present 227 --for 171").out.find("\"passes\":true") !=
          std::string::npos);
    CHECK(eval("shared/community/data/rules/roberts.12.json", "--due 3 --present 3 --for 2").status == 0);
}

TEST_CASE("gongyi rules eval answers the impossible with status 2 and a sentence", "[cli][rules]") {
    struct Row {
        const char* profile;
        const char* rest;
        const char* says;
    };
    const Row row = GENERATE(
        Row{"cn.rc.2030", "--due 16 --present 14 --for 8", "no profile"},
        Row{"nowhere.json", "--due 16 --present 14 --for 8", "cannot read"},
        Row{"cn.rc.2018", "--due 16 --present 17 --for 8", "--present is above --due"},
        Row{"cn.rc.2018", "--due 16 --present 14 --for 8 --against 5 --abstain 2", "add up to more"},
        Row{"cn.rc.2018", "--due 16 --present 14 --for 15", "add up to more"},
        Row{"cn.rc.2018", "--due 0 --present 0 --for 0", "at least 1"},
        Row{"cn.rc.2018", "--due 16 --present 14 --for -1", "--for needs"},
        Row{"cn.rc.2018", "--due 16 --present 14 --for 1.5", "--for needs"},
        Row{"cn.rc.2018", "--due 16 --present 14", "--for is missing"},
        Row{"cn.rc.2018", "--due 16 --for 8", "--present is missing"},
        Row{"cn.rc.2018", "--present 14 --for 8", "--due is missing"}, Row{"cn.rc.2018", "", "--due is missing"},
        Row{"cn.rc.2018", "--due 1000000000001 --present 14 --for 8", "--due needs"},
        Row{"cn.rc.2018", "--due 16 --present 14 --for 8 --meeting picnic", "no form of meeting"},
        Row{"cn.rc.2018", "--due 16 --present 14 --for 8 --area-due 1", "does not count area"},
        Row{"cn.rc.2018", "--due 16 --present 14 --for 8 file", "takes no file"},
        Row{"cn.owners.278", "--due 300 --present 200 --for 101", "--area-due is missing"},
        Row{"cn.owners.278", "--due 300 --present 200 --for 101 --area-due 1.001 --area-present 1 --area-for 1",
            "--area-due"},
        Row{"cn.owners.278", "--due 300 --present 200 --for 101 --area-due 1 --area-present 1.01 --area-for 1",
            "--area-present is above --area-due"},
        Row{"sz.renewal.yucun", "--households-due 10 --households-for 11", "more votes than"});
    CAPTURE(row.profile, row.rest);
    const Run got = eval(row.profile, row.rest);
    CHECK(got.status == 2);
    CHECK(got.out.empty());
    CHECK(got.err.find(row.says) != std::string::npos);
}

TEST_CASE("gongyi rules check, list and show", "[cli][rules]") {
    CHECK(run({"check", "shared/community/data/rules/cn.rc.2018.json"}).out == "valid: cn.rc.2018, confirmed\n");
    const Run other = run({"check", "CMakePresets.json"});
    CHECK(other.status == 1);
    CHECK(other.out.empty());
    CHECK(other.err.find("CMakePresets.json: /version: no such field\n") != std::string::npos);
    CHECK(other.err.find("CMakePresets.json: /forms: ") != std::string::npos);
    CHECK(run({"list"}).out.find("sz.council.luohu\tlocal\t") != std::string::npos);
    CHECK(run({"show", "roberts.12"}).out.find("\"id\": \"roberts.12\"") != std::string::npos);
    CHECK(run({"show", "roberts.13"}).status == 2);
    CHECK(run({"check"}).status == 2);
    CHECK(run({}).status == 2);
    CHECK(run({"evaluate"}).status == 2);
    CHECK(run({"eval", "--due", "1"}).status == 2);
    CHECK(run({"eval", "--help"}).status == 0);
}

}  // namespace gongyi::server
