// Checking a record that came from somewhere: replay it, hash it, count again.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/expected.h"
#include "shared/base/parse_error.h"
#include "shared/portal/state.h"
#include "shared/record/merkle.h"
#include "shared/record/tree.h"
#include "shared/tally/tally.h"

namespace gongyi::portal {

struct RecordFault {
    std::uint64_t index = 0;  // Of the entry, from 0.
    std::string what;
};

// A record being read: feed it the entries' bytes in order, and the texts behind those that refer to them. Without its
// texts a record is whole, too: decision::withheld_texts() then names those that nobody showed.
class Replay {
public:
    Replay() = default;
    // Keeps the tree's nodes in `nodes` too, which must outlive the replay.
    explicit Replay(record::NodeStore& nodes) : nodes_{&nodes} {}

    // Parses, checks and applies one entry. After a fault the replay stays where it was before the entry.
    [[nodiscard]] Expected<void, RecordFault> append(std::string_view entry);
    // A line of texts (text_json.h): what opens a commitment of an entry that was appended. One of an entry that was
    // not is left out, as is one that was taken down since. The fault is of a line that is none, or whose text does not
    // fit its commitment.
    [[nodiscard]] Expected<decision::Supplied, ParseError> supply(std::string_view line);
    [[nodiscard]] const State& state() const { return state_; }
    [[nodiscard]] const record::TreeHead& tree() const { return tree_; }

private:
    State state_;
    record::TreeHead tree_;
    record::NodeStore* nodes_ = nullptr;
};

// One rule of one round, counted here and compared with what the record says.
struct Recount {
    TallyRule rule = TallyRule::greedy;
    RuleOutcome published;
    RuleOutcome counted;
    [[nodiscard]] bool is_equal() const { return published == counted; }
};
// Both rules of a closed round. Cost: the tally's.
// `progress` as for count().
[[nodiscard]] std::vector<Recount> recount(const Round& round, tally::Progress* progress = nullptr);

}  // namespace gongyi::portal
