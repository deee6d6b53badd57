// What the host notes of those who may do much: lines of the journal, desk numbers, and what waits for a second person.
#include <algorithm>

#include "server-stub/portal_host/portal_host.h"

namespace gongyi::server {
namespace {

// Officers vote as the residents that they are, and nobody notes that they did.
bool is_own_vote(const portal::Command& command) {
    return std::holds_alternative<IssueCredential>(command) || std::holds_alternative<CastBallot>(command);
}

}  // namespace

Expected<void, StoreFault> PortalHost::commit(Batch& batch) {
    journal_.stage(batch.deeds, clock_(), batch);
    auto stored = store_.commit(batch);
    if (!stored) return stored;
    journal_.keep(batch);
    for (const DeskNumber& desk : batch.desks) directory_.put_desk(desk);
    for (const PendingAct& act : batch.pending) pending_.put(act);
    for (const std::int64_t id : batch.settled_pending) pending_.forget(id);
    return stored;
}

void PortalHost::note(JournalLine line) {
    // Where too much waits to be written, this is lost, as the request that it is about is refused.
    static_cast<void>(change_rows(
        [line = std::move(line)](Batch& batch) {
            batch.deeds.push_back(line);
            return true;
        },
        [](RowsResult) {}));
}

bool PortalHost::is_pending(std::int64_t id, const Group& group) const {
    const auto& settled = group.batch.settled_pending;
    const bool is_settled = std::find(settled.begin(), settled.end(), id) != settled.end();
    return !is_settled && pending_.find(id, clock_()).has_value();
}

std::int64_t PortalHost::desk_for(ResidentId person, Role role, Group& group) const {
    if (role != Role::staff || person == ResidentId{}) return 0;
    if (const std::int64_t known = directory_.desk_of(person); known != 0) return known;
    std::vector<DeskNumber>& given = group.batch.desks;
    const auto found =
        std::find_if(given.begin(), given.end(), [&](const DeskNumber& one) { return one.person == person; });
    if (found != given.end()) return found->number;
    const std::int64_t next = directory_.next_desk() + std::ssize(given);
    if (next > desks_max) return 0;
    given.push_back({person, next});
    return next;
}

void PortalHost::stage_deed(const Submission& submission, std::optional<std::uint64_t> entry, Group& group) const {
    const bool is_officer = submission.role == Role::staff || submission.role == Role::supervisor;
    if (!is_officer || is_own_vote(submission.command)) return;
    static_cast<void>(desk_for(submission.actor, submission.role, group));
    static_cast<void>(desk_for(submission.second, submission.role, group));
    JournalLine line;
    line.deed = Deed::command;
    line.actor = submission.actor;
    line.second = submission.second;
    line.entry = entry;
    if (const auto* const papers = std::get_if<EnterPapers>(&submission.command)) {
        line.deed = papers->papers.empty() ? Deed::paper_handed_out : Deed::papers_entered;
        line.count = papers->papers.empty() ? std::ssize(papers->roll) : std::ssize(papers->papers);
    } else if (const auto* const back = std::get_if<TakePaperBack>(&submission.command)) {
        line.deed = Deed::paper_taken_back;
        line.detail = paper_back_name(back->reason);
        line.people = {back->voter};
    } else {
        line.detail = portal::command_name(submission.command);
    }
    group.batch.deeds.push_back(std::move(line));
}

}  // namespace gongyi::server
