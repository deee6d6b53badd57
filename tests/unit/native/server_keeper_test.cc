// What keeps the record honest from one start to the next, and what tells that the portal can work.
#include <sqlite3.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <fstream>
#include <future>
#include <thread>

#include "server-stub/accounts/secrets.h"
#include "server-stub/keys/record_guard.h"
#include "server-stub/keys/signing.h"
#include "server-stub/portal_host/record_check.h"
#include "shared/portal/entry_json.h"
#include "shared/record/entry.h"
#include "tests/unit/native/server_support.h"

namespace gongyi::server::test {
namespace {

record::SigningKey key_of(std::uint8_t number) {
    Secret<32> seed;
    seed.bytes()[0] = number;
    return record::SigningKey::from_seed("gongyi/" + std::string{test_slug}, seed).value();
}

// A replayed record and its tree.
struct Record {
    record::MemoryNodes nodes;
    portal::Replay replay{nodes};
    explicit Record(const std::vector<std::string>& entries) {
        for (const std::string& entry : entries) REQUIRE(replay.append(entry));
    }
    [[nodiscard]] record::Checkpoint at(std::uint64_t size) const {
        return {portal::record_origin(replay.state()), size,
                record::Tree{const_cast<record::MemoryNodes&>(nodes), replay.tree().size()}.root_at(size).value()};
    }
    [[nodiscard]] std::optional<RecordBreak> check(const std::vector<KnownCheckpoint>& known) {
        return check_extends(replay.state(), record::Tree{nodes, replay.tree().size()},
                             {.known = known, .keys = {key_of(1).verifying_key()}, .accepted_because = {}});
    }
};

KnownCheckpoint known(const record::Checkpoint& checkpoint, std::uint8_t key = 1) {
    return {record::sign_checkpoint(checkpoint, key_of(key)).value(), "kept"};
}

// Waits for what another thread does.
template <class Condition>
void wait_until(Condition condition) {
    while (!condition()) std::this_thread::yield();
}

}  // namespace

TEST_CASE("a record continues each checkpoint of its own past, and no other", "[keeper]") {
    REQUIRE(start_cryptography());
    const std::vector<std::string> entries = community_entries();
    const std::uint64_t size = entries.size();
    Record record{entries};
    std::vector<KnownCheckpoint> all;
    for (std::uint64_t n = 0; n <= size; ++n) all.push_back(known(record.at(n)));
    CHECK_FALSE(record.check({}));
    CHECK_FALSE(record.check(all));

    record::Checkpoint longer = record.at(size);
    ++longer.size;
    all.push_back(known(longer));
    const auto rolled_back = record.check(all);
    REQUIRE(rolled_back);
    CHECK(rolled_back->what.find("rolled back from " + std::to_string(size + 1) + " to " + std::to_string(size)) !=
          std::string::npos);
    CHECK(rolled_back->former == longer);

    record::Checkpoint other = record.at(size - 1);
    other.root[0] ^= 1;
    const auto changed = record.check({known(record.at(1)), known(other)});
    REQUIRE(changed);
    CHECK(changed->what.find("was changed") != std::string::npos);

    CHECK(record.check({known(record.at(size), /*key=*/2)})->what.find("not signed by a key") != std::string::npos);
    CHECK(record.check({{"nonsense", "kept"}})->former.size == 0);
}

TEST_CASE("a checkpoint that an entry names as left behind is not asked for again", "[keeper]") {
    REQUIRE(start_cryptography());
    std::vector<std::string> entries = community_entries();
    record::Checkpoint former{"gongyi/" + std::string{test_slug}, 40, sha256("former")};
    CHECK(Record{entries}.check({known(former)}));
    const portal::RecordRestored restored{former.root, former.size, "restored from a backup"};
    entries.push_back(portal::write_entry({test_now, Role::system, restored}));
    CHECK_FALSE(Record{entries}.check({known(former)}));
    former.size = 41;
    CHECK(Record{entries}.check({known(former)}));
}

TEST_CASE("that a record was restored has these bytes, and limits", "[keeper][entry]") {
    const portal::RecordRestored restored{Hash{}, 12, "盘坏了"};
    const std::string bytes = portal::write_entry({UnixMs{5}, Role::system, restored});
    CHECK(bytes == R"({"at":5,"by":"system","data":{"former_root":")" + std::string(64, '0') +
                       R"(","former_size":12,"reason":"盘坏了"},"type":"RecordRestored","v":3})");
    CHECK(portal::write_entry(*portal::parse_entry(bytes)) == bytes);
    const auto [size, reason, is_good] = GENERATE(table<std::uint64_t, std::string, bool>({
        {1, std::string(reason_code_points_max, 'x'), true},
        {0, "x", false},
        {1, "", false},
        {1, "a\nb", false},
        {1, std::string(reason_code_points_max + 1, 'x'), false},
    }));
    const portal::RecordRestored tried{Hash{}, size, reason};
    CHECK(portal::parse_entry(portal::write_entry({UnixMs{5}, Role::system, tried})).has_value() == is_good);
    CHECK_FALSE(portal::check_applicable({}, {test_now, Role::system, restored}));
}

namespace {

// A data folder whose record was signed once.
struct Kept {
    TemporaryFolder folder;
    RoundKeys keys{Secret<32>{}};
    std::unique_ptr<EventStore> store;

    Kept() {
        REQUIRE(start_cryptography());
        store = open_store(folder.path());
        store_community(*store, {adult(1), adult(9, Role::staff)});
        const auto host = open();
        REQUIRE(host);
        const auto record_keys = open_record_keys(folder.path(), *(*host)->snapshot()->state);
        REQUIRE(record_keys);
        (*host)->start();
        REQUIRE(begin_signing(**host, *record_keys));
    }
    Expected<std::unique_ptr<PortalHost>, StoreFault> open(std::string reason = {}) {
        auto options = guarded_options(folder.path());
        REQUIRE(options);
        options->expected.accepted_because = std::move(reason);
        return PortalHost::open(
            *store, keys, [] { return test_now; }, *std::move(options));
    }
    void forget() const {
        for (const char* name : {"/record.checkpoint", "/record.checkpoint.live"}) {
            std::filesystem::remove(folder.path() + name);
        }
    }
    void change(const char* sql) {
        store.reset();
        sqlite3* database = nullptr;
        REQUIRE(sqlite3_open((folder.path() + "/gongyi.sqlite").c_str(), &database) == SQLITE_OK);
        CHECK(sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
        sqlite3_close(database);
        store = open_store(folder.path());
    }
};

}  // namespace

TEST_CASE("an open without a word of what was signed is fine; of what was removed it is not", "[keeper]") {
    Kept kept;
    REQUIRE(kept.open());
    SECTION("the last entry is gone") {
        kept.change("DELETE FROM entry WHERE position = (SELECT max(position) FROM entry)");
    }
    SECTION("with all hashes") {
        kept.change("DELETE FROM entry WHERE position = (SELECT max(position) FROM entry); DELETE FROM node");
    }
    const auto refused = kept.open();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().what.find("rolled back") != std::string::npos);
    // Nothing was changed by that; with a reason it opens, and says what it let pass.
    CHECK_FALSE(kept.open());
    const auto accepted = kept.open("a backup");
    REQUIRE(accepted);
    REQUIRE((*accepted)->restored());
    CHECK((*accepted)->restored()->reason == "a backup");
    CHECK((*accepted)->restored()->former_size == (*accepted)->snapshot()->checkpoint.size + 1);
}

TEST_CASE("stored hashes that nothing proves are not replaced; those that something proves are", "[keeper]") {
    Kept kept;
    SECTION("proved by the kept checkpoint") {
        kept.change("UPDATE node SET hash = zeroblob(32) WHERE level = 0 AND position = 1");
        CHECK(kept.open());
        CHECK_FALSE(compare_entries(*kept.store)->other);
    }
    SECTION("not proved without it") {
        kept.change("UPDATE node SET hash = zeroblob(32) WHERE level = 0 AND position = 1");
        kept.forget();
        const auto refused = kept.open();
        REQUIRE_FALSE(refused);
        CHECK(refused.error().what.find("entry 1 (") != std::string::npos);
        CHECK(compare_entries(*kept.store)->other == 1);
    }
    SECTION("an older version stored none") {
        kept.change("DELETE FROM node");
        kept.forget();
        CHECK(kept.open());
    }
    SECTION("some are missing") {
        kept.change("DELETE FROM node WHERE level = 0 AND position = 1");
        kept.forget();
        CHECK_FALSE(kept.open());
    }
}

TEST_CASE("damage is found while the portal runs", "[keeper]") {
    Kept kept;
    const auto host = kept.open();
    REQUIRE(host);
    const record::Checkpoint published = (*host)->snapshot()->checkpoint;
    CHECK(check_running(*kept.store, published));
    kept.change("UPDATE entry SET bytes = replace(bytes, '\"at\":1', '\"at\":2') WHERE position = 2");
    const auto found = check_running(*kept.store, published);
    REQUIRE_FALSE(found);
    CHECK(found.error().what.find("entry 2 (") != std::string::npos);
    kept.change("DELETE FROM entry WHERE position = (SELECT max(position) FROM entry)");
    CHECK(check_running(*kept.store, published).error().what.find("are left") != std::string::npos);
}

TEST_CASE("a checkpoint is kept as a whole, live before it is durable, and what is torn is none", "[keeper]") {
    using Notes = std::vector<std::string>;
    const TemporaryFolder folder;
    KeptCheckpoint kept{folder.path()};
    const std::string live = kept.path() + ".live";
    CHECK(kept.read()->empty());
    REQUIRE(kept.keep("the first and longest\n"));
    CHECK(*kept.read() == Notes{"the first and longest\n"});
    REQUIRE(kept.sync());
    CHECK(*kept.read() == Notes{"the first and longest\n"});
    REQUIRE(kept.keep("two\n"));
    CHECK(*kept.read() == Notes{"the first and longest\n", "two\n"});
    REQUIRE(kept.sync());
    CHECK(*kept.read() == Notes{"two\n"});
    std::ofstream{live} << "4 " << std::string(64, '0') << "\ntwo\n";
    std::ofstream{kept.path()};
    CHECK(kept.read()->empty());
    for (const char* torn : {"", "4", "4 ", "x y", "99999999999999999999 1\n"}) {
        std::ofstream{live} << torn;
        CHECK(kept.read()->empty());
    }
    std::ofstream{kept.path()} << std::string(record::note_bytes_max, 'x');
    CHECK(kept.read());
    std::ofstream{kept.path()} << std::string(record::note_bytes_max + 1, 'x');
    CHECK_FALSE(kept.read());
    // What cannot be made durable now is when it can be.
    std::filesystem::remove(kept.path());
    std::filesystem::create_directory(kept.path() + ".new");
    REQUIRE(kept.keep("three\n"));
    CHECK_FALSE(kept.sync());
    CHECK(*kept.read() == Notes{"three\n"});
    std::filesystem::remove(kept.path() + ".new");
    REQUIRE(kept.sync());
    std::filesystem::remove(live);
    CHECK(*kept.read() == Notes{"three\n"});
}

TEST_CASE("a writer that cannot store, and one that hangs, are noticed while nobody asks for anything", "[keeper]") {
    const TemporaryFolder folder;
    REQUIRE(start_cryptography());
    const auto sqlite = open_store(folder.path());
    store_community(*sqlite, {adult(1)});
    TroubledStore store{*sqlite};
    RoundKeys keys{Secret<32>{}};
    std::atomic<int> alive{0};
    PortalHost* looked = nullptr;
    HostOptions options;
    options.store_probe_ms = 1;
    options.writer_patience_ms = 100;
    options.on_look = [&] {
        if (looked->is_writer_answering()) ++alive;
    };
    auto host = PortalHost::open(
        store, keys, [] { return test_now; }, std::move(options));
    REQUIRE(host);
    looked = host->get();
    Health& health = (*host)->health();
    (*host)->start();
    wait_until([&] { return alive > 0; });
    CHECK(health.faults().empty());
    store.fails = true;
    wait_until([&] { return !health.is_good(HealthPart::store); });
    CHECK(health.faults().front().part == HealthPart::store);
    store.fails = false;
    wait_until([&] { return health.is_good(HealthPart::store); });

    store.close_gate();
    wait_until([&] { return !health.is_good(HealthPart::writer); });
    CHECK_FALSE((*host)->is_writer_answering());
    store.open_gate();
    wait_until([&] { return health.is_good(HealthPart::writer); });
}

}  // namespace gongyi::server::test
