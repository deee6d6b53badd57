// The text that states how large the record is and what its root is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "shared/base/expected.h"
#include "shared/base/hash.h"
#include "shared/base/parse_error.h"

namespace gongyi::record {

// The body of a C2SP tlog-checkpoint: three lines, origin, decimal size, base64 root. Not signed yet.
struct Checkpoint {
    std::string origin;  // "gongyi/<community slug>"
    std::uint64_t size = 0;
    Hash root{};
    friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

[[nodiscard]] std::string write_checkpoint(const Checkpoint& checkpoint);
// Faults: the pointer is "/1", "/2" or "/3", the number of the line.
[[nodiscard]] Expected<Checkpoint, ParseError> parse_checkpoint(std::string_view text);

}  // namespace gongyi::record
