// What the record says about the ballots of a round, checked as it is read: everything that is cheap. The costly rest,
// credentials and signatures, is in audit.h.
#pragma once

#include <string>

#include "shared/base/expected.h"
#include "shared/portal/state.h"

namespace gongyi::portal {

using ReplayVerdict = Expected<void, std::string>;

// Each requires that the event's round is there, and judges its stage too. The text says what is wrong, in English.

// The key is an element of the group, and only with one there are batches.
[[nodiscard]] ReplayVerdict check_voting_opened(const Round& round, const VotingOpened& event);
// Ascending, and none is there already. Fewer than the round's batches hold are its only ones, and nothing follows but
// its close (State::closing).
[[nodiscard]] ReplayVerdict check_ballots_committed(const Round& round, const BallotsCommitted& event);
// No more ballots count than were committed to, and than credentials and papers were issued.
[[nodiscard]] ReplayVerdict check_voting_closed(const Round& round, const VotingClosed& event);
// Every opened ballot is the next one that was committed to, and one that the round allows.
[[nodiscard]] ReplayVerdict check_ballots_opened(const Round& round, const BallotsOpened& event);
// Before the close, numbers that no sheet has yet.
[[nodiscard]] ReplayVerdict check_sheets_registered(const Round& round, const SheetsRegistered& event);
// All ballots are open, and the key is that of the round.
[[nodiscard]] ReplayVerdict check_round_key_published(const Round& round, const RoundKeyPublished& event);
// As many ballots count as the close said; no credential has cast one version twice, no paper is there twice; the
// batches hold what they should (portal/ballot_pool.h).
// Cost: O(n log n).
[[nodiscard]] ReplayVerdict check_round_tallied(const Round& round, const RoundTallied& event);

// Whether the event holds as many ballots as a batch of the round does.
[[nodiscard]] bool is_large_enough(const Round& round, const BallotsCommitted& event);

// Total, as apply_event. `entry` is the index of the entry, `at` its time.
void apply_ballots_committed(Round& round, const BallotsCommitted& event, std::uint64_t entry, UnixMs at);
void apply_ballots_opened(Round& round, const BallotsOpened& event);
void apply_round_tallied(Round& round, const RoundTallied& event);

}  // namespace gongyi::portal
