// gongyi paper: the files that the desk types, and what comes of them.
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <set>
#include <sstream>

#include "server-stub/accounts/secrets.h"
#include "server-stub/ballots/paper_file.h"
#include "server-stub/cli/commands.h"
#include "server-stub/cli/demo_store.h"
#include "server-stub/cli/system_clock.h"
#include "shared/portal/demo.h"
#include "tests/unit/native/server_support.h"

namespace gongyi::server::test {
namespace {

constexpr RoundId demo_open_round{3};

// The demo in a folder of its own, and residents who may vote in its open round and have not.
struct DemoFolder {
    TemporaryFolder folder;
    std::vector<ResidentId> residents;
    std::uint64_t first_project = 0;

    DemoFolder() {
        REQUIRE(start_cryptography());
        const auto keys = RoundKeys::load(folder.path());
        REQUIRE(keys);
        REQUIRE((*keys)->settle());
        const auto store = open_store(folder.path());
        REQUIRE(store_demo(*store, ServerKey::generate(), **keys, 5, system_now()));
        const auto host = PortalHost::open(*store, **keys, system_now);
        REQUIRE(host);
        first_project = portal::find_round(*(*host)->snapshot()->state, demo_open_round)->projects.front().id.raw();
        const Date today = local_time(system_now(), Zone{}).date;
        for (const Person& person : (*host)->directory().people_with(Role::resident)) {
            const bool may_vote = check_eligible(Electorate{}, person.facts, today).has_value();
            if (may_vote && !(*host)->box().find_mark(demo_open_round, person.id)) residents.push_back(person.id);
        }
        REQUIRE(residents.size() > 10);
    }

    [[nodiscard]] std::string file(const std::string& name, const std::string& text) const {
        const std::string path = folder.path() + "/" + name;
        std::ofstream{path, std::ios::trunc} << text;
        return path;
    }
    [[nodiscard]] std::string roll(std::initializer_list<std::size_t> indices) const {
        std::string text;
        for (const std::size_t index : indices) text += std::to_string(residents.at(index).raw()) + "\n";
        return file("roll.txt", text);
    }
    [[nodiscard]] std::string ballots(const std::string& text) const { return file("ballots.txt", text); }
    [[nodiscard]] std::string project(std::uint64_t index) const { return std::to_string(first_project + index); }

    struct Outcome {
        int status = 0;
        std::string out;
        std::string err;
    };
    [[nodiscard]] Outcome enter(const std::string& roll_path, const std::string& ballots_path) const {
        const std::vector<std::string> words{"--data", folder.path(), "--round",   "3",
                                             "--roll", roll_path,     "--ballots", ballots_path};
        std::ostringstream out;
        std::ostringstream err;
        const int status = paper_command(words, out, err);
        return {status, out.str(), err.str()};
    }
    [[nodiscard]] std::size_t papers() const {
        const auto keys = RoundKeys::load(folder.path());
        const auto store = open_store(folder.path());
        const auto host = PortalHost::open(*store, **keys, system_now);
        REQUIRE(host);
        return (*host)->box().paper_serials(demo_open_round).size();
    }
};

}  // namespace

TEST_CASE("the roll and the papers are read, and every fault is named with its line", "[server][cli][paper]") {
    const auto roll = read_paper_roll("17\n\n 18 \r\n");
    REQUIRE(roll);
    CHECK(roll->items == std::vector{ResidentId{17}, ResidentId{18}});
    CHECK(roll->lines == std::vector<std::size_t>{1, 3});
    const auto bad_roll = read_paper_roll("17\nx\n0\n1.5\n99999999999999999999\n");
    REQUIRE_FALSE(bad_roll);
    REQUIRE(bad_roll.error().size() == 4);
    CHECK(bad_roll.error()[0].line == 2);
    CHECK(bad_roll.error()[3].line == 5);

    const auto papers = read_paper_ballots("A-1,12 15\nA-2, 7\nA-3,\n");
    REQUIRE(papers);
    REQUIRE(papers->items.size() == 3);
    CHECK(papers->items[0].serial == "A-1");
    CHECK(papers->items[0].choices == std::vector{ProjectId{12}, ProjectId{15}});
    CHECK(papers->items[1].choices == std::vector{ProjectId{7}});
    CHECK(papers->items[2].choices.empty());  // The round's rules will say what they think of it.
    const auto bad = read_paper_ballots("A-1 12\n,12\nA 2,12\nA-3,12;13\n");
    REQUIRE_FALSE(bad);
    CHECK(bad.error().size() == 4);
    const std::string serial(paper_serial_bytes_max, 'A');
    CHECK(read_paper_ballots(serial + ",1"));
    CHECK_FALSE(read_paper_ballots(serial + "A,1"));
}

TEST_CASE("an urn is entered whole, and adds up", "[server][cli][paper]") {
    const DemoFolder demo;
    const auto entered =
        demo.enter(demo.roll({0, 1, 2}), demo.ballots("A-1," + demo.project(0) + "\nA-2," + demo.project(1) + "\n"));
    CHECK(entered.err.empty());
    REQUIRE(entered.status == 0);
    CHECK(entered.out ==
          "3 people were handed a paper, 2 papers were in the urn. They enter the record when the vote ends.\n");
    CHECK(demo.papers() == 2);

    SECTION("nobody is handed a second paper, and no number comes twice") {
        const auto person = demo.enter(demo.roll({5, 1}), demo.ballots("A-3," + demo.project(0) + "\n"));
        CHECK(person.status == 1);
        CHECK(person.err.find("/roll.txt:2: ") != std::string::npos);
        CHECK(person.err.find("paper_already_issued") != std::string::npos);
        const auto serial =
            demo.enter(demo.roll({5, 6}), demo.ballots("A-3," + demo.project(0) + "\nA-1," + demo.project(0) + "\n"));
        CHECK(serial.err.find("/ballots.txt:2: ") != std::string::npos);
        CHECK(demo.papers() == 2);
    }
    SECTION("not more papers than people; no project of another round") {
        // One of the three handed out before is still out, and one more is now.
        const std::string line = "," + demo.project(0) + "\n";
        const auto many = demo.enter(demo.roll({5}), demo.ballots("B-1" + line + "B-2" + line + "B-3" + line));
        CHECK(many.err.find("papers_above_roll") != std::string::npos);
        const auto foreign = demo.enter(demo.roll({5}), demo.ballots("B-1,1\n"));
        CHECK(foreign.err.find("/ballots.txt:1: ") != std::string::npos);
        const auto unread = demo.enter(demo.roll({5}), demo.ballots("B-1,x\n"));
        CHECK(unread.err.find("/ballots.txt:1: ") != std::string::npos);
        CHECK(demo.papers() == 2);
    }
}

}  // namespace gongyi::server::test
