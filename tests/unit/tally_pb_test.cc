// Reading and writing .pb files: what real files do, and faults with their place.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <string>
#include <vector>

#include "shared/tally/pb.h"

using namespace gongyi::tally;

namespace {

const std::string small_file =
    "META\nkey;value\ndescription;A town\nbudget;1000\nvote_type;approval\nrule;greedy\n"
    "PROJECTS\nproject_id;cost;name\np1;600;Lamps\np2;400.50;Benches\n"
    "VOTES\nvoter_id;vote\n1;p1\n2;p1,p2\n3;\n";

Election read(const std::string& text) {
    const auto election = read_pb(text);
    if (!election) FAIL(election.error().line << ":" << election.error().column << ": " << election.error().what);
    return *election;
}

std::vector<std::uint32_t> choices(const Election& election, std::uint32_t ballot) {
    const auto span = election.ballots.projects(ballot);
    return {span.begin(), span.end()};
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

std::string with_crlf(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '\n') out += '\r';
        out += c;
    }
    return out;
}

}  // namespace

TEST_CASE("a .pb file becomes an election in its smallest units", "[tally][pb]") {
    const Election election = read(small_file);
    CHECK(election.kind == BallotKind::approval);
    CHECK(election.amount_decimals == 2);
    CHECK(election.budget == 100000);
    CHECK(budget_text(election) == "1000");
    REQUIRE(election.projects.size() == 2);
    CHECK(election.projects[1].cost == 40050);
    CHECK(cost_text(election, 0) == "600");
    CHECK(cost_text(election, 1) == "400.50");
    CHECK(election.projects[0].name == "Lamps");
    CHECK(election.metadata_value("description") == "A town");
    REQUIRE(election.ballots.count() == 3);
    CHECK(choices(election, 1) == std::vector<std::uint32_t>{0, 1});
    CHECK(choices(election, 2).empty());  // A voter without choices counts.
    CHECK(count_votes(election) == std::vector<std::uint32_t>{2, 1});
}

TEST_CASE("harmless variations of a file give the same election", "[tally][pb]") {
    const Election plain = read(small_file);
    std::string text = small_file;
    SECTION("line ends of Windows") {
        text = with_crlf(text);
    }
    SECTION("no final newline") {
        text.pop_back();
    }
    SECTION("a byte order mark") {
        text = "\xEF\xBB\xBF" + text;
    }
    SECTION("spaces after semicolons") {
        text = replaced(text, "p1;600;Lamps", "p1; 600 ;  Lamps ");
    }
    SECTION("spaces after commas") {
        text = replaced(text, "p1,p2", "p1, p2");
    }
    SECTION("a quoted field") {
        text = replaced(text, ";Lamps", ";\"Lamps\"");
    }
    SECTION("a quoted vote") {
        text = replaced(text, "p1,p2", "\"p1,p2\"");
    }
    SECTION("a repeated project") {
        text = replaced(text, "p1,p2", "p1,p2,p1");
    }
    SECTION("blank lines") {
        text = replaced(text, "PROJECTS", "\n  \nPROJECTS");
    }
    SECTION("padding semicolons") {
        text = replaced(text, "VOTES\n", "VOTES;;\n");
    }
    SECTION("titles in lower case") {
        text = replaced(text, "META", "Meta");
    }
    SECTION("a comma before decimals") {
        text = replaced(text, "400.50", "400,50");
        Election comma = read(text);
        CHECK(cost_text(comma, 1) == "400,50");
        comma.projects[1].cost_text.clear();
        CHECK(comma == plain);
        return;
    }
    CHECK(read(text) == plain);
}

TEST_CASE("columns may come in any order and unknown ones are kept", "[tally][pb]") {
    const Election election = read(
        "META\nkey;value\nbudget;10\nvote_type;approval\nwhatever;x;y\n"
        "PROJECTS\nlatitude;name;cost;selected;project_id;category\n1.5;\"A \"\"B\"\"; C\";3;1;x;parks\n"
        "VOTES\nage;vote;voter_id\n30;x;v1\n");
    CHECK(election.projects[0].name == "A \"B\"; C");
    CHECK(election.projects[0].category == "parks");
    CHECK(election.project_columns == std::vector<std::string>{"latitude", "selected"});
    CHECK(election.projects[0].more == std::vector<std::string>{"1.5", "1"});
    CHECK(election.metadata_value("whatever") == "x;y");
    CHECK(election.voter_columns.value(0, 0) == "v1");
    CHECK(election.voter_columns.value(0, 1) == "30");
    CHECK(read(write_pb(election)) == election);
}

TEST_CASE("a voter may be called like a section", "[tally][pb]") {
    const Election election = read(
        "META\nkey;value\nbudget;10\nvote_type;approval\nPROJECTS\nproject_id;cost\nmeta;3\n"
        "VOTES\nage;vote;voter_id\n;;votes\n30;meta;VOTES\n");
    REQUIRE(election.ballots.count() == 2);
    CHECK(election.voter_columns.value(0, 0) == "votes");
    CHECK(read(write_pb(election)) == election);
}

TEST_CASE("points are exact, whatever their decimals", "[tally][pb]") {
    const Election election = read(
        "META\nkey;value\nbudget;10\nvote_type;cumulative\nmax_sum_points;10\n"
        "PROJECTS\nproject_id;cost\na;3\nb;4\nc;5\n"
        "VOTES\nvoter_id;vote;points\n1;a,b;2,3\n2;c,a;0.25,9.5\n3;;\n4;a;11\n5;a,b;1\n6;a,a;1,2\n");
    CHECK(election.points_decimals == 2);
    REQUIRE(election.ballots.count() == 4);
    CHECK(election.ballots.points(0)[1] == 300);
    CHECK(election.ballots.points(1)[0] == 25);
    CHECK(election.ballots.points(3)[0] == 200);  // Named twice: counted once, with what was said last.
    REQUIRE(election.invalid_ballots.size() == 2);
    CHECK(election.invalid_ballots[0].reason == InvalidReason::points_sum_too_high);
    CHECK(election.invalid_ballots[0].detail == "11.00");
    CHECK(election.invalid_ballots[1].reason == InvalidReason::points_missing);
    CHECK(read(write_pb(election)) == election);
}

TEST_CASE("a ballot that breaks the rules is kept apart with its reason", "[tally][pb]") {
    struct Case {
        const char* meta;
        const char* vote;
        InvalidReason reason;
        const char* detail;
    };
    const Case c = GENERATE(Case{"", "1;p1,p9,p8", InvalidReason::unknown_project, "p9"},
                            Case{"min_length;2\n", "1;p1,p1", InvalidReason::too_few_projects, "1"},
                            Case{"min_length;1\n", "1;", InvalidReason::too_few_projects, "0"},
                            Case{"max_length;1\n", "1;p1,p2", InvalidReason::too_many_projects, "2"},
                            Case{"min_sum_cost;600.51\n", "1;p1", InvalidReason::cost_too_low, "600.00"},
                            Case{"max_sum_cost;1000.49\n", "1;p1,p2", InvalidReason::cost_too_high, "1000.50"});
    CAPTURE(c.meta, c.vote);
    const Election election =
        read(std::string{"META\nkey;value\nbudget;1000\nvote_type;approval\n"} + c.meta +
             "PROJECTS\nproject_id;cost\np1;600\np2;400.50\nVOTES\nvoter_id;vote\n" + c.vote + "\n");
    CHECK(election.ballots.count() == 0);
    REQUIRE(election.invalid_ballots.size() == 1);
    CHECK(election.invalid_ballots[0].reason == c.reason);
    CHECK(election.invalid_ballots[0].detail == c.detail);
    CHECK(election.invalid_ballots[0].voter == "1");
    CHECK(election.invalid_ballots[0].row == 1);
    CHECK(read(write_pb(election)) == election);
}

TEST_CASE("a ballot at a limit is valid", "[tally][pb]") {
    const std::string meta =
        GENERATE("min_length;2\n", "max_length;2\n", "min_sum_cost;1000.5\n", "max_sum_cost;1000.50\n");
    CAPTURE(meta);
    const Election election = read("META\nkey;value\nbudget;1000\nvote_type;approval\n" + meta +
                                   "PROJECTS\nproject_id;cost\np1;600\np2;400.50\nVOTES\nvoter_id;vote\n1;p1,p2\n");
    CHECK(election.ballots.count() == 1);
    CHECK(election.invalid_ballots.empty());
}

TEST_CASE("a fault in a file is told with line and column", "[tally][pb]") {
    struct Case {
        const char* what;
        const char* by;
        std::size_t line;
        std::size_t column;
        const char* said;
    };
    const Case c = GENERATE(
        Case{"META\n", "", 1, 1, "META"}, Case{"key;value", "key", 2, 1, "key;value"},
        Case{"budget;1000", "budget;lots", 4, 8, "budget is not a number"},
        Case{"budget;1000\n", "", 6, 1, "no budget"},
        Case{"vote_type;approval", "vote_type;acclamation", 5, 11, "acclamation"},
        Case{"PROJECTS", "VOTES", 7, 1, "PROJECTS must come here"},
        Case{"project_id;", "identity;", 8, 1, "project_id"}, Case{"p2;400.50", "p1;400.50", 10, 1, "appears twice"},
        Case{"p2;400.50", "p2;4OO", 10, 4, "not a number"}, Case{"p2;400.50", "p2;-1", 10, 4, "below 0"},
        Case{"p2;400.50;Benches", "p2", 10, 3, "not a number"},
        Case{"p2;400.50;Benches", "p2;1;\"Benches", 10, 6, "no closing quote"},
        Case{"p2;400.50;Benches", "p2;1;a;b", 10, 8, "more fields"},
        Case{"voter_id;vote", "voter_id;choice", 12, 1, "vote"}, Case{"2;p1,p2", "2", 14, 2, "ends before"},
        Case{"3;\n", "3;\nVOTES\n", 16, 1, "no further section"}, Case{"Benches", "B\xFF", 10, 11, "UTF-8"},
        Case{"voter_id;vote\n1;p1\n2;p1,p2\n3;\n", "", 11, 1, "no header"});
    CAPTURE(c.what, c.by);
    const auto election = read_pb(replaced(small_file, c.what, c.by));
    REQUIRE_FALSE(election.has_value());
    CAPTURE(election.error().what);
    CHECK(election.error().line == c.line);
    CHECK(election.error().column == c.column);
    CHECK(election.error().what.find(c.said) != std::string::npos);
}

TEST_CASE("numbers beyond the limits are refused, and at the limits read", "[tally][pb]") {
    const auto with_cost = [](const std::string& cost) { return read_pb(replaced(small_file, "400.50", cost)); };
    CHECK(read(replaced(small_file, "400.50", "1000000000000000000")).projects[1].cost == amount_units_max);
    CHECK_FALSE(with_cost("1000000000000000001").has_value());
    CHECK(with_cost("0.000000000001").has_value());
    CHECK_FALSE(with_cost("0.0000000000001").has_value());
    CHECK(with_cost("0.5000000000000000").has_value());  // Zeros at the end are no digits that matter.
    CHECK_FALSE(with_cost("10000000000.000000001").has_value());
    CHECK(with_cost("1e3").has_value());
    CHECK_FALSE(with_cost("1e30").has_value());
    CHECK_FALSE(with_cost("").has_value());
    CHECK_FALSE(with_cost("1.2.3").has_value());
}

TEST_CASE("a stated count that is wrong is remarked, not refused", "[tally][pb]") {
    std::vector<PbError> remarks;
    const auto election =
        read_pb(replaced(small_file, "rule;greedy", "num_votes;4"), {.keep_voter_columns = true, .remarks = &remarks});
    REQUIRE(election.has_value());
    REQUIRE(remarks.size() == 1);
    CHECK(remarks[0].line == 6);
    CHECK(remarks[0].column == 11);
}

TEST_CASE("what is odd in a ballot is remarked with its line", "[tally][pb]") {
    const std::string head =
        "META\nkey;value\nnum_votes;9\nbudget;10\nvote_type;approval\nmin_project_score_threshold;few\n"
        "PROJECTS\nproject_id;cost\na;6\nb;5\nVOTES\nvoter_id;vote\n";
    std::vector<PbError> remarks;
    const auto election = read_pb(head + "1;a,b\n2;a,a\n3;b,z\n", {.keep_voter_columns = false, .remarks = &remarks});
    REQUIRE(election.has_value());
    CHECK(election->ballots.count() == 2);
    CHECK(election->ballots.projects(1).size() == 1);
    REQUIRE(remarks.size() == 4);
    CHECK(remarks[0] == PbError{3, 11, "num_votes is \"9\", and there are 3"});
    CHECK(remarks[1].line == 6);
    CHECK(remarks[2] == PbError{14, 3, "the project \"a\" is named twice; it counts once"});
    CHECK(remarks[3] == PbError{15, 3, "the ballot does not count: unknown_project \"z\""});
    // Of many alike the first are told, and how many more there are.
    std::string votes;
    for (std::size_t i = 0; i < pb_remarks_max + 2; ++i) votes += std::to_string(i) + ";a,a\n";
    remarks.clear();
    REQUIRE(read_pb(head + votes, {.keep_voter_columns = false, .remarks = &remarks}));
    CHECK(remarks.size() == 2 + pb_remarks_max);
    CHECK(remarks.back().what.find("and 2 more times") != std::string::npos);
}

TEST_CASE("an election that was built, not read, survives writing and reading", "[tally][pb]") {
    Election election;
    election.kind = BallotKind::knapsack;
    election.amount_decimals = 2;
    election.budget = 100000;
    election.limits.cost_sum_max = 50000;
    election.projects = {Project{.id = "路灯", .name = "Lamps; \"new\"\nones", .category = "light", .cost = 30000},
                         Project{.id = "b", .name = "", .category = "", .cost = 20000}};
    election.ballots.add(std::vector<std::uint32_t>{1, 0});
    election.ballots.add({});
    const auto again = read_pb(write_pb(election), {.keep_voter_columns = false});
    REQUIRE(again.has_value());
    CHECK(*again == election);
}
