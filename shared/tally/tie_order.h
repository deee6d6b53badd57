// Which project goes first among equals: lowest cost, then most votes, then the seed's order or the id.
#pragma once

#include <cstdint>
#include <vector>

#include "shared/tally/election.h"
#include "shared/tally/outcome.h"
#include "shared/tally/rule.h"

namespace gongyi::tally {

// A total order over the projects, fixed before the count.
class TieOrder {
public:
    // `votes` is count_votes(election).
    TieOrder(const Election& election, const std::vector<std::uint32_t>& votes, const Rule& rule);

    // The place of a project in the order, from 0; the lower one wins a tie.
    [[nodiscard]] std::uint32_t rank(std::uint32_t project) const { return ranks_[project]; }
    [[nodiscard]] bool prefers(std::uint32_t a, std::uint32_t b) const { return ranks_[a] < ranks_[b]; }
    // What puts `a` before `b`.
    [[nodiscard]] TieBreak reason(std::uint32_t a, std::uint32_t b) const;
    // The projects sorted by this order.
    void sort(std::vector<std::uint32_t>& projects) const;

private:
    const Election& election_;
    const std::vector<std::uint32_t>& votes_;
    bool seeded_;
    std::vector<std::uint32_t> ranks_{};
};

}  // namespace gongyi::tally
