#include "server-stub/portal_host/portal_host.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "server-stub/accounts/secrets.h"
#include "server-stub/broken_invariant.h"
#include "server-stub/portal_host/steady.h"
#include "server-stub/portal_host/stored_nodes.h"
#include "shared/base/check.h"
#include "shared/base/match.h"
#include "shared/community/profile.h"
#include "shared/portal/ballot.h"
#include "shared/portal/entry_json.h"
#include "shared/portal/verify.h"
#include "shared/record/entry.h"

namespace gongyi::server {
namespace {

constexpr std::size_t replay_bytes_at_once = 4U << 20U;
constexpr const char* record_ways_out =
    ". Nothing was changed or signed. Put back the data folder's newest backup; if there is none that is better, "
    "gongyi "
    "serve --accept-record \"REASON\" lets this record go on: the reason enters the public record, and whoever saw the "
    "former one goes on being warned";
// How many missing texts are named at a start.
constexpr std::size_t named_texts_max = 10;

// Whether the command can be decided together with others.
bool may_share(const portal::Command& command) {
    return !std::holds_alternative<CloseVoting>(command) && !std::holds_alternative<portal::Tick>(command) &&
           !std::holds_alternative<EnterPapers>(command) && !std::holds_alternative<TakePaperBack>(command) &&
           !std::holds_alternative<ImportRound>(command);
}

// Whether it goes into the box of an open round, and makes no entry. These share commits with each other alone, so that
// they do not wait for a transaction of the database.
bool is_for_box(const portal::Command& command) {
    return std::holds_alternative<IssueCredential>(command) || std::holds_alternative<CastBallot>(command);
}

// The answer to an accepted command: {"entries":[12,14]}. Positions count from 0, both ends included.
std::string answer_body(std::uint64_t first_position, std::uint64_t entry_count) {
    if (entry_count == 0) return "{}";
    return "{\"entries\":[" + std::to_string(first_position) + ',' + std::to_string(first_position + entry_count - 1) +
           "]}";
}

// Tells whoever waits. Should their answer break an invariant too, they are told that.
template <class Result>
void deliver(const std::function<void(Result)>& done, Result result, const Result& broken) {
    if (completes("an answer", [&] { done(std::move(result)); })) return;
    static_cast<void>(completes("an answer", [&] { done(broken); }));
}

void log_fault(const StoreFault& fault) {
    std::fprintf(stderr, "gongyi: nothing was stored: %s\n", fault.what.c_str());
}

void add_paper_facts(portal::Facts& facts, const BallotBox& box, RoundId round) {
    facts.paper_serials = box.paper_serials(round);
    facts.papers_issued = box.papers_issued(round);
    facts.desk_hands = box.desk_hands(round);
    facts.urn_hands = box.urn_hands(round);
    facts.void_papers = box.void_papers(round);
}

// The texts of the record, behind its entries. Those that are missing are shown as missing.
Expected<void, StoreFault> supply_texts(EventStore& store, portal::State& state) {
    auto texts = store.read_texts();
    if (!texts) return unexpected(texts.error());
    for (portal::TextLine& line : *texts) {
        static_cast<void>(decision::supply_text(state.decisions.texts, std::move(line.text)));
    }
    const auto withheld = decision::withheld_texts(state.decisions.texts);
    if (!withheld.empty()) {
        std::string entries;
        for (std::size_t i = 0; i < withheld.size() && i < named_texts_max; ++i) {
            const auto found = state.decisions.texts.find(withheld[i]);
            if (found != state.decisions.texts.end()) entries += ' ' + std::to_string(found->second.entry);
        }
        std::fprintf(stderr,
                     "gongyi: %zu texts of the record are missing, and no entry takes them down; of entries%s%s\n",
                     withheld.size(), entries.c_str(), withheld.size() > named_texts_max ? " …" : "");
    }
    return {};
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

// A record that cannot be replayed: its fault, and which entry was changed, where the stored hashes tell.
StoreFault with_changed_entry(EventStore& store, StoreFault fault) {
    const auto compared = compare_entries(store);
    if (compared && compared->other) fault.what += "; " + compared->other_what;
    return fault;
}

record::Checkpoint checkpoint_of(const portal::State& state, const record::TreeHead& tree) {
    return {.origin = portal::record_origin(state), .size = tree.size(), .root = tree.root()};
}

}  // namespace

Expected<std::unique_ptr<PortalHost>, StoreFault> PortalHost::open(EventStore& store, RoundKeys& keys, Clock clock,
                                                                   HostOptions options) {
    record::MemoryNodes nodes;
    const auto replayed = replay_record(store, nodes);
    if (!replayed) return unexpected(with_changed_entry(store, replayed.error()));
    const auto found = check_record(store, *replayed, nodes, options.expected);
    if (!found) return unexpected(found.error());
    const bool is_accepted =
        !options.expected.accepted_because.empty() && found->broken && found->broken->former.size > 0;
    if (found->broken && !is_accepted) {
        return unexpected(StoreFault{found->broken->what + (found->broken->former.size > 0 ? record_ways_out : "")});
    }
    if (!found->hashes.empty()) std::fprintf(stderr, "gongyi: %s\n", found->hashes.c_str());
    if (auto settled = keys.settle(replayed->state()); !settled) return unexpected(settled.error());
    auto rows = store.read_private();
    if (!rows) return unexpected(rows.error());

    if (is_accepted || found->needs_hashes) {
        if (auto restored = restore_nodes(store, nodes, replayed->tree().size()); !restored) {
            return unexpected(restored.error());
        }
    }

    std::unique_ptr<PortalHost> host{new PortalHost{store, keys, std::move(clock), std::move(options)}};
    if (is_accepted) {
        const record::Checkpoint& former = found->broken->former;
        host->restored_ = portal::RecordRestored{former.root, former.size, host->options_.expected.accepted_because};
    }
    host->state_ = std::make_shared<portal::State>(replayed->state());
    if (auto supplied = supply_texts(store, *host->state_); !supplied) return unexpected(supplied.error());
    // Had the last process no time for it: what was deleted is not to stay in the log.
    host->is_tidy_due_ = true;
    host->tidy();
    host->tree_ = replayed->tree();
    host->directory_.load(std::move(rows->people), rows->accounts, rows->sessions, rows->factors);
    host->directory_.put_homes(rows->homes);
    for (const DeskNumber& desk : rows->desks) host->directory_.put_desk(desk);
    host->pending_.load(std::move(rows->pending));
    const auto journal = check_journal(store, host->state_->journal);
    if (!journal) return unexpected(journal.error());
    host->journal_.load(*journal);
    if (!journal->fault.empty()) std::fprintf(stderr, "gongyi: %s\n", journal->fault.c_str());
    for (const portal::RollEntry& entry : rows->roll) host->box_.mark(entry);
    for (portal::PaperReturn& taken : rows->returns) host->box_.take_back(taken);
    for (const portal::UrnEntry& entry : rows->urns) host->box_.note_urn(entry);
    // When a ballot came is known to nobody any more: those that wait enter the record at the end of this window.
    const std::int64_t window = host->windows_.of(host->clock_());
    for (const portal::SealedCast& sealed : rows->casts) {
        const Round* round = portal::find_round(*host->state_, sealed.round);
        if (round == nullptr) return unexpected(StoreFault{"the database holds a ballot of a round that is not there"});
        host->box_.put(sealed, window);
        if (find_commitment(*round, sealed.commitment)) host->box_.note_committed(sealed.round, {sealed.commitment});
    }
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
        health_.report(HealthPart::checkpoint,
                       "the checkpoint of " + std::to_string(checkpoint_.size) +
                           " entries could not be signed: " + std::string{record::fault_name(note.error())});
        return false;
    }
    // Before anybody sees it. If that fails the portal goes on: an older one kept weakens the next start's check alone.
    const auto kept = options_.kept ? options_.kept->keep(*note) : Expected<void, StoreFault>{};
    health_.report(HealthPart::checkpoint, "");
    health_.report(HealthPart::kept, kept ? std::string_view{} : std::string_view{kept.error().what});
    signed_checkpoint_ = std::move(*note);
    return true;
}

bool PortalHost::is_signature_due() const {
    const std::lock_guard lock{publish_mutex_};
    return signer_ && signed_checkpoint_.empty();
}

void PortalHost::start() {
    GONGYI_CHECK(!writer_.joinable());
    stored_at_ms_ = steady_ms();
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
    if (options_.kept) static_cast<void>(options_.kept->sync());
    {
        const std::lock_guard lock{queue_mutex_};
        is_stopping_ = true;
    }
    queue_changed_.notify_all();
    if (writer_.joinable()) writer_.join();
}

void PortalHost::run_waiting() {
    GONGYI_CHECK(!writer_.joinable());
    std::vector<Job> jobs;
    do {
        jobs.clear();
        {
            const std::lock_guard lock{queue_mutex_};
            std::move(queue_.begin(), queue_.end(), std::back_inserter(jobs));
            queue_.clear();
        }
        run_jobs(jobs);
    } while (!jobs.empty());
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
    std::vector<CommandJob*> for_box;
    std::vector<CommandJob*> others;
    const auto run_group = [&] {
        for (auto* const group : {&for_box, &others}) {
            if (!group->empty()) run_commands(*group);
            group->clear();
        }
    };
    for (Job& job : jobs) {
        auto* const command = std::get_if<CommandJob>(&job);
        if (command == nullptr) {
            run_group();
            run_rows(std::get<RowsJob>(job));
            continue;
        }
        const bool shares = may_share(command->submission.command);
        if (!shares) run_group();
        auto& group = is_for_box(command->submission.command) ? for_box : others;
        group.push_back(command);
        if (!shares || group.size() == group_commit_max) run_group();
    }
    run_group();
    tidy();
}

void PortalHost::note_stored(const Expected<void, StoreFault>& stored) {
    stored_at_ms_ = steady_ms();
    health_.report(HealthPart::store, stored ? std::string{} : "nothing was stored: " + stored.error().what);
}

void PortalHost::tidy() {
    if (!is_tidy_due_) return;
    // While somebody reads, the log cannot be emptied: then the next job, or the clock, tries again.
    const auto tidied = store_.tidy();
    if (!tidied) log_fault(tidied.error());
    is_tidy_due_ = !tidied;
}

void PortalHost::run_rows(RowsJob& job) {
    Batch batch;
    batch.first_position = state_->entry_count;
    RowsResult result = RowsResult::declined;
    bool is_wanted = false;
    if (!completes("a change of private rows", [&] { is_wanted = job.prepare(batch); })) result = RowsResult::broken;
    if (is_wanted) {
        const auto stored = commit(batch);
        note_stored(stored);
        result = stored ? RowsResult::stored : RowsResult::failed;
    }
    deliver(job.done, result, RowsResult::broken);
}

void PortalHost::run_commands(std::vector<CommandJob*>& jobs) {
    Group group;
    while (!prepare_group(jobs, group)) {
    }
    settle(group);
    for (Pending& pending : group.pending) {
        deliver(pending.job->done, std::move(pending.result), CommandResult{Broken{}});
    }
}

bool PortalHost::prepare_group(std::vector<CommandJob*>& jobs, Group& group) {
    group = Group{};
    group.batch.first_position = state_->entry_count;
    group.tree = tree_;
    group.window = windows_.of(clock_());
    group.pending.reserve(jobs.size());
    for (auto job = jobs.begin(); job != jobs.end(); ++job) {
        const bool is_prepared = completes("a command", [&] {
            group.pending.push_back({*job, prepare_command((*job)->submission, group)});
        });
        if (is_prepared) continue;
        // It may have been half brought up to date.
        spare_.reset();
        since_spare_.clear();
        deliver((*job)->done, CommandResult{Broken{}}, CommandResult{Broken{}});
        jobs.erase(job);
        return false;
    }
    return true;
}

void PortalHost::settle(Group& group) noexcept {
    const Batch& batch = group.batch;
    if (!batch.forgotten_texts.empty() || !batch.returns.empty()) is_tidy_due_ = true;
    const bool has_ballots =
        !batch.roll.empty() || !batch.casts.empty() || !batch.opened.empty() || !batch.returns.empty();
    if (!batch.entries.empty() || has_ballots || !batch.answers.empty() || !batch.deeds.empty()) {
        const auto stored = commit(group.batch);
        note_stored(stored);
        if (!stored) {
            for (Pending& pending : group.pending) pending.result = NotStored{};
            return;
        }
    }
    if (has_ballots || group.state) keep_ballots(group);
    if (group.journal_lines != 0) journal_.note_published(group.journal_lines);
    if (group.state) {
        spare_ = std::exchange(state_, std::move(group.state));
        since_spare_ = std::move(group.entries);
        tree_ = std::move(group.tree);
        {
            const std::lock_guard lock{publish_mutex_};
            published_state_ = state_;
            checkpoint_ = checkpoint_of(*state_, tree_);
            signed_checkpoint_.clear();
        }
        publish();
    }
    // Before anybody is told that it is done.
    tidy();
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
    // Two confirmed it at once, and the first has done it.
    if (submission.pending != 0 && !is_pending(submission.pending, group)) return Accepted{"{}"};
    const portal::State& state = group.state ? *group.state : *state_;
    portal::Context context{.actor = submission.actor, .role = submission.role, .now = clock_(), .facts = {}};
    context.second = submission.second;
    context.facts = facts_for(submission, state, context.now, group);
    auto decision = portal::decide(state, submission.command, context);
    if (!decision) return std::move(decision.error());
    const std::uint64_t first = group.batch.first_position + group.batch.entries.size();
    stage_entries(submission, decision->events, context.now, group);
    stage_ballots(*decision, group);
    stage_deed(submission, decision->events.empty() ? std::nullopt : std::optional{first}, group);
    if (submission.pending != 0) group.batch.settled_pending.push_back(submission.pending);
    if (submission.document) {
        // Filed again, a document that was taken down stays so: its bytes do not come back.
        const bool is_down = group.state->decisions.texts.at(submission.document->hash).takedown.has_value();
        if (!is_down) group.batch.documents.push_back(*submission.document);
    }
    Accepted accepted{answer_body(first, decision->events.size())};
    if (const auto* cast = std::get_if<CastBallot>(&submission.command)) {
        const Hash commitment = portal::cast_commitment(cast->round, cast->cast);
        accepted.ballot = StoredBallot{commitment, promise_deadline(*portal::find_round(state, cast->round))};
    }
    if (submission.is_repeatable) {
        group.batch.answers.push_back({.key = submission.key,
                                       .request = submission.request,
                                       .status = 200,
                                       .body = accepted.body,
                                       .at = context.now});
    }
    return accepted;
}

std::optional<portal::RollMark> PortalHost::find_mark(RoundId round, ResidentId voter, const Group& group) const {
    for (const portal::RollEntry& entry : group.batch.roll) {
        if (entry.round == round && entry.voter == voter) return entry.mark;
    }
    return box_.find_mark(round, voter);
}

portal::CastFacts PortalHost::cast_facts(const Submission& submission, const CastBallot& command,
                                         const Group& group) const {
    portal::CastFacts facts;
    facts.has_genuine_credential = submission.has_genuine_credential;
    facts.genuine_in = submission.genuine_in;
    facts.has_good_signature = submission.has_good_signature;
    const Hash commitment = portal::cast_commitment(command.round, command.cast);
    facts.is_stored = group.commitments.contains({command.round, commitment}) || box_.has(command.round, commitment);
    const auto in_group = group.latest_versions.find({command.round, command.cast.input()});
    if (in_group != group.latest_versions.end()) {
        facts.latest_version = in_group->second;
    } else if (const auto latest = box_.find_latest(command.round, command.cast.input())) {
        facts.latest_version = latest->cast.version;
    }
    return facts;
}

portal::Facts PortalHost::facts_for(const Submission& submission, const portal::State& state, UnixMs now,
                                    const Group& group) const {
    portal::Facts facts;
    facts.person = submission.person;
    // Only of rounds that are there: keys are kept, and anybody may name any round.
    const auto key_of = [&](RoundId round) {
        const bool is_there = portal::find_round(state, round) != nullptr;
        return is_there ? keys_.of(state.community->slug, round) : nullptr;
    };
    std::visit(Match{
                   [&](const OpenVoting& open) {
                       if (const auto key = key_of(open.round)) facts.ballot_key = key->public_key().bytes();
                       facts.batch_min = batch_rule().batch_min;
                   },
                   [&](const IssueCredential& issue) { facts.mark = find_mark(issue.round, submission.actor, group); },
                   [&](const CastBallot& cast) { facts.cast = cast_facts(submission, cast, group); },
                   [&](const EnterPapers& papers) {
                       for (const ResidentId voter : papers.roll) {
                           const auto person = directory_.find_person(voter);
                           const bool is_here = person && person->standing == PersonStanding::here;
                           facts.paper_voters.push_back({is_here ? std::optional{person->facts} : std::nullopt,
                                                         find_mark(papers.round, voter, group)});
                       }
                       facts.is_letter_shown = submission.is_letter_shown;
                       add_paper_facts(facts, box_, papers.round);
                   },
                   [&](const TakePaperBack& back) {
                       facts.mark = find_mark(back.round, back.voter, group);
                       add_paper_facts(facts, box_, back.round);
                   },
                   [&](const decision::Command& asked) {
                       facts.text_seed = random_hash();
                       if (options_.person_in && submission.actor != ResidentId{}) {
                           facts.person_in = [this, actor = submission.actor](std::string_view thing) {
                               return options_.person_in(actor, thing);
                           };
                       }
                       if (const auto* const take = std::get_if<decision::TakeSeat>(&asked)) {
                           const auto person = directory_.find_person(take->seating.holder);
                           facts.holder.emplace();
                           const bool is_here = person && person->standing == PersonStanding::here;
                           if (is_here) facts.holder->person = person->facts;
                       }
                   },
                   [](const auto&) {},
               },
               submission.command);
    if (std::holds_alternative<portal::Tick>(submission.command)) {
        for (const RoundId round : portal::openings_due(state, now)) {
            if (const auto key = key_of(round)) facts.openings.push_back({round, key->public_key().bytes()});
        }
        facts.batch_min = batch_rule().batch_min;
        facts.journal = journal_.facts();
    }
    for (const portal::BoxDue& needed : portal::boxes_needed(state, submission.command, now)) {
        portal::BoxFacts box = box_.facts(needed, windows_.of(now));
        const auto key = needed.need == portal::BoxNeed::everything ? key_of(needed.round) : nullptr;
        if (key) {
            box.private_key = key->publish();
            box.papers =
                box_.paper_account(needed.round, [&](ResidentId person) { return directory_.desk_of(person); });
        }
        facts.boxes.push_back(std::move(box));
    }
    return facts;
}

void PortalHost::stage_ballots(portal::Decision& decision, Group& group) {
    Batch& batch = group.batch;
    batch.roll.insert(batch.roll.end(), decision.marks.begin(), decision.marks.end());
    for (portal::SealedCast& sealed : decision.casts) {
        group.commitments.insert({sealed.round, sealed.commitment});
        if (!sealed.cast.is_paper()) group.latest_versions[{sealed.round, sealed.cast.input()}] = sealed.cast.version;
        batch.casts.push_back(std::move(sealed));
    }
    batch.opened.insert(batch.opened.end(), decision.opened.begin(), decision.opened.end());
    batch.returns.insert(batch.returns.end(), decision.returns.begin(), decision.returns.end());
    batch.urns.insert(batch.urns.end(), decision.urns.begin(), decision.urns.end());
}

// After the commit: what was stored is what the box holds.
void PortalHost::keep_ballots(const Group& group) {
    const Batch& batch = group.batch;
    const portal::State& state = group.state ? *group.state : *state_;
    for (const portal::RollEntry& entry : batch.roll) box_.mark(entry);
    for (const portal::PaperReturn& taken : batch.returns) box_.take_back(taken);
    for (const portal::UrnEntry& entry : batch.urns) box_.note_urn(entry);
    for (const portal::SealedCast& sealed : batch.casts) box_.put(sealed, group.window);
    for (std::size_t i = 0; i < state.rounds.size(); ++i) {
        const Round& round = state.rounds[i];
        const std::size_t known = i < state_->rounds.size() ? state_->rounds[i].commitments.size() : 0;
        if (round.commitments.size() == known) continue;
        std::vector<Hash> commitments;
        for (const CommittedBallot& committed : round.commitments) {
            if (committed.entry >= batch.first_position) commitments.push_back(committed.commitment);
        }
        box_.note_committed(round.id, commitments);
    }
    for (const RoundId round : batch.opened) box_.forget(round);
    // The ballots are public now; what is left of the order in which they came is not to stay on the disk.
    if (!batch.opened.empty()) is_tidy_due_ = true;
}

// Of the entry that is staged next: what its commitments are opened by, and what it takes down.
void PortalHost::stage_texts(portal::Entry& entry, Group& group) {
    Batch& batch = group.batch;
    const std::uint64_t position = batch.first_position + batch.entries.size();
    portal::for_each_text(entry.event, [&](FreeText& text) {
        if (text.opened) batch.texts.push_back({position, *text.opened});
    });
    const auto* const decided = std::get_if<decision::Event>(&entry.event);
    const auto* const down = decided == nullptr ? nullptr : std::get_if<decision::TextTakenDown>(decided);
    if (down != nullptr) batch.forgotten_texts.push_back(down->commitment);
}

void PortalHost::stage_entries(const Submission& submission, const std::vector<portal::Event>& events, UnixMs now,
                               Group& group) {
    if (events.empty()) return;
    if (!group.state) group.state = writable_state();
    for (const portal::Event& event : events) {
        portal::Entry entry{portal::entry_time(*group.state, now), submission.role, event};
        entry.desk = desk_for(submission.actor, submission.role, group);
        entry.second_desk = desk_for(submission.second, submission.role, group);
        stage_texts(entry, group);
        std::string bytes = portal::write_entry(entry);
        GONGYI_CHECK(bytes.size() <= record::entry_bytes_max);
        // What cannot be read again would stop the next start: better one command than all of them.
        GONGYI_CHECK(portal::parse_entry(bytes).has_value());
        portal::apply_event(*group.state, entry);
        group.tree.append(record::leaf_hash(bytes), [&](std::uint8_t level, std::uint64_t index, const Hash& hash) {
            group.batch.nodes.push_back({{level, index}, hash});
        });
        group.batch.entries.push_back(std::move(bytes));
        if (const auto* const head = std::get_if<portal::JournalHeadPublished>(&entry.event)) {
            group.journal_lines = head->head.lines;
        }
        group.entries.push_back(std::move(entry));
    }
}

std::shared_ptr<portal::State> PortalHost::writable_state() {
    // Nobody can come to read it anew: the snapshot that held it was replaced. So the count only falls, and whoever let
    // go of it last has done so before this thread goes on.
    if (!spare_ || spare_.use_count() > 1) return std::make_shared<portal::State>(*state_);
    std::atomic_thread_fence(std::memory_order_acquire);
    for (const portal::Entry& entry : since_spare_) portal::apply_event(*spare_, entry);
    since_spare_.clear();
    return std::move(spare_);
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

}  // namespace gongyi::server
