// What the workbench knows of the public record: everything but the ballots themselves.
//
// The record is replayed and counted in a worker (counting.h); what the drawing side needs of it comes over as a Board.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "shared/base/money.h"
#include "shared/base/time.h"
#include "shared/microproject/round.h"

namespace gongyi::workbench {

// A project, and how many opened ballots name it (0 until the close).
struct BoardProject {
    Project project;
    std::int64_t supporters = 0;
};

// Voters by how many of their projects were selected: none, one, two, three or more.
inline constexpr std::size_t reach_groups = 4;
using Reach = std::array<std::int64_t, reach_groups>;

// One rule's count of a closed round.
struct RuleCount {
    TallyRule rule = TallyRule::greedy;
    std::vector<ProjectId> selected;  // In the order of selection.
    Money cost;
    Reach reach{};
    friend bool operator==(const RuleCount&, const RuleCount&) = default;
};

struct BoardRound {
    // Without projects, ballots and outcomes: they are below.
    Round facts;
    std::vector<BoardProject> projects;
    std::int64_t voters = 0;  // Opened ballots; 0 until the close.
    // While it is open: how many have voted, as the record tells it, and from how many on it does.
    std::int64_t voted = 0;
    std::int64_t told_from = 0;
    // By the official budget, as the record publishes them: greedy, equal shares. Empty until they are published.
    std::vector<RuleCount> counts;
};

struct Board {
    std::string community;
    Zone zone;
    std::uint64_t entry_count = 0;
    std::string root_hex;
    std::vector<BoardRound> rounds;
};

// A question to the worker: what if the budget of a closed round were another? With its own budget: a recount.
struct WhatIfQuestion {
    RoundId round;
    Money budget;
    friend bool operator==(const WhatIfQuestion&, const WhatIfQuestion&) = default;
};
struct WhatIfAnswer {
    WhatIfQuestion question;
    std::vector<RuleCount> counts;  // Greedy, equal shares.
    std::int64_t milliseconds = 0;  // How long the count took.
};

}  // namespace gongyi::workbench
