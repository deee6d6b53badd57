// The census as a file: what it adds, and each fault with its line and column.
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "server-stub/cli/census_file.h"

namespace gongyi::server {

namespace {

const std::string head = "name,born,since,class,household,building,home,area_m2,owner\n";
const std::string chen = "陈桂芳,1961-03-08,2009-05-01,non_hukou,3栋1204,3栋,3栋1204,89.50,yes\n";
constexpr Date today{2026, 11, 28};

// District, subdistrict, community, two grids; a building 3栋 in the first, and one of the name 4栋 in each.
OrgTree places() {
    OrgTree tree;
    const Date from{2026, 1, 1};
    add_node(tree, NodeLevel::district, {}, from, "区");
    add_node(tree, NodeLevel::subdistrict, NodeId{1}, from, "街道");
    add_node(tree, NodeLevel::community, NodeId{2}, from, "社区");
    add_node(tree, NodeLevel::grid, NodeId{3}, from, "一");
    add_node(tree, NodeLevel::grid, NodeId{3}, from, "二");
    add_node(tree, NodeLevel::building, NodeId{4}, from, "3栋");
    add_node(tree, NodeLevel::building, NodeId{4}, from, "4栋");
    add_node(tree, NodeLevel::building, NodeId{5}, from, "4栋");
    return tree;
}

// "2: born: a date like 1961-03-08", the first fault of reading or planning; "" for none.
std::string fault_of(const std::string& text, const PrivateRows& stored = {}) {
    const auto said = [](const LineFault& fault) { return std::to_string(fault.line) + ": " + fault.what; };
    const auto lines = read_census(text);
    if (!lines) return said(lines.error().front());
    const auto census = plan_census(*lines, stored, places(), today);
    return census ? "" : said(census.error().front());
}

}  // namespace

TEST_CASE("a census makes people and homes, each once", "[server][census]") {
    const std::string text = "\xEF\xBB\xBF" + head + chen +
                             "陈桂芳,1961-03-08,2009-05-01,non_hukou,3栋1204,3栋,3栋1205,89.5,yes\r\n"
                             "\"李,强\",1990-01-01,2020-01-01,tenant,3栋1205,3栋,3栋1205,89.5,no\n\n"
                             "黄娟,1970-02-02,2000-01-01,owner,香港,,3栋1301,100,yes\n"
                             "黄明,1972-02-02,2000-01-01,hong_kong_macau,香港,,3栋1301,100,yes\n"
                             "周平,2000-02-02,2021-01-01,works_here,商铺7,,,,\n"
                             ",,,,,3栋,3栋1302,0.01,unsold\n";
    const auto lines = read_census(text);
    REQUIRE(lines.has_value());
    REQUIRE(lines->size() == 7);
    const auto census = plan_census(*lines, {}, places(), today);
    REQUIRE(census.has_value());
    REQUIRE(census->people.size() == 5);
    CHECK(census->people[1].name == "李,强");
    CHECK(census->people[1].facts.resident_class == ResidentClass::tenant);
    CHECK(census->people[2].facts.resident_class == ResidentClass::owner);
    REQUIRE(census->homes.size() == 4);
    CHECK(census->homes[0].name == "3栋1204");
    CHECK(census->homes[0].building == NodeId{6});
    CHECK(census->homes[0].area == 8'950);
    CHECK(census->homes[0].owners == std::vector{census->people[0].id});
    CHECK(census->homes[1].owners == std::vector{census->people[0].id});
    CHECK(census->homes[2].owners.size() == 2);
    CHECK(census->homes[3].owners.empty());
    const OwnersDue due = owners_due(census->homes);
    CHECK(due == OwnersDue{3, 2, 4, 8'950 + 8'950 + 10'000 + 1});

    // The same file again changes nothing.
    PrivateRows stored;
    stored.people = census->people;
    stored.homes = census->homes;
    const auto again = plan_census(*lines, stored, places(), today);
    REQUIRE(again.has_value());
    CHECK(again->people.empty());
    CHECK(again->homes.empty());
    // A home that is sold.
    const auto sold = read_census(head + "陈桂芳,1961-03-08,2009-05-01,non_hukou,3栋1204,3栋,3栋1302,0.01,yes\n");
    const auto changed = plan_census(*sold, stored, places(), today);
    REQUIRE(changed.has_value());
    CHECK(changed->people.empty());
    REQUIRE(changed->homes.size() == 1);
    CHECK(changed->homes[0].owners == std::vector{census->people[0].id});
}

TEST_CASE("each fault of a census names its line and column", "[server][census]") {
    CHECK(fault_of(head + chen).empty());
    CHECK(fault_of("name\n" + chen).starts_with("1: the first line must be: name,born"));
    CHECK(fault_of("") == "1: there is nobody in it");
    CHECK(fault_of(head) == "1: there is nobody in it");
    const auto with = [](const std::string& line) { return fault_of(head + line + "\n"); };
    CHECK(with("a,b") == "2: it needs 9 fields");
    CHECK(with("a,,,,,,,,,") == "2: more than 9 fields");
    CHECK(with("\"a,,,,,,,,") == "2: a quote is not closed");
    CHECK(with(",1961-03-08,2009-05-01,hukou,3栋,,,,") == "2: name: 1 to 40 characters");
    std::string name;
    for (std::size_t i = 0; i < person_name_code_points_max; ++i) name += "陈";
    CHECK(with(name + ",1961-03-08,2009-05-01,hukou,3栋,,,,").empty());
    CHECK(with(name + "陈,1961-03-08,2009-05-01,hukou,3栋,,,,") == "2: name: 1 to 40 characters");
    CHECK(with("陈,1961-02-30,2009-05-01,hukou,3栋,,,,") == "2: born: a date like 1961-03-08");
    CHECK(with("陈,1961-03-08,2009,hukou,3栋,,,,") == "2: since: a date like 2009-05-01");
    CHECK(with("陈,1961-03-08,1961-03-07,hukou,3栋,,,,") == "2: since: not before the date of birth");
    CHECK(with("陈,1961-03-08,1961-03-08,hukou,3栋,,,,").empty());
    CHECK(with("陈,1961-03-08,2009-05-01,farmer,3栋,,,,").starts_with("2: class: hukou, non_hukou"));
    CHECK(with("陈,1961-03-08,2009-05-01,hukou,,,,,") == "2: household: 1 to 60 characters");
    CHECK(with("陈,1961-03-08,2009-05-01,hukou,3栋,,,,maybe") == "2: owner: yes, no or unsold");
    CHECK(with("陈,1961-03-08,2009-05-01,hukou,3栋,,,,yes") == "2: home: needed with an owner");
    CHECK(with("陈,1961-03-08,2009-05-01,hukou,3栋,,,89,") == "2: home: needed with an area");
    CHECK(with("陈,,,,,,3栋1,89,unsold") == "2: name: empty for an unsold home");
    for (const char* area : {"", "0", "0.001", "-1", "100000.01", "12a", ".5"}) {
        CAPTURE(area);
        CHECK(with(",,,,,,3栋1," + std::string{area} + ",unsold").starts_with("2: area_m2: square metres"));
    }
    CHECK(with(",,,,,,3栋1,100000,unsold").empty());
    CHECK(with(",,,,,9栋,3栋1,89,unsold") == "2: building: the community has no such building");
    CHECK(with(",,,,,4栋,3栋1,89,unsold") == "2: building: several buildings have this name");
    const std::string home = head + chen;
    CHECK(fault_of(home + ",,,,,3栋,3栋1204,89.50,unsold\n") == "3: owner: this home has an owner");
    CHECK(fault_of(home + "李,1990-01-01,2020-01-01,tenant,3栋1204,3栋,3栋1204,89.51,no\n") ==
          "3: area_m2: differs from what is known of this home");
    CHECK(fault_of(home + "李,1990-01-01,2020-01-01,tenant,3栋1204,,3栋1204,89.5,no\n") ==
          "3: building: differs from what is known of this home");
    CHECK(fault_of(home + "陈桂芳,1961-03-08,2009-05-02,non_hukou,3栋1204,,,,\n") ==
          "3: since: differs from what is known of this person");
    CHECK(fault_of(home + "陈桂芳,1961-03-08,2009-05-01,hukou,3栋1204,,,,\n") ==
          "3: class: differs from what is known of this person");
    std::string owners = head;
    for (std::size_t i = 0; i < home_owners_max; ++i) {
        owners += "人" + std::to_string(i) + ",1961-03-08,2009-05-01,hukou,3栋,,3栋1,89,yes\n";
    }
    CHECK(fault_of(owners).empty());
    CHECK(fault_of(owners + "多,1961-03-08,2009-05-01,hukou,3栋,,3栋1,89,yes\n") == "22: owner: more than 20 owners");
    // All faults are named, up to a hundred.
    std::string many = head;
    for (int i = 0; i < 150; ++i) many += "x\n";
    CHECK(read_census(many).error().size() == census_faults_max);
}

}  // namespace gongyi::server
