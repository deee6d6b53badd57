// The text that states how large the record is and what its root is, and its signed form.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "shared/base/expected.h"
#include "shared/base/hash.h"
#include "shared/base/parse_error.h"
#include "shared/record/note.h"

namespace gongyi::record {

// The text of a C2SP tlog-checkpoint: three lines, origin, decimal size, base64 root. Extension lines, which the format
// allows and advises against, are refused: nobody could check them.
struct Checkpoint {
    std::string origin;  // "gongyi/<community slug>"
    std::uint64_t size = 0;
    Hash root{};
    friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

[[nodiscard]] std::string write_checkpoint(const Checkpoint& checkpoint);
// Reads the text alone, which anybody can have written. Faults: the pointer is "/1", "/2" or "/3", the number of the
// line.
[[nodiscard]] Expected<Checkpoint, ParseError> parse_checkpoint(std::string_view text);

// What a signed checkpoint says, whoever signed it: worth nothing by itself. Faults: as above, and "/4" without the
// empty line that signatures follow.
[[nodiscard]] Expected<Checkpoint, ParseError> stated_checkpoint(std::string_view note);

// The checkpoint as a signed note. Its key's name should be the origin.
// Faults: malformed_text, for an origin with control characters.
[[nodiscard]] Expected<std::string, NoteFault> sign_checkpoint(const Checkpoint& checkpoint,
                                                               std::span<const SigningKey> keys);
[[nodiscard]] Expected<std::string, NoteFault> sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key);

// Opens a signed checkpoint of the record `origin` for somebody who trusts `keys`. Faults as of open_note, and
// not_a_checkpoint and other_origin.
[[nodiscard]] Expected<Checkpoint, NoteFault> open_checkpoint(std::string_view note, std::string_view origin,
                                                              std::span<const VerifyingKey> keys);

}  // namespace gongyi::record
