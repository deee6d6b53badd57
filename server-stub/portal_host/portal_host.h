// The live portal: its state, its one writer, its clock.
//
// Commands queue up for one thread, the writer. It takes those that wait, decides each in order, stores everything that
// follows from them in one transaction, and only then publishes and answers ("group commit"). A refused command leaves
// nothing and concerns nobody else. A close, and what concerns a whole round, is decided alone, against what is
// committed. Commands that make entries work on a state of their own, which replaces the published one after the
// commit: nobody ever reads what is not durable, and after a failed commit nothing has to be undone. That state is the
// one before the published, brought up to date; only while somebody still reads that is it a copy, which costs
// O(state).
//
// A command that breaks an invariant (broken_invariant.h) is answered so and leaves nothing: what was staged with it is
// thrown away, and the others of its group are prepared again without it. From the commit to the publication nothing
// may break: there the program ends, and its next start replays what is stored.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "server-stub/accounts/directory.h"
#include "server-stub/ballots/round_keys.h"
#include "server-stub/journal/journal.h"
#include "server-stub/keys/kept_checkpoint.h"
#include "server-stub/keys/note_signer.h"
#include "server-stub/portal_host/ballot_box.h"
#include "server-stub/portal_host/health.h"
#include "server-stub/portal_host/record_check.h"
#include "server-stub/portal_host/snapshot.h"
#include "server-stub/second_person/pending_acts.h"
#include "server-stub/store/event_store.h"
#include "shared/community/refusal.h"
#include "shared/portal/decide.h"
#include "shared/record/merkle.h"

namespace gongyi::server {

// Work that may wait for the writer at once; beyond, callers are told to come back.
inline constexpr std::size_t writer_queue_max = 20'000;
// Commands that share one transaction at most.
inline constexpr std::size_t group_commit_max = 1'024;
// How long the answer to an Idempotency-Key is kept.
inline constexpr std::int64_t answers_kept_ms = day_ms;
// How often the clock is looked at.
inline constexpr std::int64_t clock_period_ms = 250;

// A ballot is on the disk, and its commitment will be in the record by `deadline`.
struct StoredBallot {
    Hash commitment{};
    UnixMs deadline;
};

// Stored; `body` is the JSON that answers the command, the same again when it is repeated.
struct Accepted {
    std::string body;
    std::optional<StoredBallot> ballot = {};  // For CastBallot.
};
// The Idempotency-Key was used before for another request.
struct KeyReused {};
// Nothing was stored, for a reason of the server's.
struct NotStored {};
// The command broke an invariant of the program's own: a mistake of ours, which was reported. Nothing of it was stored.
struct Broken {};
using CommandResult = std::variant<Accepted, Refusal, KeyReused, NotStored, Broken>;

// A command and who gives it.
struct Submission {
    portal::Command command;
    ResidentId actor;
    Role role = Role::visitor;
    std::optional<PersonFacts> person;
    Fingerprint key{};          // ServerKey::answer_key().
    Fingerprint request{};      // Of the command's bytes.
    bool is_repeatable = true;  // False for the clock, the command line and ballots, which have no key.
    // CastBallot: what was found out about it (ballots/casting.h) before it came here. The rest of CastFacts the writer
    // knows.
    bool has_genuine_credential = false;
    RoundId genuine_in{};
    bool has_good_signature = false;
    // Of staff: who confirms it, the PendingAct that it was, and whether the voter's letter was shown (EnterPapers).
    ResidentId second{};
    std::int64_t pending = 0;
    bool is_letter_shown = false;
    // FileDocument: the bytes whose SHA-256 it names, to be stored with it; nothing when they are kept elsewhere.
    std::optional<DocumentBytes> document{};
};

struct HostOptions {
    // At the end of each such time it is looked whether the ballots that wait are enough for a batch.
    std::int64_t ballot_window_ms = 10 * minute_ms;
    // What is known of the record from before: where it does not continue that, open() refuses (record_check.h).
    RecordExpectation expected;
    // Where each signed checkpoint is kept before anybody sees it; nowhere if null.
    std::shared_ptr<KeptCheckpoint> kept;
    // Whether what time alone brings about may happen; always if empty. Any thread.
    std::function<bool()> may_tick;
    // The number of a person in a matter or notice (decision::PersonIn): by a key, so that the numbers of one person
    // in two of them tell nobody that they are one person's. Nobody's share is counted if empty. Any thread.
    std::function<std::int64_t(ResidentId person, std::string_view thing)> person_in;
    // Called at each look at the clock, on that thread.
    std::function<void()> on_look;
    // When nothing was stored for so long, a little something is, to see whether it can be.
    std::int64_t store_probe_ms = 10'000;
    // How long the writer may take to answer that, before it counts as hanging.
    std::int64_t writer_patience_ms = minute_ms;
};
// When nothing could be stored, how soon it is tried again.
inline constexpr std::int64_t store_retry_ms = 1'000;
// How often a kept checkpoint is made durable at most.
inline constexpr std::int64_t kept_sync_period_ms = 1'000;
// How much later than its announced end a round may close, and a ballot be in the record: the clock may be late, a
// server may have to be started again. No promise says more of a ballot's moment than that it came before the close.
inline constexpr std::int64_t ballot_promise_slack_ms = 10 * minute_ms;

class PortalHost {
public:
    using Clock = std::function<UnixMs()>;

    // Rebuilds the state from the record in `store`, which must outlive the host, as must `keys`. The fault names the
    // entry that is broken or was changed, says how the record does not continue what is known (unless that is accepted
    // for a reason), or why the keys are not those of the rounds that are open. After a fault nothing was changed. The
    // writer does not run yet: call start().
    [[nodiscard]] static Expected<std::unique_ptr<PortalHost>, StoreFault> open(EventStore& store, RoundKeys& keys,
                                                                                Clock clock, HostOptions options = {});

    PortalHost(const PortalHost&) = delete;
    PortalHost& operator=(const PortalHost&) = delete;
    ~PortalHost();

    // What signs the checkpoints from now on; the present one at once. Without it snapshots have none that is signed.
    // Checkpoints that cannot be signed are tried again at each look at the clock; meanwhile everything else goes on.
    void set_signer(std::shared_ptr<const NoteSigner> signer);
    // Null before set_signer.
    [[nodiscard]] std::shared_ptr<const NoteSigner> signer() const;

    void start();
    // Ends after the work that was accepted is done.
    void stop();
    // Instead of start(), where there are to be no threads: does what waits, and what comes meanwhile, on the caller's.
    // The clock is not looked at.
    void run_waiting();

    // What open() let pass for the operator's reason; the record is to say so before it is signed. Nothing as a rule.
    [[nodiscard]] const std::optional<portal::RecordRestored>& restored() const { return restored_; }
    [[nodiscard]] Health& health() { return health_; }
    // False when it has not answered for writer_patience_ms: then only a new process helps.
    [[nodiscard]] bool is_writer_answering() const;

    [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const { return snapshot_.load(); }
    [[nodiscard]] const BallotBox& box() const { return box_; }
    [[nodiscard]] const RoundKeys& keys() const { return keys_; }
    [[nodiscard]] Directory& directory() { return directory_; }
    [[nodiscard]] const Directory& directory() const { return directory_; }
    [[nodiscard]] EventStore& store() { return store_; }
    [[nodiscard]] const Journal& journal() const { return journal_; }
    [[nodiscard]] const PendingActs& pending() const { return pending_; }
    [[nodiscard]] UnixMs now() const { return clock_(); }
    // By when a ballot of the round is in the record: the same for all.
    [[nodiscard]] static UnixMs promise_deadline(const Round& round) {
        return UnixMs{round.closes_at.ms + ballot_promise_slack_ms};
    }

    // `done` is called once, on the writer's thread, after the commit. False when too much is waiting; then it is not.
    [[nodiscard]] bool submit(Submission submission, std::function<void(CommandResult)> done);

    enum class RowsResult : std::uint8_t { stored, declined, failed, broken };
    // Changes private rows. `prepare` runs on the writer's thread with nothing else under way, fills the batch and
    // returns true, or declines. `done` follows on the same thread; if stored, it brings the Directory up to date.
    [[nodiscard]] bool change_rows(std::function<bool(Batch&)> prepare, std::function<void(RowsResult)> done);

    // Writes a line into the journal, by itself. What changes rows puts its lines into Batch::deeds instead.
    void note(JournalLine line);

    // Calls `wake` after each new snapshot, from other threads, until the returned handle is destroyed. `wake` must be
    // quick.
    [[nodiscard]] std::shared_ptr<void> watch(std::function<void()> wake);

private:
    struct CommandJob {
        Submission submission;
        std::function<void(CommandResult)> done;
    };
    struct RowsJob {
        std::function<bool(Batch&)> prepare;
        std::function<void(RowsResult)> done;
    };
    using Job = std::variant<CommandJob, RowsJob>;

    // What became of one command before the commit.
    struct Pending {
        CommandJob* job = nullptr;
        CommandResult result;
    };
    // The commands that share a transaction, and what follows from them.
    struct Group {
        Batch batch;
        std::vector<Pending> pending;
        std::shared_ptr<portal::State> state;  // Null while there are no new entries.
        std::vector<portal::Entry> entries;    // Those that made `state` of the host's.
        record::TreeHead tree;
        std::int64_t window = 0;         // In which its ballots came.
        std::int64_t journal_lines = 0;  // Of which the head is published with it; 0 if none is.
        // Of the batch's ballots: by round and credential the highest version.
        std::map<std::pair<RoundId, BallotKey>, int> latest_versions;
        std::set<std::pair<RoundId, Hash>> commitments;
    };

    PortalHost(EventStore& store, RoundKeys& keys, Clock clock, HostOptions options)
        : store_{store},
          keys_{keys},
          clock_{std::move(clock)},
          windows_{options.ballot_window_ms},
          options_{std::move(options)} {}

    [[nodiscard]] bool enqueue(Job job);
    void write_loop();
    void run_jobs(std::vector<Job>& jobs);
    void run_rows(RowsJob& job);
    void run_commands(std::vector<CommandJob*>& jobs);
    // Fills the group with what follows from `jobs`. False when one of them broke an invariant: it is answered and
    // taken out of them, and the group is good for nothing.
    [[nodiscard]] bool prepare_group(std::vector<CommandJob*>& jobs, Group& group);
    // Stores the group and publishes it.
    void settle(Group& group) noexcept;
    [[nodiscard]] CommandResult prepare_command(const Submission& submission, Group& group);
    [[nodiscard]] portal::Facts facts_for(const Submission& submission, const portal::State& state, UnixMs now,
                                          const Group& group) const;
    [[nodiscard]] std::optional<portal::RollMark> find_mark(RoundId round, ResidentId voter, const Group& group) const;
    [[nodiscard]] portal::CastFacts cast_facts(const Submission& submission, const CastBallot& cast,
                                               const Group& group) const;
    [[nodiscard]] bool is_pending(std::int64_t id, const Group& group) const;
    void stage_ballots(portal::Decision& decision, Group& group);
    // What an officer did, for the journal.
    void stage_deed(const Submission& submission, std::optional<std::uint64_t> entry, Group& group) const;
    // The desk number of somebody of staff, given at the first act; 0 for whoever has none.
    [[nodiscard]] std::int64_t desk_for(ResidentId person, Role role, Group& group) const;
    // Stores the batch with its lines of the journal.
    [[nodiscard]] Expected<void, StoreFault> commit(Batch& batch);
    void keep_ballots(const Group& group);
    [[nodiscard]] std::optional<CommandResult> earlier_answer(const Submission& submission, const Group& group);
    void stage_entries(const Submission& submission, const std::vector<portal::Event>& events, UnixMs now,
                       Group& group);
    static void stage_texts(portal::Entry& entry, Group& group);
    // Removes from the disk what was deleted, if anything was. On the writer's thread.
    void tidy();
    // A state to change, equal to state_.
    [[nodiscard]] std::shared_ptr<portal::State> writable_state();
    void publish();
    // Under publish_mutex_: signs checkpoint_ if it is not signed. Whether it is afterwards.
    bool sign_checkpoint();
    [[nodiscard]] bool is_signature_due() const;
    void note_stored(const Expected<void, StoreFault>& stored);
    void probe_store();
    void sync_kept();

    void clock_loop();
    void look_at_clock();

    EventStore& store_;
    RoundKeys& keys_;
    Clock clock_;
    BallotWindows windows_;
    HostOptions options_;
    Health health_;
    std::optional<portal::RecordRestored> restored_;
    // By the steady clock, in milliseconds.
    std::atomic<std::int64_t> stored_at_ms_{0};   // The last attempt to store.
    std::atomic<std::int64_t> probed_at_ms_{-1};  // The probe that the writer has not answered yet; -1 if none.
    std::int64_t kept_synced_at_ms_ = 0;
    Directory directory_;
    BallotBox box_;
    Journal journal_;
    PendingActs pending_;

    // The writer's own: what is committed.
    std::shared_ptr<portal::State> state_;  // Readers have it, too: not to be changed.
    record::TreeHead tree_;
    // The state before state_, and the entries since: once nobody reads it any more, it is brought up to date and
    // changed in its turn, which is cheaper than a copy of state_.
    std::shared_ptr<portal::State> spare_;
    std::vector<portal::Entry> since_spare_;

    mutable std::mutex publish_mutex_;
    std::shared_ptr<const NoteSigner> signer_;
    std::uint64_t version_ = 0;
    std::shared_ptr<const portal::State> published_state_;
    record::Checkpoint checkpoint_;
    std::string signed_checkpoint_;  // Of checkpoint_; empty when it is yet to be signed.
    std::atomic<std::shared_ptr<const Snapshot>> snapshot_;
    std::atomic<bool> is_tidy_due_{false};

    std::mutex watch_mutex_;
    std::vector<std::weak_ptr<std::function<void()>>> watchers_;

    std::mutex queue_mutex_;
    std::condition_variable queue_changed_;
    std::deque<Job> queue_;
    bool is_stopping_ = false;

    std::mutex clock_mutex_;
    std::condition_variable clock_changed_;
    bool is_clock_stopping_ = false;
    bool is_tick_waiting_ = false;
    UnixMs no_tick_before_;  // After one that broke an invariant: it would do so again and again.
    UnixMs forgotten_at_;

    std::thread writer_;
    std::thread ticker_;
};

}  // namespace gongyi::server
