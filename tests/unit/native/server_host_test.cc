// The writer: what is acknowledged is stored, what is refused leaves nothing, what fails acknowledges nobody.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <future>
#include <set>

#include "server-stub/accounts/secrets.h"
#include "server-stub/portal_host/portal_host.h"
#include "shared/portal/ballot.h"
#include "shared/portal/ballot_pool.h"
#include "shared/portal/entry_json.h"
#include "tests/unit/native/server_support.h"

namespace gongyi::server::test {
namespace {

// A host over a store that can be troubled, with three residents and one member of staff.
struct Fixture {
    TemporaryFolder folder;
    std::unique_ptr<EventStore> sqlite;
    std::unique_ptr<TroubledStore> store;
    RoundKeys keys{Secret<32>{}};
    std::unique_ptr<PortalHost> host;
    std::atomic<std::int64_t> now_ms{test_now.ms};

    explicit Fixture(std::int64_t batch_min = 0) {
        REQUIRE(start_cryptography());
        sqlite = open_store(folder.path());
        store_community(*sqlite, {adult(1), adult(2), adult(3), adult(9, Role::staff)}, batch_min);
        open();
    }
    void open() {
        store = std::make_unique<TroubledStore>(*sqlite);
        auto opened = PortalHost::open(*store, keys, [this] { return UnixMs{now_ms}; });
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
    const auto latest = host.box().find_latest(open_round, input_of(adult(voter)));
    return latest ? latest->cast.ballot.choices : std::vector<ProjectId>{};
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

TEST_CASE("an acknowledged ballot is there after a restart, under its commitment", "[server][host]") {
    Fixture fixture;
    const CommandResult result = fixture.run(cast_by(adult(1), {1, 2}));
    const auto* accepted = std::get_if<Accepted>(&result);
    REQUIRE(accepted != nullptr);
    REQUIRE(accepted->ballot);
    fixture.restart();
    const auto kept = fixture.host->box().find_latest(open_round, input_of(adult(1)));
    REQUIRE(kept);
    CHECK(kept->cast.ballot.choices == std::vector{ProjectId{1}, ProjectId{2}});
    CHECK(kept->commitment == accepted->ballot->commitment);
    CHECK(kept->commitment == portal::cast_commitment(open_round, kept->cast));
    CHECK(fixture.host->snapshot()->checkpoint.size == 6);
}

TEST_CASE("casting a higher version replaces, and nothing of it is public", "[server][host]") {
    Fixture fixture;
    const auto before = fixture.host->snapshot()->checkpoint;
    CHECK_FALSE(body_of(fixture.run(cast_by(adult(1), {1}))).empty());
    CHECK_FALSE(body_of(fixture.run(cast_by(adult(1), {2}, 2))).empty());
    CHECK(choices_of(*fixture.host, 1) == std::vector{ProjectId{2}});
    CHECK(fixture.host->snapshot()->checkpoint == before);
}

TEST_CASE("the same ballot again is answered as well, an older one is refused", "[server][host]") {
    Fixture fixture;
    const CommandResult first = fixture.run(cast_by(adult(1), {1}));
    const CommandResult again = fixture.run(cast_by(adult(1), {1}));
    REQUIRE(std::holds_alternative<Accepted>(again));
    CHECK(std::get<Accepted>(again).ballot->commitment == std::get<Accepted>(first).ballot->commitment);
    CHECK(fixture.store->commit_count == 1);
    CHECK(refusal_of(fixture.run(cast_by(adult(1), {2}))) == RefusalCode::ballot_version_superseded);
    // The same within one transaction.
    auto gate = fixture.begin_behind_gate(cast_by(adult(2), {1}));
    auto one = fixture.begin(cast_by(adult(3), {1}));
    auto two = fixture.begin(cast_by(adult(3), {1}));
    auto three = fixture.begin(cast_by(adult(3), {2}));
    fixture.store->open_gate();
    for (auto* answer : {&gate, &one, &two}) CHECK(std::holds_alternative<Accepted>(answer->get()));
    CHECK(refusal_of(three.get()) == RefusalCode::ballot_version_superseded);
}

TEST_CASE("two devices of one person that race get one credential", "[server][host]") {
    Fixture fixture;
    auto gate = fixture.begin_behind_gate(cast_by(adult(2), {1}));
    auto one = fixture.begin(issue_to(adult(1), 1));
    auto same = fixture.begin(issue_to(adult(1), 1));
    auto other = fixture.begin(issue_to(adult(1), 2));
    fixture.store->open_gate();
    CHECK(std::holds_alternative<Accepted>(gate.get()));
    CHECK(std::holds_alternative<Accepted>(one.get()));
    CHECK(std::holds_alternative<Accepted>(same.get()));
    CHECK(refusal_of(other.get()) == RefusalCode::credential_already_issued);
    fixture.restart();
    CHECK(refusal_of(fixture.run(issue_to(adult(1), 2))) == RefusalCode::credential_already_issued);
    CHECK(std::holds_alternative<Accepted>(fixture.run(issue_to(adult(1), 1))));
}

TEST_CASE("in a round without batches commitments enter the record after the end of their window", "[server][host]") {
    Fixture fixture;
    const std::int64_t window_ms = HostOptions{}.ballot_window_ms;
    const CommandResult result = fixture.run(cast_by(adult(1), {1}));
    const std::int64_t window_end_ms = (test_now.ms / window_ms + 1) * window_ms;
    // No promise tells the window.
    CHECK(std::get<Accepted>(result).ballot->deadline.ms == test_now.ms + day_ms + ballot_promise_slack_ms);
    const auto tick = [&] {
        Submission submission;
        submission.command = portal::Tick{};
        submission.role = Role::system;
        submission.is_repeatable = false;
        REQUIRE(std::holds_alternative<Accepted>(fixture.run(std::move(submission))));
    };
    fixture.now_ms = window_end_ms - 1;
    tick();
    CHECK(fixture.host->snapshot()->state->rounds[0].commitments.empty());
    fixture.now_ms = window_end_ms;
    REQUIRE_FALSE(body_of(fixture.run(cast_by(adult(2), {1}))).empty());  // Of the next window.
    tick();
    const auto& commitments = fixture.host->snapshot()->state->rounds[0].commitments;
    REQUIRE(commitments.size() == 1);
    CHECK(commitments[0].commitment == std::get<Accepted>(result).ballot->commitment);
    const portal::BoxDue due{open_round, portal::BoxNeed::due_commitments, 0};
    CHECK_FALSE(fixture.host->box().has_due(due, window_end_ms / window_ms));
    // After a restart, when nobody knows when it came, the other one waits for the end of the present window.
    fixture.restart();
    tick();
    CHECK(fixture.host->snapshot()->state->rounds[0].commitments.size() == 1);
    fixture.now_ms = window_end_ms + window_ms;
    tick();
    CHECK(fixture.host->snapshot()->state->rounds[0].commitments.size() == 2);
}

TEST_CASE("ballots enter the record in batches alone, and a cast shows nowhere", "[server][host]") {
    constexpr std::int64_t batch_min = 2;
    Fixture fixture{batch_min};
    const std::int64_t window_ms = HostOptions{}.ballot_window_ms;
    std::set<Hash> promised;
    const auto cast = [&](Submission submission) {
        const std::uint64_t before = fixture.host->snapshot()->version;
        const CommandResult result = fixture.run(std::move(submission));
        REQUIRE(std::holds_alternative<Accepted>(result));
        const StoredBallot ballot = *std::get<Accepted>(result).ballot;
        CHECK(ballot.deadline.ms == test_now.ms + day_ms + ballot_promise_slack_ms);
        promised.insert(ballot.commitment);
        CHECK(fixture.host->snapshot()->version == before);
    };
    const auto end_window = [&] {
        fixture.now_ms = (fixture.now_ms / window_ms + 1) * window_ms;
        Submission submission;
        submission.command = portal::Tick{};
        submission.role = Role::system;
        submission.is_repeatable = false;
        REQUIRE(std::holds_alternative<Accepted>(fixture.run(std::move(submission))));
    };
    const auto state = [&] { return fixture.host->snapshot()->state; };
    for (std::uint64_t voter = 1; voter < 2 * batch_min; ++voter) cast(cast_by(adult(voter), {1}));
    cast(cast_by(adult(1), {2}, 2));  // Somebody votes again, which is one voter still.
    end_window();
    CHECK(state()->rounds[0].commitments.empty());
    CHECK(turnout_so_far(state()->rounds[0]) == 0);

    cast(cast_by(adult(4), {1}));
    end_window();
    const Round open = state()->rounds[0];
    REQUIRE(open.commitments.size() == batch_min);
    REQUIRE(open.batches.size() == 1);
    CHECK(turnout_so_far(open) == batch_min);
    fixture.restart();
    end_window();
    CHECK(state()->rounds[0].commitments.size() == batch_min);  // What stays, stays.

    REQUIRE_FALSE(body_of(fixture.run(by_staff(CloseVoting{open_round, "台风停电"}))).empty());
    const Round& closed = state()->rounds[0];
    CHECK(closed.batches.size() == 2);
    for (const Hash& commitment : promised) CHECK(find_commitment(closed, commitment));
    CHECK(portal::smallest_batch(closed) == batch_min);
    CHECK(portal::are_batches_lawful(closed));
}

TEST_CASE("after the close the ballots are kept in the record alone, and the roll stays", "[server][host]") {
    Fixture fixture;
    REQUIRE(std::holds_alternative<Accepted>(fixture.run(issue_to(adult(1)))));
    REQUIRE_FALSE(body_of(fixture.run(cast_by(adult(1), {1}))).empty());
    const int tidied = fixture.store->tidy_count;
    REQUIRE_FALSE(body_of(fixture.run(by_staff(CloseVoting{open_round, "台风停电"}))).empty());
    CHECK(fixture.store->tidy_count == tidied + 1);
    const Round& round = fixture.host->snapshot()->state->rounds[0];
    CHECK(round.casts.size() == 1);
    CHECK(round.credentials_issued == 1);
    fixture.host.reset();
    const auto rows = fixture.sqlite->read_private();
    REQUIRE(rows);
    CHECK(rows->casts.empty());
    CHECK(rows->roll.size() == 1);
}

TEST_CASE("keys that are not those of the open round stop the start, and say what to do", "[server][host]") {
    Fixture fixture;
    fixture.host.reset();
    Secret<32> other;
    other.bytes().front() = 1;
    RoundKeys wrong{std::move(other)};
    const auto host = PortalHost::open(*fixture.store, wrong, [] { return test_now; });
    REQUIRE_FALSE(host);
    CHECK(host.error().what.find("is not the one that round 1 was opened with") != std::string::npos);
    const TemporaryFolder empty;
    const auto none = RoundKeys::load(empty.path());
    REQUIRE(none);
    const auto lost = PortalHost::open(*fixture.store, **none, [] { return test_now; });
    REQUIRE_FALSE(lost);
    CHECK(lost.error().what.find("from your backup") != std::string::npos);
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
    auto second = fixture.begin(cast_by(adult(2), {2}));
    auto opening = fixture.begin(by_staff(CloseVoting{open_round, "台风停电"}));
    fixture.store->open_gate();
    for (auto* answer : {&first, &second, &opening}) CHECK(std::holds_alternative<NotStored>(answer->get()));
    CHECK(choices_of(*fixture.host, 1).empty());
    CHECK(fixture.host->snapshot()->state->rounds[0].stage == Stage::voting);
    CHECK(fixture.host->snapshot()->checkpoint.size == 6);

    fixture.store->fails = false;
    CHECK_FALSE(body_of(fixture.run(cast_by(adult(2), {2}))).empty());
    fixture.restart();
    CHECK(choices_of(*fixture.host, 1).empty());
    CHECK(choices_of(*fixture.host, 2) == std::vector{ProjectId{2}});
}

TEST_CASE("commands that make entries share one commit too", "[server][host]") {
    Fixture fixture;
    auto gate = fixture.begin_behind_gate(cast_by(adult(1), {1}));
    auto one = fixture.begin(draft_by_staff("a"));
    auto two = fixture.begin(draft_by_staff("b"));
    auto three = fixture.begin(cast_by(adult(2), {1}));
    fixture.store->open_gate();
    CHECK_FALSE(body_of(gate.get()).empty());
    CHECK(body_of(one.get()) == R"({"entries":[6,6]})");
    CHECK(body_of(two.get()) == R"({"entries":[7,7]})");
    CHECK_FALSE(body_of(three.get()).empty());
    CHECK(fixture.store->commit_count == 3);  // The gate's, the ballot's, and theirs.
    CHECK(fixture.host->snapshot()->state->rounds.size() == 3);
}

TEST_CASE("a repeated command is answered as the first time, after a restart too", "[server][host]") {
    Fixture fixture;
    const std::string body = body_of(fixture.run(draft_by_staff("a", 7)));
    REQUIRE_FALSE(body.empty());
    CHECK(body_of(fixture.run(draft_by_staff("a", 7))) == body);
    CHECK(std::holds_alternative<KeyReused>(fixture.run(draft_by_staff("bb", 7))));
    fixture.restart();
    CHECK(body_of(fixture.run(draft_by_staff("a", 7))) == body);
    CHECK(std::holds_alternative<KeyReused>(fixture.run(draft_by_staff("bb", 7))));
    CHECK(fixture.host->snapshot()->state->rounds.size() == 2);
}

TEST_CASE("the same key twice in one transaction is one command", "[server][host]") {
    Fixture fixture;
    auto first = fixture.begin_behind_gate(cast_by(adult(1), {1}));
    auto one = fixture.begin(draft_by_staff("a", 7));
    auto two = fixture.begin(draft_by_staff("a", 7));
    auto other = fixture.begin(draft_by_staff("bb", 7));
    fixture.store->open_gate();
    const std::string body = body_of(one.get());
    CHECK_FALSE(body.empty());
    CHECK(body_of(two.get()) == body);
    CHECK(std::holds_alternative<KeyReused>(other.get()));
    CHECK(fixture.host->snapshot()->state->rounds.size() == 2);
}

TEST_CASE("a refused command is decided anew when it is repeated", "[server][host]") {
    Fixture fixture;
    Submission refused = draft_by_staff("a", 7);
    std::get<DraftRound>(refused.command).closes_at = UnixMs{};
    CHECK(refusal_of(fixture.run(std::move(refused))) == RefusalCode::period_ends_before_it_begins);
    CHECK(fixture.store->commit_count == 0);
    CHECK_FALSE(body_of(fixture.run(draft_by_staff("a", 7))).empty());
}

TEST_CASE("answers are kept for their time and then forgotten", "[server][host]") {
    Fixture fixture;
    REQUIRE_FALSE(body_of(fixture.run(draft_by_staff("a", 7))).empty());
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
    CHECK(std::holds_alternative<KeyReused>(fixture.run(draft_by_staff("bb", 7))));
    forget(UnixMs{test_now.ms + answers_kept_ms + 1});
    CHECK_FALSE(body_of(fixture.run(draft_by_staff("bb", 7))).empty());
}

TEST_CASE("the clock closes a round at its time, with the ballots cast", "[server][host]") {
    Fixture fixture;
    for (const std::uint64_t id : {1U, 2U}) REQUIRE_FALSE(body_of(fixture.run(issue_to(adult(id)))).empty());
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
    RoundKeys keys{Secret<32>{}};
    const auto host = PortalHost::open(*store, keys, [] { return test_now; });
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
    RoundKeys keys{Secret<32>{}};
    const auto host = PortalHost::open(*store, keys, [] { return test_now; });
    REQUIRE_FALSE(host);
    CHECK(host.error().what.find("entry 2:") != std::string::npos);
}

}  // namespace gongyi::server::test
