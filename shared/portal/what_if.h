// A closed round counted as if its budget or its rule were another. Never an official result, and never part of the
// record: pages that show it say so.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "shared/base/expected.h"
#include "shared/microproject/round.h"
#include "shared/tally/election.h"
#include "shared/tally/outcome.h"
#include "shared/tally/rule.h"
#include "shared/tally/tally.h"

namespace gongyi::portal {

struct WhatIfQuestion {
    Money budget;  // 0 to money_max.
    tally::Rule rule;
    friend bool operator==(const WhatIfQuestion&, const WhatIfQuestion&) = default;
};

// What the round itself was counted by: its budget and its official rule.
[[nodiscard]] WhatIfQuestion own_question(const Round& round);

// As much of an outcome as is compared. Indices are those of round.projects.
struct WhatIfCount {
    std::vector<std::uint32_t> selected{};  // In the order of selection.
    Money cost;
    std::int64_t reached = 0;  // Voters with at least one selected project.
    friend bool operator==(const WhatIfCount&, const WhatIfCount&) = default;
};

struct WhatIfAnswer {
    WhatIfQuestion question;
    std::vector<std::uint32_t> votes{};  // Parallel to round.projects.
    WhatIfCount official;
    WhatIfCount here;
    tally::Comparison comparison;  // The official outcome first.
    friend bool operator==(const WhatIfAnswer&, const WhatIfAnswer&) = default;
};

// Why there is no answer.
enum class WhatIfLack : std::uint8_t {
    too_large,  // More ballots than are counted here.
    too_long,   // The count was given up after some time.
    busy,       // Another one is being counted.
    elsewhere,  // Counts are not made where the page is rendered; a script asks for this one.
};
using WhatIfResult = Expected<std::shared_ptr<const WhatIfAnswer>, WhatIfLack>;

// How many answers are kept; the oldest makes room.
inline constexpr std::size_t kept_answers_max = 64;

// Answers questions about closed rounds, and keeps the election between them: who turns a knob asks many about one
// round. For one thread at a time, and the same round behind one id each time.
class WhatIfCounter {
public:
    // Null when it was not asked before, or is forgotten.
    [[nodiscard]] std::shared_ptr<const WhatIfAnswer> find(RoundId round, const WhatIfQuestion& question) const;
    // Requires a counted round, `official` its official outcome, and a rule that can count its form of ballot.
    // Null when `progress` cancelled it. Cost: the tally's, and O(ballots) to compare.
    [[nodiscard]] std::shared_ptr<const WhatIfAnswer> answer(const Round& round, const WhatIfQuestion& question,
                                                             const tally::Outcome& official,
                                                             tally::Progress* progress = nullptr);

private:
    struct Kept {
        RoundId round;
        std::shared_ptr<const WhatIfAnswer> answer;
    };
    struct Held {
        RoundId round;
        tally::Election election;
    };
    std::deque<Kept> kept_;
    std::optional<Held> held_;
};

}  // namespace gongyi::portal
