// What the outcome page counts from a round's ballots.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "shared/microproject/round.h"

namespace gongyi::pages {

// Ballots that name each project (with points above 0 where there are points). Parallel to round.projects.
// Cost: O(choices on all ballots · log projects).
[[nodiscard]] std::vector<std::int64_t> votes_of(const Round& round);

// Finding a ballot by its receipt.
enum class Search : std::uint8_t { malformed, missing, found };
struct Found {
    Search result = Search::malformed;
    std::size_t index = 0;  // In round.ballots, when found.
};
// `text` is a receipt code as a person may write it: spaces and dashes, capitals. Cost: O(log ballots) hashes: opened
// ballots stand in the order of their commitments.
[[nodiscard]] Found find_ballot(const Round& round, std::string_view text);

// The outcome by the rule that was announced, if the round has one.
[[nodiscard]] const RuleOutcome* official_outcome(const Round& round);
[[nodiscard]] bool is_selected(const RuleOutcome& outcome, ProjectId id);

}  // namespace gongyi::pages
