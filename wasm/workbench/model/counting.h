// The worker's part: the public record replayed, and its closed rounds counted with any budget.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/expected.h"
#include "shared/portal/verify.h"
#include "shared/tally/election.h"
#include "wasm/workbench/model/board.h"

namespace gongyi::workbench {

class Counting {
public:
    // The next entry of the record. After a fault nothing has changed.
    [[nodiscard]] Expected<void, portal::RecordFault> append(std::string_view entry);
    [[nodiscard]] std::uint64_t size() const { return replay_.tree().size(); }
    [[nodiscard]] const portal::Replay& replay() const { return replay_; }
    // Of the replay's tree.
    [[nodiscard]] record::NodeStore& nodes() { return *nodes_; }

    // All that the drawing side needs; outcomes as the record publishes them.
    // Cost: O(ballots) for each round whose close is new since last time.
    [[nodiscard]] Board board();

    // Counts a closed round by both rules as if its budget were another; with its own budget that is a recount.
    // The text says why not: no such round, or one that is not closed. milliseconds is 0: the caller has the clock.
    // Cost: the tally's, twice.
    [[nodiscard]] Expected<WhatIfAnswer, std::string> what_if(const WhatIfQuestion& question);

private:
    struct Closed {
        std::vector<std::int64_t> supporters;  // Parallel to the round's projects.
        std::vector<RuleCount> published;
    };
    struct Held {
        RoundId round;
        tally::Election election;
    };

    [[nodiscard]] const Closed& closed(const Round& round);
    // The round as an election. Kept for the next question: a slider asks many about one round.
    [[nodiscard]] tally::Election& election(const Round& round);

    // In a place of their own, which the replay refers to wherever this goes.
    std::unique_ptr<record::MemoryNodes> nodes_ = std::make_unique<record::MemoryNodes>();
    portal::Replay replay_{*nodes_};
    std::map<RoundId, Closed> closed_;
    std::optional<Held> held_;
};

}  // namespace gongyi::workbench
