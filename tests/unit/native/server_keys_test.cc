// The key that signs the record: its file, its backup and loss, its replacement, and what happens when it cannot sign.
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <fstream>
#include <future>
#include <iterator>

#include "server-stub/accounts/secrets.h"
#include "server-stub/api/handlers.h"
#include "server-stub/api/problem.h"
#include "server-stub/keys/key_file.h"
#include "server-stub/keys/program_files.h"
#include "server-stub/keys/signing.h"
#include "server-stub/services.h"
#include "shared/record/checkpoint.h"
#include "tests/unit/native/server_support.h"

namespace gongyi::server::test {

namespace {

void write(const std::string& path, const std::string& text, mode_t mode = 0600) {
    std::ofstream{path, std::ios::binary} << text;
    REQUIRE(::chmod(path.c_str(), mode) == 0);
}

std::string read(const std::string& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
}

mode_t mode_of(const std::string& path) {
    struct stat status {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    return status.st_mode & 0777U;
}

// A data folder with the test's community.
struct Folder {
    TemporaryFolder folder;
    std::string data = folder.path();
    std::unique_ptr<EventStore> store;
    RoundKeys round_keys{Secret<32>{}};
    std::unique_ptr<PortalHost> host;

    Folder() {
        REQUIRE(start_cryptography());
        store = open_store(data);
        store_community(*store, {adult(1)});
        open();
    }
    void open() {
        host.reset();
        auto opened = PortalHost::open(*store, round_keys, [] { return test_now; });
        REQUIRE(opened);
        host = std::move(*opened);
    }
    [[nodiscard]] const portal::State& state() const { return *host->snapshot()->state; }
    // As `gongyi serve` does at its start.
    Expected<void, StoreFault> serve() {
        open();
        auto keys = open_record_keys(data, state());
        if (!keys) return unexpected(keys.error());
        host->start();
        return begin_signing(*host, *keys);
    }
    // As `gongyi keys rotate`.
    void rotate() {
        open();
        auto keys = rotate_record_keys(data, state());
        REQUIRE(keys);
        host->start();
        REQUIRE(begin_signing(*host, *keys));
    }
    [[nodiscard]] std::string signed_checkpoint() const { return host->snapshot()->signed_checkpoint; }
    [[nodiscard]] bool opens_for(const record::VerifyingKey& key) const {
        return record::open_checkpoint(signed_checkpoint(), "gongyi/test", std::span{&key, 1}).has_value();
    }
};

// Refuses until it is told otherwise.
class TroubledSigner final : public NoteSigner {
public:
    Expected<std::string, record::NoteFault> sign(std::string_view text) const override {
        if (fails) return unexpected(record::NoteFault::malformed_text);
        return keys->sign(text);
    }
    std::shared_ptr<RecordKeys> keys = RecordKeys::generate("gongyi/test");
    mutable std::atomic<bool> fails{true};
};

}  // namespace

TEST_CASE("the first start makes a key for its owner alone, and the record announces it", "[server][keys]") {
    Folder folder;
    REQUIRE(folder.serve());
    const std::string path = record_key_path(folder.data);
    CHECK(mode_of(path) == 0600);
    REQUIRE(folder.state().record_keys.size() == 1);
    const record::VerifyingKey key = folder.state().record_keys[0].key;
    CHECK(folder.opens_for(key));
    const std::string kept = read(path);
    const std::string before = folder.signed_checkpoint();
    REQUIRE(folder.serve());
    CHECK(read(path) == kept);
    CHECK(folder.signed_checkpoint() == before);  // No second entry.
}

TEST_CASE("every new checkpoint is signed", "[server][keys]") {
    Folder folder;
    REQUIRE(folder.serve());
    std::promise<void> done;
    Submission submission;
    submission.command = CloseVoting{open_round, "提前"};
    submission.role = Role::staff;
    submission.is_repeatable = false;
    REQUIRE(folder.host->submit(submission, [&](const CommandResult&) { done.set_value(); }));
    done.get_future().get();
    const auto snapshot = folder.host->snapshot();
    const record::VerifyingKey key = snapshot->state->record_keys[0].key;
    CHECK(record::open_checkpoint(snapshot->signed_checkpoint, "gongyi/test", std::span{&key, 1}) ==
          snapshot->checkpoint);
}

TEST_CASE("without its key a record is not served, and the sentence names both ways out", "[server][keys]") {
    Folder folder;
    REQUIRE(folder.serve());
    const std::string path = record_key_path(folder.data);
    const std::string backup = read(path);
    REQUIRE(::unlink(path.c_str()) == 0);
    const auto refused = folder.serve();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().what.find("missing") != std::string::npos);
    CHECK(refused.error().what.find("backup") != std::string::npos);
    CHECK(refused.error().what.find("gongyi keys rotate") != std::string::npos);

    SECTION("the backup is copied back") {
        write(path, backup);
        REQUIRE(folder.serve());
        CHECK(folder.state().record_keys.size() == 1);
    }
    SECTION("a new key is made") {
        folder.rotate();
        REQUIRE(folder.state().record_keys.size() == 2);
        CHECK_FALSE(folder.state().record_keys[1].is_endorsed);
        REQUIRE(folder.serve());
        CHECK(folder.opens_for(folder.state().record_keys[1].key));
        CHECK_FALSE(folder.opens_for(folder.state().record_keys[0].key));
        // The backup of the lost key is of no more use.
        write(path, backup);
        CHECK_FALSE(folder.serve());
    }
}

TEST_CASE("a key that is replaced is endorsed by the one before it, which goes on signing", "[server][keys]") {
    Folder folder;
    REQUIRE(folder.serve());
    folder.rotate();
    REQUIRE(folder.state().record_keys.size() == 2);
    CHECK(folder.state().record_keys[1].is_endorsed);
    for (const portal::RecordKey& key : folder.state().record_keys) CHECK(folder.opens_for(key.key));
    REQUIRE(folder.serve());
    for (const portal::RecordKey& key : folder.state().record_keys) CHECK(folder.opens_for(key.key));
    folder.rotate();
    REQUIRE(folder.state().record_keys.size() == 3);
    CHECK_FALSE(folder.opens_for(folder.state().record_keys[0].key));
    CHECK(folder.opens_for(folder.state().record_keys[1].key));
    CHECK(folder.opens_for(folder.state().record_keys[2].key));
}

TEST_CASE("a rotation that broke off before the entry is finished at the next start", "[server][keys]") {
    Folder folder;
    REQUIRE(folder.serve());
    folder.open();
    const auto rotated = rotate_record_keys(folder.data, folder.state());
    REQUIRE(rotated);  // And here the power goes.
    REQUIRE(folder.serve());
    REQUIRE(folder.state().record_keys.size() == 2);
    CHECK(folder.state().record_keys[1].key == (*rotated)->newest());
    CHECK(folder.state().record_keys[1].is_endorsed);
}

TEST_CASE("a file that cannot be the record's key is refused, and says why", "[server][keys]") {
    Folder folder;
    REQUIRE(folder.serve());
    const std::string path = record_key_path(folder.data);
    const std::string good = read(path);
    std::string other_seed = good;
    other_seed[good.size() - 2] = good[good.size() - 2] == '0' ? '1' : '0';
    const auto stranger = RecordKeys::generate("gongyi/test");
    const auto elsewhere = RecordKeys::generate("gongyi/elsewhere");
    const auto [name, text, mode, what] = GENERATE_COPY(table<const char*, std::string, mode_t, std::string>({
        {"readable by the group", good, 0640, "may be read or changed by others"},
        {"writable by others", good, 0602, "may be read or changed by others"},
        {"empty", "", 0600, "is damaged"},
        {"cut off", good.substr(0, good.size() - 1), 0600, "is damaged"},
        {"one digit changed", other_seed, 0600, "is damaged"},
        {"one line too many", good + good.substr(good.find('\n') + 1) + good.substr(good.find('\n') + 1), 0600,
         "is damaged"},
        {"too large", std::string(key_file_bytes_max + 1, 'x'), 0600, "too large"},
        {"another key", stranger->to_text(), 0600, "does not hold the key that the record announced last"},
        {"another record's key", elsewhere->to_text(), 0600, "is the key of another record, gongyi/elsewhere"},
    }));
    CAPTURE(name);
    write(path, text, mode);
    const auto refused = folder.serve();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().what.find(what) != std::string::npos);
    CHECK(refused.error().what.find(path) != std::string::npos);
    CHECK(folder.state().record_keys.size() == 1);
    // Rotating keeps what was there for whoever wants to look at it.
    folder.rotate();
    CHECK(read(path + ".unusable") == text);
    CHECK_FALSE(folder.state().record_keys.back().is_endorsed);
}

TEST_CASE("no key is taken from a folder or through a link", "[server][keys]") {
    Folder folder;
    const std::string path = record_key_path(folder.data);
    REQUIRE(::mkdir(path.c_str(), 0700) == 0);
    CHECK_FALSE(folder.serve());
    REQUIRE(::rmdir(path.c_str()) == 0);
    write(folder.data + "/real", RecordKeys::generate("gongyi/test")->to_text());
    REQUIRE(::symlink("real", path.c_str()) == 0);
    CHECK_FALSE(folder.serve());
}

TEST_CASE("a file of keys is written whole, and a backup overwrites nothing", "[server][keys]") {
    const TemporaryFolder folder;
    const std::string path = folder.path() + "/key";
    write(path + ".new", "left by a power cut", 0644);
    REQUIRE(write_key_file(path, "one", ExistingFile::refuse));
    CHECK(mode_of(path) == 0600);
    CHECK_FALSE(write_key_file(path, "two", ExistingFile::refuse));
    CHECK(read_key_file(path).value() == "one");
    REQUIRE(write_key_file(path, "two", ExistingFile::replace));
    CHECK(read_key_file(path).value() == "two");
    CHECK(::access((path + ".new").c_str(), F_OK) != 0);
    CHECK(read_key_file(folder.path() + "/none").value() == std::nullopt);
    CHECK_FALSE(write_key_file(folder.path() + "/no/such", "x", ExistingFile::replace));
    REQUIRE(write_key_file(path, std::string(key_file_bytes_max, 'x'), ExistingFile::replace));
    CHECK(read_key_file(path).has_value());
    REQUIRE(write_key_file(path, std::string(key_file_bytes_max + 1, 'x'), ExistingFile::replace));
    CHECK_FALSE(read_key_file(path).has_value());
}

TEST_CASE("a checkpoint that cannot be signed is a problem for programs, until it can", "[server][keys][api]") {
    Folder folder;
    const auto signer = std::make_shared<TroubledSigner>();
    folder.host->set_signer(signer);
    Services services{*folder.host, ServerKey::generate(), ServiceOptions{}};
    const auto ask = [&] {
        const auto exchange = std::make_shared<FakeExchange>(Request{});
        exchange->set_parameters({test_slug});
        api::get_checkpoint(services, exchange);
        return exchange->response().status;
    };
    CHECK(folder.signed_checkpoint().empty());
    CHECK(ask() == 503);
    // Everything else goes on; the clock tries again.
    std::promise<void> is_signed;
    std::atomic<bool> is_told{false};
    const auto watch = folder.host->watch([&] {
        if (!folder.host->snapshot()->signed_checkpoint.empty() && !is_told.exchange(true)) is_signed.set_value();
    });
    folder.host->start();
    signer->fails = false;
    is_signed.get_future().get();
    CHECK(ask() == 200);
    CHECK(folder.opens_for(signer->keys->newest()));
}

TEST_CASE("the program is the web root's files, whatever their order on the disk", "[server][keys]") {
    const TemporaryFolder folder;
    const std::string root = folder.path();
    CHECK(program_in(root) == std::nullopt);
    CHECK(program_in(root + "/none") == std::nullopt);
    write(root + "/core.wasm", "wasm");
    REQUIRE(::mkdir((root + "/a").c_str(), 0700) == 0);
    write(root + "/a/b.js", "b");
    const auto program = program_in(root);
    REQUIRE(program);
    CHECK(program->core == sha256(std::string_view{"wasm"}));
    CHECK(program->files ==
          sha256(to_hex(sha256(std::string_view{"b"})) + "  a/b.js\n" + to_hex(program->core) + "  core.wasm\n"));
    write(root + "/core.wasm.br", "the same, packed");
    CHECK(program_in(root)->files == program->files);
    write(root + "/a/b.js", "c");
    CHECK(program_in(root)->core == program->core);
    CHECK(program_in(root)->files != program->files);
}

}  // namespace gongyi::server::test
