// What may be a passphrase and a name: the rules, one change away from each other.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "server-stub/accounts/account_rules.h"
#include "server-stub/accounts/known_passphrases.h"
#include "server-stub/accounts/spelling.h"

namespace gongyi::server::test {
namespace {

Guessable judged(std::string_view text) {
    return judge_passphrase(text, {"四季花城", "sijihuacheng", "gongyi", "老陈", "x"});
}

}  // namespace

TEST_CASE("a passphrase that is guessed first is told from one that is not", "[server][accounts]") {
    for (const char* known :
         {"password",   "password12345678", "woaini13145200", "wangfang",   "!!password!!",  "19900101",
          "wf19900101", "ab19900101",       "13912345678",    "5201314520", "老陈 19900101", "qwertyui",
          "abcdefgh",   "aabbccdd",         "xyxyxyxy",       "xyzzxyzz",   "        ",      "12341234",
          "a1a1a1a1",   "woaini woaini",    "-- -- --"}) {
        CAPTURE(known);
        CHECK(judged(known) == Guessable::known);
    }
    for (const char* names : {"gongyi gongyi 2026", "四季花城 12345678", "sijihuacheng !", "老陈住四季花城", "老陈 abc",
                              "四季花城 一二三"}) {
        CAPTURE(names);
        CHECK(judged(names) == Guessable::names);
    }
    // One more letter of one's own, or a digit beyond those of a date.
    for (const char* good : {"老陈 abcd", "四季花城 一二三四", "四季花城 938271650274", "password938271650",
                             "wfxh 19900101", "83749261", "x 29183746", "abcd 19900101 fish", "18991301 73"}) {
        CAPTURE(good);
        CHECK(judged(good) == Guessable::no);
    }
}

TEST_CASE("the known words are each in the form that they are compared by, and many", "[server][accounts]") {
    std::size_t count = 0;
    for (std::string_view line : known_passphrase_lines()) {
        while (!line.empty()) {
            const auto end = std::min(line.find(' '), line.size());
            const std::string_view word = line.substr(0, end);
            CHECK(census_key(word) == word);
            CHECK(judge_passphrase(word, {}) == Guessable::known);
            ++count;
            line.remove_prefix(std::min(end + 1, line.size()));
        }
    }
    CHECK(count > 5'000);
}

TEST_CASE("a new name is kept as it is, or its fault is named", "[server][accounts]") {
    CHECK(read_new_name("  3栋老陈 ").value() == "3栋老陈");
    for (const char* office : {"admin", "Admin7", "管理员", "居委会", "ROOT"}) {
        CHECK(std::get<pages::FormProblem>(read_new_name(office).error().cause) == pages::FormProblem::name_of_office);
    }
    for (const char* number : {"7", "１２", "1-2"}) {
        CHECK(std::get<pages::FormProblem>(read_new_name(number).error().cause) == pages::FormProblem::name_is_number);
    }
    const std::string longest(pages::account_name_code_points_max, 'b');
    CHECK(read_new_name(longest).has_value());
    CHECK_FALSE(read_new_name(longest + "b").has_value());
}

}  // namespace gongyi::server::test
