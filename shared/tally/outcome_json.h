// An outcome as JSON, for scripts and other people's checks.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shared/tally/election.h"
#include "shared/tally/margin.h"
#include "shared/tally/outcome.h"

namespace gongyi::tally {

// One object, canonical JSON (RFC 8785):
//   rule, options      as the command line names them.
//   budget, cost       money as decimal strings, the budget and costs as the file wrote them.
//   selected           ids in the order of selection.
//   projects           every project: id, cost, votes, selected, why. In `why`: verdict; score; for funded ones order,
//                      left (of the budget afterwards), rate (exact: numerator, denominator) and payment_max;
//                      money_behind, missing, start_money, spent_on.
//   voters             count, invalid, and funded: how many voters name 0, 1, 2 … selected projects.
//   ties               order, projects in the order of preference, by.
//   invalid_ballots    row, voter, reason, detail.
//   categories         votes and cost of each, start and raised for equal shares.
// `margins` is parallel to the projects, or empty: they take many counts.
[[nodiscard]] std::string outcome_json(const Election& election, const Outcome& outcome,
                                       const std::vector<std::optional<Margin>>& margins = {});

// "0.0123457": a fraction for display, with at most 15 significant digits.
[[nodiscard]] std::string approximate_text(double value);

}  // namespace gongyi::tally
