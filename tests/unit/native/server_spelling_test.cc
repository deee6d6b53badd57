// Which spellings are the same, and which only look alike: in names, passphrases, codes, and in the database.
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "server-stub/accounts/claim_code.h"
#include "server-stub/accounts/directory.h"
#include "server-stub/accounts/spelling.h"
#include "server-stub/store/sqlite.h"
#include "server-stub/store/sqlite_store.h"
#include "tests/unit/native/server_support.h"

namespace gongyi::server::test {

TEST_CASE("a name is one name in every width, case, form and with any blanks", "[server][spelling]") {
    CHECK(kept_name("王芳１２").value() == "王芳12");
    CHECK(kept_name("　王芳 　12　").value() == "王芳 12");
    CHECK(kept_name("Zoe\xCC\x88").value() == "Zoë");
    CHECK(kept_name("阿依古丽·买买提").value() == "阿依古丽·买买提");
    CHECK(kept_name("　 ").value().empty());
    CHECK_FALSE(kept_name("王\n\xff").has_value());
    CHECK_FALSE(kept_name("王\x01芳").has_value());
    CHECK_FALSE(kept_name("王\xE2\x80\x8B芳").has_value());  // U+200B
    CHECK(name_key("ＷＡＮＧ　Fang") == name_key("wang fang"));
    CHECK(name_key("Å") == name_key("å"));
    CHECK(name_key("王芳12") != name_key("王芳 12"));
    CHECK(name_key("\xff") == name_key("\xEF\xBF\xBD"));
}

TEST_CASE("names that look alike have one look", "[server][spelling]") {
    CHECK(name_look("anna") == name_look("аnna"));  // The second begins with a Cyrillic letter.
    CHECK(name_look("Ivan") == name_look("lvan"));
    CHECK(name_look("wang0") == name_look("wangO"));
    CHECK(name_look("王芳11") == name_look("王芳１l"));
    CHECK(name_look("口水") == name_look("ロ水"));  // The second begins with a katakana.
    CHECK(name_look("王芳12") != name_look("王芳13"));
}

TEST_CASE("a passphrase is one in every width and form", "[server][spelling]") {
    CHECK(prepared_passphrase("ｈｕａ　ｙｕａｎ！").value() == "hua yuan!");
    CHECK(prepared_passphrase("cafe\xCC\x81 ｶﾞ").value() == "café ガ");
    CHECK(prepared_passphrase(" two  blanks ").value() == " two  blanks ");
    CHECK(prepared_passphrase("①ﬁ").value() == "①ﬁ");  // OpaqueString composes, and maps no more.
    CHECK(prepared_passphrase("Capital").value() == "Capital");
    CHECK(prepared_passphrase("👩‍👩‍👧❤️").value() == "👩‍👩‍👧❤️");
    CHECK_FALSE(prepared_passphrase("line\nfeed").has_value());
    CHECK_FALSE(prepared_passphrase("\xff").has_value());
}

TEST_CASE("a claim code is read in full width, with any dash and with a line end", "[server][spelling]") {
    for (const char* typed :
         {"７Ｋ３Ｍ－Ｑ８ＸＡ－０Ｖ２Ｔ", "7K3M–Q8XA—0V2T", "7K3M-Q8XA-0V2T\n", "7k3m　q8xa ov2t\r\n",
          "\xEF\xBB\xBF"
          "7K3M−Q8XA‐0V2T",
          "７－Ｋ－３－Ｍ－Ｑ－８－Ｘ－Ａ－０－Ｖ－２－Ｔ"}) {
        CAPTURE(typed);
        CHECK(read_claim_code(typed) == "7K3MQ8XA0V2T");
    }
    CHECK_FALSE(read_claim_code("7K3M-Q8XA-0V2王").has_value());
    CHECK_FALSE(read_claim_code("7K3M-Q8XA-0V2\xff").has_value());
    const std::string code = "7K3MQ8XA0V2T";
    CHECK(read_claim_code(code + std::string(claim_code_bytes_max - code.size(), ' ')) == code);
    CHECK_FALSE(read_claim_code(code + std::string(claim_code_bytes_max - code.size() + 1, ' ')).has_value());
}

namespace {

Account account_of(std::uint64_t person, std::string name) {
    return {.person = ResidentId{person},
            .claim_code_hash = Hash{static_cast<std::uint8_t>(person)},
            .name = std::move(name),
            .passphrase_hash = "hash"};
}

}  // namespace

TEST_CASE("an account is found by any spelling; two of one key by their own alone", "[server][spelling]") {
    Directory directory;
    directory.load({adult(1), adult(2), adult(3)},
                   {account_of(1, "王芳12"), account_of(2, "李强"), account_of(3, "李 强 ")}, {});
    const auto found = [&](const char* name) {
        const auto account = directory.find_account_by_name(name);
        return account ? account->person.raw() : 0;
    };
    CHECK(found("王芳１２") == 1);
    CHECK(found(" 王芳12　") == 1);
    CHECK(found("王芳13") == 0);
    CHECK(directory.is_name_taken("王芳１２"));
    CHECK(directory.is_name_taken("王芳l2"));
    CHECK_FALSE(directory.is_name_taken("王芳13"));
    // Claimed before there was this rule: names that differ by their width alone.
    directory.put_account(account_of(2, "陈ABC"));
    directory.put_account(account_of(3, "陈ＡＢＣ"));
    CHECK(found("陈abc") == 2);
    CHECK(found("陈ＡＢＣ") == 3);
    CHECK(found("陈ＡBC") == 0);
    CHECK(directory.is_name_taken("陈ＡBC"));
    // Looking somebody up at the desk.
    Person person = adult(4);
    person.name = "张　三";
    person.household = "１栋１０１";
    directory.add_people({person}, {});
    CHECK(directory.find_named("张三", 5).size() == 1);
    CHECK(directory.find_named(" ４", 5).size() == 1);
    // Not by a home or a part of a name: a list of residents is nobody's.
    for (const char* const other : {"1栋 101", "张", "　", ""}) CHECK(directory.find_named(other, 5).empty());
}

TEST_CASE("names of before get their keys, and those that share one keep their spelling", "[server][spelling]") {
    const TemporaryFolder folder;
    const auto change = [&](const char* sql) {
        sqlite::Connection connection{folder.path() + "/gongyi.sqlite", SQLITE_OPEN_READWRITE};
        connection.execute(sql);
    };
    const auto number = [&](const char* sql) {
        sqlite::Connection connection{folder.path() + "/gongyi.sqlite", SQLITE_OPEN_READONLY};
        return connection.single_number(sql);
    };
    const auto open = [&] { return open_sqlite_store(folder.path(), MissingFile::create); };
    Batch batch;
    batch.people = {adult(1), adult(2), adult(3), adult(4)};
    batch.accounts = {account_of(1, "王芳１２"), account_of(4, "")};
    REQUIRE(open().value()->commit(batch));
    CHECK(number("SELECT count(*) FROM account WHERE name_key = '王芳12' AND name_look IS NOT NULL") == 1);

    // As version 7 kept it, with two names that differ by their width.
    change(to_version_8_sql);
    change(
        "DROP INDEX account_name_key; ALTER TABLE account DROP COLUMN name_key; "
        "ALTER TABLE account DROP COLUMN name_look; DELETE FROM setting WHERE name = 'spelling_version'; "
        "INSERT INTO account VALUES (2, zeroblob(31), '陈ABC', 'hash'), (3, zeroblob(30), '陈ＡＢＣ', 'hash'); "
        "UPDATE account SET claim_code_hash = zeroblob(32) WHERE person = 2; "
        "UPDATE account SET claim_code_hash = CAST(x'07' || zeroblob(31) AS BLOB) WHERE person = 3; "
        "PRAGMA user_version = 7");
    auto store = open();
    REQUIRE(store);
    CHECK(number("SELECT count(*) FROM account WHERE name_key = '王芳12'") == 1);
    CHECK(number("SELECT count(*) FROM account WHERE name_key IS NULL AND name_look IS NOT NULL") == 2);
    // A new passphrase changes nothing of that; a new name of a key that somebody has is refused by the index, too.
    Batch renewed;
    renewed.accounts = {account_of(2, "陈ABC")};
    REQUIRE((*store)->commit(renewed));
    CHECK(number("SELECT count(*) FROM account WHERE name_key IS NULL AND name_look IS NOT NULL") == 2);
    Batch again;
    again.accounts = {account_of(4, "王芳12")};
    CHECK_FALSE((*store)->commit(again));
}

}  // namespace gongyi::server::test
