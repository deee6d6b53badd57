// The count: an election and a rule in, the outcome with its reasons out.
#pragma once

#include <cstdint>
#include <optional>

#include "shared/tally/election.h"
#include "shared/tally/outcome.h"
#include "shared/tally/rule.h"

namespace gongyi::tally {

// Told how far a long tally is, and asked whether to go on; implement it to show a bar or to cancel from another
// thread.
class Progress {
public:
    virtual ~Progress() = default;
    // per_mille: about how much is done, 0 to 1000, never falling. False cancels the tally.
    // Called often: at least every few milliseconds of work.
    [[nodiscard]] virtual bool go_on(std::uint32_t per_mille) = 0;
};

// Counts the valid ballots of `election` by `rule`. The result is what exact rational arithmetic gives, on every
// platform the same. Requires refuse(rule, election.kind) to be nothing, and an election within the limits of
// election.h whose ballots name its projects only.
// Nothing when `progress` cancelled it. Cost: about linear in the choices for each run of the rule.
[[nodiscard]] std::optional<Outcome> tally(const Election& election, const Rule& rule, Progress* progress);
// The same without a way to cancel.
[[nodiscard]] Outcome tally(const Election& election, const Rule& rule);

}  // namespace gongyi::tally
