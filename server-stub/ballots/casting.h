// The way of a credential and of a ballot through the server: the arithmetic on threads of its own, the decision and
// the disk with the writer.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "server-stub/accounts/session.h"
#include "server-stub/services.h"

namespace gongyi::server {

// What came of a request for a credential: the answer, or why there is none (never Accepted).
using IssueResult = std::variant<ballotbox::Evaluation, CommandResult>;

// Each calls `done` once, from another thread, unless it returns false: then too much is waiting.

// Issues a credential to `person` for what their browser blinded.
[[nodiscard]] bool issue_credential(Services& services, const Person& person, RoundId round,
                                    const ballotbox::Element& blinded, std::function<void(IssueResult)> done);

// Casts a ballot that came without an account.
[[nodiscard]] bool cast_ballot(Services& services, CastBallot command, std::function<void(CommandResult)> done);

// Makes credential and ballot for `person`, who has no scripts or stands at the desk, and casts it. A ballot that says
// what the last one said is not cast again. Accepted names the ballot.
[[nodiscard]] bool vote_on_behalf(Services& services, const Person& person, RoundId round,
                                  std::vector<ProjectId> choices, std::function<void(CommandResult)> done);

}  // namespace gongyi::server
