// Why each project of a counted round was funded or not: the count again, with all that the tally tells about it.
//
// The public record holds who won, not why. The why follows from the opened ballots, and to work it out is to count
// again: milliseconds for a community, a good part of a second for a city. So whoever renders pages keeps an
// Explanations for as long as the State lives, and hands it to pages::render(): a closed round is counted once, when
// somebody first asks. The server guards one with a lock beside its page cache; the browser's core has its own.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "shared/microproject/round.h"
#include "shared/portal/what_if.h"
#include "shared/tally/outcome.h"

namespace gongyi::portal {

// Both counts of one round. Indices are those of round.projects, amounts are hundredths.
struct Explanation {
    tally::Outcome greedy;
    tally::Outcome equal_shares;
    [[nodiscard]] const tally::Outcome& by(TallyRule rule) const {
        return rule == TallyRule::greedy ? greedy : equal_shares;
    }
};

// Whether `round` is closed and its outcome published. Nothing may be told about the votes of other rounds.
[[nodiscard]] bool is_counted(const Round& round);

// Requires is_counted(round). Cost: the tally's, twice.
[[nodiscard]] Explanation explain(const Round& round);

// How little would have carried a project that was not funded. Each answer was tried by counting; nothing means that
// none was found, or that none was looked for.
struct Nearness {
    // With so many more voters who approve it and nothing else it is funded, with one fewer it is not.
    std::optional<std::int64_t> supporters;
    // At this cost it is funded. A round amount: one step of it more, and it is not.
    std::optional<Money> cost;
    friend bool operator==(const Nearness&, const Nearness&) = default;
};
// Larger rounds are not tried: some thirty counts would keep a reader waiting.
inline constexpr std::size_t nearness_ballots_max = 10'000;

// For the index-th project under `rule`. Requires is_counted(round) and index < round.projects.size().
// Cost: about 30 tallies, or none.
[[nodiscard]] Nearness find_nearness(const Round& round, TallyRule rule, std::size_t index);

// Where pages get explanations from. References stay good as long as the object does.
class Explanations {
public:
    Explanations() = default;
    Explanations(const Explanations&) = delete;
    Explanations& operator=(const Explanations&) = delete;
    virtual ~Explanations() = default;
    // All require is_counted(round), and the same round behind one id each time.
    [[nodiscard]] virtual const Explanation& of(const Round& round) = 0;
    [[nodiscard]] virtual Nearness nearness(const Round& round, TallyRule rule, std::size_t index) = 0;
    // The round counted otherwise, or why it is not counted here and now.
    [[nodiscard]] virtual WhatIfResult what_if(const Round& round, const WhatIfQuestion& question) = 0;
};

// Works each out when it is first asked for, and keeps it. For one thread at a time.
class KeptExplanations final : public Explanations {
public:
    [[nodiscard]] const Explanation& of(const Round& round) override;
    [[nodiscard]] Nearness nearness(const Round& round, TallyRule rule, std::size_t index) override;
    // Counts whatever is asked, however long it takes.
    [[nodiscard]] WhatIfResult what_if(const Round& round, const WhatIfQuestion& question) override;

private:
    using Place = std::pair<TallyRule, std::size_t>;
    struct Kept {
        std::unique_ptr<const Explanation> explanation;
        std::map<Place, Nearness> nearness;
    };
    std::map<RoundId, Kept> rounds_;
    WhatIfCounter what_ifs_;
};

}  // namespace gongyi::portal
