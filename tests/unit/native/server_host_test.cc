// The writer: what is acknowledged is stored, what is refused leaves nothing, what fails acknowledges nobody.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <future>

#include "server-stub/accounts/secrets.h"
#include "server-stub/portal_host/portal_host.h"
#include "shared/portal/entry_json.h"
#include "tests/unit/native/server_support.h"

namespace gongyi::server::test {
namespace {

// A host over a store that can be troubled, with three residents and one member of staff.
struct Fixture {
    TemporaryFolder folder;
    std::unique_ptr<EventStore> sqlite;
    std::unique_ptr<TroubledStore> store;
    std::unique_ptr<PortalHost> host;
    std::atomic<std::int64_t> now_ms{test_now.ms};

    Fixture() {
        REQUIRE(start_cryptography());
        sqlite = open_store(folder.path());
        store_community(*sqlite, {adult(1), adult(2), adult(3), adult(9, Role::staff)});
        open();
    }
    void open() {
        store = std::make_unique<TroubledStore>(*sqlite);
        auto opened = PortalHost::open(*store, [this] { return UnixMs{now_ms}; });
        REQUIRE(opened);
        host = std::move(*opened);
        store->commit_count = 0;  // Opening may have stored the tree's nodes.
        host->start();
    }
    // As after the program ended and was started again.
    void restart() {
        host.reset();
        sqlite.reset();
        sqlite = open_store(folder.path());
        open();
    }
    std::future<CommandResult> begin(Submission submission) {
        auto answered = std::make_shared<std::promise<CommandResult>>();
        auto future = answered->get_future();
        REQUIRE(host->submit(std::move(submission),
                             [answered](CommandResult result) { answered->set_value(std::move(result)); }));
        return future;
    }
    CommandResult run(Submission submission) { return begin(std::move(submission)).get(); }
    // Lets a first command wait at the store's gate, so that those after it share a transaction.
    std::future<CommandResult> begin_behind_gate(Submission submission) {
        store->close_gate();
        auto future = begin(std::move(submission));
        store->wait_for_commit();
        return future;
    }
};

std::vector<ProjectId> choices_of(const PortalHost& host, std::uint64_t voter) {
    const auto kept = host.sealed().find(open_round, ResidentId{voter});
    return kept ? kept->sealed.ballot.choices : std::vector<ProjectId>{};
}

std::string body_of(const CommandResult& result) {
    const auto* accepted = std::get_if<Accepted>(&result);
    return accepted == nullptr ? "" : accepted->body;
}

RefusalCode refusal_of(const CommandResult& result) {
    const auto* refusal = std::get_if<Refusal>(&result);
    return refusal == nullptr ? RefusalCode{} : refusal->code;
}

Submission by_staff(portal::Command command) {
    Submission submission;
    submission.command = std::move(command);
    submission.actor = ResidentId{9};
    submission.role = Role::staff;
    submission.is_repeatable = false;
    return submission;
}

}  // namespace

TEST_CASE("an acknowledged ballot is there after a restart, under its receipt", "[server][host]") {
    Fixture fixture;
    const std::string body = body_of(fixture.run(cast_by(adult(1), {1, 2})));
    REQUIRE(body.find("{\"receipt\":\"") == 0);
    fixture.restart();
    const auto kept = fixture.host->sealed().find(open_round, ResidentId{1});
    REQUIRE(kept);
    CHECK(kept->sealed.ballot.choices == std::vector{ProjectId{1}, ProjectId{2}});
    CHECK(kept->cast_at == test_now);
    const Hash receipt = portal::ballot_commitment(open_round, {kept->sealed.ballot, kept->sealed.salt});
    CHECK(body.find(to_hex(receipt)) != std::string::npos);
    CHECK(fixture.host->snapshot()->voted == std::vector<std::int64_t>{1});
    CHECK(fixture.host->snapshot()->checkpoint.size == 6);
}

TEST_CASE("casting again replaces, and nothing of it is public", "[server][host]") {
    Fixture fixture;
    const auto before = fixture.host->snapshot()->checkpoint;
    const std::string first = body_of(fixture.run(cast_by(adult(1), {1})));
    const std::string second = body_of(fixture.run(cast_by(adult(1), {1})));
    CHECK(first != second);  // Salted anew.
    CHECK(choices_of(*fixture.host, 1) == std::vector{ProjectId{1}});
    CHECK(fixture.host->sealed().count(open_round) == 1);
    CHECK(fixture.host->snapshot()->checkpoint == before);
}

TEST_CASE("commands that wait share one commit, and a refusal among them concerns nobody else", "[server][host]") {
    Fixture fixture;
    auto first = fixture.begin_behind_gate(cast_by(adult(1), {1}));
    auto good = fixture.begin(cast_by(adult(2), {2}));
    auto bad = fixture.begin(cast_by(adult(3), {1, 2, 3}));
    auto last = fixture.begin(cast_by(adult(3), {3}));
    fixture.store->open_gate();
    CHECK_FALSE(body_of(first.get()).empty());
    CHECK_FALSE(body_of(good.get()).empty());
    CHECK(refusal_of(bad.get()) == RefusalCode::too_many_choices);
    CHECK_FALSE(body_of(last.get()).empty());
    CHECK(fixture.store->commit_count == 2);
    CHECK(choices_of(*fixture.host, 2) == std::vector{ProjectId{2}});
    CHECK(choices_of(*fixture.host, 3) == std::vector{ProjectId{3}});
}

TEST_CASE("a commit that fails acknowledges nobody, and the portal goes on", "[server][host]") {
    Fixture fixture;
    auto first = fixture.begin_behind_gate(cast_by(adult(1), {1}));
    fixture.store->fails = true;
    auto second = fixture.begin(cast_by(adult(2), {2}, /*key=*/5));
    auto opening = fixture.begin(by_staff(CloseVoting{open_round, "台风停电"}));
    fixture.store->open_gate();
    for (auto* answer : {&first, &second, &opening}) CHECK(std::holds_alternative<NotStored>(answer->get()));
    CHECK(fixture.host->sealed().count(open_round) == 0);
    CHECK(fixture.host->snapshot()->state->rounds[0].stage == Stage::voting);
    CHECK(fixture.host->snapshot()->checkpoint.size == 6);

    fixture.store->fails = false;
    CHECK_FALSE(body_of(fixture.run(cast_by(adult(2), {2}, /*key=*/5))).empty());
    fixture.restart();
    CHECK(choices_of(*fixture.host, 1).empty());
    CHECK(choices_of(*fixture.host, 2) == std::vector{ProjectId{2}});
}

TEST_CASE("a repeated command is answered as the first time, after a restart too", "[server][host]") {
    Fixture fixture;
    const std::string body = body_of(fixture.run(cast_by(adult(1), {1}, /*key=*/7)));
    REQUIRE_FALSE(body.empty());
    CHECK(body_of(fixture.run(cast_by(adult(1), {1}, 7))) == body);
    CHECK(std::holds_alternative<KeyReused>(fixture.run(cast_by(adult(1), {2}, 7))));
    CHECK(choices_of(*fixture.host, 1) == std::vector{ProjectId{1}});
    fixture.restart();
    CHECK(body_of(fixture.run(cast_by(adult(1), {1}, 7))) == body);
    CHECK(std::holds_alternative<KeyReused>(fixture.run(cast_by(adult(1), {2}, 7))));
}

TEST_CASE("the same key twice in one transaction is one command", "[server][host]") {
    Fixture fixture;
    auto first = fixture.begin_behind_gate(cast_by(adult(1), {1}));
    auto one = fixture.begin(cast_by(adult(2), {2}, /*key=*/7));
    auto two = fixture.begin(cast_by(adult(2), {2}, /*key=*/7));
    auto other = fixture.begin(cast_by(adult(2), {3}, /*key=*/7));
    fixture.store->open_gate();
    const std::string body = body_of(one.get());
    CHECK_FALSE(body.empty());
    CHECK(body_of(two.get()) == body);
    CHECK(std::holds_alternative<KeyReused>(other.get()));
    CHECK(choices_of(*fixture.host, 2) == std::vector{ProjectId{2}});
}

TEST_CASE("a refused command is decided anew when it is repeated", "[server][host]") {
    Fixture fixture;
    CHECK(refusal_of(fixture.run(cast_by(adult(1), {}, /*key=*/7))) == RefusalCode::no_choice);
    CHECK(fixture.store->commit_count == 0);
    CHECK_FALSE(body_of(fixture.run(cast_by(adult(1), {1}, 7))).empty());
}

TEST_CASE("answers are kept for their time and then forgotten", "[server][host]") {
    Fixture fixture;
    REQUIRE_FALSE(body_of(fixture.run(cast_by(adult(1), {1}, /*key=*/7))).empty());
    const auto forget = [&](UnixMs now) {
        std::promise<void> done;
        REQUIRE(fixture.host->change_rows(
            [now](Batch& batch) {
                batch.forget_answers_before = UnixMs{now.ms - answers_kept_ms};
                return true;
            },
            [&done](PortalHost::RowsResult) { done.set_value(); }));
        done.get_future().get();
    };
    forget(UnixMs{test_now.ms + answers_kept_ms});
    CHECK(std::holds_alternative<KeyReused>(fixture.run(cast_by(adult(1), {2}, 7))));
    forget(UnixMs{test_now.ms + answers_kept_ms + 1});
    CHECK_FALSE(body_of(fixture.run(cast_by(adult(1), {2}, 7))).empty());
}

TEST_CASE("the clock closes a round at its time, with the ballots cast", "[server][host]") {
    Fixture fixture;
    REQUIRE_FALSE(body_of(fixture.run(cast_by(adult(1), {1}))).empty());
    REQUIRE_FALSE(body_of(fixture.run(cast_by(adult(2), {1, 3}))).empty());
    std::promise<void> closed;
    std::atomic<bool> is_told{false};
    const auto watch = fixture.host->watch([&] {
        const bool is_closed = fixture.host->snapshot()->state->rounds[0].stage == Stage::closed;
        if (is_closed && !is_told.exchange(true)) closed.set_value();
    });
    fixture.now_ms = test_now.ms + day_ms;
    closed.get_future().get();
    const auto snapshot = fixture.host->snapshot();
    CHECK(snapshot->state->rounds[0].ballots.size() == 2);
    CHECK(snapshot->state->rounds[0].outcomes.size() == 2);
    fixture.restart();
    CHECK(*fixture.host->snapshot()->state == *snapshot->state);
    CHECK(fixture.host->snapshot()->checkpoint == snapshot->checkpoint);
}

TEST_CASE("nobody reads what is not committed", "[server][host]") {
    Fixture fixture;
    auto closing = fixture.begin_behind_gate(by_staff(CloseVoting{open_round, "台风停电"}));
    CHECK(fixture.host->snapshot()->state->rounds[0].stage == Stage::voting);
    fixture.store->open_gate();
    CHECK(body_of(closing.get()).find("{\"entries\":[6,") == 0);
    CHECK(fixture.host->snapshot()->state->rounds[0].stage == Stage::closed);
}

TEST_CASE("a broken record is named by its entry, and the host does not open", "[server][host]") {
    const TemporaryFolder folder;
    const auto store = open_store(folder.path());
    auto entries = community_entries();
    std::swap(entries[3], entries[4]);  // Projects out of order.
    Batch batch;
    batch.entries = entries;
    REQUIRE(store->commit(batch));
    const auto host = PortalHost::open(*store, [] { return test_now; });
    REQUIRE_FALSE(host);
    CHECK(host.error().what.find("entry 3:") != std::string::npos);
}

TEST_CASE("an entry in other bytes than the canonical ones is a broken record", "[server][host]") {
    const TemporaryFolder folder;
    const auto store = open_store(folder.path());
    Batch batch;
    batch.entries = community_entries();
    batch.entries[2].insert(1, " ");
    REQUIRE(store->commit(batch));
    const auto host = PortalHost::open(*store, [] { return test_now; });
    REQUIRE_FALSE(host);
    CHECK(host.error().what.find("entry 2:") != std::string::npos);
}

}  // namespace gongyi::server::test
