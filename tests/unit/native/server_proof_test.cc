// The stored nodes of the record's tree, and proofs over HTTP without a socket.
#include <sqlite3.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <nlohmann/json.hpp>
#include <vector>

#include "server-stub/accounts/secrets.h"
#include "server-stub/api/handlers.h"
#include "server-stub/portal_host/stored_nodes.h"
#include "server-stub/services.h"
#include "shared/record/proof.h"
#include "tests/unit/native/server_support.h"

namespace gongyi::server::test {

using nlohmann::json;

namespace {

struct Answered {
    int status = 0;
    std::string content_type;
    std::string body;
    [[nodiscard]] const std::string& text() const { return body; }
};

// A host over a record of as many entries as there are in community_entries(), and more as rounds close.
struct Fixture {
    TemporaryFolder folder;
    std::unique_ptr<EventStore> sqlite;
    RoundKeys keys{Secret<32>{}};
    std::unique_ptr<PortalHost> host;
    std::unique_ptr<Services> services;

    Fixture() {
        REQUIRE(start_cryptography());
        sqlite = open_store(folder.path());
        store_community(*sqlite, {adult(1)});
        open();
    }
    void open() {
        services.reset();
        host.reset();
        auto opened = PortalHost::open(*sqlite, keys, [] { return test_now; });
        REQUIRE(opened);
        host = std::move(*opened);
        services = std::make_unique<Services>(*host, ServerKey::generate(), ServiceOptions{});
    }
    // Does `sql` to the database file, as somebody would who has nothing but that.
    void tamper(const char* sql) {
        services.reset();
        host.reset();
        sqlite.reset();
        sqlite3* handle = nullptr;
        REQUIRE(sqlite3_open((folder.path() + "/gongyi.sqlite").c_str(), &handle) == SQLITE_OK);
        REQUIRE(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
        sqlite3_close(handle);
        sqlite = open_store(folder.path());
        open();
    }
    [[nodiscard]] record::Checkpoint checkpoint() const { return host->snapshot()->checkpoint; }
    [[nodiscard]] Answered ask(void (*handler)(Services&, const ExchangePtr&), const std::string& target,
                               std::vector<std::string_view> parameters = {test_slug}) {
        Request request;
        request.target = target;
        const auto exchange = std::make_shared<FakeExchange>(std::move(request));
        exchange->set_parameters(std::move(parameters));
        handler(*services, exchange);
        const Response& response = exchange->response();
        return {response.status, std::string{response.content_type}, std::string{response.text()}};
    }
};

std::vector<Hash> hashes_of(const json& path) {
    std::vector<Hash> hashes;
    for (const auto& one : path) hashes.push_back(hash_from_base64(one.get<std::string>()).value());
    return hashes;
}

std::vector<TreeNode> all_nodes(EventStore& store) {
    return store.read_nodes({}, 1'000).value();
}

}  // namespace

TEST_CASE("the store holds the nodes of its entries, however they came to be missing or wrong", "[server][proof]") {
    Fixture fixture;
    const std::uint64_t size = fixture.checkpoint().size;
    const auto good = all_nodes(*fixture.sqlite);
    // Perfect subtrees of 6 entries: 6 leaves, 3 pairs, 1 of four.
    REQUIRE(size == 6);
    REQUIRE(good.size() == 10);
    const auto [name, sql] = GENERATE(table<const char*, const char*>({
        {"all gone", "DELETE FROM node"},
        {"one gone", "DELETE FROM node WHERE level = 1 AND position = 1"},
        {"one wrong", "UPDATE node SET hash = zeroblob(32) WHERE level = 2"},
        {"one too many", "INSERT INTO node VALUES (3, 0, zeroblob(32))"},
    }));
    CAPTURE(name);
    fixture.tamper(sql);
    const auto restored = all_nodes(*fixture.sqlite);
    REQUIRE(restored.size() == good.size());
    for (std::size_t i = 0; i < good.size(); ++i) {
        CHECK(restored[i].address == good[i].address);
        CHECK(restored[i].hash == good[i].hash);
    }
}

TEST_CASE("every entry has a proof at every size, and every size continues every smaller one", "[server][proof]") {
    Fixture fixture;
    const std::uint64_t size = fixture.checkpoint().size;
    for (std::uint64_t to = 1; to <= size; ++to) {
        for (std::uint64_t from = 0; from < to; ++from) {
            CAPTURE(from, to);
            const Answered answer =
                fixture.ask(api::get_inclusion, "/x?index=" + std::to_string(from) + "&size=" + std::to_string(to));
            REQUIRE(answer.status == 200);
            const json proof = json::parse(answer.text());
            CHECK(record::verify_inclusion(from, to, hash_from_base64(proof.at("leaf").get<std::string>()).value(),
                                           hashes_of(proof.at("path")),
                                           hash_from_base64(proof.at("root").get<std::string>()).value()) ==
                  record::ProofFault::none);
            const Answered continued =
                fixture.ask(api::get_consistency, "/x?old=" + std::to_string(from + 1) + "&new=" + std::to_string(to));
            REQUIRE(continued.status == 200);
            const json consistency = json::parse(continued.text());
            CHECK(record::verify_consistency(from + 1, to,
                                             hash_from_base64(consistency.at("old_root").get<std::string>()).value(),
                                             hash_from_base64(consistency.at("new_root").get<std::string>()).value(),
                                             hashes_of(consistency.at("path"))) == record::ProofFault::none);
        }
    }
    const json last = json::parse(fixture.ask(api::get_inclusion, "/x?index=0&size=" + std::to_string(size)).text());
    CHECK(last.at("root") == to_base64(fixture.checkpoint().root));
}

TEST_CASE("a request for a proof that cannot be is refused with its place", "[server][proof]") {
    Fixture fixture;
    const auto [query, field] = GENERATE(table<std::string, std::string>({
        {"", "index"},
        {"index=0", "size"},
        {"size=1", "index"},
        {"index=x&size=1", "index"},
        {"index=-1&size=1", "index"},
        {"index=01&size=2", "index"},
        {"index=0&size=", "size"},
        {"index=0&size=1.0", "size"},
        {"index=0&size=0", "index"},
        {"index=6&size=6", "index"},
        {"index=0&size=7", "size"},
        {"index=0&size=18446744073709551615", "size"},
        {"index=18446744073709551615&size=6", "index"},
        {"index=0&size=18446744073709551616", "size"},
        {"index=%zz&size=1", "index"},
    }));
    CAPTURE(query);
    const Answered answer = fixture.ask(api::get_inclusion, "/x?" + query);
    CHECK(answer.status == 400);
    CHECK(answer.content_type == problem_type);
    CHECK(json::parse(answer.text()).at("field") == field);
}

TEST_CASE("a request for consistency that cannot be is refused with its place", "[server][proof]") {
    Fixture fixture;
    const auto [query, field] = GENERATE(table<std::string, std::string>({
        {"", "old"},
        {"old=1", "new"},
        {"new=1", "old"},
        {"old=0&new=6", "old"},
        {"old=4&new=3", "old"},
        {"old=1&new=7", "new"},
        {"old=18446744073709551615&new=18446744073709551615", "new"},
        {"old=+1&new=2", "old"},
    }));
    CAPTURE(query);
    const Answered answer = fixture.ask(api::get_consistency, "/x?" + query);
    CHECK(answer.status == 400);
    CHECK(json::parse(answer.text()).at("field") == field);
}

TEST_CASE("an entry is served in its own bytes", "[server][proof]") {
    Fixture fixture;
    const auto entries = community_entries();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const std::string index = std::to_string(i);
        CHECK(fixture.ask(api::get_entry, "/x", {test_slug, index}).text() == entries[i]);
    }
    CHECK(fixture.ask(api::get_entry, "/x", {test_slug, "6"}).status == 404);
    CHECK(fixture.ask(api::get_entry, "/x", {test_slug, "18446744073709551615"}).status == 404);
    CHECK(fixture.ask(api::get_entry, "/x", {test_slug, "18446744073709551616"}).status == 400);
    CHECK(fixture.ask(api::get_entry, "/x", {test_slug, "06"}).status == 400);
    CHECK(fixture.ask(api::get_entry, "/x", {"elsewhere", "0"}).status == 404);
    CHECK(fixture.ask(api::get_inclusion, "/x?index=0&size=1", {"elsewhere"}).status == 404);
    CHECK(fixture.ask(api::get_consistency, "/x?old=1&new=1", {"elsewhere"}).status == 404);
}

}  // namespace gongyi::server::test
