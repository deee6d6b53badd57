// What a witness promises: one history of each record, whatever it is asked, by however many at once, and after
// whatever end. And what a portal remembers of it.
#include <sys/stat.h>

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <fstream>
#include <thread>

#include "server-stub/accounts/secrets.h"
#include "server-stub/witness/gatherer.h"
#include "server-stub/witness/naming.h"
#include "server-stub/witness/witness.h"
#include "server-stub/witness/witness_board.h"
#include "server-stub/witness/witnessed_file.h"
#include "shared/base/random.h"
#include "tests/unit/native/server_support.h"

namespace gongyi::server::test {

namespace {

constexpr UnixMs now{1'780'000'000'000};
const std::string origin = "gongyi/test";

record::SigningKey signer(std::uint8_t number, const std::string& name = origin) {
    Secret<32> seed;
    seed.bytes()[0] = number;
    return record::SigningKey::from_seed(name, seed).value();
}

// A record that grows by numbered leaves; one with another `branch` differs from leaf `forked_at` on.
class Record {
public:
    explicit Record(std::uint64_t size, std::string branch = "", std::uint64_t forked_at = 0) {
        for (std::uint64_t i = 0; i < size; ++i) {
            tree_.append(record::leaf_hash(std::to_string(i) + (i >= forked_at ? branch : "")));
        }
    }
    [[nodiscard]] std::string note(std::uint64_t size, const record::SigningKey& key = signer(1)) const {
        return record::sign_checkpoint({origin, size, tree_.root_at(size).value()}, key).value();
    }
    [[nodiscard]] AddCheckpoint request(std::uint64_t old_size, std::uint64_t size) const {
        AddCheckpoint request{old_size, {}, note(size)};
        if (old_size != 0 && old_size < size) request.path = tree_.consistency_path(old_size, size).value();
        return request;
    }
    [[nodiscard]] std::string body(std::uint64_t old_size, std::uint64_t size) const {
        return write_add_checkpoint(request(old_size, size));
    }

private:
    record::MemoryNodes nodes_;
    record::Tree tree_{nodes_};
};

struct Opened {
    TemporaryFolder folder;
    std::string data = folder.path();
    std::unique_ptr<Witness> witness;

    Opened() {
        REQUIRE(start_cryptography());
        open("witness.example/w");
    }
    void open(const std::string& name = "") {
        witness.reset();
        auto opened = Witness::open(data, name, {signer(1).verifying_key()}, [] { return now; });
        REQUIRE(opened);
        witness = *std::move(opened);
    }
    [[nodiscard]] WitnessAnswer ask(const std::string& body) const { return witness->add_checkpoint(body); }
    [[nodiscard]] std::uint64_t seen() const {
        const auto log = witness->logs().front();
        return log.seen ? log.seen->size : 0;
    }
};

}  // namespace

TEST_CASE("a witness signs what goes on from what it saw", "[server][witness]") {
    Opened opened;
    const Record record{20};
    const WitnessAnswer first = opened.ask(record.body(0, 5));
    REQUIRE(first.status == 200);
    const auto time = record::cosigned_at(record.note(5) + first.body, opened.witness->key());
    CHECK(time.value() == static_cast<std::uint64_t>(now.ms / 1'000));
    CHECK(opened.ask(record.body(5, 5)).status == 200);  // Again: that it is still there.
    CHECK(opened.ask(record.body(5, 20)).status == 200);
    CHECK(opened.seen() == 20);
    // What it remembers is proof by itself: of the record's key, and of its own.
    const std::string kept = opened.witness->logs().front().note;
    const auto log_key = signer(1).verifying_key();
    CHECK(record::open_checkpoint(kept, origin, std::span{&log_key, 1}).value().size == 20);
    CHECK(record::cosigned_at(kept, opened.witness->key()).value().has_value());
}

TEST_CASE("a witness refuses, and says why", "[server][witness]") {
    Opened opened;
    const Record record{200};
    REQUIRE(opened.ask(record.body(0, 10)).status == 200);
    const auto with = [&](auto change) {
        AddCheckpoint request = record.request(10, 12);
        change(request);
        return write_add_checkpoint(request);
    };
    const std::string elsewhere =
        record::sign_checkpoint({"gongyi/other", 12, Hash{}}, signer(1, "gongyi/other")).value();
    const auto [name, body, status] = GENERATE_REF(table<std::string, std::string, int>({
        {"replayed", record.body(0, 10), 409},
        {"of a smaller size", record.body(0, 5), 409},
        {"from another size", record.body(8, 12), 409},
        {"older than its own beginning", with([&](AddCheckpoint& r) { r.old_size = 13; }), 400},
        {"without its proof", with([](AddCheckpoint& r) { r.path.clear(); }), 422},
        {"with a longer proof", with([](AddCheckpoint& r) { r.path.push_back({}); }), 422},
        {"with a changed proof", with([](AddCheckpoint& r) { r.path.front()[0] ^= 1U; }), 422},
        {"with a proof where none is needed", write_add_checkpoint({10, {Hash{}}, record.note(10)}), 422},
        {"a fork of the same size", Record(200, "x", 7).body(10, 10), 409},
        {"a fork with a proof of its own", Record(200, "x", 7).body(10, 30), 422},
        {"of an unknown record", with([&](AddCheckpoint& r) { r.note = elsewhere; }), 404},
        {"by another key", with([&](AddCheckpoint& r) { r.note = record.note(12, signer(2)); }), 403},
        {"no checkpoint", with([](AddCheckpoint& r) { r.note = "hello\n"; }), 400},
        {"without a note", with([](AddCheckpoint& r) { r.note = ""; }), 400},
        {"nothing", "", 400},
        {"another first line", "new 10\n\n" + record.note(12), 400},
        {"a size with a zero before it", "old 010\n\n" + record.note(12), 400},
        {"a line that is no hash", "old 10\nAAAA\n\n" + record.note(12), 400},
    }));
    CAPTURE(name);
    const WitnessAnswer answer = opened.ask(body);
    CHECK(answer.status == status);
    if (status == 409) CHECK(answer.body == "10\n");
    CHECK(opened.seen() == 10);
    CHECK(opened.ask(record.body(10, 12)).status == 200);  // And goes on as before.
}

TEST_CASE("what a request may hold is limited", "[server][witness]") {
    const std::string note = Record{3}.note(3);
    AddCheckpoint request{1, std::vector<Hash>(add_checkpoint_proof_lines_max), note};
    CHECK(parse_add_checkpoint(write_add_checkpoint(request)).value().path.size() == add_checkpoint_proof_lines_max);
    request.path.emplace_back();
    CHECK_FALSE(parse_add_checkpoint(write_add_checkpoint(request)).has_value());
    request.path.clear();
    const std::size_t rest = add_checkpoint_bytes_max - write_add_checkpoint(request).size();
    request.note += std::string(rest, 'x');
    CHECK(parse_add_checkpoint(write_add_checkpoint(request)).has_value());
    request.note += 'x';
    CHECK_FALSE(parse_add_checkpoint(write_add_checkpoint(request)).has_value());
}

TEST_CASE("a witness that begins again keeps its promise, or does not begin", "[server][witness]") {
    Opened opened;
    const Record record{30};
    REQUIRE(opened.ask(record.body(0, 10)).status == 200);
    const record::WitnessKey key = opened.witness->key();
    opened.open();
    CHECK(opened.witness->key() == key);
    CHECK(opened.seen() == 10);
    CHECK(opened.ask(Record(30, "x", 4).body(0, 10)).status == 409);
    CHECK(opened.ask(Record(30, "x", 4).body(10, 12)).status == 422);
    opened.witness.reset();

    struct stat status {};
    REQUIRE(::stat((opened.data + "/witness.key").c_str(), &status) == 0);
    CHECK((status.st_mode & 0777U) == 0600U);
    const auto reopen = [&](const std::string& name) {
        return Witness::open(opened.data, name, {signer(1).verifying_key()}, [] { return now; }).has_value();
    };
    CHECK_FALSE(reopen("witness.example/another"));
    const std::string seen = opened.data + "/seen/" + to_hex(sha256(origin));
    const auto damage = GENERATE(as<std::string>{}, "", "gongyi/test\n3\n", "other");
    std::ofstream{seen} << damage;
    CHECK_FALSE(reopen(""));
    // Signed by the record alone it is no memory of this witness.
    std::ofstream{seen} << Record{3}.note(3);
    CHECK_FALSE(reopen(""));
}

TEST_CASE("a memory that cannot be written is not signed for", "[server][witness]") {
    Opened opened;
    const Record record{30};
    REQUIRE(opened.ask(record.body(0, 10)).status == 200);
    // What is written first lies where a folder is: even who may write everywhere cannot.
    const std::string unfinished = opened.data + "/seen/" + to_hex(sha256(origin)) + ".new";
    REQUIRE(::mkdir(unfinished.c_str(), 0700) == 0);
    CHECK(opened.ask(record.body(10, 20)).status == 500);
    CHECK(opened.seen() == 10);
    REQUIRE(::rmdir(unfinished.c_str()) == 0);
    CHECK(opened.ask(record.body(10, 20)).status == 200);
}

TEST_CASE("of two histories that are shown at once a witness signs one", "[server][witness]") {
    const auto seed = GENERATE(range(std::uint64_t{1}, std::uint64_t{6}));
    CAPTURE(seed);
    Opened opened;
    const std::array<Record, 2> records{Record{64}, Record{64, "x", 1}};
    std::mutex mutex;
    std::vector<record::Checkpoint> all;  // That were signed.
    std::vector<std::thread> threads;
    for (std::uint64_t number = 0; number < 4; ++number) {
        threads.emplace_back([&, number] {
            SplitMix64 random{seed * 100 + number};
            const Record& record = records[number % 2];
            std::uint64_t known = 0;
            for (int i = 0; i < 30; ++i) {
                if (known == 64) break;
                const std::uint64_t size = known + random.below(64 - known) + 1;
                const WitnessAnswer answer = opened.ask(record.body(known, size));
                if (answer.status == 200) {
                    const std::lock_guard lock{mutex};
                    all.push_back(record::stated_checkpoint(record.note(size)).value());
                    known = size;
                } else if (answer.status == 409) {
                    known = std::min<std::uint64_t>(std::stoull(answer.body), 63);
                }
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    REQUIRE_FALSE(all.empty());
    const auto is_of = [&](const Record& record, const record::Checkpoint& signed_one) {
        return record::stated_checkpoint(record.note(signed_one.size)).value() == signed_one;
    };
    const auto all_of = [&](const Record& record) {
        return std::all_of(all.begin(), all.end(), [&](const auto& one) { return is_of(record, one); });
    };
    // Leaf 0 is the same in both, so one entry may be in either.
    CHECK((all_of(records[0]) || all_of(records[1])));
}

TEST_CASE("a portal keeps what enough witnesses signed, over its own end", "[server][witness]") {
    REQUIRE(start_cryptography());
    TemporaryFolder folder;
    const Record record{9};
    const auto one = signer(11, "w/1");
    const auto two = signer(12, "w/2");
    portal::WitnessPolicy policy{.quorum = 2, .witnesses = {}};
    for (const auto* key : {&one, &two}) {
        policy.witnesses.push_back(
            record::WitnessKey::make(key->verifying_key().name(), key->verifying_key().bytes()).value());
    }
    const auto with = [&](std::uint64_t size, const record::SigningKey& key) {
        const std::string note = record.note(size);
        return note + record::cosignature_line(note.substr(0, note.find("\n\n") + 1), 1'780'000'000, key);
    };
    WitnessBoard board;
    REQUIRE(board.begin(folder.path(), origin, policy));
    CHECK(board.add(0, with(5, one)));
    CHECK(board.view()->witnessed.empty());
    CHECK(board.view()->seen[0].size == 5);
    CHECK_FALSE(board.add(1, with(5, one)));  // Not its own.
    CHECK(board.add(1, with(5, two)));
    const std::string witnessed = board.view()->witnessed;
    for (const record::WitnessKey& key : policy.witnesses) CHECK(record::cosigned_at(witnessed, key).value());
    CHECK(board.add(0, with(9, one)));  // The second is late: the newest that both signed stays.
    CHECK(board.view()->witnessed == witnessed);
    CHECK(board.set_fault(1, pages::WitnessFault::unreachable));
    CHECK_FALSE(board.set_fault(1, pages::WitnessFault::unreachable));

    WitnessBoard again;
    REQUIRE(again.begin(folder.path(), origin, policy));
    CHECK(again.view()->witnessed == witnessed);
    CHECK(again.view()->seen[0].size == 9);
    CHECK(again.view()->seen[1].size == 5);
    const auto notes = read_witnessed_checkpoints(folder.path());
    REQUIRE(notes);
    CHECK(notes->size() == 3);
    CHECK(record::stated_checkpoint(notes->front()).value().size == 5);
    // Other witnesses did not sign that.
    policy.witnesses.erase(policy.witnesses.begin());
    policy.quorum = 1;
    WitnessBoard other;
    REQUIRE(other.begin(folder.path(), origin, policy));
    CHECK(other.view()->seen[0].size == 5);
    std::ofstream{witnessed_path(folder.path())} << "damaged\n";
    CHECK_FALSE(read_witnessed_checkpoints(folder.path()).has_value());
    CHECK(read_witnessed_checkpoints(folder.path() + "/nowhere").value().empty());
}

TEST_CASE("an operator names witnesses by key and address", "[server][witness]") {
    const auto key = signer(11, "w/1");
    const std::string text = record::WitnessKey::make("w/1", key.verifying_key().bytes()).value().to_text();
    const auto read = read_witness_address(text + " https://w.example/street/");
    REQUIRE(read);
    CHECK(read->address.host == "w.example");
    CHECK(read->address.is_secure);
    CHECK(read->prefix == "/street");
    for (const std::string& bad : {text, text + " ftp://w", text + " http://", text + " http://w/?a",
                                   text + "  http://w", signer(1).verifying_key().to_text() + " http://w"}) {
        CAPTURE(bad);
        CHECK_FALSE(read_witness_address(bad).has_value());
    }
    const std::string first = text + " http://w";
    const std::string second =
        record::WitnessKey::make("w/2", signer(12).verifying_key().bytes()).value().to_text() + " http://v";
    CHECK(read_witness_options({}, 0)->is_said == false);
    CHECK(read_witness_options({"none"}, 0)->is_said);
    CHECK(read_witness_options({"none"}, 0)->witnesses.empty());
    CHECK(read_witness_options({first}, 0)->quorum == 1);
    CHECK(read_witness_options({first, second}, 0)->quorum == 2);  // More than half.
    CHECK(read_witness_options({first, second}, 1)->quorum == 1);
    CHECK_FALSE(read_witness_options({first, second}, 3).has_value());
    CHECK_FALSE(read_witness_options({first, first}, 0).has_value());
}

}  // namespace gongyi::server::test
