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

// Finding a ballot by its receipt code, at any time: while voting runs the record tells only that it is there.
enum class Search : std::uint8_t {
    malformed,  // No receipt code.
    missing,    // Not in the record, or not yet.
    recorded,   // In the record; what it says is published after the close.
    counted,    // Published, and counts.
    replaced,   // Published; the same credential cast a later one.
};
struct Found {
    Search result = Search::malformed;
    Hash commitment{};          // Unless malformed.
    std::uint64_t entry = 0;    // recorded, counted, replaced: the entry that took it in, from 0.
    std::int64_t position = 0;  // counted: from 1, of the `total` that count.
    std::int64_t total = 0;
    const Ballot* ballot = nullptr;  // counted, replaced; refers to the round.
};
// `text` is a receipt code as a person may write it: spaces and dashes, capitals. Cost: O(log ballots), and O(ballots)
// for one that is published.
[[nodiscard]] Found find_ballot(const Round& round, std::string_view text);

// The outcome by the rule that was announced, if the round has one.
[[nodiscard]] const RuleOutcome* official_outcome(const Round& round);
[[nodiscard]] bool is_selected(const RuleOutcome& outcome, ProjectId id);

}  // namespace gongyi::pages
