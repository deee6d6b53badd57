// The census as a file: what it adds, and each fault with its line and column.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "server-stub/census/census_desk.h"
#include "server-stub/census/census_import.h"
#include "shared/pages/census_words.h"

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
    const auto said = [](const pages::CensusFault& fault) {
        const pages::Wording say{pages::Locale::en, Zone{}, UnixMs{}};
        return std::to_string(fault.line) + ": " + pages::census_fault_words(say, fault);
    };
    const auto lines = read_census(text);
    if (!lines) return said(lines.error().front());
    const auto census = plan_census(*lines, stored, places(), today);
    return census ? "" : said(census.error().front());
}

}  // namespace

TEST_CASE("a census makes people and homes, each once", "[server][census]") {
    const std::string text = head + chen +
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
    CHECK(with("a,,,,,,,,,x") == "2: more than 9 fields");
    CHECK(with("\"a,,,,,,,,") == "2: a quote is not closed");
    CHECK(with(",1961-03-08,2009-05-01,hukou,3栋,,,,") == "2: name: 1 to 40 characters");
    std::string name;
    for (std::size_t i = 0; i < person_name_code_points_max; ++i) name += "陈";
    CHECK(with(name + ",1961-03-08,2009-05-01,hukou,3栋,,,,").empty());
    CHECK(with(name + "陈,1961-03-08,2009-05-01,hukou,3栋,,,,") == "2: name: 1 to 40 characters");
    CHECK(with("陈,1961-02-30,2009-05-01,hukou,3栋,,,,") == "2: born: a date like 1961-03-08");
    CHECK(with("陈,1961-03-08,2009,hukou,3栋,,,,") == "2: since: a date like 1961-03-08");
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
    CHECK(read_census(many).error().size() == pages::census_faults_max);
}

namespace {

Census planned(const std::string& text, const PrivateRows& stored = {}, const CensusDecisions& decisions = {}) {
    const auto lines = read_census(head + text);
    REQUIRE(lines.has_value());
    auto census = plan_census(*lines, stored, places(), today, decisions);
    REQUIRE(census.has_value());
    return std::move(*census);
}

const std::string zhang = "张三,1980-01-02,2009-05-01,hukou,1栋101,,,,\n";

}  // namespace

TEST_CASE("blanks and width make no second person and no second home", "[server][census]") {
    for (const char* line : {"张　三,1980-01-02,2009-05-01,hukou,1栋101,,,,\n",
                             "张三 ,１９８０/１/２,2009.5.1,ＨＵＫＯＵ,１栋１０１,,,,\n",
                             "\"张\n三\",1980年1月2日,2009-5-1,hukou,1栋 101,,,,\n"}) {
        CAPTURE(line);
        const Census census = planned(zhang + line);
        CHECK(census.people.size() == 1);
        CHECK(census.alike.empty());
        // Both lines are named, what differs by its width alone too.
        REQUIRE(census.repeats.size() == 1);
        CHECK(census.repeats[0].line == 3);
        CHECK(census.repeats[0].other_line == 2);
        const pages::Wording say{pages::Locale::en, Zone{}, UnixMs{}};
        CHECK(pages::census_repeat_words(say, census.repeats[0]) == "the same person as line 2, spelled otherwise");
        // Likewise against who is there already, as an older version stored them.
        PrivateRows stored;
        stored.people = planned(zhang).people;
        stored.people[0].name = "张 三";
        stored.people[0].household = "１栋101";
        const Census again = planned(line, stored);
        CHECK(again.people.empty());
        CHECK(again.repeats.size() == 1);  // The one in the community has blanks.
    }
    CHECK(planned(zhang + zhang).repeats.empty());
    const Census homes = planned(",,,,,3栋,3栋1301,89,unsold\n,,,,,３栋,３栋 1301,89.00,unsold\n");
    REQUIRE(homes.homes.size() == 1);
    CHECK(homes.homes[0].name == "3栋1301");
    REQUIRE(homes.repeats.size() == 1);
    CHECK(homes.repeats[0].is_home);
    CHECK(planned(zhang + "张三 ,1980-01-02,2009-05-01,hukou,　1栋101,,,,\n").repeats.empty());
}

TEST_CASE("a home that only looks like another is asked about, never merged", "[server][census]") {
    const std::string first = ",,,,,3栋,3栋101,89,unsold\n";
    const std::string looks = ",,,,,3栋,3栋l01,89,unsold\n";
    const Census asked = planned(first + looks);
    REQUIRE(asked.alike.size() == 1);
    CHECK(asked.alike[0].is_home);
    CHECK(asked.alike[0].line == 3);
    CHECK(asked.alike[0].other_line == 2);
    const auto decided = [](std::set<std::size_t> same, std::set<std::size_t> two) {
        CensusDecisions decisions;
        decisions.same_home = std::move(same);
        decisions.two_homes = std::move(two);
        return decisions;
    };
    // A further line of that spelling needs no other decision.
    const Census same = planned(first + looks + looks, {}, decided({3}, {}));
    CHECK(same.alike.empty());
    CHECK(same.homes.size() == 1);
    CHECK(same.repeats.size() == 2);
    const Census two = planned(first + looks + looks, {}, decided({}, {3}));
    CHECK(two.alike.empty());
    CHECK(two.homes.size() == 2);
    PrivateRows stored;
    stored.homes = planned(first).homes;
    CHECK(planned(looks, stored).alike.at(0).other_line == 0);
    CHECK(planned(looks, stored, decided({2}, {})).homes.empty());
    CHECK(planned(first + looks, {}, decided({3}, {2})).idle_decision == 2);
    // A person and a home on one line are decided apart.
    const std::string both = "张三,1980-01-02,2009-05-01,hukou,1栋l01,3栋,3栋l01,89,yes\n";
    const Census apart = planned(zhang + first + both);
    REQUIRE(apart.alike.size() == 2);
    CHECK_FALSE(apart.alike[0].is_home);
    CHECK(apart.alike[1].is_home);
}

TEST_CASE("a file that staff look at is held for them, for a while, with what they decided", "[server][census]") {
    CensusDesk desk;
    const ResidentId wang{1};
    const ResidentId li{2};
    const UnixMs now{1'000'000};
    const std::string held = desk.hold(wang, "a file", now);
    CHECK_FALSE(desk.find(li, held, {}, now));
    CensusDecisions first;
    first.same = {3};
    first.two_homes = {4};
    CHECK(desk.find(wang, held, first, now)->decisions.same == std::set<std::size_t>{3});
    CensusDecisions later;
    later.two = {3};
    const auto file = desk.find(wang, held, later, now);
    REQUIRE(file);
    CHECK(*file->bytes == "a file");
    CHECK(file->decisions.same.empty());
    CHECK(file->decisions.two == std::set<std::size_t>{3});
    CHECK(file->decisions.two_homes == std::set<std::size_t>{4});
    CHECK(desk.find(wang, held, {}, UnixMs{now.ms + census_file_held_ms - 1}));
    // Held anew by each look; then it is gone.
    CHECK_FALSE(desk.find(wang, held, {}, UnixMs{now.ms + 2 * census_file_held_ms - 1}));
    // Another file in its place, and so many of all staff.
    const std::string second = desk.hold(wang, "another", now);
    CHECK(desk.hold(wang, "a third", now) != second);
    CHECK_FALSE(desk.find(wang, second, {}, now));
    CensusDesk full;
    for (std::uint64_t i = 1; i <= census_files_max + 1; ++i) {
        full.hold(ResidentId{i}, "x", UnixMs{now.ms + static_cast<std::int64_t>(i)});
        CHECK(full.find(ResidentId{1}, to_hex(sha256("x")), {}, now).has_value() == (i <= census_files_max));
    }
    // What came of it answers whoever pressed twice, and nobody afterwards.
    const std::string done = desk.hold(li, "done", now);
    desk.finish(li, done, {.people = 2, .homes = 1, .codes = "codes"}, now);
    CHECK_FALSE(desk.find(li, done, {}, now));
    CHECK_FALSE(desk.find_done(wang, done, now));
    CHECK(desk.find_done(li, done, UnixMs{now.ms + census_answer_held_ms - 1})->codes == "codes");
    CHECK_FALSE(desk.find_done(li, done, UnixMs{now.ms + census_answer_held_ms}));
}

TEST_CASE("who is only like somebody is asked about, never merged", "[server][census]") {
    const std::string moved = "张三,1980-01-02,2009-05-01,hukou,2栋303,,,,\n";
    const std::string looks = "张三,1980-01-02,2009-05-01,hukou,1栋l01,,,,\n";
    const std::string katakana = "张ニ,1980-01-02,2009-05-01,hukou,1栋101,,,,\n";
    const std::string er = "张二,1980-01-02,2009-05-01,hukou,1栋101,,,,\n";
    for (const auto& [first, second] : {std::pair{zhang, moved}, {zhang, looks}, {er, katakana}}) {
        CAPTURE(first, second);
        const Census asked = planned(first + second);
        REQUIRE(asked.alike.size() == 1);
        CHECK(asked.alike[0].line == 3);
        CHECK(asked.alike[0].other_line == 2);
        const Census same = planned(first + second, {}, {.same = {3}, .two = {}, .same_home = {}, .two_homes = {}});
        CHECK(same.people.size() == 1);
        CHECK(same.alike.empty());
        const Census two = planned(first + second, {}, {.same = {}, .two = {3}, .same_home = {}, .two_homes = {}});
        CHECK(two.people.size() == 2);
        CHECK(two.alike.empty());
        PrivateRows stored;
        stored.people = planned(first).people;
        const Census known = planned(second, stored);
        REQUIRE(known.alike.size() == 1);
        CHECK(known.alike[0].other_line == 0);
    }
    // A decided person's further lines need no other decision.
    CHECK(
        planned(zhang + moved + moved, {}, {.same = {3}, .two = {}, .same_home = {}, .two_homes = {}}).people.size() ==
        1);
    CHECK(
        planned(zhang + moved + moved, {}, {.same = {}, .two = {3}, .same_home = {}, .two_homes = {}}).people.size() ==
        2);
    // Neither another birthday nor another name is like anybody; what was decided must be about something.
    CHECK(planned(zhang + "张三,1980-01-03,2009-05-01,hukou,1栋101,,,,\n").alike.empty());
    CHECK(planned(zhang + er).alike.empty());
    const auto lines = read_census(head + zhang + er);
    const auto idle =
        plan_census(*lines, {}, places(), today, {.same = {3}, .two = {}, .same_home = {}, .two_homes = {}});
    REQUIRE(idle.has_value());
    CHECK(idle->idle_decision == 3);
    std::string many = zhang;
    for (std::size_t i = 0; i <= census_alike_max; ++i) {
        many += "张三,1980-01-02,2009-05-01,hukou,9栋" + std::to_string(i) + ",,,,\n";
    }
    CHECK(planned(many).alike.size() == census_alike_max);
}

TEST_CASE("a file of a Chinese spreadsheet is read, and what is neither encoding is named", "[server][census]") {
    const std::string gbk = "\xD5\xC5\xC8\xFD";  // 张三
    const auto decoded = decode_text("a\n" + gbk + ",\x95\x34\xC4\x35\r\n");
    REQUIRE(decoded.has_value());
    CHECK(decoded->encoding == TextEncoding::gb18030);
    CHECK(decoded->text.starts_with("a\n张三,"));
    CHECK(decode_text("\xEF\xBB\xBF张三")->text == "张三");
    CHECK(decode_text("")->text.empty());
    const auto bad = decode_text("a\nb" + gbk + "\xff,");
    REQUIRE_FALSE(bad.has_value());
    CHECK(bad.error().line == 2);
    CHECK(bad.error().problem == pages::CensusProblem::encoding);
    CHECK(bad.error().count == 6);
    // UTF-16 with its mark, either way round; half a character and half a pair are named.
    using namespace std::string_literals;
    CHECK(decode_text("\xff\xfe"
                      "a\0\n\0\x20\x5f\x3d\xd8\x00\xde"s)
              ->text == "a\n张😀");
    CHECK(decode_text("\xff\xfe"
                      "a\0"s)
              ->encoding == TextEncoding::utf16);
    CHECK(decode_text("\xfe\xff\0a\x5f\x20"s)->text == "a张");
    for (const auto& broken : {"\xff\xfe"
                               "\n\0a\0\x41"s,
                               "\xff\xfe\n\0a\0\x3d\xd8"s,
                               "\xff\xfe\n\0a\0\x00\xde"
                               "a\0"s,
                               "\xff\xfe\n\0a\0\x3d\xd8"
                               "a\0"s}) {
        const auto fault = decode_text(broken);
        REQUIRE_FALSE(fault.has_value());
        CHECK(fault.error().problem == pages::CensusProblem::utf16);
        CHECK(fault.error().line == 2);
        CHECK(fault.error().count == 2);
    }
    CHECK_FALSE(decode_text("\xEF\xBB\xBF\xff").has_value());
    std::string long_text;
    for (int i = 0; i < 5'000; ++i) long_text += gbk;
    CHECK(decode_text(long_text)->text.size() == 30'000);
}

TEST_CASE("rows are read as spreadsheets write them", "[server][census]") {
    const Census census =
        planned("\"张\r\n三\",1980/1/2,2009/05/01,hukou,\"1栋,101\",,,,,,\r\n,,,,,,,,\r\n\r\n,,,,,,,,,,,\r\n");
    REQUIRE(census.people.size() == 1);
    CHECK(census.people[0].name == "张 三");
    CHECK(census.people[0].household == "1栋,101");
    CHECK(census.people[0].facts.born == Date{1980, 1, 2});
    for (const char* day :
         {"1980/13/2", "1980/1", "1980/1-2", "80/1/2", "1980年1月2", "1980//2", "2/1/1980", "月日年"}) {
        CAPTURE(day);
        CHECK(fault_of(head + "张三," + day + ",2009-05-01,hukou,1栋,,,,\n") == "2: born: a date like 1961-03-08");
    }
    // A day with its beginning behind it is the day; any other time may be another day elsewhere.
    for (const char* day : {"1980/1/2 0:00", "1980-01-02 00:00:00", "1980-01-02T00:00", "1980年1月2日 0:00:00"}) {
        CAPTURE(day);
        const Census timed = planned("张三," + std::string{day} + ",2009-05-01,hukou,1栋,,,,\n");
        REQUIRE(timed.people.size() == 1);
        CHECK(timed.people[0].facts.born == Date{1980, 1, 2});
    }
    for (const char* day : {"1980/1/2 16:00", "1980-01-02T16:00:00Z", "1980/1/2 x", "1980/1/2  0:0"}) {
        CAPTURE(day);
        CHECK(fault_of(head + "张三," + day + ",2009-05-01,hukou,1栋,,,,\n")
                  .starts_with("2: born: a date without a time"));
    }
    // With tabs, as "Unicode text" has them; a comma is a comma then.
    std::string tabs = head + "张三,1980/1/2,2009/05/01,hukou,1栋;101,,,,\n";
    std::replace(tabs.begin(), tabs.end(), ',', '\t');
    std::replace(tabs.begin(), tabs.end(), ';', ',');
    const auto tabbed = read_census(tabs);
    REQUIRE(tabbed.has_value());
    CHECK(tabbed->at(0).household == "1栋,101");
    // Lines are those of the file, also behind a field of several lines.
    CHECK(fault_of(head + "\"张\n三\",1980/1/2,2009/05/01,hukou,1栋,,,,\nx\n") == "4: it needs 9 fields");
    CHECK(fault_of(head + "张三,1980/1/2,2009/05/01,hukou,\"1\n栋,,,,\n") == "2: a quote is not closed");
    CHECK(fault_of(head + "张\x01三,1980/1/2,2009/05/01,hukou,1栋,,,,\n") ==
          "2: name: a character that no text may hold");
    CHECK(fault_of("Name,born,since,class,household,building,home,area_m2, owner,,\n" + zhang).empty());
}

TEST_CASE("no cell that is written runs as a formula", "[server][census]") {
    for (const char* text : {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1", "＠x"}) {
        CHECK(csv_cell(text) == std::string{"\"'"} + text + '"');
    }
    CHECK(csv_cell("张\"三\", x=1") == "\"张\"\"三\"\", x=1\"");
    CHECK(csv_cell("") == "\"\"");
}

}  // namespace gongyi::server
