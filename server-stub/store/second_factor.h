// What is kept of an account's second step.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "shared/base/hash.h"
#include "shared/community/people.h"

namespace gongyi::server {

// 160 bits, as RFC 4226 section 4 asks for.
using TotpSecret = std::array<std::uint8_t, 20>;

struct SecondFactor {
    ResidentId person;
    // As it is: the key that could hide it would lie beside it.
    TotpSecret secret{};
    std::int64_t used_step = 0;           // The newest that was used: none up to it will do again.
    std::vector<Hash> recovery_hashes{};  // Of the codes that are left.
};

}  // namespace gongyi::server
