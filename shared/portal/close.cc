#include "shared/portal/close.h"

#include <algorithm>
#include <utility>

#include "shared/base/sort.h"
#include "shared/portal/election.h"

namespace gongyi::portal {

namespace {

std::size_t marks_of(const Ballot& ballot) {
    return ballot.choices.size() + ballot.points.size();
}

// BallotsOpened in entries of a bounded size. `list_of` names the list of the entry that `ballots` go into.
template <class Opened, class ListOf>
void append_opened(std::vector<Event>& list, RoundId round, const std::vector<Opened>& ballots, ListOf list_of) {
    BallotsOpened chunk{round, {}, {}};
    std::size_t marks = 0;
    for (const Opened& opened : ballots) {
        const std::size_t more = marks_of(opened.ballot);
        const bool is_full = list_of(chunk).size() == ballots_per_entry_max || marks + more > marks_per_entry_max;
        if (is_full && !list_of(chunk).empty()) {
            list.push_back(std::exchange(chunk, BallotsOpened{round, {}, {}}));
            marks = 0;
        }
        list_of(chunk).push_back(opened);
        marks += more;
    }
    if (!list_of(chunk).empty()) list.push_back(std::move(chunk));
}

}  // namespace

void append_commitments(std::vector<Event>& list, RoundId round, std::vector<Hash> commitments) {
    std::sort(commitments.begin(), commitments.end());
    // Evenly, so that each entry holds as many as a batch has to (batch_min_max).
    const std::size_t entries = (commitments.size() + commitments_per_entry_max - 1) / commitments_per_entry_max;
    for (std::size_t i = 0; i < entries; ++i) {
        const std::size_t first = commitments.size() * i / entries;
        const std::size_t last = commitments.size() * (i + 1) / entries;
        const auto begin = commitments.begin();
        list.push_back(BallotsCommitted{
            round, {begin + static_cast<std::ptrdiff_t>(first), begin + static_cast<std::ptrdiff_t>(last)}});
    }
}

void append_close(std::vector<Event>& list, Round round, std::string reason, const BoxFacts& box) {
    append_commitments(list, round.id, box.due);
    std::vector<const SealedCast*> sealed;
    sealed.reserve(box.casts.size());
    for (const SealedCast& one : box.casts) sealed.push_back(&one);
    sort_stably(sealed, [](const SealedCast* a, const SealedCast* b) { return a->commitment < b->commitment; });
    round.casts.clear();
    for (const SealedCast* one : sealed) round.casts.push_back(one->cast);
    const std::vector<std::size_t> counted = counted_casts(round.casts);
    for (const std::size_t i : counted) round.ballots.push_back({round.casts[i].ballot, round.casts[i].salt});

    list.push_back(VotingClosed{round.id, std::move(reason), static_cast<std::int64_t>(counted.size()),
                                VotesIssued{box.credentials_issued, box.papers_issued}, box.papers});
    append_opened(
        list, round.id, round.casts, [](BallotsOpened & chunk) -> auto& { return chunk.casts; });
    list.push_back(RoundKeyPublished{round.id, box.private_key});
    list.push_back(RoundTallied{round.id, count(round)});
}

void append_imported_close(std::vector<Event>& list, Round round, std::vector<OpenedBallot> ballots) {
    list.push_back(VotingClosed{round.id, "", static_cast<std::int64_t>(ballots.size()), std::nullopt});
    append_opened(
        list, round.id, ballots, [](BallotsOpened & chunk) -> auto& { return chunk.ballots; });
    round.ballots = std::move(ballots);
    list.push_back(RoundTallied{round.id, count(round)});
}

}  // namespace gongyi::portal
