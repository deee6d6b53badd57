// The events with which the voting of a round goes on and ends.
#pragma once

#include <string>
#include <vector>

#include "shared/portal/command.h"
#include "shared/portal/event.h"

namespace gongyi::portal {

// BallotsCommitted, in entries of a bounded size; none for no commitment.
void append_commitments(std::vector<Event>& list, RoundId round, std::vector<Hash> commitments);

// The last commitments, VotingClosed, all ballots in the order of their commitments, the round's key, and the count.
// Requires that `box` holds everything.
void append_close(std::vector<Event>& list, Round round, std::string reason, const BoxFacts& box);

// The same for an imported round, which has no commitments and no key.
void append_imported_close(std::vector<Event>& list, Round round, std::vector<OpenedBallot> ballots);

}  // namespace gongyi::portal
