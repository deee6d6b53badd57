// A second count, slow and obvious: every voter by itself, every number a rational, add1 one unit at a time. Written
// from the definitions in shared/tally/rule.h, it shares no code with the tally beyond the election's types.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <vector>

#include "shared/tally/election.h"
#include "shared/tally/rule.h"

namespace gongyi::test {

using Rational = boost::multiprecision::cpp_rational;

struct ReferenceOutcome {
    std::vector<std::uint32_t> selected{};  // In the order of selection.
    std::int64_t cost = 0;
    std::vector<Rational>
        rates{};         // Equal shares and Phragmén: of the purchases, without completion and unsupported ones.
    Rational start = 0;  // Equal shares: of the run that is the outcome.
    std::uint64_t raised = 0;
    std::vector<Rational> money{};                  // Equal shares: what each voter has left.
    std::vector<std::vector<Rational>> payments{};  // Equal shares: by purchase, what each voter paid.
};

[[nodiscard]] ReferenceOutcome reference_tally(const tally::Election& election, const tally::Rule& rule);

}  // namespace gongyi::test
