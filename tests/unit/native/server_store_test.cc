// The SQLite store: what is committed is there after opening it again, all of it or none.
#include <sqlite3.h>
#include <sys/stat.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "server-stub/store/row_text.h"
#include "server-stub/store/sqlite.h"
#include "server-stub/store/sqlite_store.h"
#include "tests/unit/native/server_support.h"

namespace gongyi::server::test {
namespace {

OpenedCast sample_cast() {
    OpenedCast cast;
    cast.ballot.choices = {ProjectId{12}, ProjectId{15}};
    cast.credential.fill(0xc5);
    cast.version = 2;
    cast.salt = Salt{9};
    cast.signature.fill(0x51);
    return cast;
}

OpenedCast sample_paper() {
    OpenedCast paper;
    paper.ballot.choices = {ProjectId{12}};
    paper.paper = "A-1";
    return paper;
}

Batch full_batch() {
    Batch batch;
    batch.entries = {"{\"a\":1}", "{\"b\":\"共\"}"};
    batch.people = {adult(7), adult((1ULL << 53U) - 1, Role::staff)};
    batch.people.front().facts.resident_class = ResidentClass::hong_kong_macau;
    batch.homes = {{"1栋8", NodeId{}, 5'000, {}, ""},
                   {"1栋7", NodeId{4}, 8'950, {ResidentId{7}, ResidentId{9}}, "1栋7"}};
    batch.accounts = {{.person = ResidentId{7}, .claim_code_hash = Hash{1}, .name = "陈阿姨", .passphrase_hash = "x"}};
    batch.roll = {{RoundId{3}, ResidentId{7}, {BallotKey{5}}}, {RoundId{3}, ResidentId{8}, {}}};
    batch.casts = {{RoundId{3}, Hash{6}, sample_cast()}, {RoundId{4}, Hash{6}, sample_paper()}};
    batch.sessions = {{Hash{2}, ResidentId{7}, UnixMs{99}}};
    batch.answers = {{Fingerprint{1}, Fingerprint{2}, 200, "{}", UnixMs{50}}};
    batch.settings = {{"colour", "red"}};
    return batch;
}

void execute_sql(const std::string& folder, const char* sql) {
    sqlite3* handle = nullptr;
    REQUIRE(sqlite3_open((folder + "/gongyi.sqlite").c_str(), &handle) == SQLITE_OK);
    REQUIRE(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(handle);
}

// The credential of sample_cast(), as it is on the disk.
const std::string credential_bytes(32, static_cast<char>(0xc5));

// The names of the files that hold `bytes`.
std::vector<std::string> files_with(const TemporaryFolder& folder, const std::string& bytes) {
    std::vector<std::string> names;
    for (const auto& file : std::filesystem::directory_iterator{folder.path()}) {
        std::ifstream in{file.path(), std::ios::binary};
        const std::string content{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
        if (content.find(bytes) != std::string::npos) names.push_back(file.path().filename().string());
    }
    return names;
}

}  // namespace

TEST_CASE("the store gives back everything after it is opened again", "[server][store]") {
    const TemporaryFolder folder;
    REQUIRE(open_store(folder.path())->commit(full_batch()));
    const auto store = open_store(folder.path());

    CHECK(*store->read_entries(0, 1'000) == full_batch().entries);
    CHECK(*store->read_setting("colour") == "red");
    CHECK_FALSE(store->read_setting("size")->has_value());
    const auto rows = store->read_private();
    REQUIRE(rows);
    REQUIRE(rows->people.size() == 2);
    const auto person = std::find_if(rows->people.begin(), rows->people.end(),
                                     [](const Person& one) { return one.id == ResidentId{7}; });
    REQUIRE(person != rows->people.end());
    CHECK(person->name == "居民7");
    CHECK(person->household == "1栋7");
    CHECK(person->facts.born == Date{1980, 1, 1});
    CHECK(person->facts.resident_since == Date{2000, 1, 1});
    CHECK(person->facts.resident_class == ResidentClass::hong_kong_macau);
    CHECK(rows->homes == std::vector<Home>{full_batch().homes[1], full_batch().homes[0]});  // By name.
    REQUIRE(rows->accounts.size() == 1);
    CHECK(rows->accounts[0].name == "陈阿姨");
    CHECK(rows->accounts[0].claim_code_hash == Hash{1});
    REQUIRE(rows->sessions.size() == 1);
    CHECK(rows->sessions[0].expires_at == UnixMs{99});
    REQUIRE(rows->roll.size() == 2);
    CHECK(rows->roll[0].voter == ResidentId{7});
    CHECK(rows->roll[0].mark == portal::RollMark{BallotKey{5}});
    CHECK(rows->roll[1].mark == portal::RollMark{});
    REQUIRE(rows->casts.size() == 2);
    CHECK(rows->casts[0].round == RoundId{3});
    CHECK(rows->casts[0].commitment == Hash{6});
    CHECK(rows->casts[0].cast == sample_cast());
    CHECK(rows->casts[1].cast == sample_paper());
    const auto answer = store->find_answer(Fingerprint{1});
    REQUIRE(answer);
    REQUIRE(answer->has_value());
    CHECK((*answer)->request == Fingerprint{2});
    CHECK((*answer)->body == "{}");
    CHECK_FALSE(store->find_answer(Fingerprint{3})->has_value());
}

TEST_CASE("a batch that cannot be stored as a whole leaves nothing", "[server][store]") {
    const TemporaryFolder folder;
    const auto store = open_store(folder.path());
    Batch first;
    first.entries = {"0"};
    REQUIRE(store->commit(first));
    Batch late = full_batch();
    late.first_position = 0;  // Entry 0 is there already: somebody else appended.
    REQUIRE_FALSE(store->commit(late));
    CHECK(store->read_entries(0, 1'000)->size() == 1);
    CHECK(store->read_private()->casts.empty());
    CHECK_FALSE(store->find_answer(Fingerprint{1})->has_value());
    late.first_position = 1;
    REQUIRE(store->commit(late));  // The store goes on.
    CHECK(store->read_entries(0, 1'000)->size() == 3);
}

TEST_CASE("nobody gets onto the roll twice, and no ballot into the box", "[server][store]") {
    const TemporaryFolder folder;
    const auto store = open_store(folder.path());
    REQUIRE(store->commit(full_batch()));
    Batch mark;
    mark.roll = {{RoundId{3}, ResidentId{7}, {BallotKey{6}}}};
    CHECK_FALSE(store->commit(mark));
    Batch cast;
    cast.casts = full_batch().casts;
    CHECK_FALSE(store->commit(cast));
    CHECK(store->read_private()->roll[0].mark == portal::RollMark{BallotKey{5}});
}

TEST_CASE("opened ballots are deleted, and overwritten on the disk", "[server][store]") {
    const TemporaryFolder folder;
    const auto store = open_store(folder.path());
    REQUIRE(store->commit(full_batch()));
    CHECK(files_with(folder, credential_bytes).size() == 1);  // The test can see them.
    Batch opened;
    opened.opened = {RoundId{3}};
    REQUIRE(store->commit(opened));
    REQUIRE(store->tidy());
    const auto rows = store->read_private();
    REQUIRE(rows->casts.size() == 1);
    CHECK(rows->casts[0].round == RoundId{4});
    CHECK(rows->roll.size() == 2);
    CHECK(files_with(folder, credential_bytes).empty());
    for (const auto& file : std::filesystem::directory_iterator{folder.path()}) {
        std::ifstream in{file.path(), std::ios::binary};
        const std::string bytes{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
        CHECK(bytes.find("c5c5c5c5c5c5c5c5") == std::string::npos);
    }
}

TEST_CASE("a data folder with a round of plain ballots that is open is not migrated", "[server][store]") {
    const TemporaryFolder folder;
    {
        const auto store = open_store(folder.path());
        Batch batch;
        batch.entries = {R"({"data":{"round":1},"type":"VotingOpened"})"};
        REQUIRE(store->commit(batch));
    }
    execute_sql(folder.path(), to_version_8_sql);
    execute_sql(folder.path(),
                "DROP TABLE document; DROP TABLE home_owner; DROP TABLE home; DROP TABLE roll; "
                "DROP TABLE closed_round; DROP TABLE free_text; DROP INDEX account_name_key; "
                "ALTER TABLE account DROP COLUMN name_key; ALTER TABLE account DROP COLUMN name_look; "
                "CREATE TABLE ballot (round INTEGER); "
                "PRAGMA user_version = 2");
    std::filesystem::remove(folder.path() + "/open-rounds.slots");
    const auto refused = open_sqlite_store(folder.path(), MissingFile::refuse);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().what.find("began before there was the secret ballot") != std::string::npos);
    execute_sql(folder.path(), R"(INSERT INTO entry VALUES (1, '{"data":{"round":1},"type":"VotingClosed"}'))");
    CHECK(open_sqlite_store(folder.path(), MissingFile::refuse));
}

TEST_CASE("texts are kept by their commitments until they are taken down", "[server][store]") {
    const TemporaryFolder folder;
    const SaltedText first{Salt{1}, "我住三栋1204"};
    const SaltedText second{Salt{2}, "请公开报价"};
    {
        const auto store = open_store(folder.path());
        Batch batch;
        batch.texts = {{3, first}, {4, second}, {5, first}};  // One text in two entries is there once.
        REQUIRE(store->commit(batch));
        CHECK(store->read_texts()->size() == 2);
        Batch takedown;
        takedown.forgotten_texts = {first.commitment()};
        REQUIRE(store->commit(takedown));
        REQUIRE(store->tidy());
    }
    const auto store = open_store(folder.path());
    const auto texts = store->read_texts();
    REQUIRE(texts);
    REQUIRE(texts->size() == 1);
    CHECK(texts->front().entry == 4);
    CHECK(texts->front().text == second);
    for (const auto& file : std::filesystem::directory_iterator{folder.path()}) {
        std::ifstream in{file.path(), std::ios::binary};
        const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
        CHECK(bytes.find("三栋1204") == std::string::npos);
    }
    execute_sql(folder.path(), "UPDATE free_text SET words = '请公开报价！'");
    const auto changed = store->read_texts();
    REQUIRE_FALSE(changed);
    CHECK(changed.error().what.find("entry 4 does not fit its commitment") != std::string::npos);
}

TEST_CASE("a later row takes the place of an earlier one", "[server][store]") {
    const TemporaryFolder folder;
    const auto store = open_store(folder.path());
    REQUIRE(store->commit(full_batch()));
    Batch again;
    again.accounts = full_batch().accounts;
    again.accounts[0].name = "陈伯";
    again.people = {adult(7)};
    again.homes = {{"1栋7", NodeId{4}, 8'950, {ResidentId{8}}, "1栋7"}};
    REQUIRE(store->commit(again));
    const auto rows = store->read_private();
    REQUIRE(rows->accounts.size() == 1);
    CHECK(rows->accounts[0].name == "陈伯");
    CHECK(rows->people.size() == 2);
    CHECK(rows->homes.size() == 2);
    CHECK(rows->homes[0].owners == std::vector{ResidentId{8}});
    CHECK(rows->sessions.size() == 1);  // Changing a person ends no session.
}

TEST_CASE("answers and sessions are forgotten in time, and not before", "[server][store]") {
    const TemporaryFolder folder;
    const auto store = open_store(folder.path());
    REQUIRE(store->commit(full_batch()));
    Batch batch;
    batch.forget_answers_before = UnixMs{50};
    batch.forget_sessions_expired_before = UnixMs{98};
    REQUIRE(store->commit(batch));
    CHECK(store->find_answer(Fingerprint{1})->has_value());
    CHECK(store->read_private()->sessions.size() == 1);
    batch.forget_answers_before = UnixMs{51};
    batch.forget_sessions_expired_before = UnixMs{99};
    REQUIRE(store->commit(batch));
    CHECK_FALSE(store->find_answer(Fingerprint{1})->has_value());
    CHECK(store->read_private()->sessions.empty());
}

TEST_CASE("entries are read in pieces, at least one each", "[server][store]") {
    const TemporaryFolder folder;
    const auto store = open_store(folder.path());
    Batch batch;
    batch.entries = {"aaaa", "bbbb", "cccc"};
    REQUIRE(store->commit(batch));
    CHECK(*store->read_entries(0, 8) == std::vector<std::string>{"aaaa", "bbbb"});
    CHECK(*store->read_entries(0, 7) == std::vector<std::string>{"aaaa"});
    CHECK(*store->read_entries(1, 1) == std::vector<std::string>{"bbbb"});
    CHECK(store->read_entries(3, 8)->empty());
}

TEST_CASE("the file is its owner's alone, and one process owns the folder", "[server][store]") {
    const TemporaryFolder folder;
    CHECK_FALSE(open_sqlite_store(folder.path(), MissingFile::refuse));
    CHECK_FALSE(has_sqlite_store(folder.path()));
    const auto store = open_store(folder.path());
    REQUIRE(store->commit(full_batch()));
    for (const char* name : {"/gongyi.sqlite", "/gongyi.sqlite-wal", "/open-rounds.slots"}) {
        struct stat status {};
        REQUIRE(::stat((folder.path() + name).c_str(), &status) == 0);
        CHECK((status.st_mode & 0777U) == 0600U);
    }
    const auto second = open_sqlite_store(folder.path(), MissingFile::refuse);
    REQUIRE_FALSE(second);
    CHECK(second.error().what.find("in use") != std::string::npos);
}

TEST_CASE("a database from a newer program is refused, and so is a damaged row", "[server][store]") {
    const TemporaryFolder folder;
    REQUIRE(open_store(folder.path())->commit(full_batch()));
    execute_sql(folder.path(), "UPDATE person SET class = 'martian' WHERE id = 7");
    const auto rows = open_store(folder.path())->read_private();
    REQUIRE_FALSE(rows);
    CHECK(rows.error().what.find("class of resident") != std::string::npos);

    execute_sql(folder.path(), ("PRAGMA user_version = " + std::to_string(schema_version + 1)).c_str());
    const auto newer = open_sqlite_store(folder.path(), MissingFile::refuse);
    REQUIRE_FALSE(newer);
    CHECK(newer.error().what.find("newer version") != std::string::npos);
}

TEST_CASE("a document is kept by its hash until it is taken down", "[server][store]") {
    const TemporaryFolder folder;
    const auto bytes = std::make_shared<const std::string>(std::string{"%PDF 三栋1204\0\xff", 18});
    const Hash hash = sha256(*bytes);
    const auto store = open_store(folder.path());
    CHECK(store->read_document(hash).value() == std::nullopt);
    Batch batch;
    batch.documents = {{hash, bytes, ".pdf"}, {Hash{1}, std::make_shared<const std::string>()}};
    REQUIRE(store->commit(batch));
    Batch again;
    again.documents = {{hash, bytes}};
    REQUIRE(store->commit(again));
    CHECK(store->read_document(hash).value() == KeptDocument{*bytes, ".pdf"});
    CHECK(store->read_document(Hash{1}).value() == KeptDocument{});
    Batch takedown;
    takedown.forgotten_texts = {hash};
    REQUIRE(store->commit(takedown));
    CHECK(store->read_document(hash).value() == std::nullopt);
}

// The tables of version 6, in which the roll and the ballots of open rounds lay.
constexpr const char* to_version_6_sql = R"sql(
DROP INDEX account_name_key;
ALTER TABLE account DROP COLUMN name_key;
ALTER TABLE account DROP COLUMN name_look;
DROP TABLE closed_round;
CREATE TABLE sealed (
    round INTEGER NOT NULL, commitment BLOB NOT NULL, bytes TEXT NOT NULL, PRIMARY KEY (round, commitment)
) STRICT, WITHOUT ROWID;
INSERT INTO roll VALUES (5, 9, NULL), (5, 8, zeroblob(32)), (4, 7, zeroblob(32)), (4, 2, NULL);
INSERT INTO sealed VALUES (5, zeroblob(32), '{"choices":[12],"paper":"A-1","salt":"00000000000000000000000000000000"}');
DELETE FROM setting WHERE name IN ('open_rounds', 'slot_batch');
PRAGMA user_version = 6;
)sql";

std::string slots_in(const TemporaryFolder& folder) {
    return folder.path() + "/open-rounds.slots";
}

// An empty store with a round 4 that is closed and a round 5 that is open, as version 6 kept it.
void make_version_6(const TemporaryFolder& folder) {
    Batch batch;
    batch.entries = {R"({"data":{"round":4},"type":"VotingOpened"})", R"({"data":{"round":5},"type":"VotingOpened"})",
                     R"({"data":{"round":4},"type":"VotingClosed"})"};
    REQUIRE(open_store(folder.path())->commit(batch));
    execute_sql(folder.path(), to_version_8_sql);
    execute_sql(folder.path(), to_version_6_sql);
    std::filesystem::remove(slots_in(folder));
}

std::int64_t number_in(const TemporaryFolder& folder, const char* sql) {
    sqlite::Connection connection{folder.path() + "/gongyi.sqlite", SQLITE_OPEN_READONLY};
    return connection.single_number(sql);
}

void check_moved(const TemporaryFolder& folder) {
    const auto store = open_store(folder.path());
    const auto rows = store->read_private();
    REQUIRE(rows);
    CHECK(rows->roll.size() == 4);
    REQUIRE(rows->casts.size() == 1);
    CHECK(rows->casts[0].round == RoundId{5});
    CHECK(rows->casts[0].cast.paper == "A-1");
    CHECK(number_in(folder, "SELECT count(*) FROM roll") == 2);
    CHECK(number_in(folder, "SELECT count(*) FROM roll WHERE round = 5") == 0);
    CHECK(number_in(folder, "SELECT count(*) FROM closed_round WHERE round = 4") == 1);
    CHECK(files_with(folder, "A-1") == std::vector<std::string>{"open-rounds.slots"});
}

TEST_CASE("an open round moves out of older tables, and closed ones stay", "[server][store]") {
    const TemporaryFolder folder;
    make_version_6(folder);
    SECTION("at the first start") {}
    SECTION("after a start that broke off before the database knew of it") {
        std::ofstream{slots_in(folder) + ".new"} << "unfinished";
    }
    SECTION("and the draft gets its name at the next start") {
        open_store(folder.path()).reset();
        std::filesystem::rename(slots_in(folder), slots_in(folder) + ".new");
    }
    check_moved(folder);
    check_moved(folder);  // Once more changes nothing.
}

TEST_CASE("a file of open rounds that does not belong to the database is not overwritten", "[server][store]") {
    const TemporaryFolder folder;
    make_version_6(folder);
    std::ofstream{slots_in(folder)} << "somebody's";
    const auto refused = open_sqlite_store(folder.path(), MissingFile::refuse);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().what.find("put both back from one backup") != std::string::npos);
    std::filesystem::remove(slots_in(folder));
    check_moved(folder);
    // Nor is one made anew for a round that is open.
    std::filesystem::remove(slots_in(folder));
    const auto missing = open_sqlite_store(folder.path(), MissingFile::refuse);
    REQUIRE_FALSE(missing);
    CHECK(missing.error().what.find("put the copy from your backup there") != std::string::npos);
    {
        const TemporaryFolder other;
        make_version_6(other);
        open_store(other.path()).reset();
        std::filesystem::copy_file(slots_in(other), slots_in(folder));
    }
    const auto foreign = open_sqlite_store(folder.path(), MissingFile::refuse);
    REQUIRE_FALSE(foreign);
    CHECK(foreign.error().what.find("belongs to another data folder") != std::string::npos);
}

TEST_CASE("the roll of a closed round is kept by people, and takes no more", "[server][store]") {
    const TemporaryFolder folder;
    const auto store = open_store(folder.path());
    for (const std::uint64_t voter : {7, 3, 9, 1}) {
        Batch batch;
        batch.roll = {{RoundId{3}, ResidentId{voter}, {BallotKey{static_cast<std::uint8_t>(voter)}}}};
        REQUIRE(store->commit(batch));
    }
    CHECK(number_in(folder, "SELECT count(*) FROM roll") == 0);
    Batch closed;
    closed.entries = {"0"};
    closed.opened = {RoundId{3}};
    REQUIRE(store->commit(closed));
    CHECK(number_in(folder, "SELECT count(*) FROM roll WHERE blinded IS NOT NULL") == 4);
    CHECK(store->read_private()->roll.size() == 4);
    Batch late;
    late.roll = {{RoundId{3}, ResidentId{8}, {BallotKey{8}}}};
    CHECK_FALSE(store->commit(late));
    late.roll.clear();
    late.casts = {{RoundId{3}, Hash{6}, sample_cast()}};
    CHECK_FALSE(store->commit(late));
    CHECK(store->read_private()->roll.size() == 4);
}

Batch first_with_ballot() {
    Batch batch;
    batch.entries = {"0"};
    batch.casts = {{RoundId{3}, Hash{6}, sample_cast()}};
    return batch;
}

// Goal: after a crash between the two files a batch is there as a whole or not at all. Method: the slots as they are
// when they are durable and the database does not know of them are put beside the database of before, and of after.
TEST_CASE("a crash between slots and database leaves all of a batch or nothing", "[server][store]") {
    const bool came_to_be = GENERATE(false, true);
    CAPTURE(came_to_be);
    const TemporaryFolder folder;
    const std::string database = folder.path() + "/gongyi.sqlite";
    static std::string from;
    static std::string to;
    static int sync_count = 0;
    from = slots_in(folder);
    to = folder.path() + "/copy";
    sync_count = 0;
    REQUIRE(open_store(folder.path())->commit(first_with_ballot()));
    std::filesystem::copy_file(database, folder.path() + "/before");
    {
        SlotOptions options;
        options.sync = [](int file) {
            if (++sync_count == 1) std::filesystem::copy_file(from, to);
            return ::fdatasync(file);
        };
        const auto store = open_sqlite_store(folder.path(), MissingFile::refuse, options);
        REQUIRE(store);
        Batch batch;
        batch.first_position = 1;
        batch.entries = {"1"};
        batch.roll = {{RoundId{3}, ResidentId{7}, {}}};
        batch.casts = {{RoundId{3}, Hash{8}, sample_paper()}};
        REQUIRE((*store)->commit(batch));
        CHECK(sync_count == 2);  // Once to make it durable, once to settle it.
    }
    std::filesystem::rename(to, from);
    if (!came_to_be) std::filesystem::rename(folder.path() + "/before", database);
    for (int start = 0; start < 2; ++start) {
        const auto store = open_store(folder.path());
        const auto rows = store->read_private();
        REQUIRE(rows);
        CHECK(rows->casts.size() == (came_to_be ? 2 : 1));
        CHECK(rows->roll.size() == (came_to_be ? 1 : 0));
        CHECK(store->read_entries(0, 100)->size() == (came_to_be ? 2 : 1));
    }
}

TEST_CASE("a close that was cut short is finished at the next start", "[server][store]") {
    const TemporaryFolder folder;
    const std::string copy = folder.path() + "/copy";
    {
        const auto store = open_store(folder.path());
        Batch batch = first_with_ballot();
        batch.roll = {{RoundId{3}, ResidentId{7}, {BallotKey{7}}}};
        REQUIRE(store->commit(batch));
        std::filesystem::copy_file(slots_in(folder), copy);
        Batch closed;
        closed.first_position = 1;
        closed.entries = {"1"};
        closed.opened = {RoundId{3}};
        REQUIRE(store->commit(closed));
    }
    std::filesystem::rename(copy, slots_in(folder));
    CHECK(files_with(folder, credential_bytes) == std::vector<std::string>{"open-rounds.slots"});
    const auto rows = open_store(folder.path())->read_private();
    REQUIRE(rows);
    CHECK(rows->casts.empty());
    CHECK(rows->roll.size() == 1);
    CHECK(files_with(folder, credential_bytes).empty());
}

TEST_CASE("ballots of a batch that the database refuses are taken back", "[server][store]") {
    const TemporaryFolder folder;
    const auto store = open_store(folder.path());
    Batch mixed = first_with_ballot();
    mixed.sessions = {{Hash{1}, ResidentId{7}, UnixMs{1}}};  // Of nobody.
    REQUIRE_FALSE(store->commit(mixed));
    CHECK(store->read_private()->casts.empty());
    CHECK(files_with(folder, credential_bytes).empty());
    mixed.sessions.clear();
    CHECK(store->commit(mixed));
    CHECK(store->read_private()->casts.size() == 1);
}

}  // namespace gongyi::server::test
