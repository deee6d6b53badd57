// What the server's tests share: folders that vanish, stores that fail on command, a community with an open round.
#pragma once

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "server-stub/http/exchange.h"
#include "server-stub/portal_host/portal_host.h"
#include "server-stub/store/event_store.h"

namespace gongyi::server::test {

// A new empty folder, removed with all that is in it.
class TemporaryFolder {
public:
    TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder();
    [[nodiscard]] std::string path() const { return path_.string(); }

private:
    std::filesystem::path path_;
};

[[nodiscard]] std::unique_ptr<EventStore> open_store(const std::string& folder);

// Undoes the steps behind version 8 of the schema, for tests of older files: as the tables were then.
inline constexpr const char* to_version_8_sql = R"sql(
DROP TABLE second_factor;
ALTER TABLE session DROP COLUMN begun_at;
ALTER TABLE session DROP COLUMN confirmed_at;
ALTER TABLE session DROP COLUMN seen_at;
ALTER TABLE session DROP COLUMN is_shared;
DROP TABLE journal;
DROP TABLE desk;
DROP TABLE pending;
DROP TABLE paper_return;
DROP TABLE urn_entry;
ALTER TABLE person DROP COLUMN standing;
ALTER TABLE roll DROP COLUMN handed_by;
ALTER TABLE roll DROP COLUMN confirmed_by;
ALTER TABLE roll DROP COLUMN handed_on;
ALTER TABLE roll DROP COLUMN place;
ALTER TABLE document DROP COLUMN ending;
PRAGMA user_version = 8;
)sql";

// A store that refuses commits when told to, and holds them up while closed, so that commands gather behind one. Of
// what the clock forgets each hour it knows nothing.
class TroubledStore final : public EventStore {
public:
    explicit TroubledStore(EventStore& inner) : inner_{inner} {}

    Expected<void, StoreFault> commit(const Batch& batch) override;
    Expected<void, StoreFault> tidy() override {
        ++tidy_count;
        return inner_.tidy();
    }
    Expected<std::optional<Answer>, StoreFault> find_answer(const Fingerprint& key) override {
        return inner_.find_answer(key);
    }
    Expected<std::vector<std::string>, StoreFault> read_entries(std::uint64_t from, std::size_t bytes_max) override {
        return inner_.read_entries(from, bytes_max);
    }
    Expected<std::vector<portal::TextLine>, StoreFault> read_texts() override { return inner_.read_texts(); }
    Expected<std::optional<KeptDocument>, StoreFault> read_document(const Hash& hash) override {
        return inner_.read_document(hash);
    }
    Expected<std::vector<TreeNode>, StoreFault> read_nodes(record::NodeAddress from, std::size_t count_max) override {
        return inner_.read_nodes(from, count_max);
    }
    Expected<std::vector<std::string>, StoreFault> read_journal(std::int64_t from, std::size_t count_max) override {
        return inner_.read_journal(from, count_max);
    }
    Expected<PrivateRows, StoreFault> read_private() override { return inner_.read_private(); }
    Expected<std::optional<std::string>, StoreFault> read_setting(std::string_view name) override {
        return inner_.read_setting(name);
    }

    void close_gate();
    // Waits until a commit stands at the closed gate.
    void wait_for_commit();
    void open_gate();
    std::atomic<bool> fails{false};
    std::atomic<int> commit_count{0};
    std::atomic<int> tidy_count{0};

private:
    EventStore& inner_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool is_closed_ = false;
    int waiting_ = 0;
};

inline constexpr UnixMs test_now{1'780'000'000'000};
inline constexpr std::string_view test_slug = "test";
inline const RoundId open_round{1};

// A community with one round of three projects (ids 1 to 3, 10,000 yuan each), open until a day after test_now:
// approval of one or two.
[[nodiscard]] std::vector<std::string> community_entries(std::int64_t batch_min = 0);
[[nodiscard]] Person adult(std::uint64_t id, Role role = Role::resident);

// Stores the community and `people`.
void store_community(EventStore& store, const std::vector<Person>& people, std::int64_t batch_min = 0);

// Keys that the community's round was opened with.
[[nodiscard]] RoundKeys test_round_keys();

// A request for a credential; a ballot with one that a browser made for `person`, as casting.h would submit it after it
// was found good; a command that makes an entry, with an Idempotency-Key unless that is 0.
[[nodiscard]] Submission issue_to(const Person& person, std::uint8_t blinded = 1);
[[nodiscard]] Submission cast_by(const Person& person, std::vector<std::uint64_t> choices, int version = 1);
[[nodiscard]] Submission draft_by_staff(const std::string& title, std::uint8_t key = 0);
// The credential that cast_by() shows for `person`.
[[nodiscard]] BallotKey input_of(const Person& person);

// An exchange without a socket.
class FakeExchange final : public Exchange {
public:
    explicit FakeExchange(Request request) { request_ = std::move(request); }
    void answer(Response response) override;
    void later(std::function<void()> work) override { work(); }
    // Waits for the answer.
    [[nodiscard]] const Response& response();

private:
    std::mutex mutex_;
    std::condition_variable answered_;
    std::optional<Response> response_;
};

}  // namespace gongyi::server::test
