#include "server-stub/portal_host/portal_host.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "server-stub/accounts/secrets.h"
#include "server-stub/portal_host/stored_nodes.h"
#include "shared/base/check.h"
#include "shared/base/match.h"
#include "shared/portal/decide.h"
#include "shared/portal/entry_json.h"
#include "shared/portal/verify.h"
#include "shared/record/entry.h"

namespace gongyi::server {
namespace {

constexpr std::size_t replay_bytes_at_once = 4U << 20U;

bool is_cast(const Submission& submission) {
    return std::holds_alternative<CastBallot>(submission.command);
}

// The answer to an accepted command: {"entries":[12,14],"receipt":"…"}. Positions count from 0, both ends included.
std::string answer_body(const Batch& batch, const std::optional<portal::SealedBallot>& ballot) {
    std::string body = "{";
    if (!batch.entries.empty()) {
        const std::uint64_t last = batch.first_position + batch.entries.size() - 1;
        body += "\"entries\":[" + std::to_string(batch.first_position) + ',' + std::to_string(last) + ']';
    }
    if (ballot) {
        if (body.size() > 1) body += ',';
        const Hash receipt = portal::ballot_commitment(ballot->round, OpenedBallot{ballot->ballot, ballot->salt});
        body += "\"receipt\":\"" + to_hex(receipt) + '"';
    }
    body += '}';
    return body;
}

void log_fault(const StoreFault& fault) {
    std::fprintf(stderr, "gongyi: nothing was stored: %s\n", fault.what.c_str());
}

Expected<portal::Replay, StoreFault> replay_record(EventStore& store, record::NodeStore& nodes) {
    portal::Replay replay{nodes};
    std::uint64_t position = 0;
    for (;;) {
        const auto entries = store.read_entries(position, replay_bytes_at_once);
        if (!entries) return unexpected(entries.error());
        if (entries->empty()) return replay;
        for (const std::string& entry : *entries) {
            const auto applied = replay.append(entry);
            if (!applied) {
                const portal::RecordFault& fault = applied.error();
                return unexpected(
                    StoreFault{"the record is broken at entry " + std::to_string(fault.index) + ": " + fault.what});
            }
            ++position;
        }
    }
}

record::Checkpoint checkpoint_of(const portal::State& state, const record::TreeHead& tree) {
    return {.origin = portal::record_origin(state), .size = tree.size(), .root = tree.root()};
}

}  // namespace

Expected<std::unique_ptr<PortalHost>, StoreFault> PortalHost::open(EventStore& store, Clock clock) {
    record::MemoryNodes nodes;
    const auto replayed = replay_record(store, nodes);
    if (!replayed) return unexpected(replayed.error());
    if (auto restored = restore_nodes(store, nodes, replayed->tree().size()); !restored) {
        return unexpected(restored.error());
    }
    auto rows = store.read_private();
    if (!rows) return unexpected(rows.error());

    std::unique_ptr<PortalHost> host{new PortalHost{store, std::move(clock)}};
    host->state_ = std::make_shared<const portal::State>(replayed->state());
    host->tree_ = replayed->tree();
    host->directory_.load(std::move(rows->people), rows->accounts, rows->sessions);
    for (const KeptBallot& kept : rows->ballots) host->sealed_.put(kept);
    host->published_state_ = host->state_;
    host->checkpoint_ = checkpoint_of(*host->state_, host->tree_);
    host->publish();
    return host;
}

PortalHost::~PortalHost() {
    stop();
}

void PortalHost::set_signer(std::shared_ptr<const NoteSigner> signer) {
    {
        const std::lock_guard lock{publish_mutex_};
        signer_ = std::move(signer);
        signed_checkpoint_.clear();
    }
    publish();
}

std::shared_ptr<const NoteSigner> PortalHost::signer() const {
    const std::lock_guard lock{publish_mutex_};
    return signer_;
}

bool PortalHost::sign_checkpoint() {
    if (!signed_checkpoint_.empty() || !signer_) return !signed_checkpoint_.empty();
    auto note = signer_->sign(record::write_checkpoint(checkpoint_));
    if (!note) {
        std::fprintf(stderr, "gongyi: the checkpoint of %llu entries could not be signed: %s\n",
                     static_cast<unsigned long long>(checkpoint_.size),
                     std::string{record::fault_name(note.error())}.c_str());
        return false;
    }
    signed_checkpoint_ = std::move(*note);
    return true;
}

bool PortalHost::is_signature_due() const {
    const std::lock_guard lock{publish_mutex_};
    return signer_ && signed_checkpoint_.empty();
}

void PortalHost::start() {
    GONGYI_CHECK(!writer_.joinable());
    writer_ = std::thread{[this] { write_loop(); }};
    ticker_ = std::thread{[this] { clock_loop(); }};
}

void PortalHost::stop() {
    {
        const std::lock_guard lock{clock_mutex_};
        is_clock_stopping_ = true;
    }
    clock_changed_.notify_all();
    if (ticker_.joinable()) ticker_.join();
    {
        const std::lock_guard lock{queue_mutex_};
        is_stopping_ = true;
    }
    queue_changed_.notify_all();
    if (writer_.joinable()) writer_.join();
}

bool PortalHost::submit(Submission submission, std::function<void(CommandResult)> done) {
    return enqueue(CommandJob{std::move(submission), std::move(done)});
}

bool PortalHost::change_rows(std::function<bool(Batch&)> prepare, std::function<void(RowsResult)> done) {
    return enqueue(RowsJob{std::move(prepare), std::move(done)});
}

bool PortalHost::enqueue(Job job) {
    {
        const std::lock_guard lock{queue_mutex_};
        if (is_stopping_ || queue_.size() >= writer_queue_max) return false;
        queue_.push_back(std::move(job));
        if (queue_.size() > 1) return true;  // The writer has been told already.
    }
    queue_changed_.notify_one();
    return true;
}

void PortalHost::write_loop() {
    std::vector<Job> jobs;
    for (;;) {
        jobs.clear();
        {
            std::unique_lock lock{queue_mutex_};
            queue_changed_.wait(lock, [this] { return is_stopping_ || !queue_.empty(); });
            if (queue_.empty()) return;
            std::move(queue_.begin(), queue_.end(), std::back_inserter(jobs));
            queue_.clear();
        }
        run_jobs(jobs);
    }
}

void PortalHost::run_jobs(std::vector<Job>& jobs) {
    std::vector<CommandJob*> group;
    const auto run_group = [&] {
        if (!group.empty()) run_commands(group);
        group.clear();
    };
    for (Job& job : jobs) {
        auto* const command = std::get_if<CommandJob>(&job);
        if (command == nullptr) {
            run_group();
            run_rows(std::get<RowsJob>(job));
            continue;
        }
        const bool may_share = is_cast(command->submission);
        if (!may_share) run_group();
        group.push_back(command);
        if (!may_share || group.size() == group_commit_max) run_group();
    }
    run_group();
}

void PortalHost::run_rows(RowsJob& job) {
    Batch batch;
    batch.first_position = state_->entry_count;
    if (!job.prepare(batch)) return job.done(RowsResult::declined);
    const auto stored = store_.commit(batch);
    if (!stored) log_fault(stored.error());
    job.done(stored ? RowsResult::stored : RowsResult::failed);
}

void PortalHost::run_commands(std::vector<CommandJob*>& jobs) {
    Group group;
    group.batch.first_position = state_->entry_count;
    group.tree = tree_;
    group.pending.reserve(jobs.size());
    for (CommandJob* job : jobs) {
        group.pending.push_back({job, prepare_command(job->submission, group)});
    }
    const Batch& batch = group.batch;
    if (!batch.entries.empty() || !batch.ballots.empty() || !batch.answers.empty()) {
        const auto stored = store_.commit(batch);
        if (!stored) {
            log_fault(stored.error());
            for (Pending& pending : group.pending) pending.job->done(NotStored{});
            return;
        }
    }
    for (const KeptBallot& ballot : batch.ballots) sealed_.put(ballot);
    if (!batch.ballots.empty()) has_new_ballots_ = true;
    if (group.state) {
        state_ = std::move(group.state);
        tree_ = std::move(group.tree);
        {
            const std::lock_guard lock{publish_mutex_};
            published_state_ = state_;
            checkpoint_ = checkpoint_of(*state_, tree_);
            signed_checkpoint_.clear();
        }
        publish();
    }
    for (Pending& pending : group.pending) pending.job->done(std::move(pending.result));
}

std::optional<CommandResult> PortalHost::earlier_answer(const Submission& submission, const Group& group) {
    const auto answer_with = [&](const Answer& answer) -> CommandResult {
        if (answer.request != submission.request) return KeyReused{};
        return Accepted{answer.body};
    };
    for (const Answer& answer : group.batch.answers) {
        if (answer.key == submission.key) return answer_with(answer);
    }
    const auto found = store_.find_answer(submission.key);
    if (!found) {
        log_fault(found.error());
        return NotStored{};
    }
    if (!*found) return std::nullopt;
    return answer_with(**found);
}

CommandResult PortalHost::prepare_command(const Submission& submission, Group& group) {
    if (submission.is_repeatable) {
        if (auto earlier = earlier_answer(submission, group)) return std::move(*earlier);
    }
    const portal::State& state = group.state ? *group.state : *state_;
    portal::Context context{.actor = submission.actor, .role = submission.role, .now = clock_(), .facts = {}};
    context.facts.person = submission.person;
    if (is_cast(submission)) context.facts.salt = random_salt();
    for (const RoundId round : portal::rounds_to_open(state, submission.command, context.now)) {
        const auto sealed = sealed_.all_of(round);
        context.facts.sealed.insert(context.facts.sealed.end(), sealed.begin(), sealed.end());
    }
    auto decision = portal::decide(state, submission.command, context);
    if (!decision) return std::move(decision.error());
    stage_entries(submission, decision->events, context.now, group);
    Accepted accepted{answer_body(group.batch, decision->ballot)};
    if (decision->ballot) group.batch.ballots.push_back({std::move(*decision->ballot), context.now});
    if (submission.is_repeatable) {
        group.batch.answers.push_back({.key = submission.key,
                                       .request = submission.request,
                                       .status = 200,
                                       .body = accepted.body,
                                       .at = context.now});
    }
    return accepted;
}

void PortalHost::stage_entries(const Submission& submission, const std::vector<portal::Event>& events, UnixMs now,
                               Group& group) {
    if (events.empty()) return;
    if (!group.state) group.state = std::make_shared<portal::State>(*state_);
    for (const portal::Event& event : events) {
        const portal::Entry entry{portal::entry_time(*group.state, now), submission.role, event};
        std::string bytes = portal::write_entry(entry);
        GONGYI_CHECK(bytes.size() <= record::entry_bytes_max);
        portal::apply_event(*group.state, entry);
        group.tree.append(record::leaf_hash(bytes), [&](std::uint8_t level, std::uint64_t index, const Hash& hash) {
            group.batch.nodes.push_back({{level, index}, hash});
        });
        group.batch.entries.push_back(std::move(bytes));
    }
}

void PortalHost::publish() {
    {
        const std::lock_guard lock{publish_mutex_};
        sign_checkpoint();
        auto next = std::make_shared<Snapshot>();
        next->version = ++version_;
        next->state = published_state_;
        next->checkpoint = checkpoint_;
        next->signed_checkpoint = signed_checkpoint_;
        for (const Round& round : published_state_->rounds) next->voted.push_back(sealed_.count(round.id));
        snapshot_.store(std::move(next));
    }
    std::vector<std::shared_ptr<std::function<void()>>> awake;
    {
        const std::lock_guard lock{watch_mutex_};
        std::erase_if(watchers_, [](const auto& watcher) { return watcher.expired(); });
        for (const auto& watcher : watchers_) {
            if (auto wake = watcher.lock()) awake.push_back(std::move(wake));
        }
    }
    for (const auto& wake : awake) (*wake)();
}

std::shared_ptr<void> PortalHost::watch(std::function<void()> wake) {
    auto handle = std::make_shared<std::function<void()>>(std::move(wake));
    const std::lock_guard lock{watch_mutex_};
    watchers_.emplace_back(handle);
    return handle;
}

void PortalHost::clock_loop() {
    std::unique_lock lock{clock_mutex_};
    const auto period = std::chrono::milliseconds{clock_period_ms};
    while (!clock_changed_.wait_for(lock, period, [this] { return is_clock_stopping_; })) {
        lock.unlock();
        look_at_clock();
        lock.lock();
    }
}

void PortalHost::look_at_clock() {
    if (has_new_ballots_.exchange(false) || is_signature_due()) publish();

    const UnixMs now = clock_();
    if (now.ms - forgotten_at_.ms >= hour_ms) {
        forgotten_at_ = now;
        // When too much is waiting to be written, the next hour will do.
        const bool is_queued = change_rows(
            [now](Batch& batch) {
                batch.forget_answers_before = UnixMs{now.ms - answers_kept_ms};
                batch.forget_sessions_expired_before = now;
                return true;
            },
            [this, now](RowsResult result) {
                if (result == RowsResult::stored) directory_.forget_sessions_expired_before(now);
            });
        if (!is_queued) forgotten_at_ = UnixMs{};
    }

    {
        const std::lock_guard lock{clock_mutex_};
        if (is_tick_waiting_) return;
    }
    const portal::Command tick = portal::Tick{};
    const auto seen = snapshot();
    // Asked without the sealed ballots, which only the writer fetches: this tells whether anything is due at all.
    if (portal::rounds_to_open(*seen->state, tick, now).empty()) return;
    {
        const std::lock_guard lock{clock_mutex_};
        is_tick_waiting_ = true;
    }
    const auto is_over = [this] {
        const std::lock_guard lock{clock_mutex_};
        is_tick_waiting_ = false;
    };
    const bool is_queued =
        submit({.command = tick, .actor = {}, .role = Role::system, .person = {}, .is_repeatable = false},
               [is_over](const CommandResult&) { is_over(); });
    if (!is_queued) is_over();
}

}  // namespace gongyi::server
